package serai.order;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.fixture.Samples.line;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import serai.base.Address;
import serai.base.ChannelName;
import serai.base.Json;
import serai.base.Money;
import serai.base.OrderId;
import serai.base.Sku;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.Move;
import serai.fixture.FakeProvider;
import serai.fixture.FakeSupplier;
import serai.fixture.Samples;
import serai.fixture.SmallGateway;
import serai.fixture.SmallWorld;
import serai.ledger.Database;
import serai.order.StoreOrder.Line;
import serai.order.StoreOrder.Standing;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.PlaceOrder;
import serai.provider.Task;

/**
 * What is bought is what the store means at the moment of the first call that may buy, wherever the purchase waits.
 *
 * <p>Seen in the wild: PrestaShop/PrestaShop#42387 (an order edited after it was handed on is shipped as it was),
 * Automattic/wp-calypso#19619 (what an edit added to an order does not reach its label),
 * woocommerce/woocommerce-gateway-stripe#2679 (an order put on-hold and moved back to processing at once).
 */
abstract class ReplanningSuite {
    private static final Address OAK =
            new Address("Jane Roe", "", "1 Oak Road", "", "Austin", "TX", "78702", "US", "+15125550100");
    private static final Outcome DONE = new Outcome.Done(List.of("8001"), "");

    private SmallWorld world;

    abstract Database open();

