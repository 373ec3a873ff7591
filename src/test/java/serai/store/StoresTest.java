package serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.base.Secret;
import serai.base.StoreId;
import serai.store.Store.PlaceWhen;
import serai.store.Store.Platform;

class StoresTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("LOOP_SECRET", "hush-hush", "BLANK", " ");

    @Test
    void aShopsOwnNamesForTaxIdsAreRead() {
        var store = Stored.store(
                "- {id: a, platform: generic, apiKey: k, buyerIds: {cpf: [_my_cpf, Documento], rut_no: [mi_rut]}}");

        assertThat(store.buyerIds())
                .isEqualTo(Map.of("cpf", List.of("_my_cpf", "Documento"), "rut_no", List.of("mi_rut")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpf", "[cpf]", "{cpf: _my_cpf}", "{cpf: []}", "{cpf: [1]}", "{}"})
    void namesForTaxIdsThatAreNoListsOfNamesStopTheStart(String value) {
        assertThatThrownBy(() -> Stored.store("- {id: a, platform: generic, apiKey: k, buyerIds: " + value + "}"))
                .hasMessage("stores.yaml, store a: buyerIds must be lists of names, such as {cpf: [_my_cpf]}");
    }

    @Test
    void everyKeyIsRead() {
        var yaml = """
            - id: loop-shop
              platform: shopify
              shopDomain: Loop-Shop.myshopify.com
              webhookSecret: ${LOOP_SECRET}
              previousWebhookSecret: old
              apiKey: key
              adminUrl: https://loop-shop.myshopify.com
              adminToken: token
              entryLimitPerSecond: 20
              placeWhen: [authorized, cash-on-delivery]
            - id: gross
              platform: woocommerce
              webhookSecret: s
              adminUrl: https://gross.example/
              consumerKey: ck
              consumerSecret: cs
            """;

        var stores = Stores.parse("stores.yaml", yaml, ENVIRONMENT);

        var loop = stores.find(new StoreId("loop-shop")).orElseThrow();
        assertThat(loop.platform()).isEqualTo(Platform.SHOPIFY);
        assertThat(loop.shopDomain()).contains("loop-shop.myshopify.com");
        assertThat(loop.webhookSecret()).contains(new Secret("hush-hush"));
        assertThat(loop.previousWebhookSecret()).contains(new Secret("old"));
        assertThat(loop.apiKey()).contains(new Secret("key"));
        assertThat(loop.adminUrl()).contains(URI.create("https://loop-shop.myshopify.com"));
        assertThat(loop.adminToken()).contains(new Secret("token"));
        assertThat(loop.entryLimitPerSecond()).isEqualTo(20);
        assertThat(loop.entryBurst()).isEqualTo(100);
        assertThat(loop.placeWhen())
                .containsExactlyInAnyOrder(PlaceWhen.PAID, PlaceWhen.AUTHORIZED, PlaceWhen.CASH_ON_DELIVERY);
        assertThat(stores.find(new StoreId("gross")).orElseThrow().consumerSecret())
                .contains(new Secret("cs"));
        assertThat(stores.all()).hasSize(2);
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        var stores = Stores.parse("stores.yaml", "- {id: demo, platform: generic, apiKey: k}", Map.of());

        var demo = stores.find(new StoreId("demo")).orElseThrow();
        assertThat(demo.entryLimitPerSecond()).isEqualTo(100);
        assertThat(demo.entryBurst()).isEqualTo(500);
        assertThat(demo.placeWhen()).containsExactly(PlaceWhen.PAID);
        assertThat(demo.previousWebhookSecret()).isEmpty();
        assertThat(stores.find(new StoreId("other"))).isEmpty();
    }

    @Test
    void theShippedFileHoldsNoStore() throws IOException {
        assertThat(Stores.load(Path.of("config/stores.yaml"), Map.of()).all()).isEmpty();
    }

    @Test
    void anEmptyFileHoldsNoStore() {
        assertThat(Stores.parse("stores.yaml", "# nothing\n", Map.of()).all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {id: a, platform: generic}                                     | store a: apiKey is missing
        {id: a, platform: shopify, apiKey: pssst}                      | store a: webhookSecret is missing
        {id: a, platform: woocommerce, apiKey: pssst}                  | store a: webhookSecret is missing
        {id: a, apiKey: pssst}                                         | store a: platform is missing
        {platform: generic, apiKey: pssst}                             | store number 1: id is missing
        {id: A b, platform: generic, apiKey: pssst}                    | store number 1: id store id must be
        {id: a, platform: magento, apiKey: pssst}                      | store a: platform must be shopify or woocommerce or generic
        {id: a, platform: generic, apikey: pssst}                      | store a: apikey is no key of a store; write one of id, platform, apiKey
        {id: a, platform: generic, apiKey: ''}                         | store a: apiKey has no value
        {id: a, platform: generic, apiKey: }                           | store a: apiKey has no value
        {id: a, platform: generic, apiKey: 1234}                       | store a: apiKey must be text; put it in quotes
        {id: a, platform: generic, apiKey: '${UNSET}'}                 | store a: apiKey environment variable UNSET is not set
        {id: a, platform: generic, apiKey: '${BLANK}'}                 | store a: apiKey environment variable BLANK is not set
        {id: a, platform: generic, apiKey: '${pssst-x}'}               | store a: apiKey must be ${NAME} and nothing else
        {id: a, platform: generic, apiKey: pssst, entryLimitPerSecond: 0}    | store a: entryLimitPerSecond must be a whole number
        {id: a, platform: generic, apiKey: pssst, entryLimitPerSecond: 1.5}  | store a: entryLimitPerSecond must be a whole number
        {id: a, platform: generic, apiKey: pssst, entryLimitPerSecond: '9'}  | store a: entryLimitPerSecond must be a whole number
        {id: a, platform: generic, apiKey: pssst, placeWhen: paid}     | store a: placeWhen must be a list
        {id: a, platform: generic, apiKey: pssst, placeWhen: [later]}  | store a: placeWhen must be paid or authorized or cash-on-delivery
        {id: a, platform: generic, apiKey: pssst, adminUrl: 'ftp://u:pssst@x'} | store a: adminUrl must be an address
        {id: a, platform: generic, apiKey: pssst, buyFrom: '1.11.2026'}     | store a: buyFrom must be a day such as 2026-11-01
        {id: a, platform: generic, apiKey: pssst, pickup: yes please}       | store a: pickup must be ask or buy
        {id: a, platform: generic, apiKey: pssst, localDelivery: never}     | store a: localDelivery must be ask or buy
        {id: a, platform: generic, apiKey: pssst, ownDelivery: Bike}        | store a: ownDelivery must be a list of texts
        {id: a, platform: generic, apiKey: pssst, ownDelivery: [7]}         | store a: ownDelivery must be a list of texts
        {id: a, platform: woocommerce, webhookSecret: pssst, sourceUrl: pssst} | store a: sourceUrl must be an address
        {id: a, platform: shopify, webhookSecret: pssst, adminToken: pssst}    | store a: adminUrl is missing
        {id: a, platform: woocommerce, webhookSecret: pssst, adminUrl: 'https://x.example', consumerKey: pssst} | store a: consumerSecret is missing
        {id: a, id: pssst}                                             | stores.yaml, line 1: is not YAML, or a key is there twice
        [pssst]                                                        | store number 1: must be keys and values
        """)
    void aFaultNamesStoreKeyAndFixButNoValue(String entry, String message) {
        assertThatThrownBy(() -> Stores.parse("stores.yaml", "- " + entry, ENVIRONMENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageStartingWith("stores.yaml, ")
                .hasMessageContaining(message)
                .message()
                .doesNotContain("pssst");
    }

    @Test
    void twoStoresOfOneIdStopTheStart() {
        var yaml = "- {id: a, platform: generic, apiKey: k}\n- {id: a, platform: generic, apiKey: k}";

        assertThatThrownBy(() -> Stores.parse("stores.yaml", yaml, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stores.yaml, store a: id is there twice; give each store its own id");
    }

    @Test
    void aStoreShowsNoSecret() {
        var yaml = "- {id: a, platform: shopify, apiKey: pssst, webhookSecret: pssst, previousWebhookSecret: pssst,"
                + " adminUrl: 'https://x.example', adminToken: pssst}";

        var store = Stores.parse("stores.yaml", yaml, Map.of()).all().iterator().next();

        assertThat(store.toString()).contains("(secret)").doesNotContain("pssst");
        assertThatThrownBy(() -> new ObjectMapper().writeValueAsString(new Secret("pssst")))
                .isInstanceOf(JsonProcessingException.class);
    }
}
