package serai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import serai.base.ChannelName;
import serai.provider.Connector;

/** {@code config/serai.properties} is what people read; it must say what the code does. */
class PinnedDefaultsTest {
    private static final Path CONFIG = Path.of("config");
    private static final Path CONNECTORS = Path.of("connectors");

    @Test
    void shippedFileHoldsEveryKeyWithItsDefaultAndNoOther() throws IOException {
        Map<String, String> file = file();
        Map<String, String> expected = new TreeMap<>();
        for (SettingKey<?> key : keys(connectorsIn(file))) {
            expected.put(key.secret() ? key.fileName() : key.name(), key.defaultValue());
        }

        assertThat(file).containsExactlyEntriesOf(expected);
    }

    @Test
    void shippedFileStartsWithoutAnyOtherConfiguration() {
        var settings = Settings.read(CONFIG, CONNECTORS, Map.of(), new Properties());

        assertThat(settings.channels())
                .hasSameSizeAs(connectors().stream()
                        .filter(connector -> connector.role() == Connector.Role.SUPPLIER)
                        .toList());
    }

    @Test
    void secretsHaveNoDefault() {
        assertThat(keys(connectors()))
                .filteredOn(SettingKey::secret)
                .allSatisfy(key -> assertThat(key.defaultValue()).isEmpty());
    }

    @Test
    void commandLineSaysTheVersionOfTheBuild() throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));

        assertThat(pom)
                .contains("<artifactId>serai</artifactId>\n  <version>"
                        + new Serai.Version().getVersion()[0].substring("serai ".length()) + "</version>");
    }

    private static List<SettingKey<?>> keys(List<Connector> connectors) {
        List<SettingKey<?>> keys = new ArrayList<>(SettingKeys.CORE);
        for (Connector connector : connectors) {
            ChannelName channel = new ChannelName(connector.name());
            keys.addAll(SettingKeys.ChannelKeys.of(channel, connector).all());
            SettingKeys.account(channel, connector).forEach(keys::add);
        }
        return keys;
    }

    /** A new supplier needs no edit of the file; one that is in it has to be there with all its keys. */
    private static List<Connector> connectorsIn(Map<String, String> file) {
        return connectors().stream()
                .filter(connector ->
                        file.keySet().stream().anyMatch(key -> key.startsWith("serai." + connector.name() + ".")))
                .toList();
    }

    private static List<Connector> connectors() {
        return Connector.load(CONNECTORS);
    }

    private static Map<String, String> file() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(CONFIG.resolve("serai.properties"))) {
            properties.load(reader);
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }
}