    @BeforeEach
    void prepare() {
        world = new SmallWorld(open());
        world.lists(SmallWorld.SHOP, "TEE", Samples.ALIEXPRESS, "1005001", 1);
        world.lists(SmallWorld.SHOP, "CAP", Samples.ALIEXPRESS, "1005002", 1);
        world.lists(SmallWorld.SHOP, "SOCKS", Samples.ALIEXPRESS, "1005003", 3);
        world.lists(SmallWorld.SHOP, "MUG", Samples.AMAZON, "B0MUG", 1);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void anEditBeforeAnythingWasSentIsWhatIsBought() {
        OrderId id = world.says(order(line("TEE", 1), line("CAP", 1)));

        world.says(to(OAK, order(line("TEE", 2))));
        world.node().round();

        assertThat(sent()).singleElement().satisfies(bought -> {
            assertThat(bought.shipTo()).isEqualTo(OAK);
            assertThat(pieces(bought)).isEqualTo(Map.of("TEE", 2));
        });
        assertThat(events(id, "CHANGED"))
                .containsExactly("line CAP (1 of CAP) was removed; line TEE (TEE) changed from 1 to 2 pieces;"
                        + " the delivery address changed");
        assertThat(discrepancies(id)).isEmpty();
    }

    @Test
    void anEditWhileTheMessageIsInTheQueueIsWhatIsBought() {
        world.says(order(line("TEE", 1)));
        world.node().relayOnly();

        world.says(to(OAK, order(line("TEE", 1))));
        world.node().round();

        assertThat(sent()).extracting(PlaceOrder::shipTo).containsExactly(OAK);
    }

    @Test
    void anEditWhileAPersonHoldsTheChannelIsWhatIsBought() {
        var holds = world.node().operation().holds();
        holds.hold(SmallGateway.ANN, Samples.ALIEXPRESS, "a strike");
        world.says(order(line("TEE", 1)));
        world.advance(Duration.ofMinutes(2));

        world.says(to(OAK, order(line("TEE", 3))));
        holds.release(SmallGateway.ANN, Samples.ALIEXPRESS, Optional.empty(), "it is over");
        world.advance(Duration.ofMinutes(2));

        assertThat(sent()).singleElement().satisfies(bought -> {
            assertThat(bought.shipTo()).isEqualTo(OAK);
            assertThat(pieces(bought)).isEqualTo(Map.of("TEE", 3));
        });
    }

    @Test
    void anEditDuringAnOutageIsWhatIsBoughtAfterIt() {
        world.aliexpress.down(true);
        List.of("1", "2", "3", "4").forEach(id -> world.says(numbered(id, order(line("TEE", 1)))));
        world.advance(Duration.ofMinutes(10));

        world.says(to(OAK, order(line("TEE", 1))));
        world.aliexpress.down(false);
        world.advance(Duration.ofMinutes(10));

        assertThat(world.aliexpress.held("#1"))
                .singleElement()
                .satisfies(held -> assertThat(held.request().shipTo()).isEqualTo(OAK));
        assertThat(world.aliexpress.held("#2")).hasSize(1);
    }

    @Test
    void anEditThatIsTakenBackInTimeLeavesNoTrace() {
        OrderId id = world.says(order(line("TEE", 1)));
        world.says(order(line("TEE", 5)));
        world.says(order(line("TEE", 1)));
        world.node().round();

        assertThat(pieces(sent().getFirst())).isEqualTo(Map.of("TEE", 1));
        assertThat(discrepancies(id)).isEmpty();
    }

    @Test
    void aLineThatMovesToAnotherSupplierIsBoughtThereOnly() {
        OrderId id = world.says(order(line("TEE", 1)));

        world.says(order(new Line("TEE", new Sku("MUG"), "Mug", 1, Money.of("19.95", "USD"))));
        world.node().round();

        assertThat(sent()).isEmpty();
        assertThat(world.amazon.held("#1")).hasSize(1);
        assertThat(states(id)).isEqualTo(Map.of("aliexpress/1", "CANCELLED", "amazon/1", "DONE"));
        assertThat(status(id)).isEqualTo(OrderStatus.DONE);
    }

    @Test
    void piecesBeyondASuppliersLimitMakeMorePartsAndFewerPiecesStopThem() {
        OrderId id = world.says(order(line("TEE", 8)));

        world.says(order(line("TEE", 25)));
        List<Integer> more = quantities(id);
        world.says(order(line("TEE", 11)));
        List<Integer> fewer = quantities(id);
        world.says(order(line("TEE", 21)));
        world.node().round();

        assertThat(more).containsExactly(10, 10, 5);
        assertThat(fewer).containsExactly(10, 1);
        assertThat(sent()).extracting(order -> pieces(order).get("TEE")).containsExactlyInAnyOrder(10, 10, 1);
    }

    @Test
    void aRefusedOrderTakesTheCorrectedAddressAndGoesAgainByItself() {
        world.aliexpress.answers("#1", new Outcome.Rejected(Cause.ADDRESS_INVALID, "E1", "no such street"));
        OrderId id = world.says(order(line("TEE", 1)));
        world.node().round();
        DispatchState before = purchase(id).state();
        world.aliexpress.answers("#1", DONE);

        world.says(to(OAK, order(line("TEE", 1))));
        Dispatch corrected = purchase(id);
        world.node().round();

        assertThat(before).isEqualTo(DispatchState.DEAD);
        assertThat(corrected.state()).isEqualTo(DispatchState.QUEUED);
        assertThat(corrected.reason()).contains("corrected", "the delivery address changed");
        assertThat(sent()).extracting(PlaceOrder::shipTo).containsExactly(Samples.AUSTIN, OAK);
        assertThat(status(id)).isEqualTo(OrderStatus.DONE);
    }

    @Test
    void aRefusedOrderTakesACorrectionThatDoesNotMendItAndWaitsOn() {
        world.aliexpress.answers("#1", new Outcome.Rejected(Cause.OUT_OF_STOCK, "E1", "sold out"));
        OrderId id = world.says(order(line("TEE", 1)));
        world.node().round();

        world.says(to(OAK, order(line("TEE", 1))));
        Dispatch letter = purchase(id);

        assertThat(letter.state()).isEqualTo(DispatchState.DEAD);
        assertThat(letter.cause()).contains(Cause.OUT_OF_STOCK);
        assertThat(letter.reason()).contains("sold out", "the store changed it since: the delivery address changed");
        assertThat(world.request(letter).shipTo()).isEqualTo(OAK);
    }

    @Test
    void missingTaxIdsThatTheStoreBringsLaterSendTheOrderAgain() {
        world.aliexpress.answers("#1", new Outcome.Rejected(Cause.BUYER_DATA_MISSING, "E1", "cpf"));
        OrderId id = world.says(order(line("TEE", 1)));
        world.node().round();

        world.says(withTaxId(order(line("TEE", 1)), "11144477735"));

        assertThat(purchase(id).state()).isEqualTo(DispatchState.QUEUED);
        assertThat(world.request(purchase(id)).taxIds()).containsEntry("cpf", "11144477735");
        assertThat(events(id, "CHANGED")).containsExactly("the tax ids changed");
    }

    @ParameterizedTest
    @EnumSource(names = {"PROBABLY_BOUGHT", "CONFLICT_AT_SUPPLIER", "DIED_AT_SUPPLIER", "LOST_AT_SUPPLIER"})
    void whereMoneyMayHaveMovedACorrectionIsOnlyShown(Cause cause) {
        world.aliexpress.answers("#1", new Outcome.Rejected(cause, "E1", "who knows"));
        OrderId id = world.says(order(line("TEE", 1)));
        world.node().round();

        world.says(to(OAK, order(line("TEE", 2))));

        assertThat(purchase(id).state()).isEqualTo(DispatchState.DEAD);
        assertThat(world.request(purchase(id)).shipTo()).isEqualTo(Samples.AUSTIN);
        assertThat(discrepancies(id)).hasSize(1);
    }

    @Test
    void aLineWithoutListingThatTheStoreTakesOffIsNoLetterAnyMore() {
        OrderId id = world.says(order(line("TEE", 1), line("MYSTERY", 1)));

        world.says(order(line("TEE", 1)));
        world.node().round();

        assertThat(states(id)).isEqualTo(Map.of("aliexpress/1", "DONE", "unmapped/MYSTERY", "CANCELLED"));
        assertThat(status(id)).isEqualTo(OrderStatus.DONE);
    }

    @Test
    void aLineWithoutListingThatGetsAnotherSkuIsBought() {
        OrderId id = world.says(order(line("MYSTERY", 1)));

        world.says(order(new Line("MYSTERY", new Sku("TEE"), "Tee", 1, Money.of("19.95", "USD"))));
        world.node().round();

        assertThat(sent()).hasSize(1);
        assertThat(status(id)).isEqualTo(OrderStatus.DONE);
    }

    @Test
    void anEditDuringAnAttemptThatIsRefusedIsWhatTheNextOneBuys() {
        world.aliexpress.answers("#1", new Outcome.Rejected(Cause.ADDRESS_INVALID, "E1", "no such street"));
        OrderId id = world.says(order(line("TEE", 1)));
        meanwhile(to(OAK, order(line("TEE", 1))));
        world.node().round();

        assertThat(sent()).extracting(PlaceOrder::shipTo).containsExactly(Samples.AUSTIN, OAK);
        assertThat(purchase(id).state()).isEqualTo(DispatchState.DEAD);
    }

    @Test
    void anEditDuringAnAttemptThatBoughtNothingIsWhatTheNextOneBuys() {
        world.aliexpress.answers("#1", later());
        OrderId id = world.says(order(line("TEE", 1), line("CAP", 1)));
        meanwhile(to(OAK, order(line("TEE", 2))));
        world.node().round();
        world.aliexpress.answers("#1", DONE);
        world.advance(Duration.ofHours(1), Duration.ofMinutes(1));

        assertThat(sent()).hasSize(2);
        assertThat(sent().getLast().shipTo()).isEqualTo(OAK);
        assertThat(pieces(sent().getLast())).isEqualTo(Map.of("TEE", 2));
        assertThat(status(id)).isEqualTo(OrderStatus.DONE);
    }

    @Test
    void anEditDuringAnAttemptWhoseAnswerIsLostIsADiscrepancyAndTheRepeatIsTheSame() {
        OrderId id = world.says(order(line("TEE", 1)));
        StoreOrder edited = to(OAK, order(line("TEE", 2)));
        boolean[] lost = {false};
        world.aliexpress.whilePlacing(() -> {
            world.says(edited);
            lost[0] = true;
        });
        world.aliexpress.loses(() -> {
            boolean now = lost[0];
            lost[0] = false;
            return now;
        });
        world.advance(Duration.ofHours(1), Duration.ofMinutes(1));

        assertThat(world.aliexpress.purchases()).hasSize(1);
        assertThat(sent()).extracting(PlaceOrder::shipTo).containsOnly(Samples.AUSTIN);
        assertThat(discrepancies(id))
                .containsExactly("line TEE (TEE) changed from 1 to 2 pieces; the delivery address changed");
    }

    @Test
    void aHoldDuringAnAttemptThatBoughtNothingStopsTheNextOne() {
        world.aliexpress.answers("#1", later());
        OrderId id = world.says(order(line("TEE", 1)));
        meanwhile(standing(Standing.WAITING_FOR_PAYMENT, line("TEE", 1)));
        world.advance(Duration.ofHours(1), Duration.ofMinutes(1));

        assertThat(sent()).hasSize(1);
        assertThat(status(id)).isEqualTo(OrderStatus.WAITING_FOR_PAYMENT);
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"OVER_BEFORE", "REFUND_UNCLEAR", "NOT_FOR_SUPPLIER"})
    void aDoubtThatComesDuringAnAttemptThatBoughtNothingStopsTheNextOne(Cause doubt) {
        world.aliexpress.answers("#1", later());
        OrderId id = world.says(order(line("TEE", 1)));
        meanwhile(order(line("TEE", 1)).doubted(new StoreOrder.Doubt(doubt, "completed, or refunded, at the store")));

        world.advance(Duration.ofHours(1), Duration.ofMinutes(1));

        assertThat(sent()).hasSize(1);
        assertThat(purchase(id).state()).isIn(DispatchState.DEAD, DispatchState.ARCHIVED);
        assertThat(purchase(id).cause()).contains(doubt);
    }

