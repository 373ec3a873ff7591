package serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.store.Stored.changed;
import static serai.store.Stored.order;
import static serai.store.Stored.utf8;
import static serai.store.Stored.wooCommerceOrder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.base.Address;
import serai.base.Money;
import serai.base.Sku;
import serai.order.StoreOrder;
import serai.order.StoreOrder.Line;
import serai.order.StoreOrder.Standing;
import serai.store.StoreEvent.Nothing;
import serai.store.StoreEvent.Removed;
import serai.store.StoreEvent.Unreadable;

class WooCommerceReaderTest {
    private static final Store CASH_ON_DELIVERY =
            Stored.store("- {id: a, platform: woocommerce, webhookSecret: s, placeWhen: [paid, cash-on-delivery]}");

    @Test
    void theOrderOfTheReferenceIsReadWhole() {
        var event = WooCommerceReader.read(Stored.WOOCOMMERCE, "order.updated", wooCommerceOrder());

        assertThat(order(event))
                .isEqualTo(new StoreOrder(
                        "727",
                        "727",
                        Instant.parse("2026-11-20T10:15:02Z"),
                        Instant.parse("2026-11-20T10:15:03Z"),
                        Money.of("35.83", "EUR"),
                        "j@example.com",
                        "",
                        Optional.of(new Address(
                                "Jürgen Groß",
                                "Groß & Söhne GmbH",
                                "Königstraße 5",
                                "c/o Müller",
                                "Köln",
                                "NW",
                                "50667",
                                "DE",
                                "")),
                        List.of(new Line(
                                "154",
                                new Sku("AE-HOOD-L"),
                                "Hoodie 衛衣 - L",
                                1,
                                1,
                                Money.of("25.21", "EUR"),
                                Optional.of(new Sku("variant:13")))),
                        "Standard",
                        "",
                        Standing.PLACE,
                        "",
                        Map.of()));
        assertThat(WooCommerceReader.orderId(wooCommerceOrder())).contains("727");
    }

    @Test
    void updatedBeforeCreatedReadsTheSame() {
        assertThat(WooCommerceReader.read(Stored.WOOCOMMERCE, "order.created", wooCommerceOrder()))
                .isEqualTo(WooCommerceReader.read(Stored.WOOCOMMERCE, "order.updated", wooCommerceOrder()))
                .isEqualTo(WooCommerceReader.read(Stored.WOOCOMMERCE, "order.restored", wooCommerceOrder()));
    }

    @ParameterizedTest
    @CsvSource({
        "processing, PLACE",
        "completed, PLACE",
        "pending, WAITING_FOR_PAYMENT",
        "on-hold, WAITING_FOR_PAYMENT",
        "failed, WAITING_FOR_PAYMENT",
        "checkout-draft, WAITING_FOR_PAYMENT",
        "wc-awaiting-moon, WAITING_FOR_PAYMENT",
        "cancelled, CANCELLED",
        "refunded, CANCELLED",
        "trash, CANCELLED"
    })
    void theStatusDecides(String status, Standing standing) {
        var read = read(order -> order.put("status", status));

        assertThat(read.standing()).isEqualTo(standing);
        assertThat(read.standingReason().isEmpty()).isEqualTo(standing == Standing.PLACE);
    }

    @Test
    void aStatusMadeByAPluginIsNamed() {
        assertThat(read(order -> order.put("status", "awaiting-moon")).standingReason())
                .endsWith("made by a plugin: awaiting-moon");
    }

    @Test
    void cashOnDeliveryIsPlacedOnlyWhenTheStoreAllowsIt() {
        var body = changed(
                wooCommerceOrder(),
                order -> order.put("payment_method", "cod").putNull("date_paid").putNull("date_paid_gmt"));

        assertThat(order(WooCommerceReader.read(Stored.WOOCOMMERCE, "order.created", body))
                        .standing())
                .isEqualTo(Standing.WAITING_FOR_PAYMENT);
        assertThat(order(WooCommerceReader.read(CASH_ON_DELIVERY, "order.created", body))
                        .standing())
                .isEqualTo(Standing.PLACE);
    }

    @Test
    void aFreeOrderIsPaid() {
        var read = read(order -> {
            order.put("total", "0.00").putNull("date_paid").putNull("date_paid_gmt");
            line(order).put("total", "0.00");
        });

        assertThat(read.standing()).isEqualTo(Standing.PLACE);
        assertThat(read.lines().getFirst().unitPrice()).contains(Money.of("0.00", "EUR"));
    }

