package serai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often we look ourselves, and the keys that store connectors have and do not have. */
class RoundsSettingsTest {
    private final Properties system = new Properties();

    private Settings read() {
        return Settings.read(Path.of("config"), Path.of("connectors"), Map.of(), system);
    }

    @Test
    void intervalsAndThePublicAddressAreRead() {
        system.setProperty("serai.public-url", "https://serai.example");
        system.setProperty(SettingKeys.STOCK_INTERVAL.name(), "7m");
        system.setProperty(SettingKeys.PROGRESS_INTERVAL.name(), "8m");
        system.setProperty(SettingKeys.ORDERS_INTERVAL.name(), "9m");
        system.setProperty(SettingKeys.HOOKS_INTERVAL.name(), "10h");

        assertThat(read().rounds())
                .isEqualTo(new Settings.Rounds(
                        Duration.ofMinutes(7),
                        Duration.ofMinutes(8),
                        Duration.ofMinutes(9),
                        Duration.ofHours(10),
                        Optional.of("https://serai.example")));
    }

    @Test
    void withoutAPublicAddressStoresWebhooksAreLeftAlone() {
        assertThat(read().rounds().publicUrl()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"serai.shopify.admin-token", "serai.woocommerce.consumer-key", "serai.generic.webhook-url"})
    void aStoreConnectorHasNoAccountKeysForEachStoreHasItsOwn(String key) {
        system.setProperty(key, "pssst");

        assertThatThrownBy(this::read)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(key)
                .message()
                .doesNotContain("pssst");
    }

    @Test
    void aStoreConnectorIsAPlatformAndNoChannel() {
        assertThat(read().platforms()).containsOnlyKeys("generic", "shopify", "woocommerce");
        assertThat(read().channels())
                .extracting(channel -> channel.connector().name())
                .containsExactlyInAnyOrder("aliexpress", "amazon");
    }

    @Test
    void aChannelOfAStoreConnectorCannotBeAskedFor() {
        system.setProperty("serai.channels", "shop:shopify");

        assertThatThrownBy(this::read)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("there are only aliexpress, amazon");
    }
}