    @Test
    void aPersonsWordOnADoubtHoldsWhenTheirAttemptBuysNothing() {
        OrderId id = world.says(order(line("TEE", 11)));
        buy(id, "aliexpress/1");
        world.says(order(line("TEE", 11)).doubted(new StoreOrder.Doubt(Cause.REFUND_UNCLEAR, "5.00 went back")));
        Dispatch rest = purchases(id).stream()
                .filter(one -> name(one).equals("aliexpress/2"))
                .findFirst()
                .orElseThrow();
        assertThat(rest.cause()).contains(Cause.REFUND_UNCLEAR);
        world.aliexpress.answers("#1", later());

        Move replay = new Move(rest, DispatchState.QUEUED).because("asked").readyAt(world.clock.instant());
        world.ledger.commit(tx -> Dispatches.apply(tx, replay, "ann", world.clock.instant()));
        world.node().round();
        world.aliexpress.answers("#1", DONE);
        world.advance(Duration.ofHours(1), Duration.ofMinutes(1));

        assertThat(sent()).hasSize(2);
        assertThat(world.dispatch(rest.id()).state()).isEqualTo(DispatchState.DONE);
    }

    @Test
    void anOrderThatTheStoreHoldsWaitsAndIsBoughtOnceItIsReleased() {
        OrderId id = world.says(order(line("TEE", 1)));

        world.says(standing(Standing.WAITING_FOR_PAYMENT, line("TEE", 1)));
        world.advance(Duration.ofMinutes(5));
        OrderStatus held = status(id);
        Map<String, Long> fates = world.fates();
        world.says(order(line("TEE", 2)));
        world.node().round();

        assertThat(held).isEqualTo(OrderStatus.WAITING_FOR_PAYMENT);
        assertThat(fates).isEqualTo(Map.of("WAITING_FOR_PAYMENT", 1L));
        assertThat(sent())
                .singleElement()
                .satisfies(bought -> assertThat(pieces(bought)).isEqualTo(Map.of("TEE", 2)));
        assertThat(discrepancies(id)).isEmpty();
    }

