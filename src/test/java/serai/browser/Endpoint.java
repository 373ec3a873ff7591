package serai.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An address that the gateway serves to people, read from where it is attached, so that a new one is found by itself.
 *
 * @param path with parameters such as {@code :id}
 */
record Endpoint(String method, String path) {
    private static final Pattern CONSTANT = Pattern.compile("String ([A-Z_]+) = (?:([A-Z_]+) \\+ )?\"(/[^\"]*)\"");
    private static final Pattern ATTACHED = Pattern.compile(
            "router\\s*\\.(get|post|put|delete|patch)\\(\\s*(?:([A-Z_]+)\\s*)?(?:\\+?\\s*\"([^\"]*)\")?\\s*\\)");
    private static final Pattern PARAMETER = Pattern.compile(":([a-zA-Z]+)");

    /** All of the console and of the support API. */
    static List<Endpoint> all() throws IOException {
        List<Endpoint> found = new ArrayList<>();
        for (String folder : List.of("console", "api")) {
            try (Stream<Path> files = Files.list(Path.of("src/main/java/serai", folder))) {
                for (Path file : files.sorted().toList()) {
                    found.addAll(in(Files.readString(file)));
                }
            }
        }
        return found;
    }

    private static List<Endpoint> in(String source) {
        Map<String, String> constants = new HashMap<>();
        CONSTANT.matcher(source)
                .results()
                .forEach(match -> constants.put(
                        match.group(1), constants.getOrDefault(String.valueOf(match.group(2)), "") + match.group(3)));
        List<Endpoint> found = new ArrayList<>();
        Matcher matcher = ATTACHED.matcher(source);
        while (matcher.find()) {
            String first = matcher.group(2) == null
                    ? ""
                    : constants.getOrDefault(matcher.group(2), "unknown constant " + matcher.group(2));
            String second = matcher.group(3) == null ? "" : matcher.group(3);
            found.add(new Endpoint(matcher.group(1).toUpperCase(Locale.ROOT), first + second));
        }
        return found;
    }

    boolean isRead() {
        return method.equals("GET");
    }

    boolean isOfApi() {
        return path.startsWith("/api/");
    }

    /** With every parameter replaced. */
    String with(Function<String, String> values) {
        return PARAMETER.matcher(path).replaceAll(match -> Matcher.quoteReplacement(values.apply(match.group(1))));
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