    @Test
    void aCorrectlySignedErrorBodyIsNoOrder() {
        var error = utf8("""
            {"code":"woocommerce_rest_shop_order_invalid_id","message":"Invalid ID.","data":{"status":404}}\
            """);

        assertThat(WooCommerceReader.read(Stored.WOOCOMMERCE, "order.updated", error))
                .isEqualTo(new Nothing("the body holds no order (no id or no line_items); fetch it from the store"));
        assertThat(WooCommerceReader.orderId(error)).isEmpty();
    }

    @Test
    void deletedOrdersForeignTopicsAndThePingAreTold() {
        assertThat(WooCommerceReader.read(Stored.WOOCOMMERCE, "order.deleted", utf8("{\"id\":22}")))
                .isEqualTo(new Removed("22"));
        assertThat(WooCommerceReader.read(Stored.WOOCOMMERCE, "product.updated", utf8("{\"id\":22}")))
                .isInstanceOf(Nothing.class);
        assertThat(WooCommerceReader.read(Stored.WOOCOMMERCE, "", utf8("webhook_id=1")))
                .isEqualTo(new Nothing("WooCommerce's ping"));
        assertThat(WooCommerceReader.isPing(utf8("webhook_id=1"))).isTrue();
        assertThat(WooCommerceReader.isPing(utf8("webhook_id=1&x=2"))).isFalse();
    }

    @Test
    void aVariationWithoutSkuGoesByItsId() {
        assertThat(firstLine(line -> line.put("sku", "")).sku()).isEqualTo(new Sku("variant:13"));
        assertThat(firstLine(line -> line.put("sku", "").put("variation_id", 0)).sku())
                .isEqualTo(new Sku("product:12"));
        assertThat(firstLine(line -> line.put("sku", "").put("variation_id", 0).put("product_id", 0))
                        .sku())
                .isEqualTo(new Sku("line:154"));
    }

    @ParameterizedTest
    @CsvSource({
        "50.29, 3, 16.7633",
        "25.21, 1, 25.21",
        "10, 4, 2.5",
        "0.10, 3, 0.0333",
        "57.00, 2, 28.50",
        "0.00, 7, 0.00"
    })
    void thePriceOfAPieceComesFromTheTotalNotFromTheNoisyPrice(String total, int pieces, String price) {
        var line = firstLine(
                each -> each.put("total", total).put("quantity", pieces).put("price", 16.764706));

        assertThat(line.unitPrice().orElseThrow().amount()).isEqualTo(new BigDecimal(price));
    }

    @Test
    void refundedPiecesAreNotBoughtWhereTheRefundNamesThem() {
        var read = read(order -> {
            line(order).put("quantity", 3);
            var refund = order.putArray("refunds").addObject().put("id", 800).put("total", "-25.21");
            refund.putArray("line_items")
                    .addObject()
                    .put("quantity", -2)
                    .putArray("meta_data")
                    .addObject()
                    .put("key", "_refunded_item_id")
                    .put("value", "154");
        });

        assertThat(read.lines()).extracting(Line::quantity).containsExactly(1);
    }