    @Test
    void anOrderWhoseLinesAreAllTakenOffIsNotBoughtAndIsTakenUpAgainWithNewOnes() {
        OrderId id = world.says(order(line("TEE", 1)));

        world.says(order());
        world.advance(Duration.ofMinutes(5));
        OrderStatus emptied = status(id);
        world.says(order(line("CAP", 1)));
        world.node().round();

        assertThat(emptied).isEqualTo(OrderStatus.ARCHIVED);
        assertThat(sent())
                .singleElement()
                .satisfies(bought -> assertThat(pieces(bought)).isEqualTo(Map.of("CAP", 1)));
    }

    @Test
    void aWaitingLetterOfAnOrderThatTheStoreHoldsWaitsForNobody() {
        world.aliexpress.answers("#1", new Outcome.Rejected(Cause.ADDRESS_INVALID, "E1", "no such street"));
        OrderId id = world.says(order(line("TEE", 1)));
        world.node().round();

        world.says(standing(Standing.WAITING_FOR_PAYMENT, line("TEE", 1)));

        assertThat(status(id)).isEqualTo(OrderStatus.WAITING_FOR_PAYMENT);
    }

    @Test
    void aDoubtThatComesLaterStopsThePurchaseAndItsEndSendsIt() {
        OrderId id = world.says(order(line("TEE", 1)));

        world.says(order(line("TEE", 1)).doubted(new StoreOrder.Doubt(Cause.REFUND_UNCLEAR, "5.00 went back")));
        world.node().round();
        Dispatch doubted = purchase(id);
        world.says(order(line("TEE", 1)));
        world.node().round();

        assertThat(doubted.state()).isEqualTo(DispatchState.DEAD);
        assertThat(doubted.cause()).contains(Cause.REFUND_UNCLEAR);
        assertThat(doubted.attempts()).isZero();
        assertThat(sent()).hasSize(1);
        assertThat(status(id)).isEqualTo(OrderStatus.DONE);
    }

