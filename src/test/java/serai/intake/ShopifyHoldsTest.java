package serai.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.intake.AskedShops.LOOP;
import static serai.intake.AskedShops.shopifyOrder;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import serai.base.OrderId;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.fixture.Samples;
import serai.provider.Cause;

/**
 * Shopify is asked before every purchase: holds of fulfilment orders and schedules are in no webhook of the order
 * (shopify.dev FulfillmentOrder and FulfillmentHold, schema 2026-10), and pieces may have been taken off without one yet.
 */
@Timeout(120)
class ShopifyHoldsTest {
    private static final String RELEASED = "shopify:fulfillment_orders/hold_released";

    @TempDir
    Path folder;

    private static AskedShops.Shops them;
    private AskedShops shops;

    @BeforeAll
    static void openShops() throws Exception {
        them = new AskedShops.Shops();
    }

    @AfterAll
    static void closeShops() {
        them.close();
    }

    @BeforeEach
    void open() {
        shops = new AskedShops(them, folder);
    }

    @AfterEach
    void close() {
        shops.close();
    }

    private static String released(String fulfillmentOrder) {
        return "{\"fulfillment_order\":{\"id\":\"gid://shopify/FulfillmentOrder/" + fulfillmentOrder
                + "\",\"status\":\"open\"}}";
    }

    @Test
    void anOrderOnHoldIsNotBoughtUntilItIsReleased() {
        shops.loop.store().order(shopifyOrder(7001, "2 TEE"));
        shops.loop.store().hold("7001", "HIGH_RISK_OF_FRAUD");
        OrderId order = shops.deliver(LOOP, "shopify:orders/paid", shopifyOrder(7001, "2 TEE"));

        shops.round();
        Dispatch held = shops.dispatch(order);
        assertThat(held.state()).isEqualTo(DispatchState.WAITING);
        assertThat(held.cause()).contains(Cause.STORE_HOLDS);
        assertThat(held.reason()).contains("high risk of fraud");
        assertThat(held.readyAt()).contains(shops.clock.instant().plus(Duration.ofMinutes(1)));
        assertThat(shops.seen(order).dispatches().getFirst().eta())
                .as("nobody knows when the store releases it")
                .isEmpty();

        shops.loop.store().release("7001");
        shops.deliver(
                LOOP,
                RELEASED,
                released(shops.loop.store().fulfillmentOrders("7001").getFirst()));
        shops.round();

        assertThat(shops.bought).containsExactly("2 TEE");
    }

    @Test
    void aReleaseOfWhichNoWebhookTellsIsSeenAtTheNextLook() {
        shops.loop.store().order(shopifyOrder(7002, "2 TEE"));
        shops.loop.store().hold("7002");
        OrderId order = shops.deliver(LOOP, "shopify:orders/paid", shopifyOrder(7002, "2 TEE"));
        shops.round();
        List<String> said = shops.timeline(order);
        shops.advance(Duration.ofHours(2));
        assertThat(shops.bought).isEmpty();
        assertThat(shops.timeline(order)).as("says it once").isEqualTo(said);
        assertThat(shops.asked("order")).as("at a growing interval").isLessThan(14);

        shops.loop.store().release("7002");
        shops.advance(Duration.ofMinutes(16));

        assertThat(shops.bought).containsExactly("2 TEE");
    }

    @Test
    void aReleaseWhoseWebhookNamesNothingThatWeKnowWakesAllOfTheStore() {
        shops.loop.store().order(shopifyOrder(7003, "2 TEE"));
        shops.loop.store().hold("7003");
        shops.deliver(LOOP, "shopify:orders/paid", shopifyOrder(7003, "2 TEE"));
        shops.round();

        shops.loop.store().release("7003");
        shops.deliver(LOOP, RELEASED, "{\"id\":1}");
        shops.round();

        assertThat(shops.bought).containsExactly("2 TEE");
    }

    @Test
    void aSlowStoreThatHoldsAnOrderIsNotAskedWithoutEnd() {
        List<Runnable> underWay = new ArrayList<>();
        shops.executor(underWay::add);
        shops.loop.store().order(shopifyOrder(7015, "2 TEE"));
        shops.loop.store().hold("7015");
        OrderId order = shops.deliver(LOOP, "shopify:orders/paid", shopifyOrder(7015, "2 TEE"));

        shops.round();
        underWay.removeFirst().run();
        shops.round();

        assertThat(underWay).isEmpty();
        assertThat(shops.dispatch(order).cause()).contains(Cause.STORE_HOLDS);
        assertThat(shops.dispatch(order).readyAt())
                .contains(shops.clock.instant().plus(Duration.ofMinutes(1)));
    }

    @Test
    void theReleaseOfAnotherOrderWakesNothing() {
        shops.loop.store().order(shopifyOrder(7004, "2 TEE"));
        shops.loop.store().hold("7004");
        OrderId order = shops.deliver(LOOP, "shopify:orders/paid", shopifyOrder(7004, "2 TEE"));
        shops.round();
        var before = shops.dispatch(order).readyAt();

        shops.deliver(LOOP, RELEASED, released("99999"));

        assertThat(shops.dispatch(order).readyAt()).isEqualTo(before);
    }

    @Test
    void anOrderOnHoldThatIsCancelledIsNeverBought() {
        shops.loop.store().order(shopifyOrder(7005, "2 TEE"));
        shops.loop.store().hold("7005");
        OrderId order = shops.deliver(LOOP, "shopify:orders/paid", shopifyOrder(7005, "2 TEE"));
        shops.round();

        shops.loop.store().cancel("7005", Instant.parse("2026-11-20T12:01:00Z"));
        shops.loop.store().release("7005");
        shops.advance(Duration.ofMinutes(20));

        assertThat(shops.bought).isEmpty();
        assertThat(shops.dispatch(order).state()).isEqualTo(DispatchState.CANCELLED);
    }

