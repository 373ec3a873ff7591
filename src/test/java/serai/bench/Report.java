package serai.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was measured, as a table for the terminal and for {@code docs/performance.md}. */
record Report(Conditions conditions, Map<String, List<Figure>> parts) {
    private static final String BEGIN = "<!-- bench:begin ";
    private static final String END = "<!-- bench:end -->";

    /** Prints one part. */
    static void print(PrintStream out, String part, List<Figure> figures) {
        out.println();
        out.println(part);
        for (Figure figure : figures) {
            out.printf("  %-58s %-28s %-24s %s%n", figure.what(), figure.value(), figure.aim(), verdict(figure.met()));
        }
        out.flush();
    }

    private static String verdict(Optional<Boolean> met) {
        return met.map(yes -> yes ? "met" : "MISSED").orElse("");
    }

    /**
     * Puts the tables between the marks {@code <!-- bench:begin PART -->} and {@code <!-- bench:end -->}. Parts that were
     * not measured keep what stands there.
     *
     * @throws IllegalStateException if the file lacks the marks of a part
     */
    void write(Path file) throws IOException {
        String text = Files.readString(file);
        for (Map.Entry<String, List<Figure>> part : parts.entrySet()) {
            text = replace(text, part.getKey(), table(part.getValue()) + "\n\nMeasured " + conditions.text() + ".");
        }
        Files.writeString(file, text);
    }

    private static String replace(String text, String part, String content) {
        String mark = BEGIN + part + " -->";
        int begin = text.indexOf(mark);
        int end = text.indexOf(END, begin);
        if (begin < 0 || end < 0) {
            throw new IllegalStateException("docs/performance.md has no place for " + part + ": " + mark + " … " + END);
        }
        return text.substring(0, begin) + mark + "\n" + content + "\n" + text.substring(end);
    }

    private static String table(List<Figure> figures) {
        StringBuilder table = new StringBuilder("| | measured | aim | |\n|---|---|---|---|");
        for (Figure figure : figures) {
            table.append("\n| ")
                    .append(figure.what())
                    .append(" | ")
                    .append(figure.value())
                    .append(" | ")
                    .append(figure.aim())
                    .append(" | ")
                    .append(verdict(figure.met()))
                    .append(" |");
        }
        return table.toString();
    }
}