    @Test
    void whatWasOverBeforeWeCameIsNotBoughtBecauseTheStoreSpeaksOfItAgain() {
        OrderId id = world.says(
                order(line("TEE", 1)).doubted(new StoreOrder.Doubt(Cause.OVER_BEFORE, "completed at the store")));

        world.says(to(OAK, order(line("TEE", 1))));
        world.advance(Duration.ofMinutes(5));

        assertThat(sent()).isEmpty();
        assertThat(purchase(id).state()).isEqualTo(DispatchState.ARCHIVED);
        assertThat(world.request(purchase(id)).shipTo()).isEqualTo(OAK);
    }

    @Test
    void afterTheFirstPurchaseTheRestStillFollowsTheStore() {
        OrderId id = world.says(order(line("TEE", 12), line("MUG", 1)));
        buy(id, "aliexpress/1");

        world.says(to(OAK, order(line("TEE", 15), line("MUG", 3))));
        List<Integer> more = quantities(id);
        List<String> said = discrepancies(id);
        world.says(to(OAK, order(line("TEE", 11), line("MUG", 3))));
        List<Integer> fewer = quantities(id);

        assertThat(more).containsExactly(10, 5, 3);
        assertThat(said).containsExactly("the delivery address changed");
        assertThat(fewer).containsExactly(10, 1, 3);
        assertThat(purchases(id))
                .allSatisfy(one -> assertThat(world.request(one).shipTo())
                        .isEqualTo(one.state() == DispatchState.DONE ? Samples.AUSTIN : OAK));
    }

    @Test
    void fewerPiecesThanAreBoughtStopTheRestAndAreShown() {
        OrderId id = world.says(order(line("TEE", 12)));
        buy(id, "aliexpress/1");

        world.says(order(line("TEE", 9)));

        assertThat(states(id)).isEqualTo(Map.of("aliexpress/1", "DONE", "aliexpress/2", "CANCELLED"));
        assertThat(discrepancies(id)).containsExactly("line TEE (TEE) changed from 10 to 9 pieces");
    }

