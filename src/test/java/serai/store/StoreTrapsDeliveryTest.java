package serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.store.Stored.changed;
import static serai.store.Stored.shopifyOrder;
import static serai.store.Stored.utf8;
import static serai.store.Stored.wooCommerceOrder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.dispatch.Dispatch;
import serai.fixture.Samples;

/** The traps of store platforms in when and how often they tell us of an order: a test for each. */
class StoreTrapsDeliveryTest {
    private static final List<String> BOTH = List.of("2 S-AE-1005006-BLK-22", "1 S-AE-HOOD-L");

    private Deliveries in;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        in = new Deliveries(folder).selling("AE-1005006-BLK-22", "AE-HOOD-L");
    }

    @AfterEach
    void close() {
        in.close();
    }

    @Test
    void duplicatesAtTheSameInstantAreAllAnswered200AndBoughtOnce() {
        var answers = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> in.shopify("orders/paid", shopifyOrder())))
                .limit(8)
                .toList();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(200));
        assertThat(in.bought()).containsExactlyInAnyOrderElementsOf(BOTH);
        assertThat(in.standings()).hasSize(1);
    }

    @Test
    void twoOrdersUnderOneDeliveryIdAreBothBought() {
        in.woo("order.created", wooCommerceOrder());
        in.woo("order.created", woo(order -> order.put("id", 728).put("number", "728")));

        assertThat(in.bought()).containsExactly("1 S-AE-HOOD-L", "1 S-AE-HOOD-L");
    }

    @Test
    void anUpdateThatOvertakesItsCreationMakesTheOrder() {
        in.woo("order.updated", wooCommerceOrder());
        in.woo("order.created", wooCommerceOrder());
        in.shopify("orders/paid", shopify(1, order -> {}));
        in.shopify("orders/create", shopify(0, order -> order.put("financial_status", "pending")));

        assertThat(in.standings()).containsExactlyInAnyOrder("727 PLACE", "#1071 PLACE");
        assertThat(in.bought()).hasSize(3);
    }

    @Test
    void anUnpaidOrderIsRecordedAndBoughtOnceItIsPaid() {
        in.shopify("orders/create", shopify(0, order -> order.put("financial_status", "pending")));
        in.woo("order.created", woo(order -> order.put("status", "on-hold").putNull("date_paid_gmt")));
        var waiting = in.standings();
        var early = in.bought();

        in.shopify("orders/paid", shopify(1, order -> {}));
        in.woo("order.updated", woo(order -> order.put("date_modified_gmt", "2026-11-20T11:00:00")));

        assertThat(waiting).allMatch(order -> order.endsWith("WAITING_FOR_PAYMENT"));
        assertThat(early).isEmpty();
        assertThat(in.bought()).hasSize(3);
    }

    @Test
    void aDraftThatIsNeverOrderedIsNothingForASupplier() {
        in.woo(
                "order.updated",
                woo(order -> order.put("status", "checkout-draft").putNull("date_paid_gmt")));

        assertThat(in.dispatches()).isEmpty();
    }

    @Test
    void anErrorBodyWithAValidSignatureIsTakenAndMakesNoOrder() {
        int answer = in.woo(
                "order.created",
                utf8("{\"code\":\"woocommerce_rest_shop_order_invalid_id\",\"message\":\"Invalid ID.\","
                        + "\"data\":{\"status\":404}}"));

        assertThat(answer).isEqualTo(200);
        assertThat(in.standings()).isEmpty();
        assertThat(in.dispatches()).isEmpty();
    }

    @Test
    void anOrderEditedAfterPlacingIsShownAndNotBoughtTwice() {
        in.shopify("orders/paid", shopifyOrder());
        in.buy();
        in.shopify(
                "orders/edited",
                utf8("{\"order_edit\":{\"id\":1,\"order_id\":6200407294252,\"line_items\":"
                        + "{\"additions\":[],\"removals\":[{\"id\":15518907892012,\"delta\":1}]}}}"));
        in.shopify(
                "orders/updated",
                shopify(1, order -> line(order, 0).put("current_quantity", 3).put("fulfillable_quantity", 3)));

        assertThat(in.discrepancies())
                .containsExactly("line 15518907892012 (AE-1005006-BLK-22) changed from 2 to 3 pieces");
        assertThat(in.bought()).containsExactlyInAnyOrderElementsOf(BOTH);
    }

    @Test
    void anOrderCancelledAfterPlacingIsTriedAtTheSupplierOrHandedToAPerson() {
        in.listings.loadFile(List.of(
                new serai.order.Listing(
                        Deliveries.GROSS,
                        new serai.base.Sku("AE-HOOD-L"),
                        Samples.AMAZON,
                        "",
                        "",
                        "M-1",
                        1,
                        Optional.empty(),
                        ""),
                new serai.order.Listing(
                        Deliveries.LOOP,
                        new serai.base.Sku("AE-HOOD-L"),
                        Samples.ALIEXPRESS,
                        "1",
                        "",
                        "",
                        1,
                        Optional.empty(),
                        "")));
        in.woo("order.created", wooCommerceOrder());
        in.shopify(
                "orders/paid", shopify(0, order -> order.withArray("line_items").remove(0)));
        in.buy();

        in.woo(
                "order.updated",
                woo(order -> order.put("status", "cancelled").put("date_modified_gmt", "2026-11-20T11:00:00")));
        in.shopify("orders/cancelled", shopify(1, order -> order.put("cancelled_at", "2026-11-20T11:15:04+01:00")));

        assertThat(in.dispatches())
                .filteredOn(each -> each.kind().equals(Dispatch.CANCEL_ORDER))
                .extracting(each -> each.channel() + " " + each.state())
                .containsExactlyInAnyOrder("amazon RECORDED", "aliexpress DEAD");
        assertThat(in.parked()).singleElement().asString().contains("by hand", "8123");
    }

    @Test
    void theEchoOfOurOwnShipmentAndStatusChangesNothing() {
        in.shopify("orders/paid", shopifyOrder());
        in.woo("order.created", wooCommerceOrder());
        in.buy();
        List<Dispatch> before = in.dispatches();

        in.shopify("orders/fulfilled", shopify(1, order -> {
            line(order, 0).put("fulfillable_quantity", 0).put("fulfillment_status", "fulfilled");
            line(order, 1).put("fulfillable_quantity", 0).put("fulfillment_status", "fulfilled");
            order.put("fulfillment_status", "fulfilled").put("tags", "serai");
        }));
        in.woo("order.updated", woo(order -> {
            order.put("status", "completed").put("date_modified_gmt", "2026-11-20T11:00:00");
            order.withArray("meta_data")
                    .addObject()
                    .put("key", "_wc_shipment_tracking_items")
                    .put("value", "LP1");
        }));

        assertThat(in.dispatches()).isEqualTo(before);
        assertThat(in.discrepancies()).isEmpty();
    }

    @Test
    void theEchoOfOurOwnStockAndPriceIsNoOrder() {
        int product = in.shopify("products/update", utf8("{\"id\":9782123692332,\"variants\":[]}"));
        int level = in.shopify("inventory_levels/update", utf8("{\"inventory_item_id\":1,\"available\":7}"));
        int woo = in.woo("product.updated", utf8("{\"id\":13,\"stock_quantity\":7}"));

        assertThat(List.of(product, level, woo)).containsOnly(200);
        assertThat(in.dispatches()).isEmpty();
        assertThat(in.standings()).isEmpty();
    }

    @Test
    void aBigBodyIsTakenWhole() {
        byte[] big = woo(order -> {
            ObjectNode first = line(order, 0);
            for (int n = 1; n < 120; n++) {
                order.withArray("line_items")
                        .add(first.deepCopy().put("id", 154 + n).put("padding", "x".repeat(4_000)));
            }
        });

        int answer = in.woo("order.created", big);

        assertThat(big.length).isGreaterThan(480_000);
        assertThat(answer).isEqualTo(200);
        assertThat(in.bought()).hasSize(120);
    }

    @Test
    void staleIsWhatIsOlderThanWhatIsKnownWhateverOurClockSays() {
        in.clock.advance(Duration.ofDays(-400));
        in.shopify("orders/paid", shopify(2, order -> {}));
        in.clock.advance(Duration.ofDays(800));
        in.shopify("orders/cancelled", shopify(1, order -> order.put("cancelled_at", "2026-11-20T10:20:00+01:00")));

        assertThat(in.standings()).containsExactly("#1071 PLACE");
    }

    @Test
    void wooCommercesLocalDatesAreNotMistakenForUtc() {
        in.woo("order.created", wooCommerceOrder());

        assertThat(in.requests().getFirst().placedAt()).isEqualTo(Instant.parse("2026-11-20T10:15:02Z"));
    }

    @Test
    void anUninstallKeepsWhatIsThereAndAReinstalledShopGoesOn() {
        in.shopify("orders/paid", shopifyOrder());
        int answer = in.shopify("app/uninstalled", utf8("{\"id\":954889,\"domain\":\"loop.example\"}"));
        var kept = in.bought();

        in.shopify("orders/paid", shopify(1, order -> order.put("id", 6200407294253L)));

        assertThat(answer).isEqualTo(200);
        assertThat(kept).hasSize(2);
        assertThat(in.bought()).hasSize(4);
        assertThat(in.parked()).isEmpty();
    }

    @Test
    void aRedactionIsWrittenDownAndNoEmptiedAddressIsTakenForAnEdit() {
        in.shopify("orders/paid", shopifyOrder());
        in.buy();

        int answer = in.shopify(
                "customers/redact",
                utf8("{\"shop_id\":954889,\"customer\":{\"id\":191167},\"orders_to_redact\":[6200407294252]}"));
        in.shopify(
                "orders/updated",
                shopify(1, order -> order.putNull("shipping_address").putNull("email")));

        assertThat(answer).isEqualTo(200);
        assertThat(in.discrepancies()).isEmpty();
        List<String> requests =
                in.ledger.read(tx -> tx.list("SELECT kind FROM privacy_request", row -> row.text("kind")));
        assertThat(requests).containsExactly("CUSTOMER_REDACT");
    }

    private static byte[] shopify(int hoursLater, Consumer<ObjectNode> change) {
        return changed(shopifyOrder(), order -> {
            order.put(
                    "updated_at",
                    Instant.parse("2026-11-20T09:15:04Z")
                            .plus(Duration.ofHours(hoursLater))
                            .toString());
            change.accept(order);
        });
    }

    private static byte[] woo(Consumer<ObjectNode> change) {
        return changed(wooCommerceOrder(), change);
    }

    private static ObjectNode line(ObjectNode order, int line) {
        return (ObjectNode) order.at("/line_items/" + line);
    }
}
