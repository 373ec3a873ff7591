package serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.store.Stored.changed;
import static serai.store.Stored.shopifyOrder;
import static serai.store.Stored.wooCommerceOrder;

import amazon.AmazonAtDouble;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import serai.base.Sku;
import serai.base.StoreId;
import serai.fixture.Samples;
import serai.order.Listing;
import serai.provider.Outcome;
import serai.provider.PlaceOrder;

/** What a store delivers and what Amazon is told of it: through the running intake and the running connector to the double. */
@Timeout(120)
class AmazonsWordsTest {
    private Deliveries in;
    private AmazonAtDouble amazon;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        in = new Deliveries(folder);
        amazon = new AmazonAtDouble();
        in.listings.loadFile(Stream.of(Deliveries.LOOP, Deliveries.GROSS)
                .flatMap(store -> Stream.of("AE-1005006-BLK-22", "AE-HOOD-L").map(sku -> listing(store, sku)))
                .toList());
    }

    @AfterEach
    void close() {
        amazon.close();
        in.close();
    }

    private static Listing listing(StoreId store, String sku) {
        return new Listing(store, new Sku(sku), Samples.AMAZON, "", "", "MCF-" + sku, 1, Optional.empty(), "");
    }

    private JsonNode sent() {
        PlaceOrder order = in.requests().getFirst();

        assertThat(amazon.place(order)).isInstanceOf(Outcome.Taken.class);
        return amazon.taken().getFirst();
    }

    private void shopify(Consumer<ObjectNode> change) {
        in.shopify("orders/paid", changed(shopifyOrder(), order -> {
            order.put("currency", "USD").put("presentment_currency", "USD");
            // Amazon engraves nothing: with the customer's text on a line it would not be bought at all.
            order.get("line_items").forEach(line -> ((ObjectNode) line).remove("properties"));
            change.accept((ObjectNode) order.get("shipping_address"));
        }));
    }

    private void woo(String currency, Consumer<ObjectNode> change) {
        in.woo("order.created", changed(wooCommerceOrder(), order -> {
            order.put("currency", currency);
            change.accept(order);
        }));
    }

    @Test
    void aShopifyOrderToTokyoDoesNotGoToPrefecture13() {
        shopify(to -> to.put("address1", "Jinnan 1-2-3")
                .put("address2", "")
                .put("city", "Shibuya-ku")
                .put("province", "Tōkyō")
                .put("province_code", "JP-13")
                .put("zip", "150-0041")
                .put("country_code", "JP")
                .putNull("company"));

        JsonNode to = sent().path("destinationAddress");

        assertThat(to.path("stateOrRegion").asText()).isEqualTo("Tokyo");
        assertThat(to.path("addressLine1").asText()).isEqualTo("Shibuya-ku");
    }

    /** woocommerce/woocommerce issue 17941: JP01 to JP47, and no name beside them. */
    @Test
    void aWooCommerceOrderToTokyoHasItsPrefectureByName() {
        woo(
                "USD",
                order -> ((ObjectNode) order.get("shipping"))
                        .put("country", "JP")
                        .put("state", "JP13")
                        .put("city", "渋谷区")
                        .put("address_1", "神南1-2-3")
                        .put("company", "")
                        .put("postcode", "150-0041"));

        assertThat(sent().at("/destinationAddress/stateOrRegion").asText()).isEqualTo("東京都");
    }

    /** woocommerce/woocommerce plugins/woocommerce/i18n/states.php: RS00 is Belgrade, BG-22 Sofia. */
    @Test
    void aWooCommerceOrderToBelgradeDoesNotGoToRegion00() {
        woo(
                "USD",
                order -> ((ObjectNode) order.get("shipping"))
                        .put("country", "RS")
                        .put("state", "RS00")
                        .put("city", "Beograd")
                        .put("postcode", "11000"));

        assertThat(sent().at("/destinationAddress/stateOrRegion").asText()).isEqualTo("Beograd");
    }

    @Test
    void anAmericanStateStaysTheTwoLettersThatAmazonTakes() {
        shopify(to -> to.put("province", "District of Columbia")
                .put("province_code", "DC")
                .put("country_code", "US")
                .put("zip", "20001"));

        assertThat(sent().at("/destinationAddress/stateOrRegion").asText()).isEqualTo("DC");
    }

    @Test
    void yenHaveNoSen() {
        woo("JPY", order -> {
            ((ObjectNode) order.withArray("line_items").get(0))
                    .put("quantity", 3)
                    .put("total", "1000")
                    .put("total_tax", "0");
            ((ObjectNode) order.get("shipping")).put("country", "US").put("state", "TX");
        });

        JsonNode value = sent().at("/items/0/perUnitDeclaredValue");

        assertThat(value.path("currencyCode").asText()).isEqualTo("JPY");
        assertThat(value.path("value").asText()).isEqualTo("333");
    }

    /** Shopify/worldwide issues 221 and 273. */
    @Test
    void aWordJoinerOfShopifyDoesNotReachAmazon() {
        shopify(to -> to.put("address1", "Rua das Flores, \u2060123")
                .put("address2", "Apto 4, \u2060Centro")
                .put("city", "Lisboa")
                .put("province", "Lisboa")
                .put("province_code", "PT-11")
                .put("zip", "1100-148")
                .put("country_code", "PT")
                .putNull("company"));

        JsonNode to = sent().path("destinationAddress");

        assertThat(List.of(
                        to.path("addressLine1").asText(),
                        to.path("addressLine2").asText()))
                .containsExactly("Rua das Flores, 123", "Apto 4, Centro");
        assertThat(to.path("stateOrRegion").asText()).isIn("Lisboa", "Lisbon");
    }
}