    @Test
    void ourOwnParcelIsNoWishToBuyLessOfWhatWaits() {
        OrderId id = world.says(order(line("TEE", 12)));
        buy(id, "aliexpress/1");

        world.says(order(left("TEE", 12, 2)));
        List<Integer> told = quantities(id);
        world.says(order(left("TEE", 13, 3)));
        List<Integer> more = quantities(id);
        world.says(order(left("TEE", 13, 2)));

        assertThat(told).containsExactly(10, 2);
        assertThat(more).containsExactly(10, 3);
        assertThat(quantities(id)).as("the merchant sent one by himself").containsExactly(10, 2);
        assertThat(discrepancies(id)).isEmpty();
    }

    @Test
    void ourParcelOfOneSupplierLeavesTheOtherAlone() {
        OrderId id = world.says(order(line("TEE", 2), line("MUG", 2)));
        buy(id, "aliexpress/1");

        world.says(order(left("TEE", 2, 0), line("MUG", 2)));

        assertThat(states(id)).isEqualTo(Map.of("aliexpress/1", "DONE", "amazon/1", "RECORDED"));
        assertThat(quantities(id)).containsExactly(2, 2);
        assertThat(discrepancies(id)).isEmpty();
    }

    @Test
    void packsAreCountedInTheStoresPieces() {
        OrderId id = world.says(order(line("SOCKS", 4)));
        buy(id, "aliexpress/1");

        world.says(order(line("SOCKS", 5)));

        assertThat(quantities(id)).as("12 pieces for 4, then 15 for 5").containsExactly(10, 5);
        assertThat(discrepancies(id)).isEmpty();
    }

    @Test
    void linesThatAreNewAfterTheFirstPurchaseAreShownAndNotBought() {
        OrderId id = world.says(order(line("TEE", 1), line("MUG", 1)));
        buy(id, "aliexpress/1");

        world.says(order(line("TEE", 1), line("MUG", 1), line("CAP", 1)));
        world.says(order(line("TEE", 2), line("CAP", 1)));

        assertThat(discrepancies(id))
                .containsExactly(
                        "line CAP (1 of CAP) was added",
                        "line TEE (TEE) changed from 1 to 2 pieces; line CAP (1 of CAP) was added");
        assertThat(states(id)).isEqualTo(Map.of("aliexpress/1", "DONE", "amazon/1", "CANCELLED"));
    }

    @Test
    void aPartThatWasStoppedIsTakenUpAgainBesideOneThatIsBought() {
        OrderId id = world.says(order(line("TEE", 1), line("MUG", 1)));
        buy(id, "aliexpress/1");
        world.says(standing(Standing.WAITING_FOR_PAYMENT, line("TEE", 1), line("MUG", 1)));
        world.says(standing(Standing.WAITING_FOR_PAYMENT, line("TEE", 1), line("MUG", 1)));
        Map<String, String> held = states(id);

        world.says(order(line("TEE", 1), line("MUG", 2)));

        assertThat(held).isEqualTo(Map.of("aliexpress/1", "DONE", "amazon/1", "CANCELLED"));
        assertThat(states(id)).isEqualTo(Map.of("aliexpress/1", "DONE", "amazon/1", "RECORDED"));
        assertThat(quantities(id)).containsExactly(1, 2);
        assertThat(discrepancies(id)).isEmpty();
    }

    @Test
    void whatPeopleWereToldIsNotBoughtByItselfIsNotBoughtByTheNextWord() {
        OrderId id = world.says(order(line("TEE", 1)));
        world.says(standing(Standing.WAITING_FOR_PAYMENT, line("TEE", 1)));
        world.ledger.commit(tx -> tx.update(
                "INSERT INTO discrepancy (order_id, found_at, difference, body) VALUES (?, ?, ?, ?)",
                id,
                tick(),
                "the store restored the order after it was stopped here; as an earlier version said",
                Json.write(order(line("TEE", 1)))));

        world.says(order(line("TEE", 1)));
        world.advance(Duration.ofMinutes(5));

        assertThat(sent()).isEmpty();
    }

