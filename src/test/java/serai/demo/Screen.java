package serai.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where the story is told: plain text, in colour only on a terminal and while {@code NO_COLOR} is not set. */
final class Screen {
    private static final int WIDTH = 100;
    private static final int MARGIN = 10;

    private final PrintStream out;
    private final boolean colour;
    private final long startedAt = System.nanoTime();
    private int chapter;

    /** @param terminal whether somebody watches; {@code NO_COLOR} and a dumb terminal are heeded */
    Screen(PrintStream out, boolean terminal, Map<String, String> environment) {
        this.out = out;
        boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean able = !environment.getOrDefault("TERM", "dumb").equals("dumb");
        this.colour = terminal && wanted && able;
    }

    /** Time since the demo began. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    void title(String text) {
        out.println();
        out.println(paint("1", text));
        out.println();
    }

    /** Begins a numbered part of the story. */
    void chapter(String text) {
        out.println();
        out.println(paint("1", ++chapter + ". " + text));
    }

    /** Something that happened, with the time it was seen at. */
    void event(String text) {
        String time = String.format(Locale.ROOT, "%6.1f s  ", elapsed().toMillis() / 1000.0);
        write(paint("2", time), text, "");
    }

    /** Something good that happened. */
    void good(String text) {
        String time = String.format(Locale.ROOT, "%6.1f s  ", elapsed().toMillis() / 1000.0);
        write(paint("2", time), text, "32");
    }

    /** Something that waits or went wrong, as it should in the story. */
    void trouble(String text) {
        String time = String.format(Locale.ROOT, "%6.1f s  ", elapsed().toMillis() / 1000.0);
        write(paint("2", time), text, "33");
    }

    /** More about the event before. */
    void detail(String text) {
        write(" ".repeat(MARGIN), text, "");
    }

    /** A line as it is: a command to copy, a row of a table. */
    void verbatim(String line) {
        out.println(line);
    }

    /** A row of a table: what, how many, whether that is right. */
    void row(String what, String value, boolean right) {
        out.println(String.format(Locale.ROOT, "   %-58s %7s   ", what, value)
                + (right ? paint("32", "as it should be") : paint("31;1", "WRONG")));
    }

    private void write(String margin, String text, String code) {
        String indent = margin;
        for (String line : wrapped(text, WIDTH - MARGIN)) {
            out.println(indent + (code.isEmpty() ? line : paint(code, line)));
            indent = " ".repeat(MARGIN);
        }
        out.flush();
    }

    private static List<String> wrapped(String text, int width) {
        var lines = new java.util.ArrayList<String>();
        var line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private String paint(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
