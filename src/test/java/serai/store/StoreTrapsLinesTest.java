package serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.store.Stored.body;
import static serai.store.Stored.changed;
import static serai.store.Stored.shopifyOrder;
import static serai.store.Stored.wooCommerceOrder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.Json;
import serai.base.Sku;
import serai.order.Listing;
import serai.order.StoreOrder;
import serai.provider.PlaceOrder;

/** The traps of store platforms in single lines and single fields: one that is odd stops nothing but itself. */
class StoreTrapsLinesTest {
    private Deliveries in;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        in = new Deliveries(folder).selling("TEE", "CAP", "AE-1005006-BLK-22", "AE-HOOD-L");
    }

    @AfterEach
    void close() {
        in.close();
    }

    /**
     * woocommerce/woocommerce#52198, #64641, mollie/WooCommerce#255, mollie/OpenCart#138 ("0,55 meters of fabric"): shops
     * that sell by the metre or kilogram.
     */
    @Test
    void twoAndAHalfMetresOfClothDoNotStopTheShirt() {
        in.woo("order.created", body("woocommerce-decimal-quantity.json"));

        assertThat(in.bought()).containsExactly("1 S-TEE");
        assertThat(in.parked()).containsExactly("LINE_NOT_ORDERABLE: it cannot be ordered in 2.5 pieces");
    }

    /** woocommerce/woocommerce#12645, medusajs/medusa#15948: IRT is on WooCommerce's list and not in ISO 4217. */
    @Test
    void aCurrencyOutsideIso4217IsKeptAsTextAndTheOrderIsBought() {
        in.woo("order.created", body("woocommerce-irt-currency.json"));

        assertThat(in.bought()).containsExactly("1 S-TEE");
        assertThat(in.parked()).isEmpty();
        assertThat(item().unitPrice()).isEmpty();
        assertThat(orders().getFirst().unread())
                .extracting(each -> each.what() + ": " + each.text())
                .containsExactlyInAnyOrder("currency: IRT", "total: 39.90 IRT", "price of line 1: 19.95 IRT");
    }

    /** ahmedkaludi/schema-and-structured-data-for-wp#1904 and plugins that give a discount as a line below 0. */
    @Test
    void aLineBelowZeroDoesNotStopTheShirt() {
        in.woo("order.created", body("woocommerce-negative-line.json"));

        assertThat(in.bought()).containsExactly("1 S-TEE");
        assertThat(in.parked())
                .containsExactly("LINE_NOT_ORDERABLE: its price is below 0: it is no thing but a discount");
    }

    /** woocommerce/woocommerce#14907, #14184: a plugin that unset() a line leaves an object keyed by number. */
    @Test
    void linesThatComeAsAnObjectAreBought() {
        in.woo("order.created", body("woocommerce-line-items-as-object.json"));

        assertThat(in.bought()).containsExactlyInAnyOrder("1 S-TEE", "1 S-CAP");
        assertThat(in.parked()).isEmpty();
    }

    /** The same filter runs over everything in the order that is a list. */
    @Test
    void refundsMetaDataAndShippingLinesThatComeAsObjectsAreRead() {
        in.woo("order.created", woo(order -> {
            line(order, 0).put("quantity", 3);
            var refund = order.putObject("refunds").putObject("4").put("id", 800);
            refund.putObject("line_items")
                    .putObject("7")
                    .put("quantity", -2)
                    .putObject("meta_data")
                    .putObject("1")
                    .put("key", "_refunded_item_id")
                    .put("value", "154");
            order.putObject("meta_data")
                    .putObject("12")
                    .put("key", "_billing_vat_number")
                    .put("value", "DE123456789");
            order.putObject("shipping_lines").putObject("2").put("method_title", "Express");
        }));

        assertThat(in.bought()).containsExactly("1 S-AE-HOOD-L");
        assertThat(in.requests().getFirst().taxIds()).containsEntry("vat_no", "DE123456789");
        assertThat(orders().getFirst().shippingService()).isEqualTo("Express");
    }

    /** One thing where a list of one belongs. */
    @Test
    void aSingleLineInTheListsPlaceIsBought() {
        in.woo(
                "order.created",
                woo(order -> order.set("line_items", line(order, 0).deepCopy())));

        assertThat(in.bought()).containsExactly("1 S-AE-HOOD-L");
    }

    @Test
    void whereTheLinesShouldBeSomethingElseIsALetterNotAnEmptyOrder() {
        in.woo("order.created", woo(order -> order.put("line_items", "Array")));

        assertThat(in.standings()).containsExactly("727 PLACE");
        assertThat(in.parked())
                .singleElement()
                .asString()
                .startsWith("LINE_NOT_ORDERABLE: where the lines of the order belong the store sent text");
    }

    /** Shopify takes SKUs of 255 characters; suppliers and most tools fewer. */
    @Test
    void aSkuOfAnyLengthStopsOnlyItsOwnLine() {
        in.shopify("orders/paid", shopify(order -> {
            line(order, 0).put("sku", "x".repeat(255));
            order.withArray("line_items")
                    .add(line(order, 0).deepCopy().put("id", 3).put("sku", "x".repeat(256)));
        }));

        assertThat(in.bought()).containsExactly("1 S-AE-HOOD-L");
        assertThat(in.parked())
                .anyMatch(why -> why.startsWith("NEEDS_MAPPING: no listing for SKU xxx"))
                .anyMatch(why -> why.startsWith("LINE_NOT_ORDERABLE: its SKU is longer than 255 characters"));
    }

    /** woocommerce/woocommerce-rest-api#199, wcpos/woocommerce-pos#1389: what is no whole number gets into orders past the API. */
    @Test
    void quantitiesThatNobodyCanOrderAreLettersOfTheirOwn() {
        in.woo("order.created", woo(order -> {
            var lines = order.withArray("line_items");
            ObjectNode usual = line(order, 0).deepCopy();
            lines.add(usual.deepCopy().put("id", 201).put("quantity", -1));
            lines.add(usual.deepCopy().put("id", 202).put("quantity", "a few"));
            lines.add(usual.deepCopy().put("id", 203).putNull("quantity"));
            lines.add(usual.deepCopy().put("id", 204).put("quantity", 2_000_000_000L));
            lines.add(usual.deepCopy().put("id", 205).put("quantity", "2.0"));
            lines.addNull();
            lines.add(usual.deepCopy().put("id", 154));
        }));

        assertThat(in.bought()).containsExactlyInAnyOrder("1 S-AE-HOOD-L", "2 S-AE-HOOD-L");
        assertThat(in.parked())
                .containsExactlyInAnyOrder(
                        "LINE_NOT_ORDERABLE: it cannot be ordered in -1 pieces",
                        "LINE_NOT_ORDERABLE: how many pieces of it are ordered is not understood",
                        "LINE_NOT_ORDERABLE: how many pieces of it are ordered is not understood",
                        "LINE_NOT_ORDERABLE: it cannot be ordered in 2000000000 pieces",
                        "LINE_NOT_ORDERABLE: the store sent null in a line's place",
                        "LINE_NOT_ORDERABLE: another line of the order has the same id, 154");
    }

    @Test
    void aLineThatWouldTakeThousandsOfOrdersDoesNotStopTheOthers() {
        in.listings.loadFile(List.of(listing("AE-HOOD-L", 1), listing("SCREW", 9999)));

        in.woo(
                "order.created",
                woo(order -> order.withArray("line_items")
                        .add(line(order, 0)
                                .deepCopy()
                                .put("id", 160)
                                .put("sku", "SCREW")
                                .put("variation_id", 0)
                                .put("quantity", 9999))));

        assertThat(in.bought()).containsExactly("1 S-AE-HOOD-L");
        assertThat(in.parked()).singleElement().asString().contains("it would take more than 100 orders");
    }

    @Test
    void aTimeThatIsNotUnderstoodIsThatOfItsArrival() {
        in.woo(
                "order.created",
                woo(order -> order.put("date_created_gmt", "vor kurzem")
                        .put("date_created", "vor kurzem")
                        .put("date_modified_gmt", "+999999999-12-31T23:59:59Z")));

        assertThat(in.bought()).containsExactly("1 S-AE-HOOD-L");
        assertThat(orders().getFirst().placedAt()).isEqualTo(in.clock.instant());
        assertThat(orders().getFirst().updatedAt()).isEqualTo(in.clock.instant());
    }

    /**
     * A product that was deleted while its order waited: the line has neither product nor SKU left
     * (frappe/ecommerce_integrations#337, #351, taxjar/taxjar-woocommerce-plugin#128, read November 2026).
     */
    @Test
    void aDeletedProductThatIsStillToBeSentIsALetterWithItsName() {
        in.woo(
                "order.created",
                woo(order -> line(order, 0)
                        .put("product_id", 0)
                        .put("variation_id", 0)
                        .put("sku", "")));
        in.shopify(
                "orders/paid",
                shopify(order -> line(order, 0)
                        .put("product_exists", false)
                        .put("sku", "")
                        .putNull("variant_id")
                        .putNull("product_id")));

        assertThat(in.bought()).containsExactly("1 S-AE-HOOD-L");
        assertThat(in.parked()).hasSize(2).allMatch(why -> why.contains("its product was deleted"));
        assertThat(in.dispatches())
                .filteredOn(dispatch -> dispatch.cause().isPresent())
                .extracting(dispatch -> Json.read(dispatch.request(), PlaceOrder.class)
                        .items()
                        .getFirst()
                        .title())
                .containsExactlyInAnyOrder("Hoodie 衛衣 - L", "Silicone Watch Strap - Black / 22mm");
    }

    /** Draft orders of Shopify take lines typed in by hand; whoever types says whether they are physical. */
    @Test
    void everyLineHasItsFateOnTheOrder() {
        in.shopify("orders/paid", shopify(order -> {
            ObjectNode usual = line(order, 1).deepCopy();
            var lines = order.withArray("line_items");
            lines.add(usual.deepCopy().put("id", 1).put("gift_card", true));
            lines.add(usual.deepCopy().put("id", 2).put("requires_shipping", false));
            lines.add(usual.deepCopy().put("id", 3).put("current_quantity", 0));
            lines.add(usual.deepCopy()
                    .put("id", 4)
                    .put("title", "Tip")
                    .put("sku", "")
                    .putNull("variant_id")
                    .putNull("product_id"));
        }));
        in.woo("order.created", woo(order -> {
            ObjectNode usual = line(order, 0).deepCopy();
            order.withArray("line_items").add(usual.put("id", 9).put("quantity", 0));
            order.withArray("fee_lines")
                    .addObject()
                    .put("id", 160)
                    .put("name", "Wrapping")
                    .put("total", "3.00");
        }));

        in.standings();
        assertThat(orders().stream().flatMap(order -> order.others().stream()))
                .extracting(other -> other.lineId() + " " + other.fate())
                .containsExactlyInAnyOrder(
                        "1 NOT_SHIPPED",
                        "2 NOT_SHIPPED",
                        "3 GIVEN_BACK",
                        "4 NOT_SHIPPED",
                        "9 GIVEN_BACK",
                        "fee:160 NOT_SHIPPED");
        assertThat(in.parked()).isEmpty();
    }

    /** Orders made by hand in WooCommerce's admin are saved before anything is in them. */
    @Test
    void anOrderHeardOfFirstWithoutLinesIsBoughtOnceItNamesThem() {
        in.woo("order.created", woo(order -> order.putArray("line_items")));
        var first = in.standings();
        in.woo("order.updated", wooCommerceOrder());

        assertThat(first).containsExactly("727 WAITING_FOR_PAYMENT");
        assertThat(in.standings()).containsExactly("727 PLACE");
        assertThat(in.bought()).containsExactly("1 S-AE-HOOD-L");
    }

    @Test
    void anOrderWithoutANumberGoesByItsId() {
        in.woo("order.created", woo(order -> order.put("number", " ")));
        in.shopify("orders/paid", shopify(order -> order.put("name", "#")));

        assertThat(in.standings()).containsExactlyInAnyOrder("727 PLACE", "#1071 PLACE");
    }

    private PlaceOrder.Item item() {
        return in.requests().getFirst().items().getFirst();
    }

    private List<StoreOrder> orders() {
        in.standings();
        return in.ledger.read(tx ->
                tx.list("SELECT body FROM orders ORDER BY id", row -> Json.read(row.text("body"), StoreOrder.class)));
    }

    private static Listing listing(String sku, int pieces) {
        return new Listing(
                Deliveries.GROSS,
                new Sku(sku),
                serai.fixture.Samples.ALIEXPRESS,
                "1005",
                "",
                "S-" + sku,
                pieces,
                Optional.empty(),
                "");
    }

    private static byte[] shopify(Consumer<ObjectNode> change) {
        return changed(shopifyOrder(), change);
    }

    private static byte[] woo(Consumer<ObjectNode> change) {
        return changed(wooCommerceOrder(), change);
    }

    private static ObjectNode line(ObjectNode order, int index) {
        return (ObjectNode) order.at("/line_items/" + index);
    }
}
