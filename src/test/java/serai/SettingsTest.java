package serai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.base.ChannelName;
import serai.base.Secret;

class SettingsTest {
    private static final ChannelName ACME = new ChannelName("acme");

    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();
    private final Properties system = new Properties();

    @BeforeEach
    void acmeIsTheOnlySupplier() throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.createDirectories(home.resolve("connectors/acme"));
        Files.writeString(home.resolve("connectors/acme/connector.yaml"), """
            name: acme
            title: Acme
            account: connectors.acme.AcmeAccount
            unknown: { resolve: look-up }
            limits: { max-lines: 10, max-units: 100 }
            settings:
              - { key: base-url, title: Where its API is, default: "https://api.acme.example" }
              - { key: app-key, title: Our key }
              - { key: app-secret, title: Our secret, secret: true }
            channel: { pace: "2.5", hold-after: "3" }
            """);
        system.setProperty("serai.home", home.toString());
    }

    @Test
    void withoutAnyConfigurationTheDefaultsHold() {
        var settings = read();

        assertThat(settings.http()).isEqualTo(new Settings.Http("127.0.0.1", 8080, Set.of("127.0.0.1", "::1")));
        assertThat(settings.management()).isEqualTo(new Settings.Management("127.0.0.1", 8081));
        assertThat(settings.dataDir()).isEqualTo(home.resolve("data"));
        assertThat(settings.journal())
                .isEqualTo(new Settings.Journal(4096, 64L << 20, Duration.ofHours(1), 1, Optional.empty()));
        assertThat(settings.intake().maxBody()).isEqualTo(1L << 20);
        assertThat(settings.ledger().embedded()).isTrue();
        assertThat(settings.broker().embedded()).isTrue();
        assertThat(settings.supportToken()).isEmpty();
    }

    @Test
    void theConnectorGivesDefaultsToItsChannelAndItsAccount() {
        var channel = read().channel(ACME).orElseThrow();

        assertThat(channel.settings().pace()).isEqualTo(2.5);
        assertThat(channel.settings().holdAfter()).isEqualTo(3);
        assertThat(channel.settings().rampStart()).isEqualTo(0.1);
        assertThat(channel.account())
                .isEqualTo(Map.of("base-url", "https://api.acme.example", "app-key", "", "app-secret", ""));
    }

    @Test
    void environmentWinsOverFileAndSystemPropertyOverBoth() throws IOException {
        file("serai.http.port=1001", "serai.management.port=1002", "serai.acme.pace=1003");
        environment.put("SERAI_MANAGEMENT_PORT", "2002");
        environment.put("SERAI_ACME_PACE", "2003");
        system.setProperty("serai.acme.pace", "3003");

        var settings = read();

        assertThat(settings.http().port()).isEqualTo(1001);
        assertThat(settings.management().port()).isEqualTo(2002);
        assertThat(settings.channel(ACME).orElseThrow().settings().pace()).isEqualTo(3003);
    }

    @Test
    void variableWithDotsAndDashesAsUnderscoresSetsTheKey() {
        environment.put("SERAI_ACME_BASE_URL", "http://127.0.0.1:9090");

        assertThat(read().channel(ACME).orElseThrow().account()).containsEntry("base-url", "http://127.0.0.1:9090");
    }

    @Test
    void emptyOrUnknownVariablesAreIgnored() {
        environment.put("SERAI_HTTP_PORT", "");
        environment.put("SERAI_STORE_ONE_WEBHOOK_SECRET", "for stores.yaml");

        assertThat(read().http().port()).isEqualTo(8080);
    }

    @ParameterizedTest
    @CsvSource({
        "serai.htpp.port, serai.http.port",
        "serai.port, serai.http.port",
        "http.port, serai.http.port",
        "serai.acme.baseurl, serai.acme.base-url",
        "serai.acme.app-secret-fil, serai.acme.app-secret-file",
        "serai.acme.Pace, serai.acme.pace"
    })
    void unknownKeyInTheFileIsRefusedWithTheNearestOne(String wrong, String near) throws IOException {
        file(wrong + "=do-not-show");

        assertRefused("there is no key " + wrong + ". Did you mean " + near + "?");
    }

    @Test
    void unknownSystemPropertyIsRefusedButThoseOfOthersAreNot() {
        system.setProperty("camel.main.name", "other");
        system.setProperty("serai.acme.app-secrte", "do-not-show");

        assertRefused(
                "-Dserai.acme.app-secrte: there is no key serai.acme.app-secrte. Did you mean serai.acme.app-secret?");
    }

    @Test
    void keyUnlikeAnyOtherIsRefusedWithoutGuess() throws IOException {
        file("completely.different.thing.altogether=do-not-show");

        assertRefused("there is no key completely.different.thing.altogether.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "serai.acme.total-timeout | 3     | a duration with its unit",
                "serai.acme.total-timeout | 3 min | a duration with its unit",
                "serai.acme.total-timeout | -3s   | a duration with its unit",
                "serai.acme.total-timeout | 0s    | above 0",
                "serai.acme.pace          | fast  | a number such as",
                "serai.acme.pace          | NaN   | a number such as",
                "serai.acme.pace          | 0     | above 0",
                "serai.acme.burst         | 1.5   | a whole number",
                "serai.acme.ramp-start    | 110%  | at most 1",
                "serai.acme.base-url      | acme  | an http:// or https:// address",
                "serai.http.port          | 70000 | a port from 0",
                "serai.http.port          | 8081  | must differ",
                "serai.http.host          | a b   | a host name or IP address",
                "serai.data-dir           | ''    | the path of a folder",
                "serai.node               | Node  | 1 to 40 of a-z",
                "serai.intake.max-body    | 1MB   | a size above 0 with its unit",
                "serai.intake.max-body    | 0MiB  | a size above 0 with its unit",
                "serai.journal.queue      | many  | a whole number",
                "serai.log.level          | loud  | one of error, warn, info, debug, trace",
                "serai.log.format         | xml   | one of text, json",
                "serai.ledger.url         | jdbc:h2:mem | jdbc:postgresql://host",
                "serai.ledger.url         | jdbc:postgresql://db/s?password=do-not-show | without user and password",
                "serai.ledger.url         | jdbc:postgresql://me:do-not-show@db/s       | without user and password",
                "serai.ledger.idle-limit  | 0s  | from 1ms to 1d",
                "serai.ledger.lock-limit  | 30  | from 1ms to 1d",
                "serai.broker.url         | http://broker | an Artemis address",
                "serai.channels           | acme-two      | a list of different channels",
                "serai.channels           | acme-two:nobody | there are only acme",
                "serai.channels           | acme:acme       | there is a channel acme already",
                "serai.channels           | relay:acme      | a part of Serai has that name",
                "serai.channels           | http:acme       | serai.http. begins the keys of something else",
                "serai.channels           | unmapped:acme   | dead letters that belong to no channel",
                "serai.channels           | store-tea:acme  | the channels of stores begin with store-",
                "serai.channels           | acme-http:acme  | the limits of channel acme have that name",
            })
    void malformedValueIsRefusedWithItsKeyAndWhatItMayBe(String key, String value, String mayBe) throws IOException {
        file(key + "=" + value);

        assertRefused(key, mayBe);
    }

    @Test
    void malformedValueIsNamedWithWhereItStands() {
        environment.put("SERAI_HTTP_PORT", "eighty");

        assertRefused("environment variable SERAI_HTTP_PORT: serai.http.port must be a port", "was \"eighty\"");
    }

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "3s, PT3S", "2m, PT2M", "1h, PT1H", "7d, PT168H"})
    void durationsCarryTheirUnit(String written, Duration expected) {
        system.setProperty("serai.acme.probe-interval", written);

        assertThat(read().channel(ACME).orElseThrow().settings().probeInterval())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.25, 0.25", "25%, 0.25", "1, 1", "100 %, 1"})
    void shareIsFractionOrPercent(String written, double expected) {
        system.setProperty("serai.acme.ramp-start", written);

        assertThat(read().channel(ACME).orElseThrow().settings().rampStart()).isEqualTo(expected);
    }

    @Test
    void secretInTheFileIsRefused() throws IOException {
        file("serai.acme.app-secret=do-not-show");

        assertRefused("serai.acme.app-secret is a secret", "SERAI_ACME_APP_SECRET", "serai.acme.app-secret-file");
    }

    @Test
    void secretIsReadFromTheFileThatTheFileKeyNames() throws IOException {
        Files.writeString(home.resolve("token.txt"), "  s3cret\n");
        file("serai.support-token-file=token.txt", "serai.acme.app-secret-file=token.txt");

        var settings = read();

        assertThat(settings.supportToken()).contains(new Secret("s3cret"));
        assertThat(settings.channel(ACME).orElseThrow().account()).containsEntry("app-secret", "s3cret");
    }

    @Test
    void secretInTheEnvironmentWinsOverSecretFileNamedInTheFile() throws IOException {
        Files.writeString(home.resolve("token.txt"), "from the file");
        file("serai.support-token-file=token.txt");
        environment.put("SERAI_SUPPORT_TOKEN", "from the environment");

        assertThat(read().supportToken()).contains(new Secret("from the environment"));
    }

    @Test
    void secretAndItsFileFromOneSourceAreRefused() throws IOException {
        Files.writeString(home.resolve("token.txt"), "one");
        environment.put("SERAI_SUPPORT_TOKEN", "do-not-show");
        environment.put("SERAI_SUPPORT_TOKEN_FILE", "token.txt");

        assertRefused("serai.support-token and serai.support-token-file are both set");
    }

    @Test
    void missingOrEmptySecretFileIsRefused() throws IOException {
        environment.put("SERAI_SUPPORT_TOKEN_FILE", "no-such-file");
        assertRefused("serai.support-token-file", "no-such-file", "cannot be read");

        Files.writeString(home.resolve("no-such-file"), "\n");
        assertRefused("serai.support-token-file", "is empty");
    }

    @Test
    void nothingPrintedShowsSecrets() {
        environment.put("SERAI_SUPPORT_TOKEN", "do-not-show");
        environment.put("SERAI_LEDGER_PASSWORD", "do-not-show");
        environment.put("SERAI_ACME_APP_SECRET", "do-not-show");

        var settings = read();

        assertThat(settings.channel(ACME).orElseThrow().account()).containsEntry("app-secret", "do-not-show");
        assertThat(settings.toString()).contains("acme").doesNotContain("do-not-show");
        assertThat(settings.camelProperties().toString()).doesNotContain("do-not-show");
    }

    @Test
    void camelSeesEveryKeyThatIsNotSecret() {
        system.setProperty("serai.acme.base-url", "http://127.0.0.1:1");

        assertThat(read().camelProperties())
                .containsEntry("serai.acme.base-url", "http://127.0.0.1:1")
                .containsEntry("serai.acme.total-timeout", "20s")
                .containsEntry("serai.data-dir", home.resolve("data").toString())
                .doesNotContainKey("serai.acme.app-secret");
    }

    @Test
    void everyPartThatRoutesFindByNameIsReservedAndSoIsTheBeginningOfEveryKey() throws IOException {
        List<String> bound = Pattern.compile("camel\\.bind\\(\\s*\"([^\"]+)\"")
                .matcher(Files.readString(Path.of("src/main/java/serai/Gateway.java")))
                .results()
                .map(found -> found.group(1))
                .toList();
        List<String> keys = SettingKeys.CORE.stream()
                .map(key -> key.name().split("\\.")[1])
                .distinct()
                .filter(word -> !word.equals("channels"))
                .toList();

        assertThat(bound)
                .isNotEmpty()
                .allSatisfy(
                        name -> assertThat(ReservedNames.whyNot(name)).as(name).isPresent());
        assertThat(keys)
                .isNotEmpty()
                .allSatisfy(
                        name -> assertThat(ReservedNames.whyNot(name)).as(name).isPresent());
    }

    @Test
    void oneConnectorServesSeveralChannelsEachWithKeysOfItsOwn() throws IOException {
        file("serai.channels=acme-two:acme", "serai.acme-two.pace=7", "serai.acme-two.app-key=second");

        var settings = read();

        var second = settings.channel(new ChannelName("acme-two")).orElseThrow();
        assertThat(settings.channels()).hasSize(2);
        assertThat(second.settings().connector()).isEqualTo("acme");
        assertThat(second.settings().pace()).isEqualTo(7);
        assertThat(second.account()).containsEntry("app-key", "second");
    }

    @Test
    void channelWhoseKeysWouldBeMistakenForOthersIsRefused() throws IOException {
        file("serai.channels=acme-app:acme");
        Path yaml = home.resolve("connectors/acme/connector.yaml");
        String clash = "settings:\n  - { key: app-base-url, title: Clashes }\n";
        Files.writeString(yaml, Files.readString(yaml).replace("settings:\n", clash));

        assertRefused("would be the same environment variable", "SERAI_ACME_APP_BASE_URL");
    }

    @Test
    void connectorWithDefaultForAnUnknownChannelKeyIsRefused() throws IOException {
        Path yaml = home.resolve("connectors/acme/connector.yaml");
        Files.writeString(yaml, Files.readString(yaml).replace("hold-after", "holdafter"));

        assertRefused("connectors/acme/connector.yaml", "holdafter");
    }

    @Test
    void missingFoldersAreNamed() throws IOException {
        assertThatThrownBy(() -> Settings.read(home.resolve("nowhere"), home, environment, system))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("nowhere");
        assertThatThrownBy(() -> Settings.read(home, home.resolve("nowhere"), environment, system))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("nowhere");
    }

    private Settings read() {
        return Settings.read(home.resolve("config"), home.resolve("connectors"), environment, system);
    }

    private void file(String... lines) throws IOException {
        Files.write(home.resolve("config/serai.properties"), List.of(lines));
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(this::read)
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining("do-not-show");
    }
}