    @Test
    void theSameWordTwiceChangesNothing() {
        OrderId id = world.says(order(line("TEE", 12), line("MUG", 1)));
        buy(id, "aliexpress/1");
        StoreOrder word = to(OAK, order(line("TEE", 15), line("MUG", 3), line("CAP", 1)));
        world.says(word);
        List<Long> versions = purchases(id).stream().map(Dispatch::version).toList();

        world.says(word);
        world.says(word.seenAt(tick()));
        boolean more = world.ledger.commit(
                tx -> new Replanning(new Planner(world.node().listings(), limits()))
                        .catchUp(tx, id, "test", world.clock.instant()));

        assertThat(more).isFalse();
        assertThat(purchases(id)).extracting(Dispatch::version).isEqualTo(versions);
    }

    @Test
    void anOrderThatIsRefundedAfterItsPurchaseShowsThatItsSupplierIsAskedToCancel() {
        world.amazon.cancelling(FakeSupplier.Cancelling.TOO_LATE);
        OrderId mug = world.says(order(line("MUG", 1)));
        world.node().round();

        world.says(standing(Standing.CANCELLED, line("MUG", 1)));
        OrderStatus asked = status(mug);
        world.advance(Duration.ofMinutes(5));

        assertThat(asked).isEqualTo(OrderStatus.RECORDED);
        assertThat(status(mug)).as("too late: a person is told").isEqualTo(OrderStatus.DEAD);
        assertThat(world.fates()).isEqualTo(Map.of("DEAD", 1L));
        assertThat(new OrderSearch(world.ledger)
                        .list(
                                serai.base.Scope.ALL,
                                Optional.empty(),
                                Optional.of(OrderStatus.DEAD),
                                Optional.empty(),
                                Optional.empty(),
                                9))
                .hasSize(1);
    }