    @Test
    void aHoldOnOtherLinesDoesNotKeepTheRestWaiting() {
        shops.loop.store().location(72, "Second");
        shops.loop.store().variant(501, "TEE", "19.95", 71, 5);
        shops.loop.store().variant(502, "MUG", "19.95", 72, 5);
        shops.loop.store().order(shopifyOrder(7006, "1 TEE", "1 MUG"));
        shops.loop.store().holdLine("7006", "70062");
        OrderId order = shops.deliver(LOOP, "shopify:orders/paid", shopifyOrder(7006, "1 TEE", "1 MUG"));

        shops.round();

        assertThat(shops.bought).containsExactly("1 TEE");
        assertThat(shops.dispatches(order))
                .filteredOn(dispatch -> dispatch.channel().equals(Samples.AMAZON))
                .extracting(Dispatch::cause)
                .containsExactly(java.util.Optional.of(Cause.STORE_HOLDS));
        shops.loop.store().release("7006");
        shops.advance(Duration.ofMinutes(3));
        assertThat(shops.bought).containsExactly("1 TEE", "1 MUG");
    }

    @Test
    void aScheduledOrderWaitsForItsTime() {
        shops.loop.store().order(shopifyOrder(7007, "2 TEE"));
        Instant at = shops.clock.instant().plusSeconds(40);
        shops.loop.store().schedule("7007", at);
        OrderId order = shops.deliver(LOOP, "shopify:orders/paid", shopifyOrder(7007, "2 TEE"));

        shops.round();
        assertThat(shops.dispatch(order).reason()).contains("scheduled for later");
        assertThat(shops.dispatch(order).readyAt()).contains(at);

        shops.loop.store().release("7007");
        shops.advance(Duration.ofMinutes(1));
        assertThat(shops.bought).containsExactly("2 TEE");
    }

    @Test
    void piecesTakenOffWithoutAWebhookAreNotBought() {
        shops.sold(LOOP, shopifyOrder(7008, "3 TEE", "1 CAP"));

        shops.loop.store().reduce("7008", "70081", 2);
        shops.round();

        assertThat(shops.bought).containsExactly("1 TEE", "1 CAP");
    }

    @Test
    void whatTheCustomerHadWrittenOnALineIsInTheAnswerToo() {
        String engraved = shopifyOrder(7009, "1 TEE")
                .replace("\"properties\":[]", "\"properties\":[{\"name\":\"Engraving\",\"value\":\"Lucja\"}]");
        OrderId order = shops.sold(LOOP, engraved);

        shops.round();

        assertThat(shops.bought).hasSize(1);
        assertThat(shops.timeline(order)).noneMatch(line -> line.startsWith("CHANGED"));
    }

    @Test
    void anOrderDeletedAtTheStoreIsNotBought() {
        OrderId order = shops.sold(LOOP, shopifyOrder(7010, "2 TEE"));
        shops.supplierDown(Samples.ALIEXPRESS);
        shops.clock.advance(Duration.ofMinutes(6));

        shops.loop.store().delete("7010");
        shops.probe();

        assertThat(shops.bought).isEmpty();
        assertThat(shops.dispatch(order).state()).isEqualTo(DispatchState.CANCELLED);
    }

    @Test
    void anOrderThatTheStoreDoesNotShowYetIsAskedForAgain() {
        OrderId order = shops.deliver(LOOP, "shopify:orders/paid", shopifyOrder(7011, "2 TEE"));

        shops.round();
        assertThat(shops.dispatch(order).state()).isEqualTo(DispatchState.WAITING);

        shops.loop.store().order(shopifyOrder(7011, "2 TEE"));
        shops.advance(Duration.ofMinutes(1));
        assertThat(shops.bought).containsExactly("2 TEE");
    }

    @Test
    void anOrderOlderThanTheStoreShowsIsBoughtAsItWasTold() {
        OrderId order = shops.deliver(LOOP, "shopify:orders/paid", shopifyOrder(7012, "2 TEE"));
        shops.clock.advance(Duration.ofDays(61));

        shops.round();

        assertThat(shops.bought).containsExactly("2 TEE");
        assertThat(shops.dispatch(order).state()).isEqualTo(DispatchState.DONE);
    }

    @Test
    void anOrderThatIsCancelledWhileItIsHeldLeavesNothingBehind() {
        shops.loop.store().order(shopifyOrder(7014, "2 TEE"));
        shops.loop.store().hold("7014");
        shops.deliver(LOOP, "shopify:orders/paid", shopifyOrder(7014, "2 TEE"));
        shops.round();
        assertThat(shops.waiting()).isEqualTo(1);

        shops.deliver(
                LOOP,
                "shopify:orders/cancelled",
                shopifyOrder(7014, "2 TEE").replace("\"test\":false", "\"cancelled_at\":\"2026-11-20T12:00:00Z\""));
        shops.settle();

        assertThat(shops.waiting()).isZero();
    }

    @Test
    void aStoreIsAskedOnceAMinuteAboutAnOrderOfSeveralSuppliers() {
        shops.sold(LOOP, shopifyOrder(7013, "1 TEE", "1 MUG"));

        shops.round();

        assertThat(shops.bought).containsExactlyInAnyOrder("1 TEE", "1 MUG");
        assertThat(shops.asked("order")).isEqualTo(1);
    }
}
