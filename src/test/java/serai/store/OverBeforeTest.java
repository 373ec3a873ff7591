package serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.store.Stored.changed;
import static serai.store.Stored.reported;
import static serai.store.Stored.shopifyOrder;
import static serai.store.Stored.utf8;
import static serai.store.Stored.wooCommerceOrder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.provider.Cause;

/** Orders that were over, or old, before we heard of them. The stores are connected on 20 November 2026. */
class OverBeforeTest {
    @TempDir
    Path folder;

    private Deliveries in;

    @AfterEach
    void close() {
        in.close();
    }

    @BeforeEach
    void open() throws Exception {
        in = new Deliveries(folder).selling("AE-1005006-BLK-22", "AE-HOOD-L", "TEE");
    }

    /** Opens others that have these keys, too. */
    private void open(String ofLoop, String ofGross) throws Exception {
        in.close();
        in = new Deliveries(Files.createDirectory(folder.resolve("others")), ofLoop, ofGross)
                .selling("AE-1005006-BLK-22", "AE-HOOD-L", "TEE");
    }

    /** woocommerce/woocommerce#41226, #62492: the order sync re-fires order.updated for orders that nobody touched. */
    @Test
    void aCompletedOrderThatTheShopTellsOfAgainIsNotBought() throws Exception {
        in.woo("order.updated", reported("woo-completed"));

        assertThat(in.bought()).isEmpty();
        assertThat(in.standings()).containsExactly("5010 PLACE");
        assertThat(in.dispatches()).singleElement().satisfies(dispatch -> {
            assertThat(dispatch.state()).isEqualTo(DispatchState.ARCHIVED);
            assertThat(dispatch.cause()).contains(Cause.OVER_BEFORE);
            assertThat(dispatch.reason()).isEqualTo("the store has it as completed");
        });
    }

    /** woocommerce/woocommerce#62507: date_modified moves without a change, and the poll brings the order. */
    @Test
    void aCompletedOrderThatALookIntoTheStoreFindsIsNotBought() throws Exception {
        in.found(reported("woo-completed"));

        assertThat(in.bought()).isEmpty();
        assertThat(in.putAway()).containsExactly("OVER_BEFORE: the store has it as completed");
    }

    /** wc-… is how the database has it and some plugins send it; the others are those of shipping plugins. */
    @ParameterizedTest
    @ValueSource(strings = {"wc-completed", "shipped", "wc-shipped", "delivered", "partial-shipped", "picked-up"})
    void anOrderThatAShippingPluginHasSentIsNotBought(String status) throws Exception {
        in.woo("order.updated", woo(order -> order.put("status", status)));

        assertThat(in.bought()).isEmpty();
        assertThat(in.putAway()).singleElement().asString().startsWith("OVER_BEFORE: the store has it as ");
    }

    @Test
    void anOpenOrderFromLongBeforeTheConnectionIsNotBought() throws Exception {
        in.woo(
                "order.updated",
                woo(order -> order.put("date_created_gmt", "2025-08-01T10:00:00")
                        .put("date_paid_gmt", "2025-08-01T10:01:00")));

        assertThat(in.bought()).isEmpty();
        assertThat(in.putAway())
                .containsExactly(
                        "OVER_BEFORE: it is of 2025-08-01; that is before 2026-10-21, from when on orders of this"
                                + " store are bought");
    }

    @Test
    void workInHandOfTheLastWeeksIsBoughtWhenItsStoreIsConnected() throws Exception {
        in.woo(
                "order.updated",
                woo(order -> order.put("date_created_gmt", "2026-10-25T10:00:00")
                        .put("date_paid_gmt", "2026-10-25T10:01:00")));

        assertThat(in.bought()).containsExactly("1 S-AE-HOOD-L");
    }

    /** A bank transfer may take weeks. */
    @Test
    void anOldOrderThatIsPaidNowIsBought() throws Exception {
        in.woo(
                "order.updated",
                woo(order -> order.put("date_created_gmt", "2026-09-01T10:00:00")
                        .put("date_paid_gmt", "2026-11-20T11:00:00")));

        assertThat(in.bought()).hasSize(1);
    }

    @Test
    void anOldOrderThatWeHaveSeenWaitIsBoughtWhenItIsPaid() throws Exception {
        in.shopify("orders/updated", shopify(order -> {
            old(order).put("financial_status", "pending").put("updated_at", "2026-11-20T10:00:00Z");
        }));
        in.shopify("orders/updated", shopify(order -> old(order).put("updated_at", "2026-11-20T11:00:00Z")));

        assertThat(in.bought()).hasSize(2);
    }

    /** Payment terms: net 30 and 60 days. */
    @Test
    void anOldOrderOfWhichShopifySaysThatItIsPaidNowIsBought() throws Exception {
        in.shopify("orders/paid", shopify(order -> old(order).put("updated_at", "2026-11-20T11:00:00Z")));

        assertThat(in.bought()).hasSize(2);
    }

    /** Apps that move a shop to Shopify bring its old orders along: new there, and years old (processed_at). */
    @Test
    void anOldOrderThatIsImportedNowIsNotBought() throws Exception {
        in.shopify(
                "orders/paid",
                shopify(order -> order.put("processed_at", "2024-03-01T10:00:00Z")
                        .put("created_at", "2026-11-20T11:00:00Z")
                        .put("updated_at", "2026-11-20T11:00:05Z")));

        assertThat(in.bought()).isEmpty();
        assertThat(in.putAway()).isNotEmpty().allMatch(letter -> letter.contains("it is of 2024-03-01"));
    }

