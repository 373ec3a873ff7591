package serai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.base.ChannelName;
import serai.base.StoreId;
import serai.store.Stores;

class StoreChannelsTest {
    private static final Map<String, Settings.Channel> PLATFORMS = platforms();

    private static Map<String, Settings.Channel> platforms() {
        Properties system = new Properties();
        system.setProperty("serai.shopify.pace", "7");
        return Settings.read(Path.of("config"), Path.of("connectors"), Map.of(), system)
                .platforms();
    }

    private static List<StoreChannels.StoreChannel> of(String... entries) {
        String yaml = "- " + String.join("\n- ", entries) + "\n";
        return StoreChannels.of(Stores.parse("stores.yaml", yaml, Map.of()), PLATFORMS);
    }

    @Test
    void aStoreThatCanBeToldHasAChannelOfItsOwnAndAnyOtherHasNone() {
        var channels = of(
                "{id: loop, platform: shopify, webhookSecret: s, adminUrl: 'https://l.example', adminToken: t}",
                "{id: mute, platform: shopify, webhookSecret: s}",
                "{id: half, platform: woocommerce, webhookSecret: s, adminUrl: 'https://h.example'}",
                "{id: demo, platform: generic, apiKey: k}");

        assertThat(channels).extracting(each -> each.channel().name()).containsExactly(new ChannelName("store-loop"));
        assertThat(channels.getFirst().channel().settings().pace()).isEqualTo(7);
        assertThat(channels.getFirst().channel().connector().name()).isEqualTo("shopify");
    }

    @Test
    void aStoresOwnKeysWinOverThePlatforms() {
        String keys = "platform: shopify, webhookSecret: s, adminUrl: 'https://l.example', adminToken: ";

        var channels = of(
                "{id: one, " + keys + "token-1}",
                "{id: two, " + keys + "token-2, apiVersion: 2026-07, locationId: '71', notifyCustomer: false}");

        assertThat(channels.get(0).channel().account())
                .containsEntry("admin-token", "token-1")
                .containsEntry("api-version", "2026-10")
                .containsEntry("location-id", "")
                .containsEntry("notify-customer", "true")
                .containsEntry("store", "one");
        assertThat(channels.get(1).channel().account())
                .containsEntry("admin-token", "token-2")
                .containsEntry("api-version", "2026-07")
                .containsEntry("location-id", "71")
                .containsEntry("notify-customer", "false")
                .containsEntry("store", "two");
        assertThat(channels.toString()).doesNotContain("token-1").doesNotContain("token-2");
    }

    @Test
    void aStoreWhosePlatformHasNoConnectorStopsTheStart() {
        var stores = Stores.parse(
                "stores.yaml",
                "- {id: loop, platform: shopify, webhookSecret: s, adminUrl: 'https://l.example', adminToken: t}",
                Map.of());
        Map<String, Settings.Channel> others = new HashMap<>(PLATFORMS);
        others.remove("shopify");

        assertThatThrownBy(() -> StoreChannels.of(stores, others))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("Store loop")
                .hasMessageContaining("connectors/shopify");
    }

    @ParameterizedTest
    @CsvSource({
        "woocommerce, https://w.example, https://w.example",
        "woocommerce, https://w.example/, https://w.example",
        "woocommerce, http://w.example:8443/blog//, http://w.example:8443/blog",
        "woocommerce, https://w.example/a/b?x=1, https://w.example/a/b",
        "generic, https://w.example:444/hooks/serai, https://w.example:444",
        "generic, http://w.example, http://w.example"
    })
    void theBaseUrlKeepsPortAndPathPrefixOfAnAdminAddress(String platform, String address, String baseUrl) {
        String keys = platform.equals("generic")
                ? "apiKey: k, signingSecret: s, webhookUrl: "
                : "webhookSecret: s, consumerKey: k, consumerSecret: s, adminUrl: ";

        var channels = of("{id: a, platform: " + platform + ", " + keys + "'" + address + "'}");

        assertThat(channels)
                .singleElement()
                .satisfies(each -> assertThat(each.baseUrl()).isEqualTo(baseUrl));
    }

    @Test
    void onlyAStoreThatCanBeToldHasAStockPolicy() {
        var stores = Stores.parse("stores.yaml", """
                - {id: told, platform: generic, apiKey: k, webhookUrl: 'https://x.example', signingSecret: s, stockBuffer: 4}
                - {id: mute, platform: generic, apiKey: k, stockBuffer: 4}
                """, Map.of());

        assertThat(StoreChannels.policy(stores, new StoreId("told"))
                        .orElseThrow()
                        .buffer())
                .isEqualTo(4);
        assertThat(StoreChannels.policy(stores, new StoreId("mute"))).isEmpty();
        assertThat(StoreChannels.policy(stores, new StoreId("nobody"))).isEmpty();
    }
}
