package serai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import serai.base.ChannelName;
import serai.provider.Cause;
import serai.provider.Connector;

/** The documentation's tables are what the code says; a failure prints the table to paste. */
class DocsTest {
    private static final Path SUPPORT = Path.of("docs/support.md");
    private static final Path OPERATOR = Path.of("docs/operator.md");

    /** What the console says of each cause; {@code mvn test -Dtest=DocsTest -Dserai.docs.write=true} writes it there. */
    @Test
    void theRunbookSaysOfEveryCauseWhatTheConsoleSays() throws IOException {
        StringBuilder runbook = new StringBuilder();
        for (Cause.Owner owner : Cause.Owner.values()) {
            runbook.append("\n### ").append(whoActs(owner)).append('\n');
            Arrays.stream(Cause.values())
                    .filter(cause -> cause.owner() == owner)
                    .forEach(cause -> runbook.append(entry(cause)));
        }
        String wanted = runbook.append('\n').toString();
        if (Boolean.getBoolean("serai.docs.write")) {
            String page = Files.readString(SUPPORT);
            String begin = "<!-- causes -->\n";
            Files.writeString(
                    SUPPORT,
                    page.substring(0, page.indexOf(begin) + begin.length())
                            + wanted
                            + page.substring(page.indexOf("<!-- /causes -->")));
        }

        assertThat(section(SUPPORT, "causes")).isEqualTo(wanted);
    }

    private static String whoActs(Cause.Owner owner) {
        return switch (owner) {
            case MERCHANT -> "The merchant must act";
            case SUPPORT -> "Support looks, because money may have moved";
            case INTEGRATOR -> "Whoever runs Serai must act";
            case NOBODY -> "Nobody has to act: it waits by itself";
        };
    }

    private static String entry(Cause cause) {
        String helps = cause.remedies().stream().map(Cause.Remedy::id).collect(Collectors.joining(", "));
        return "\n**" + cause.sentence() + "** `" + cause.id() + "`\\\n" + cause.advice()
                + (helps.isEmpty() ? "" : "\\\n*What helps:* " + helps) + "\n";
    }

    @Test
    void operatorListsEveryKeyWithItsDefault() throws IOException {
        String rows = SettingKeys.CORE.stream()
                .map(key -> "| `" + (key.secret() ? key.fileName() : key.name()) + "` | " + shown(key.defaultValue())
                        + " |")
                .collect(Collectors.joining("\n"));

        assertThat(withoutLastColumn(section(OPERATOR, "keys")))
                .isEqualTo("| key | default |\n|---|---|\n" + rows + "\n");
    }

    @Test
    void operatorListsEveryKeyOfChannelsWithTheirDefaults() throws IOException {
        Map<String, String> cells = new TreeMap<>();
        List<Connector> shipped = Connector.load(Path.of("connectors")).stream()
                .filter(connector -> List.of("aliexpress", "amazon").contains(connector.name()))
                .toList();
        List<String> order = new ArrayList<>();
        for (Connector connector : shipped) {
            ChannelName channel = new ChannelName(connector.name());
            for (SettingKey<?> key :
                    SettingKeys.ChannelKeys.of(channel, connector).all()) {
                String last = key.name().substring(("serai." + channel + ".").length());
                if (!cells.containsKey(last)) {
                    order.add(last);
                }
                cells.merge(last, key.defaultValue(), (left, right) -> left + " | " + right);
            }
        }
        String rows = order.stream()
                .map(last -> "| `" + last + "` | " + cells.get(last) + " |\n")
                .collect(Collectors.joining());

        assertThat(withoutLastColumn(section(OPERATOR, "channel-keys")))
                .isEqualTo("| key | aliexpress | amazon |\n|---|---|---|\n" + rows);
    }

    @Test
    void operatorListsEveryMeter() throws IOException {
        var made = new TreeSet<String>();
        for (String file :
                List.of("Meters", "AccessMeters", "DoorMeters", "LogisticsMeters", "OperationMeters", "Neighbours")) {
            Pattern.compile("\"(serai\\.[a-z]+(\\.[a-z]+)*)\"")
                    .matcher(Files.readString(Path.of("src/main/java/serai/" + file + ".java")))
                    .results()
                    .forEach(match -> made.add(match.group(1)));
        }
        var told = new TreeSet<String>();
        Pattern.compile("`(serai\\.[a-z.]+)`")
                .matcher(section(OPERATOR, "metrics"))
                .results()
                .forEach(match -> told.add(match.group(1)));

        assertThat(told).isEqualTo(made);
    }

    @Test
    void everySettingOfASupplierStandsInItsReadme() throws IOException {
        for (Connector connector : Connector.load(Path.of("connectors"))) {
            String readme = Files.readString(Path.of("connectors", connector.name(), "README.md"));

            assertThat(connector.settings())
                    .allSatisfy(setting -> assertThat(readme).contains("`" + setting.key() + "`"));
        }
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
        for (String folder : List.of("docs", "connectors", "wiremock")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
            }
        }

        assertThat(pages)
                .allSatisfy(page -> assertThat(targets(page))
                        .allSatisfy(target ->
                                assertThat(page.resolveSibling(target)).exists()));
    }

    private static List<String> targets(Path page) throws IOException {
        return Pattern.compile("\\]\\(([^)#]+)[^)]*\\)")
                .matcher(Files.readString(page))
                .results()
                .map(match -> match.group(1))
                .filter(target -> !target.startsWith("http"))
                .toList();
    }

    private static String section(Path page, String name) throws IOException {
        String text = Files.readString(page);
        String begin = "<!-- " + name + " -->\n";
        assertThat(text).contains(begin, "<!-- /" + name + " -->");
        return text.substring(text.indexOf(begin) + begin.length(), text.indexOf("<!-- /" + name + " -->"));
    }

    private static String shown(String defaultValue) {
        return defaultValue.isEmpty() ? "" : "`" + defaultValue + "`";
    }

    /** The words beside a key are free; key and default are not. */
    private static String withoutLastColumn(String table) {
        return table.lines()
                .map(line -> line.replaceFirst("[^|]*\\|$", ""))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