    /** nozzlegear/ShopifySharp#784: archiving is closing. */
    @Test
    void anArchivedOrderIsNotBought() throws Exception {
        in.shopify("orders/updated", shopify(order -> order.put("closed_at", "2026-11-20T10:30:00Z")));

        assertThat(in.bought()).isEmpty();
        assertThat(in.putAway()).containsExactly("OVER_BEFORE: the store has archived it");
    }

    /** nozzlegear/ShopifySharp#454: archived orders are opened again to change something in them. */
    @Test
    void anArchivedOrderThatIsOpenedAgainWaitsForAPersonsWord() throws Exception {
        in.shopify("orders/updated", shopify(order -> order.put("closed_at", "2026-11-20T10:30:00Z")));
        in.dispatches();

        in.shopify("orders/updated", shopify(order -> order.put("updated_at", "2026-11-20T11:30:00Z")));

        assertThat(in.bought()).isEmpty();
        assertThat(in.putAway()).hasSize(1);
    }

    @Test
    void anOrderThatIsHeardOfAsFulfilledIsNotBought() throws Exception {
        in.shopify("orders/fulfilled", shopify(order -> {
            order.put("fulfillment_status", "fulfilled");
            order.withArray("line_items").forEach(line -> ((ObjectNode) line).remove("fulfillable_quantity"));
        }));
        in.shopify("orders/fulfilled", shopify(order -> {
            order.put("id", 7).put("fulfillment_status", "fulfilled");
            order.withArray("line_items").forEach(line -> ((ObjectNode) line).put("fulfillable_quantity", 0));
        }));

        assertThat(in.bought()).isEmpty();
        assertThat(in.putAway()).containsExactly("OVER_BEFORE: the store has it as fulfilled");
        assertThat(in.standings()).containsExactlyInAnyOrder("#1071 PLACE", "#1071 NEVER");
    }

    @Test
    void aShopThatCompletesPaidOrdersByItselfIsBoughtForWhenItsEntrySaysSo() throws Exception {
        open("", ", placeWhen: [paid, completed]");

        in.woo("order.updated", woo(order -> order.put("status", "completed")));
        in.woo("order.updated", reported("woo-completed"));

        assertThat(in.bought()).containsExactly("1 S-AE-HOOD-L");
        assertThat(in.putAway()).singleElement().asString().contains("it is of 2025-08-01");
    }

    @Test
    void theStoresOwnDayGoesBeforeTheDayOfItsConnection() throws Exception {
        open("", ", buyFrom: \"2026-11-20\"");

        in.woo(
                "order.updated",
                woo(order -> order.put("date_created_gmt", "2026-11-19T23:59:59")
                        .put("date_paid_gmt", "2026-11-19T23:59:59")));
        in.woo(
                "order.updated",
                woo(order -> order.put("id", 700)
                        .put("date_created_gmt", "2026-11-20T00:00:00")
                        .put("date_paid_gmt", "2026-11-20T00:00:00")));

        assertThat(in.bought()).hasSize(1);
        assertThat(in.putAway()).singleElement().asString().contains("it is of 2026-11-19");
    }

    @Test
    void anOrderThatIsBoughtIsNotOverBecauseTheStoreCompletesIt() throws Exception {
        in.woo("order.created", wooCommerceOrder());
        in.buy();

        in.woo(
                "order.updated",
                woo(order -> order.put("status", "completed").put("date_modified_gmt", "2026-11-20T11:00:00")));

        assertThat(in.bought()).hasSize(1);
        assertThat(in.dispatches()).extracting(Dispatch::state).containsExactly(DispatchState.DONE);
        assertThat(in.discrepancies()).isEmpty();
    }

    /** The merchant keeps an order back, sends the goods himself, and completes it. */
    @Test
    void anOrderThatIsHeldAndThenCompletedIsNotBought() throws Exception {
        in.woo("order.created", wooCommerceOrder());
        in.woo(
                "order.updated",
                woo(order -> order.put("status", "on-hold").put("date_modified_gmt", "2026-11-20T11:00:00")));
        assertThat(in.dispatches()).extracting(Dispatch::state).containsExactly(DispatchState.CANCELLED);

        in.woo(
                "order.updated",
                woo(order -> order.put("status", "completed").put("date_modified_gmt", "2026-11-20T11:30:00")));

        assertThat(in.dispatches()).noneMatch(one -> one.state() == DispatchState.RECORDED);
        assertThat(in.standings()).hasSize(1);
    }

    @Test
    void aProgramThatPostsAnOldOrderMeansIt() throws Exception {
        in.demo(utf8("""
            {"orderId":"1","placedAt":"2024-01-01T10:00:00Z","currency":"USD","total":"19.95",
             "shipTo":{"name":"Jane Roe","line1":"12 Elm Street","city":"Austin","region":"TX",
              "postalCode":"78701","country":"US","phone":"+15125550100"},
             "lines":[{"lineId":"1","sku":"TEE","quantity":1,"unitPrice":"19.95"}]}\
            """));

        assertThat(in.bought()).isEqualTo(List.of("1 S-TEE"));
    }

    private static ObjectNode old(ObjectNode order) {
        return order.put("processed_at", "2026-09-01T10:00:00Z").put("created_at", "2026-09-01T10:00:00Z");
    }

    private static byte[] woo(Consumer<ObjectNode> change) {
        return changed(wooCommerceOrder(), change);
    }

    /** Of the two lines, in one purchase. */
    private static byte[] shopify(Consumer<ObjectNode> change) {
        return changed(shopifyOrder(), change);
    }
}
