package serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.store.Stored.changed;
import static serai.store.Stored.order;
import static serai.store.Stored.shopifyOrder;
import static serai.store.Stored.utf8;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import serai.base.Wish;
import serai.order.StoreOrder;
import serai.order.StoreOrder.Line;
import serai.order.StoreOrder.Standing;
import serai.store.StoreEvent.Nothing;
import serai.store.StoreEvent.Privacy;
import serai.store.StoreEvent.Removed;
import serai.store.StoreEvent.Unreadable;

class ShopifyReaderTest {
    private static final Store LENIENT = Stored.store(
            "- {id: a, platform: shopify, webhookSecret: s, placeWhen: [paid, authorized, cash-on-delivery]}");

    @Test
    void theOrderOfTheReferenceIsReadWhole() {
        var event = ShopifyReader.read(Stored.SHOPIFY, "orders/create", shopifyOrder());

        assertThat(order(event))
                .isEqualTo(new StoreOrder(
                        "6200407294252",
                        "#1071",
                        Instant.parse("2026-11-20T09:15:01Z"),
                        Instant.parse("2026-11-20T09:15:04Z"),
                        Money.of("60.65", "EUR"),
                        "lucja@example.com",
                        "+48 600 100 200",
                        Optional.of(new Address(
                                "Łucja Żółć",
                                "",
                                "ul. Świętokrzyska 14/3",
                                "",
                                "Łódź",
                                "",
                                "90-001",
                                "PL",
                                "+48 600 100 200")),
                        List.of(
                                new Line(
                                        "15518907892012",
                                        new Sku("AE-1005006-BLK-22"),
                                        "Silicone Watch Strap - Black / 22mm",
                                        2,
                                        2,
                                        Money.of("12.90", "EUR"),
                                        Optional.of(new Sku("variant:50398373085484"))),
                                new Line(
                                        "15518907924780",
                                        new Sku("AE-HOOD-L"),
                                        "Hoodie 衛衣 - L",
                                        1,
                                        1,
                                        Optional.of(Money.of("29.95", "EUR")),
                                        Optional.of(new Sku("variant:50451770802476")),
                                        List.of(new Wish("Engraving", "Ł")))),
                        "Standard",
                        "Leave at door",
                        Standing.PLACE,
                        "",
                        Map.of()));
        assertThat(ShopifyReader.orderId(shopifyOrder())).contains("6200407294252");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders/create", "orders/paid", "orders/updated", "Orders/Updated"})
    void anyTopicThatBringsAnOrderMakesIt(String topic) {
        assertThat(order(ShopifyReader.read(Stored.SHOPIFY, topic, shopifyOrder()))
                        .standing())
                .isEqualTo(Standing.PLACE);
    }

    @Test
    void anIdAboveTwoToThe53Survives() {
        var sample = changed(shopifyOrder(), order -> order.put("id", 820982911946154508L));

        assertThat(order(ShopifyReader.read(Stored.SHOPIFY, "orders/create", sample))
                        .storeOrderId())
                .isEqualTo("820982911946154508");
        assertThat(ShopifyReader.orderId(sample)).contains("820982911946154508");
    }

    @Test
    void testOrdersAndTheSampleAreNeverBoughtEvenWhenCancelled() {
        assertThat(standing(order -> order.put("test", true))).isEqualTo(Standing.NEVER);
        assertThat(standing(order -> order.put("id", 820982911946154508L)
                        .put("cancelled_at", "2026-11-20T10:00:00Z")
                        .put("financial_status", "voided")))
                .isEqualTo(Standing.NEVER);
    }

    @ParameterizedTest
    @CsvSource({
        "paid, PLACE, PLACE",
        "partially_refunded, PLACE, PLACE",
        "authorized, WAITING_FOR_PAYMENT, PLACE",
        "pending, WAITING_FOR_PAYMENT, WAITING_FOR_PAYMENT",
        "partially_paid, WAITING_FOR_PAYMENT, WAITING_FOR_PAYMENT",
        "invented, WAITING_FOR_PAYMENT, WAITING_FOR_PAYMENT",
        "refunded, CANCELLED, CANCELLED",
        "voided, CANCELLED, CANCELLED",
        "expired, CANCELLED, CANCELLED"
    })
    void unpaidOrderIsAnnouncedAndWaits(String status, Standing byDefault, Standing whenAllowed) {
        var body = changed(shopifyOrder(), order -> order.put("financial_status", status));

        var strict = order(ShopifyReader.read(Stored.SHOPIFY, "orders/create", body));
        var lenient = order(ShopifyReader.read(LENIENT, "orders/create", body));

        assertThat(strict.standing()).isEqualTo(byDefault);
        assertThat(lenient.standing()).isEqualTo(whenAllowed);
        assertThat(strict.standingReason().isEmpty()).isEqualTo(byDefault == Standing.PLACE);
    }

    @Test
    void cashOnDeliveryIsPlacedOnlyWhenTheStoreAllowsIt() {
        var body = changed(shopifyOrder(), order -> {
            order.put("financial_status", "pending");
            order.putArray("payment_gateway_names").add("Cash on Delivery (COD)");
        });

        assertThat(order(ShopifyReader.read(Stored.SHOPIFY, "orders/create", body))
                        .standing())
                .isEqualTo(Standing.WAITING_FOR_PAYMENT);
        assertThat(order(ShopifyReader.read(LENIENT, "orders/create", body)).standing())
                .isEqualTo(Standing.PLACE);
    }

    @Test
    void anUnknownPaymentStateIsNamed() {
        var body = changed(shopifyOrder(), order -> order.put("financial_status", "invented"));

        assertThat(order(ShopifyReader.read(Stored.SHOPIFY, "orders/create", body))
                        .standingReason())
                .endsWith(": invented");
    }

    @Test
    void aCancelledOrderIsCancelledByTopicOrByField() {
        assertThat(order(ShopifyReader.read(Stored.SHOPIFY, "orders/cancelled", shopifyOrder()))
                        .standing())
                .isEqualTo(Standing.CANCELLED);
        assertThat(standing(order -> order.put("cancelled_at", "2026-11-20T11:00:00+01:00")))
                .isEqualTo(Standing.CANCELLED);
    }

    @Test
    void whatNoSupplierSendsIsLeftOut() {
        var body = changed(shopifyOrder(), order -> {
            var lines = order.withArray("line_items");
            var giftCard = (ObjectNode) lines.get(0).deepCopy();
            var service = giftCard.deepCopy();
            var tip = giftCard.deepCopy();
            var typedIn = giftCard.deepCopy();
            var takenOff = giftCard.deepCopy();
            lines.add(giftCard.put("gift_card", true));
            lines.add(service.put("requires_shipping", false));
            tip.putObject("tip");
            lines.add(tip);
            lines.add(typedIn.put("sku", "").putNull("variant_id").putNull("product_id"));
            lines.add(takenOff.put("fulfillable_quantity", 0).put("current_quantity", 0));
        });

        assertThat(order(ShopifyReader.read(Stored.SHOPIFY, "orders/create", body))
                        .lines())
                .hasSize(2);
    }

    @Test
    void whatIsOrderedAndWhatIsStillToBeSentAreToldApart() {
        var part = firstLine(
                line -> line.put("quantity", 5).put("current_quantity", 4).put("fulfillable_quantity", 3));
        var sent = firstLine(line -> line.put("fulfillable_quantity", 0).put("fulfillment_status", "fulfilled"));
        var silent = firstLine(line -> line.put("quantity", 5).putNull("fulfillable_quantity"));

        assertThat(part.quantity()).isEqualTo(4);
        assertThat(part.toSend()).isEqualTo(3);
        assertThat(sent.quantity()).isEqualTo(2);
        assertThat(sent.toSend()).isZero();
        assertThat(silent.toSend()).isEqualTo(2);
    }

    @Test
    void aLineWithoutSkuGoesByItsVariant() {
        assertThat(firstLine(line -> line.put("sku", "")).sku()).isEqualTo(new Sku("variant:50398373085484"));
        assertThat(firstLine(line -> line.putNull("sku")).sku()).isEqualTo(new Sku("variant:50398373085484"));
        assertThat(firstLine(line -> line.putNull("sku").putNull("variant_id")).sku())
                .isEqualTo(new Sku("product:9782123692332"));
        assertThat(firstLine(line -> line.put("sku", " A ")).sku()).isEqualTo(new Sku("A"));
    }

    @Test
    void theSameSkuTwiceIsTwoLines() {
        var body = changed(
                shopifyOrder(), order -> ((ObjectNode) order.at("/line_items/1")).put("sku", "AE-1005006-BLK-22"));

        assertThat(order(ShopifyReader.read(Stored.SHOPIFY, "orders/create", body))
                        .lines())
                .extracting(Line::lineId)
                .containsExactly("15518907892012", "15518907924780");
    }

    @Test
    void componentsOfABundleAreLines() {
        assertThat(firstLine(line -> line.put("sales_line_item_group_id", 7L)).quantity())
                .isEqualTo(2);
    }

    @Test
    void aPriceOfZeroIsValid() {
        var free = firstLine(line -> {
            line.put("price", "0.00");
            line.remove("price_set");
        });

        assertThat(free.unitPrice()).contains(Money.of("0.00", "EUR"));
    }

    @Test
    void discountsAreSharedByThePieces() {
        var line = firstLine(
                each -> each.withArray("discount_allocations").addObject().put("amount", "1.29"));

        assertThat(line.unitPrice()).contains(Money.of("12.255", "EUR"));
    }

    @Test
    void moneyIsInTheShopsCurrencyNotTheCustomers() {
        var read = order(ShopifyReader.read(Stored.SHOPIFY, "orders/create", shopifyOrder()));

        assertThat(read.total().orElseThrow().currency()).isEqualTo("EUR");
        assertThat(read.lines())
                .allMatch(line -> line.unitPrice().orElseThrow().currency().equals("EUR"));
    }

    @Test
    void addressNullAndCustomerNullIsStillAnOrder() {
        var body = changed(
                shopifyOrder(),
                order -> order.putNull("shipping_address")
                        .putNull("billing_address")
                        .putNull("customer")
                        .putNull("email")
                        .putNull("contact_email"));

        var read = order(ShopifyReader.read(Stored.SHOPIFY, "orders/create", body));

        assertThat(read.shipTo()).isEmpty();
        assertThat(read.phone()).isEmpty();
        assertThat(read.email()).isEmpty();
        assertThat(read.standing()).isEqualTo(Standing.PLACE);
    }

    @Test
    void thePhoneIsLookedForInFourPlaces() {
        assertThat(phone(order -> ((ObjectNode) order.get("customer")).put("phone", "+48 600 100 203")))
                .isEqualTo("+48 600 100 203");
        assertThat(phone(order -> {
                    ((ObjectNode) order.get("customer")).put("phone", "+48 600 100 203");
                    order.put("phone", "+48 600 100 202");
                }))
                .isEqualTo("+48 600 100 202");
        assertThat(phone(order -> {
                    order.put("phone", "+48 600 100 202");
                    ((ObjectNode) order.get("shipping_address")).put("phone", "+48 600 100 201");
                }))
                .isEqualTo("+48 600 100 201");
    }

    @Test
    void aRegionIsTheCodeOrElseTheName() {
        var named =
                changed(shopifyOrder(), order -> ((ObjectNode) order.get("shipping_address")).put("province", "Texas"));
        var coded = changed(named, order -> ((ObjectNode) order.get("shipping_address")).put("province_code", "TX"));

        assertThat(address(named).region()).isEqualTo("Texas");
        assertThat(address(coded).region()).isEqualTo("TX");
    }

    @Test
    void anErrorBodyIsNoOrder() {
        assertThat(ShopifyReader.read(Stored.SHOPIFY, "orders/create", utf8("{\"errors\":\"Not Found\"}")))
                .isInstanceOf(Nothing.class);
        assertThat(ShopifyReader.read(Stored.SHOPIFY, "orders/create", utf8("{\"id\":1}")))
                .isInstanceOf(Nothing.class);
    }

    @Test
    void editedAfterPlacingBringsNoOrderByItself() {
        var edit = utf8("{\"order_edit\":{\"id\":78912328793,\"order_id\":6200407294252}}");

        assertThat(ShopifyReader.read(Stored.SHOPIFY, "orders/edited", edit))
                .isEqualTo(new Nothing("orders/edited names only what changed; orders/updated brings the whole order"));
        assertThat(ShopifyReader.orderId(edit)).isEmpty();
    }

    @Test
    void deletedOrdersAndForeignTopicsAreTold() {
        assertThat(ShopifyReader.read(Stored.SHOPIFY, "orders/delete", utf8("{\"id\":5}")))
                .isEqualTo(new Removed("5"));
        assertThat(ShopifyReader.read(Stored.SHOPIFY, "products/update", utf8("{}")))
                .isInstanceOf(Nothing.class);
    }

    @Test
    void privacyRequestsKeepIdsOnly() {
        var request = utf8("""
            {"shop_id":954889,"shop_domain":"loop-shop.myshopify.com","orders_requested":[6200407294252],\
            "customer":{"id":191167,"email":"lucja@example.com","phone":"+48600100200"},"data_request":{"id":9999}}\
            """);
        var redact = utf8("""
            {"shop_id":954889,"shop_domain":"loop-shop.myshopify.com",\
            "customer":{"email":"lucja@example.com"},"orders_to_redact":[6200407294252,7]}\
            """);
        var shop = utf8("{\"shop_id\":954889,\"shop_domain\":\"loop-shop.myshopify.com\"}");

        assertThat(ShopifyReader.read(Stored.SHOPIFY, "customers/data_request", request))
                .isEqualTo(new Privacy(Privacy.Kind.DATA_REQUEST, "191167", List.of("6200407294252"), "9999"));
        assertThat(ShopifyReader.read(Stored.SHOPIFY, "customers/redact", redact))
                .isEqualTo(new Privacy(Privacy.Kind.CUSTOMER_REDACT, "", List.of("6200407294252", "7"), ""));
        assertThat(ShopifyReader.read(Stored.SHOPIFY, "shop/redact", shop))
                .isEqualTo(new Privacy(Privacy.Kind.SHOP_REDACT, "", List.of(), ""));
    }

    @Test
    void whatIsNotUnderstoodIsKeptAsTextAndStopsOnlyItsOwnLine() {
        var body = changed(shopifyOrder(), order -> {
            order.put("currency", "pssst").put("updated_at", "soon").put("current_total_price", "12,50");
            ((ObjectNode) order.at("/line_items/1")).put("fulfillable_quantity", 1.5);
        });

        var read = order(ShopifyReader.read(Stored.SHOPIFY, "orders/create", body));

        assertThat(read.unread())
                .extracting(each -> each.what() + ": " + each.text())
                .containsExactlyInAnyOrder(
                        "currency: pssst",
                        "time of the last change: soon",
                        "total: 12,50 pssst",
                        "price of line 15518907892012: 12.90 pssst");
        assertThat(read.updatedAt()).isEqualTo(StoreOrder.UNTOLD);
        assertThat(read.lines()).singleElement().satisfies(line -> {
            assertThat(line.sku()).isEqualTo(new Sku("AE-1005006-BLK-22"));
            assertThat(line.unitPrice()).isEmpty();
        });
        assertThat(read.others())
                .extracting(other -> other.fate() + ": " + other.words())
                .containsExactly("TO_DECIDE: how many pieces of it are still to be sent is not understood");
    }

    @Test
    void anOrderWithoutAnIdOfItsOwnIsTheOneThingThatCannotBeRead() {
        var body = changed(shopifyOrder(), order -> order.put("id", 1.5));

        assertThat(ShopifyReader.read(Stored.SHOPIFY, "orders/create", body))
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        unreadable -> assertThat(unreadable.problems())
                                .extracting(Problem::pointer)
                                .containsExactly("/id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "nonsense", "{\"id\":1,\"id\":2,\"line_items\":[]}"})
    void whatIsNotJsonIsUnreadable(String body) {
        assertThat(ShopifyReader.read(Stored.SHOPIFY, "orders/create", utf8(body)))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void aNumberOfAMillionDigitsIsNoAmountAndTakesNoTime() {
        var body = changed(shopifyOrder(), order -> order.put("current_total_price", "9".repeat(900_000)));

        var read = order(ShopifyReader.read(Stored.SHOPIFY, "orders/create", body));

        assertThat(read.total()).isEmpty();
        assertThat(read.unread())
                .singleElement()
                .satisfies(each -> assertThat(each.text()).hasSizeLessThan(110).startsWith("999"));
    }

    private static Standing standing(Consumer<ObjectNode> change) {
        return order(ShopifyReader.read(Stored.SHOPIFY, "orders/updated", changed(shopifyOrder(), change)))
                .standing();
    }

    private static String phone(Consumer<ObjectNode> change) {
        return order(ShopifyReader.read(Stored.SHOPIFY, "orders/updated", changed(shopifyOrder(), change)))
                .phone();
    }

    private static Address address(byte[] body) {
        return order(ShopifyReader.read(Stored.SHOPIFY, "orders/updated", body))
                .shipTo()
                .orElseThrow();
    }

    private static Line firstLine(Consumer<ObjectNode> change) {
        var body = changed(shopifyOrder(), order -> change.accept((ObjectNode) order.at("/line_items/0")));
        return order(ShopifyReader.read(Stored.SHOPIFY, "orders/updated", body))
                .lines()
                .getFirst();
    }
}