    @Test
    void anOrderThatIsCancelledAfterItsPurchaseEndsCancelledWhenItsSupplierHasCancelledIt() {
        OrderId mug = world.says(order(line("MUG", 1)));
        world.node().round();

        world.says(standing(Standing.CANCELLED, line("MUG", 1)));
        world.advance(Duration.ofMinutes(5));

        assertThat(status(mug)).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void aTestOrderThatTurnsRealInTheSameSecondIsBought() {
        Instant second = tick();
        OrderId id = world.says(Samples.order("1", second, Standing.NEVER, line("TEE", 1)));

        world.says(Samples.order("1", second, Standing.PLACE, line("TEE", 1)));
        world.node().round();

        assertThat(sent()).hasSize(1);
        assertThat(status(id)).isEqualTo(OrderStatus.DONE);
    }

    @Test
    void anOrderHeardOfFirstWithoutLinesIsBoughtWhenTheyComeInTheSameSecond() {
        Instant second = tick();
        world.says(Samples.order("1", second, Standing.PLACE));
        world.says(Samples.order("1", second, Standing.PLACE, line("TEE", 1)));
        world.says(Samples.order("1", second, Standing.PLACE));
        world.node().round();

        assertThat(sent()).hasSize(1);
    }

    private static Map<ChannelName, serai.provider.Connector.Limits> limits() {
        var limits = new serai.provider.Connector.Limits(3, 10);
        return Map.of(Samples.ALIEXPRESS, limits, Samples.AMAZON, limits);
    }

    private static Outcome later() {
        return new Outcome.Retryable(
                Cause.PROVIDER_FAILING, "E5", "later", Optional.empty(), Outcome.Scope.ORDER, Optional.empty());
    }

    /** The store says that while the next call is under way. */
    private void meanwhile(StoreOrder word) {
        world.aliexpress.whilePlacing(() -> world.says(word.seenAt(tick())));
    }

    private Instant tick() {
        world.clock.advance(Duration.ofSeconds(1));
        return world.clock.instant();
    }

    private StoreOrder order(Line... lines) {
        return Samples.order("1", tick(), Standing.PLACE, lines);
    }

    private StoreOrder standing(Standing standing, Line... lines) {
        return Samples.order("1", tick(), standing, lines);
    }

    private static Line left(String sku, int quantity, int toSend) {
        return line(sku, quantity).pieces(quantity, toSend);
    }

    private static StoreOrder numbered(String id, StoreOrder order) {
        return Samples.order(
                id, order.updatedAt(), order.standing(), order.lines().toArray(Line[]::new));
    }

    private static StoreOrder to(Address address, StoreOrder order) {
        return changed(order, address, order.taxIds());
    }

    private static StoreOrder withTaxId(StoreOrder order, String cpf) {
        return changed(order, Samples.AUSTIN, Map.of("cpf", cpf));
    }

    private static StoreOrder changed(StoreOrder order, Address address, Map<String, String> taxIds) {
        return new StoreOrder(
                order.storeOrderId(),
                order.orderNumber(),
                order.placedAt(),
                order.updatedAt(),
                order.total(),
                order.email(),
                order.phone(),
                Optional.of(address),
                order.lines(),
                order.shippingService(),
                order.note(),
                order.standing(),
                order.standingReason(),
                taxIds);
    }

    private void buy(OrderId id, String which) {
        Dispatch one = purchases(id).stream()
                .filter(each -> name(each).equals(which))
                .findFirst()
                .orElseThrow();
        for (DispatchState state : List.of(DispatchState.QUEUED, DispatchState.ATTEMPTING, DispatchState.DONE)) {
            Move move = new Move(world.dispatch(one.id()), state);
            Move made = state == DispatchState.DONE ? move.supplierIds(List.of("8001")) : move;
            world.ledger.commit(tx -> Dispatches.apply(tx, made, "test", world.clock.instant()));
        }
    }

    private List<PlaceOrder> sent() {
        return world.aliexpress.asked().stream()
                .map(FakeProvider.Asked::work)
                .filter(Task.class::isInstance)
                .map(work -> ((Task) work).order())
                .filter(order -> order.orderNumber().equals("#1"))
                .toList();
    }

    private static Map<String, Integer> pieces(PlaceOrder order) {
        return order.items().stream()
                .collect(java.util.stream.Collectors.toMap(PlaceOrder.Item::lineId, PlaceOrder.Item::quantity));
    }

    private List<Dispatch> purchases(OrderId id) {
        return world.dispatches(id, Dispatch.PLACE_ORDER);
    }

    private Dispatch purchase(OrderId id) {
        return world.dispatch(id, Dispatch.PLACE_ORDER);
    }

    private static String name(Dispatch one) {
        return one.channel() + "/" + one.part();
    }

    private Map<String, String> states(OrderId id) {
        return purchases(id).stream()
                .collect(java.util.stream.Collectors.toMap(
                        ReplanningSuite::name, one -> one.state().name()));
    }

    /** Of purchases that are not stopped, in their order. */
    private List<Integer> quantities(OrderId id) {
        return purchases(id).stream()
                .filter(one -> one.state() != DispatchState.CANCELLED)
                .map(one -> world.request(one).items().stream()
                        .mapToInt(PlaceOrder.Item::quantity)
                        .sum())
                .toList();
    }

    private OrderStatus status(OrderId id) {
        return world.ledger.read(tx -> OrderStatus.of(
                OrderBook.find(tx, id).orElseThrow().content().standing(),
                OrderStatus.counting(Dispatches.ofOrder(tx, id))));
    }

    private List<String> events(OrderId id, String what) {
        return world.ledger.read(tx -> tx.list(
                "SELECT reason FROM event WHERE order_id = ? AND what = ? ORDER BY seq",
                row -> row.text("reason"),
                id,
                what));
    }

    private List<String> discrepancies(OrderId id) {
        return world.ledger.read(tx -> tx.list(
                "SELECT difference FROM discrepancy WHERE order_id = ? ORDER BY found_at",
                row -> row.text("difference"),
                id));
    }
}
