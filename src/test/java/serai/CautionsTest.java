package serai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.Secret;
import serai.store.Stores;

class CautionsTest {
    private static final Path CONNECTORS = Path.of("connectors");

    @Test
    void aSecretThatEverybodySeesInTheListOfProcessesIsSaidAndNotShown(@TempDir Path config) {
        Properties system = new Properties();
        system.setProperty("serai.support-token", "a-token-that-nobody-may-see");
        system.setProperty("serai.aliexpress.app-secret", "helloworld-helloworld");
        system.setProperty("serai.http.port", "0");
        Settings settings = Settings.read(config, CONNECTORS, Map.of(), system);

        List<String> seen = Cautions.onCommandLine(settings, system);

        assertThat(seen).containsExactlyInAnyOrder("serai.support-token", "serai.aliexpress.app-secret");
        assertThat(Cautions.seenByAll(seen).orElseThrow())
                .contains("-Dserai.support-token", "SERAI_SUPPORT_TOKEN", "serai.support-token-file")
                .doesNotContain("nobody", "helloworld", "\n");
        assertThat(settings.supportToken()).as("it is taken all the same").isPresent();
    }

    @Test
    void secretsFromTheEnvironmentAreNoReasonToWarn(@TempDir Path config) {
        Settings settings = Settings.read(
                config, CONNECTORS, Map.of("SERAI_SUPPORT_TOKEN", "a-token-that-nobody-may-see"), new Properties());

        assertThat(Cautions.seenByAll(Cautions.onCommandLine(settings, new Properties())))
                .isEmpty();
    }

    @Test
    void secretsThatAreShortEnoughToBeTriedAreNamedByStoreAndNotShown() {
        Stores stores = Stores.parse("stores.yaml", """
            - {id: tea, platform: generic, apiKey: tea-key}
            - {id: mugs, platform: generic, apiKey: long-enough-to-be-safe}
            - {id: loop, platform: shopify, webhookSecret: hush, callbackKey: short-key-4-loop}
            """, Map.of());

        String warning = Cautions.guessable(Optional.of(new Secret("letmein")), stores.all())
                .orElseThrow();

        assertThat(warning)
                .contains("serai.support-token, apiKey of tea, webhookSecret of loop")
                .doesNotContain("mugs", "callbackKey", "letmein", "tea-key", "hush", "\n");
    }

    @Test
    void longSecretsAreNoReasonToWarn() {
        Stores stores = Stores.parse(
                "stores.yaml", "[{id: mugs, platform: generic, apiKey: long-enough-to-be-safe}]", Map.of());

        assertThat(Cautions.guessable(Optional.of(new Secret("0123456789abcdef")), stores.all()))
                .isEmpty();
        assertThat(Cautions.guessable(Optional.empty(), stores.all())).isEmpty();
    }

    @Test
    void boundsOfTheDoorThatDoNotFitEachOtherStopTheStart(@TempDir Path config) throws Exception {
        Files.writeString(config.resolve("serai.properties"), "serai.intake.max-webhook=40MiB\n");
        assertThatThrownBy(() -> Settings.read(config, CONNECTORS, Map.of(), new Properties()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("serai.http.body-memory must be twice serai.intake.max-webhook");

        Files.writeString(config.resolve("serai.properties"), "serai.http.connections=0\n");
        assertThatThrownBy(() -> Settings.read(config, CONNECTORS, Map.of(), new Properties()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("connections must be 1 or more");
    }
}