    @Test
    void aRefundThatNamesOnlyItsSumChangesNoQuantity() {
        var read = read(
                order -> order.putArray("refunds").addObject().put("id", 800).put("total", "-5.00"));

        assertThat(read.lines()).extracting(Line::quantity).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bundled", "composite", "woosb"})
    void componentsAreBoughtNeverParentAndComponents(String plugin) {
        var read = read(order -> {
            var lines = order.withArray("line_items");
            var component =
                    line(order).deepCopy().put("id", 155).put("sku", "CHILD").put("total", "0.00");
            component.put("product_id", 99);
            switch (plugin) {
                case "bundled" -> {
                    component.put("bundled_by", "154");
                    line(order).putArray("bundled_items").add(155);
                }
                case "composite" -> {
                    component.put("composite_parent", "");
                    line(order).putArray("composite_children").add("155");
                }
                default ->
                    component
                            .withArray("meta_data")
                            .addObject()
                            .put("key", "_woosb_parent_id")
                            .put("value", "12");
            }
            lines.add(component);
        });

        assertThat(read.lines()).extracting(line -> line.sku().value()).containsExactly("CHILD");
    }

    @Test
    void aBundleWhoseComponentsAreNotThereIsAThingOfItsOwn() {
        var read = read(order -> line(order).putArray("bundled_items").add(999));

        assertThat(read.lines()).hasSize(1);
    }

    @Test
    void anEmptyShippingAddressMeansBilling() {
        var read = read(order -> {
            ((ObjectNode) order.get("shipping")).put("address_1", "").put("city", "Elsewhere");
            ((ObjectNode) order.get("billing")).put("phone", "+49 221 1");
        });

        assertThat(read.shipTo()).get().extracting(Address::city).isEqualTo("Köln");
        assertThat(read.phone()).isEqualTo("+49 221 1");
        assertThat(read.shipTo()).get().extracting(Address::phone).isEqualTo("+49 221 1");
    }

    @Test
    void noAddressAtAllIsStillAnOrder() {
        var read = read(order -> {
            order.putNull("shipping");
            order.putArray("billing");
        });

        assertThat(read.shipTo()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "DE, DE-NW, NW",
        "JP, JP13, 13",
        "US, OR, OR",
        "BG, BG-01, 01",
        "CN, CN1, CN1",
        "AR, AR, AR",
        "DE, DE-, DE-",
        "PL, '', ''"
    })
    void theCountryIsTakenOffTheState(String country, String state, String region) {
        var read = read(order ->
                ((ObjectNode) order.get("shipping")).put("country", country).put("state", state));

        assertThat(read.shipTo()).get().extracting(Address::region).isEqualTo(region);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Groß &amp; Söhne      | Groß & Söhne
        A &amp;amp; B         | A &amp; B
        Tom&#039;s &#x1F600;  | Tom's 😀
        5 &lt; 6 &gt; 4       | 5 < 6 > 4
        Caf&eacute; &ndash; x | Café – x
        &unknown; &#0; &#xD800; & &; | &unknown; &#0; &#xD800; & &;
        """)
    void htmlEntitiesAreDecodedOnce(String stored, String meant) {
        var read = read(order -> ((ObjectNode) order.get("shipping")).put("company", stored));

        assertThat(read.shipTo()).get().extracting(Address::company).isEqualTo(meant);
    }

    @Test
    void namesInAnyScriptAreKept() {
        var name = "山田 太郎 👩🏽‍🚀 é";

        var read = read(order ->
                ((ObjectNode) order.get("shipping")).put("first_name", name).put("last_name", ""));

        assertThat(read.shipTo()).get().extracting(Address::name).isEqualTo(name);
    }

    @Test
    void taxIdsOfKnownPluginsAreKept() {
        var read = read(order -> {
            order.withArray("meta_data")
                    .addObject()
                    .put("key", "_billing_vat_number")
                    .put("value", "DE123456789");
            order.withArray("meta_data").addObject().put("key", "other").putObject("value");
        });

        assertThat(read.taxIds()).isEqualTo(Map.of("vat_no", "DE123456789"));
    }

    @Test
    void halfASurrogatePairBecomesTheReplacementCharacter() {
        var body = utf8(
                Stored.text(wooCommerceOrder()).replace("\"customer_note\":\"\"", "\"customer_note\":\"a\\ud83d\""));

        assertThat(order(WooCommerceReader.read(Stored.WOOCOMMERCE, "order.created", body))
                        .note())
                .isEqualTo("a\uFFFD");
    }

    @Test
    void whatIsNotUnderstoodIsKeptAsTextAndStopsOnlyItsOwnLine() {
        var read = read(order -> {
            order.putNull("date_modified_gmt").putNull("date_created_gmt").put("total", "-1");
            line(order).put("quantity", 0.5).put("total", "x");
        });

        assertThat(read.updatedAt()).isEqualTo(StoreOrder.UNTOLD);
        assertThat(read.unread())
                .extracting(each -> each.what() + ": " + each.text())
                .containsExactly("total: -1 EUR");
        assertThat(read.lines()).isEmpty();
        assertThat(read.others())
                .extracting(other -> other.fate() + ": " + other.words())
                .containsExactly("TO_DECIDE: it cannot be ordered in 0.5 pieces");
    }

    @Test
    void anOrderInsideAnotherObjectIsUnreadableNotNothing() {
        var legacy = utf8("{\"order\":{\"id\":727,\"order_number\":\"727\",\"line_items\":[]}}");

        assertThat(WooCommerceReader.read(Stored.WOOCOMMERCE, "order.created", legacy))
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        unreadable -> assertThat(unreadable.problems())
                                .extracting(Problem::pointer)
                                .contains("/order"));
    }

    private static StoreOrder read(Consumer<ObjectNode> change) {
        return order(WooCommerceReader.read(Stored.WOOCOMMERCE, "order.updated", changed(wooCommerceOrder(), change)));
    }

    private static Line firstLine(Consumer<ObjectNode> change) {
        return read(order -> change.accept(line(order))).lines().getFirst();
    }

    private static ObjectNode line(ObjectNode order) {
        return (ObjectNode) order.at("/line_items/0");
    }
}
