package serai.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.intake.AskedShops.GROSS;
import static serai.intake.AskedShops.KEYLESS;
import static serai.intake.AskedShops.OTHER;
import static serai.intake.AskedShops.wooOrder;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import serai.base.ChannelName;
import serai.base.OrderId;
import serai.dispatch.BeforePurchase;
import serai.dispatch.DispatchState;
import serai.fixture.Samples;
import serai.provider.Cause;

/**
 * WooCommerce is asked for an order as it is now, before it is bought. Refunded lines: woocommerce/woocommerce-ios#1859 (the
 * order has only sums; lines are in {@code /orders/{id}/refunds} with {@code _refunded_item_id}); deleted for good without a
 * webhook: woocommerce#14907; a time that does not move with a change: woocommerce#41226.
 */
@Timeout(120)
class StoreWordTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

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

    @Test
    void aRefundedLineIsNotBought() {
        OrderId order = shops.sold(GROSS, wooOrder(9501, "on-hold", "1 TEE", "1 CAP"));
        shops.round();
        shops.gross.orders().refund(9501, 2, 1, "19.95");
        shops.gross
                .orders()
                .edit(
                        9501,
                        body -> body.put("status", "processing")
                                .put("date_paid_gmt", "2026-11-20T11:10:00")
                                .put("date_modified_gmt", "2026-11-20T11:30:00"));

        shops.webhook(9501);
        shops.round();

        assertThat(shops.bought).containsExactly("1 TEE");
        assertThat(shops.dispatch(order).state()).isEqualTo(DispatchState.DONE);
        assertThat(shops.asked("read-refunds")).isEqualTo(1);
    }

    @Test
    void aRefundInTheFirstWordOfAnOrderIsReadBeforeAnythingIsBought() {
        shops.gross.orders().put(wooOrder(9501, "processing", "1 TEE", "1 CAP"));
        shops.gross.orders().refund(9501, 2, 1, "19.95");

        shops.webhook(9501);
        shops.round();

        assertThat(shops.bought).containsExactly("1 TEE");
    }

    @Test
    void ofAnOrderWhoseGoodsAreAllRefundedNothingIsBought() {
        shops.gross.orders().put(wooOrder(9501, "processing", "1 TEE", "2 CAP"));
        shops.gross.orders().refund(9501, 1, 1, "19.95");
        shops.gross.orders().refund(9501, 2, 2, "19.95");

        OrderId order = shops.webhook(9501);
        shops.round();
        shops.advance(Duration.ofMinutes(5));

        assertThat(shops.bought).isEmpty();
        assertThat(shops.dispatch(order).state()).isEqualTo(DispatchState.CANCELLED);
    }

    @Test
    void aPieceRefundedWhileTheSupplierIsDownIsNotBoughtThoughNoWebhookToldIt() {
        shops.sold(GROSS, wooOrder(9601, "processing", "2 TEE"));
        shops.supplierDown(Samples.ALIEXPRESS);
        shops.clock.advance(MINUTE.multipliedBy(2));

        shops.gross.orders().refund(9601, 1, 1, "9.98");
        assertThat(shops.probe()).isEqualTo(1);

        assertThat(shops.bought).containsExactly("1 TEE");
    }

    @Test
    void anOrderDeletedForGoodWhileItWaitedIsNotBought() {
        OrderId order = shops.sold(GROSS, wooOrder(9602, "processing", "2 TEE"));
        shops.clock.advance(Duration.ofMinutes(6));

        shops.gross.orders().delete(9602);
        shops.round();

        assertThat(shops.bought).isEmpty();
        assertThat(shops.dispatch(order).state()).isEqualTo(DispatchState.CANCELLED);
        assertThat(shops.timeline(order)).anySatisfy(line -> assertThat(line).contains(StoreWord.GONE));
    }

    @Test
    void anOrderPutIntoTheTrashWithoutAWebhookIsNotBought() {
        OrderId order = shops.sold(GROSS, wooOrder(9602, "processing", "2 TEE"));
        shops.clock.advance(MINUTE);

        shops.gross.orders().edit(9602, body -> body.put("status", "trash"));
        shops.round();

        assertThat(shops.bought).isEmpty();
        assertThat(shops.dispatch(order).state()).isEqualTo(DispatchState.CANCELLED);
    }

    @Test
    void anOrderEditedSeventySecondsBeforeThePurchaseIsBoughtAsItIsNow() {
        shops.sold(GROSS, wooOrder(9603, "processing", "2 TEE"));

        shops.gross.orders().edit(9603, body -> {
            body.withObject("/shipping").put("city", "Dallas").put("postcode", "75201");
            ((com.fasterxml.jackson.databind.node.ObjectNode) body.at("/line_items/0")).put("quantity", 3);
        });
        shops.clock.advance(Duration.ofSeconds(70));
        shops.round();

        assertThat(shops.bought).containsExactly("3 TEE");
        assertThat(shops.cities).containsExactly("Dallas");
    }

    /** Times are whole seconds: a plugin that holds what was paid a moment ago leaves date_modified as it was. */
    @Test
    void aHoldOfTheSameSecondAsThePaymentStopsThePurchase() {
        OrderId order = shops.sold(GROSS, wooOrder(9620, "processing", "2 TEE"));

        shops.gross.orders().edit(9620, body -> body.put("status", "on-hold"));
        shops.clock.advance(Duration.ofSeconds(70));
        shops.round();

        assertThat(shops.bought).isEmpty();
        assertThat(shops.dispatch(order).state()).isEqualTo(DispatchState.CANCELLED);
    }

    @Test
    void anOrderWhoseLastLineWasTakenOffInTheSameSecondIsNotBought() {
        shops.sold(GROSS, wooOrder(9621, "processing", "2 TEE"));

        shops.gross.orders().edit(9621, body -> body.putArray("line_items"));
        shops.clock.advance(Duration.ofSeconds(70));
        shops.round();

        assertThat(shops.bought).isEmpty();
    }

    @Test
    void anOrderThatHasJustComeAndShowsNoRefundIsBoughtWithoutAQuestion() {
        shops.sold(GROSS, wooOrder(9604, "processing", "2 TEE"));

        shops.round();

        assertThat(shops.bought).containsExactly("2 TEE");
        assertThat(shops.asked("read-order")).isZero();
    }

    @Test
    void refundedShippingCostsGiveNothingBack() {
        shops.gross.orders().put(wooOrder(9605, "processing", "1 TEE", "1 CAP"));
        shops.gross.orders().refundShipping(9605, "4.90");

        shops.webhook(9605);
        shops.round();

        assertThat(shops.bought).containsExactly("1 TEE", "1 CAP");
    }

    @Test
    void moneyRefundedForNobodyKnowsWhatWaitsForAPersonWhoseReplayBuys() {
        shops.gross.orders().put(wooOrder(9606, "processing", "1 TEE", "1 CAP"));
        shops.gross.orders().refundMoney(9606, "10.00");

        OrderId order = shops.webhook(9606);
        shops.round();

        assertThat(shops.bought).isEmpty();
        assertThat(shops.dispatch(order).state()).isEqualTo(DispatchState.DEAD);
        assertThat(shops.dispatch(order).cause()).contains(Cause.REFUND_UNCLEAR);
        shops.clock.advance(MINUTE.multipliedBy(2));
        shops.replay(order);
        shops.round();
        assertThat(shops.bought).containsExactly("1 TEE", "1 CAP");
    }

    @Test
    void withoutKeysARefundWaitsForAPersonSaysWhyAndTheReplayBuys() {
        shops.gross.orders().put(wooOrder(9607, "processing", "1 TEE", "1 CAP"));
        shops.gross.orders().refund(9607, 2, 1, "19.95");

        OrderId order = shops.deliver(
                KEYLESS,
                "woocommerce:order.updated",
                shops.gross.orders().order(9607).toString());
        shops.round();

        assertThat(shops.bought).isEmpty();
        assertThat(shops.dispatch(order).cause()).contains(Cause.REFUND_UNCLEAR);
        assertThat(shops.dispatch(order).reason()).contains("no keys");
        shops.replay(order);
        shops.round();
        assertThat(shops.bought).containsExactly("1 TEE", "1 CAP");
    }

    @Test
    void withoutKeysARefundThatComesWhileTheOrderWaitsStopsIt() {
        shops.gross.orders().put(wooOrder(9608, "processing", "1 TEE", "1 CAP"));
        OrderId order = shops.deliver(
                KEYLESS,
                "woocommerce:order.created",
                shops.gross.orders().order(9608).toString());
        shops.gross.orders().refund(9608, 2, 1, "19.95");

        shops.deliver(
                KEYLESS,
                "woocommerce:order.updated",
                shops.gross.orders().order(9608).toString());
        shops.round();

        assertThat(shops.bought).isEmpty();
        assertThat(shops.dispatch(order).cause()).contains(Cause.REFUND_UNCLEAR);
        shops.replay(order);
        shops.round();
        assertThat(shops.bought).containsExactly("1 TEE", "1 CAP");
    }

    @Test
    void keysThatAreRefusedLeaveARefundToAPersonWhoseReplayBuys() {
        shops.gross.trouble("wrong-key");
        shops.gross.orders().put(wooOrder(9609, "processing", "1 TEE", "1 CAP"));
        shops.gross.orders().refund(9609, 2, 1, "19.95");

        OrderId order = shops.webhook(9609);
        shops.round();

        assertThat(shops.dispatch(order).cause()).contains(Cause.REFUND_UNCLEAR);
        assertThat(shops.dispatch(order).reason()).contains("credentials-refused");
        shops.replay(order);
        shops.round();
        assertThat(shops.bought).containsExactly("1 TEE", "1 CAP");
    }

    @Test
    void anOrderHeldAndReleasedByTheStoreIsNoAnswerToWhatAPersonWasAsked() {
        shops.gross.trouble("wrong-key");
        shops.gross.orders().put(wooOrder(9617, "processing", "1 TEE", "1 CAP"));
        shops.gross.orders().refund(9617, 2, 1, "19.95");
        OrderId order = shops.webhook(9617);
        shops.round();
        assertThat(shops.dispatch(order).cause()).contains(Cause.REFUND_UNCLEAR);

        shops.gross
                .orders()
                .edit(9617, body -> body.put("status", "on-hold").put("date_modified_gmt", "2026-11-20T11:40:00"));
        shops.webhook(9617);
        assertThat(shops.dispatch(order).state()).isEqualTo(DispatchState.CANCELLED);
        shops.gross
                .orders()
                .edit(9617, body -> body.put("status", "processing").put("date_modified_gmt", "2026-11-20T11:41:00"));
        shops.webhook(9617);
        shops.round();

        assertThat(shops.bought).isEmpty();
        assertThat(shops.dispatch(order).cause()).contains(Cause.REFUND_UNCLEAR);
        shops.replay(order);
        shops.round();
        assertThat(shops.bought).containsExactly("1 TEE", "1 CAP");
    }

    @Test
    void aPersonWhoWasAskedAboutOneRefundIsAskedAgainAboutTheNext() {
        shops.gross.trouble("wrong-key");
        shops.gross.orders().put(wooOrder(9610, "processing", "1 TEE", "1 CAP"));
        shops.gross.orders().refund(9610, 2, 1, "19.95");
        OrderId order = shops.webhook(9610);
        shops.round();
        shops.replay(order);

        shops.gross.orders().refund(9610, 1, 1, "19.95");
        shops.webhook(9610);
        shops.round();

        assertThat(shops.bought).isEmpty();
        assertThat(shops.dispatch(order).state()).isEqualTo(DispatchState.DEAD);
    }

    @Test
    void aWebhookThatTellsOnlySumsDoesNotUndoARefundThatWasRead() {
        shops.gross.orders().put(wooOrder(9611, "processing", "1 TEE", "1 CAP"));
        shops.gross.orders().refund(9611, 2, 1, "19.95");
        OrderId order = shops.webhook(9611);
        shops.round();

        // The echo of a note of ours.
        shops.gross.orders().edit(9611, body -> body.put("date_modified_gmt", "2026-11-20T13:00:00"));
        shops.webhook(9611);
        shops.advance(Duration.ofMinutes(3));

        assertThat(shops.bought).containsExactly("1 TEE");
        assertThat(shops.timeline(order)).noneMatch(line -> line.startsWith("DISCREPANCY"));
    }

    @Test
    void aRefundThatIsTakenBackIsBoughtAgain() {
        OrderId order = shops.sold(GROSS, wooOrder(9613, "processing", "2 TEE"));
        shops.gross.orders().refund(9613, 1, 1, "9.98");
        shops.webhook(9613);

        shops.gross
                .orders()
                .edit(
                        9613,
                        body -> body.put("date_modified_gmt", "2026-11-20T11:50:00")
                                .putArray("refunds"));
        shops.webhook(9613);
        shops.round();

        assertThat(shops.bought).containsExactly("2 TEE");
        assertThat(shops.dispatch(order).state()).isEqualTo(DispatchState.DONE);
    }

    @Test
    void aShopThatIsDownKeepsItsOrderWaitingUntilPatienceEndsThenItIsBoughtAsItWasTold() {
        OrderId order = shops.sold(GROSS, wooOrder(9614, "processing", "2 TEE"));
        shops.gross.refuse();
        shops.clock.advance(MINUTE.multipliedBy(2));

        shops.round();
        assertThat(shops.dispatch(order).state()).isEqualTo(DispatchState.WAITING);
        assertThat(shops.dispatch(order).reason()).contains("asked before the purchase and does not answer");
        shops.advance(Duration.ofMinutes(25));
        assertThat(shops.bought).isEmpty();

        shops.advance(Duration.ofMinutes(12));
        assertThat(shops.bought).containsExactly("2 TEE");
        assertThat(shops.timeline(order))
                .filteredOn(line -> line.startsWith("STORE_SILENT"))
                .hasSize(1);
    }

    @Test
    void aShopThatComesBackInTimeIsHeard() {
        OrderId order = shops.sold(GROSS, wooOrder(9615, "processing", "2 TEE"));
        shops.gross.refuse();
        shops.clock.advance(MINUTE.multipliedBy(2));
        shops.advance(Duration.ofMinutes(10));

        shops.gross.accept();
        shops.gross.orders().refund(9615, 1, 1, "9.98");
        shops.advance(Duration.ofMinutes(7));

        assertThat(shops.bought).containsExactly("1 TEE");
        assertThat(shops.dispatch(order).state()).isEqualTo(DispatchState.DONE);
    }

    @Test
    void aRefundThatNobodyCouldReadInTimeNeedsAPerson() {
        shops.gross.orders().put(wooOrder(9616, "processing", "2 TEE"));
        shops.gross.orders().refund(9616, 1, 1, "9.98");
        shops.gross.refuse();
        OrderId order = shops.webhook(9616);

        shops.advance(Duration.ofMinutes(40));

        assertThat(shops.bought).isEmpty();
        assertThat(shops.dispatch(order).cause()).contains(Cause.REFUND_UNCLEAR);
        shops.replay(order);
        shops.round();
        assertThat(shops.bought).containsExactly("2 TEE");
    }

    @Test
    void aDeadShopDelaysNoOtherStoreOnTheSameChannel() {
        shops.gross.refuse();
        for (int i = 0; i < 20; i++) {
            shops.sold(GROSS, wooOrder(9700 + i, "processing", "1 TEE"));
        }
        OrderId others = shops.sold(OTHER, wooOrder(1, "processing", "3 CAP"));
        shops.clock.advance(MINUTE.multipliedBy(2));

        shops.round();

        assertThat(shops.dispatch(others).state()).isEqualTo(DispatchState.DONE);
        assertThat(shops.bought).containsExactly("3 CAP");
    }

    @Test
    void nobodyWaitsForAShopThatHangs() {
        List<Runnable> underWay = new ArrayList<>();
        shops.executor(underWay::add);
        OrderId slow = shops.sold(GROSS, wooOrder(9801, "processing", "1 TEE"));
        shops.clock.advance(MINUTE.multipliedBy(2));

        shops.round();
        assertThat(shops.dispatch(slow).state()).isEqualTo(DispatchState.WAITING);
        assertThat(shops.dispatch(slow).reason()).contains("takes its time");
        underWay.removeFirst().run();

        shops.round();
        assertThat(shops.bought).containsExactly("1 TEE");
        assertThat(shops.asked("read-order")).isEqualTo(1);
    }

    @Test
    void aShopWhoseFirewallTurnsEveryQuestionAwayKeepsItsOrdersNoLongerThanAnyOther() {
        OrderId order = shops.sold(GROSS, wooOrder(9805, "processing", "2 TEE"));
        shops.gross.trouble("firewall");
        shops.clock.advance(MINUTE.multipliedBy(2));

        shops.advance(Duration.ofMinutes(25));
        assertThat(shops.bought).isEmpty();
        shops.advance(Duration.ofMinutes(12));

        assertThat(shops.bought).containsExactly("2 TEE");
        assertThat(shops.timeline(order))
                .filteredOn(line -> line.startsWith("STORE_SILENT"))
                .hasSize(1);
    }

    @Test
    void aSlowShopThatNeverAnswersRightKeepsItsOrderNoLongerThanAnyOther() {
        shops.plan(new StoreWord.Plan(Optional.of(MINUTE), MINUTE));
        List<Runnable> underWay = new ArrayList<>();
        shops.executor(underWay::add);
        OrderId order = shops.sold(GROSS, wooOrder(9806, "processing", "1 TEE"));
        shops.gross.orders().edit(9806, body -> body.remove("line_items"));
        shops.clock.advance(MINUTE.multipliedBy(2));

        for (int look = 0; look < 8; look++) {
            shops.round();
            underWay.forEach(Runnable::run);
            underWay.clear();
            shops.clock.advance(Duration.ofSeconds(30));
        }

        assertThat(shops.bought).containsExactly("1 TEE");
        assertThat(shops.dispatch(order).state()).isEqualTo(DispatchState.DONE);
    }

    @Test
    void anAnswerFromBeforeTheWordThatShowsARefundDoesNotBuyWhatWasGivenBack() {
        shops.gross.orders().put(wooOrder(9807, "processing", "1 TEE", "1 CAP"));
        shops.gross.orders().refund(9807, 2, 1, "19.95");
        shops.gross.orders().edit(9807, body -> body.put("date_modified_gmt", "2026-11-20T13:00:00"));
        OrderId order = shops.webhook(9807);
        shops.gross.orders().edit(9807, body -> body.put("date_modified_gmt", "2026-11-20T11:30:00"));

        shops.round();
        assertThat(shops.bought).isEmpty();
        assertThat(shops.dispatch(order).state()).isEqualTo(DispatchState.WAITING);
        shops.advance(Duration.ofMinutes(40));

        assertThat(shops.bought).isEmpty();
        assertThat(shops.dispatch(order).cause()).contains(Cause.REFUND_UNCLEAR);
    }

    @Test
    void aHostThatKnowsNoSuchPageCancelsNothing() {
        OrderId order = shops.sold(GROSS, wooOrder(9802, "processing", "1 TEE"));
        shops.gross.trouble("html").option("status", "404");
        shops.clock.advance(Duration.ofMinutes(6));

        shops.round();

        assertThat(shops.dispatch(order).state()).isEqualTo(DispatchState.WAITING);
    }

    @Test
    void aRestartInBetweenAsksAgainAndKeepsThePatience() {
        OrderId order = shops.sold(GROSS, wooOrder(9803, "processing", "1 TEE"));
        shops.gross.refuse();
        shops.clock.advance(MINUTE.multipliedBy(2));
        shops.round();
        shops.advance(Duration.ofMinutes(20));

        shops.start();
        shops.advance(Duration.ofMinutes(17));

        assertThat(shops.bought).containsExactly("1 TEE");
        assertThat(shops.dispatch(order).state()).isEqualTo(DispatchState.DONE);
    }

    @Test
    void theProbeOfAHeldSupplierIsNotSpentOnAnOrderThatWaitsForItsStore() {
        OrderId waits = shops.sold(GROSS, wooOrder(9804, "processing", "1 TEE"));
        shops.gross.refuse();
        shops.clock.advance(MINUTE.multipliedBy(2));
        shops.sold(OTHER, wooOrder(2, "processing", "1 CAP"));
        shops.supplierDown(Samples.ALIEXPRESS);
        shops.clock.advance(Duration.ofSeconds(2));

        int begun = shops.probe() + shops.probe();

        assertThat(begun).isEqualTo(1);
        assertThat(shops.bought).containsExactly("1 CAP");
        assertThat(shops.channel(Samples.ALIEXPRESS).isHeld()).isFalse();
        assertThat(shops.dispatch(waits).state()).isEqualTo(DispatchState.WAITING);
    }

    /** Found by the histories: four orders on hold came up in turn, and each probe went to one of them. */
    @Test
    void anOutageDoesNotLastAsLongAsThereAreOrdersThatTheirStorePutsOff() {
        OrderId putOff = shops.sold(GROSS, wooOrder(9805, "processing", "1 TEE"));
        shops.gross.refuse();
        shops.clock.advance(MINUTE.multipliedBy(2));
        shops.round();
        assertThat(shops.dispatch(putOff).code()).isEqualTo(BeforePurchase.CODE);
        shops.sold(OTHER, wooOrder(3, "processing", "1 CAP"));
        shops.supplierDown(Samples.ALIEXPRESS);
        shops.clock.advance(MINUTE);
        // It was tried once and refused.
        shops.ledger.commit(tx -> tx.update("UPDATE dispatch SET attempts = 1 WHERE code <> ?", BeforePurchase.CODE));

        int begun = shops.probe();

        assertThat(begun).isEqualTo(1);
        assertThat(shops.bought).containsExactly("1 CAP");
    }

    @Test
    void aShopThatIsHeldIsAskedOnlyToFindOutWhetherItIsBack() {
        for (int i = 0; i < 10; i++) {
            shops.sold(GROSS, wooOrder(9900 + i, "processing", "1 TEE"));
        }
        shops.gross.trouble("server-error");
        shops.clock.advance(MINUTE.multipliedBy(2));

        shops.advance(Duration.ofMinutes(5));

        assertThat(shops.channel(ChannelName.of(GROSS)).isHeld()).isTrue();
        // One at a time, with a growing rest, whatever the number of orders: not 10 for each time they come up.
        assertThat(shops.asked("read-order")).isBetween(4L, 16L);
    }

    @Test
    void whereTheCheckIsOffNobodyIsAskedAndARefundNeedsAPerson() {
        shops.plan(new StoreWord.Plan(Optional.empty(), Duration.ofMinutes(30)));
        shops.sold(GROSS, wooOrder(9950, "processing", "1 TEE"));
        shops.gross.orders().put(wooOrder(9951, "processing", "1 CAP"));
        shops.gross.orders().refund(9951, 1, 1, "19.95");
        OrderId refunded = shops.webhook(9951);
        shops.clock.advance(Duration.ofHours(1));

        shops.round();

        assertThat(shops.bought).containsExactly("1 TEE");
        assertThat(shops.dispatch(refunded).cause()).contains(Cause.REFUND_UNCLEAR);
        assertThat(shops.asked("read-order")).isZero();
    }
}
