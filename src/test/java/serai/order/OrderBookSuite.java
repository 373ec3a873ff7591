package serai.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static serai.fixture.MovedClock.NOON;
import static serai.fixture.Samples.line;
import static serai.fixture.Samples.order;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.base.Address;
import serai.base.Money;
import serai.base.OrderId;
import serai.base.Sku;
import serai.base.StoreId;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.Move;
import serai.fixture.MovedClock;
import serai.fixture.Samples;
import serai.ledger.Database;
import serai.order.OrderBook.Recorded;
import serai.order.StoreOrder.Line;
import serai.order.StoreOrder.Standing;
import serai.provider.Cause;
import serai.provider.Connector;

/** What the ledger makes of a store's events, whatever database it is on. */
abstract class OrderBookSuite {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final MovedClock clock = new MovedClock();
    private Database ledger;
    private OrderBook orders;

    abstract Database open();

    @BeforeEach
    void prepare() {
        ledger = open();
        Planner planner = new Planner(
                Samples.listings(ledger),
                Map.of(
                        Samples.ALIEXPRESS, new Connector.Limits(3, 10),
                        Samples.AMAZON, new Connector.Limits(100, 250)));
        orders = new OrderBook(planner, Samples.cancellations());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void theSameEventTwiceIsOneOrderAndOneDispatch() {
        StoreOrder order = order("1", line("TEE", 2));

        assertThat(record(order)).isEqualTo(Recorded.NEW);
        assertThat(record(order)).isEqualTo(Recorded.UNCHANGED);

        assertThat(dispatches("1")).hasSize(1);
        assertThat(timeline("1")).containsExactly("RECORDED", "RECORDED");
        assertThat(fates()).isEqualTo(Map.of("RECORDED", 1L));
    }

    @Test
    void updatedBeforeCreatedMakesTheOrderAndCreatedIsStale() {
        StoreOrder updated = order("1", NOON.plusSeconds(9), Standing.PLACE, line("TEE", 2));
        StoreOrder created = order("1", NOON, Standing.WAITING_FOR_PAYMENT, line("TEE", 1));

        assertThat(record(updated)).isEqualTo(Recorded.NEW);
        assertThat(record(created)).isEqualTo(Recorded.UNCHANGED);

        assertThat(dispatches("1")).hasSize(1);
        assertThat(discrepancies("1")).isEmpty();
    }

    @Test
    void ofTwoStatesOfOneMomentTheLaterInLifeWins() {
        record(order("1", NOON, Standing.WAITING_FOR_PAYMENT, line("TEE", 1)));
        assertThat(record(order("1", NOON, Standing.PLACE, line("TEE", 1)))).isEqualTo(Recorded.CHANGED);
        assertThat(record(order("1", NOON, Standing.WAITING_FOR_PAYMENT, line("TEE", 1))))
                .isEqualTo(Recorded.UNCHANGED);
        assertThat(record(order("1", NOON, Standing.CANCELLED, line("TEE", 1)))).isEqualTo(Recorded.CHANGED);
        assertThat(record(order("1", NOON, Standing.PLACE, line("TEE", 1)))).isEqualTo(Recorded.UNCHANGED);

        assertThat(fates()).isEqualTo(Map.of("CANCELLED", 1L));
    }

    @Test
    void anOrderWaitsForItsPaymentAndIsPlannedThenAsItIsThen() {
        record(order("1", NOON, Standing.WAITING_FOR_PAYMENT, line("TEE", 1)));
        assertThat(dispatches("1")).isEmpty();
        assertThat(fates()).isEqualTo(Map.of("WAITING_FOR_PAYMENT", 1L));

        assertThat(record(order("1", NOON.plusSeconds(60), Standing.PLACE, line("TEE", 3))))
                .isEqualTo(Recorded.CHANGED);

        assertThat(dispatches("1")).hasSize(1).allMatch(each -> each.request().contains("\"quantity\":3"));
        assertThat(timeline("1")).containsExactly("WAITING_FOR_PAYMENT", "RECORDED", "RECORDED");
        assertThat(discrepancies("1")).isEmpty();
    }

    @Test
    void testOrdersAreRecordedAndNeverBought() {
        record(order("1", NOON, Standing.NEVER, line("TEE", 1)));

        assertThat(dispatches("1")).isEmpty();
        assertThat(fates()).isEqualTo(Map.of("ARCHIVED", 1L));
    }

    @Test
    void anOrderWithoutAnythingToSendStandsSomewhereToo() {
        record(order("none", NOON, Standing.PLACE));
        record(order("sent", NOON, Standing.PLACE, sent("TEE", 2, 0)));

        assertThat(fates()).isEqualTo(Map.of("ARCHIVED", 2L));
        assertThat(find("sent").content().standingReason()).contains("nothing");
    }

    @Test
    void cancelledBeforePlacingNothingIsEverBought() {
        record(order("1", NOON, Standing.WAITING_FOR_PAYMENT, line("TEE", 1)));
        record(order("1", NOON.plusSeconds(5), Standing.CANCELLED, line("TEE", 1)));

        assertThat(dispatches("1")).isEmpty();
        assertThat(fates()).isEqualTo(Map.of("CANCELLED", 1L));
    }

    @Test
    void cancelledBeforeSendingStopsEveryPart() {
        record(order("1", line("TEE", 1), line("MUG", 1)));

        record(order("1", NOON.plusSeconds(5), Standing.CANCELLED, line("TEE", 1), line("MUG", 1)));

        assertThat(dispatches("1")).extracting(Dispatch::state).containsOnly(DispatchState.CANCELLED);
        assertThat(timeline("1")).contains("CANCEL_ASKED");
        assertThat(fates()).isEqualTo(Map.of("CANCELLED", 1L));
    }

    @Test
    void cancelledAfterSendingStopsWhatItCanAndSaysSo() {
        record(order("1", line("TEE", 1), line("MUG", 1)));
        walk(dispatch("1", Samples.ALIEXPRESS), DispatchState.QUEUED, DispatchState.ATTEMPTING, DispatchState.DONE);

        String result = cancel("1");

        assertThat(result)
                .contains("too late")
                .contains("aliexpress cannot be asked")
                .doesNotContain("amazon");
        assertThat(dispatches("1"))
                .extracting(Dispatch::kind, Dispatch::state)
                .containsExactlyInAnyOrder(
                        tuple("place-order", DispatchState.DONE),
                        tuple("place-order", DispatchState.CANCELLED),
                        tuple("cancel-order", DispatchState.DEAD));
        assertThat(fates()).isEqualTo(Map.of("DEAD", 1L));
    }

    @Test
    void whatMayBeBoughtIsNotCancelled() {
        record(order("1", line("TEE", 1)));
        Dispatch begun = walk(dispatch("1", Samples.ALIEXPRESS), DispatchState.QUEUED, DispatchState.ATTEMPTING);
        ledger.commit(tx ->
                Dispatches.apply(tx, new Move(begun, DispatchState.WAITING).takenAt(Optional.of(NOON)), "test", NOON));

        assertThat(cancel("1")).contains("too late");
        assertThat(dispatch("1", Samples.ALIEXPRESS).state()).isEqualTo(DispatchState.WAITING);
    }

    @Test
    void aCancelAskedForHereIsNotUndoneByTheStoresNextEvent() {
        record(order("1", NOON, Standing.WAITING_FOR_PAYMENT, line("TEE", 1)));
        cancel("1");

        record(order("1", NOON.plusSeconds(60), Standing.PLACE, line("TEE", 1)));

        assertThat(dispatches("1")).isEmpty();
        assertThat(fates()).isEqualTo(Map.of("CANCELLED", 1L));
    }

    @Test
    void anOrderRestoredBeforeItWasPlannedIsBought() {
        record(order("1", NOON, Standing.WAITING_FOR_PAYMENT, line("TEE", 1)));
        remove("1", NOON.plusSeconds(10));
        assertThat(record(order("1", NOON.plusSeconds(9), Standing.PLACE, line("TEE", 1))))
                .as("an event from before the removal")
                .isEqualTo(Recorded.UNCHANGED);

        record(order("1", NOON.plusSeconds(60), Standing.PLACE, line("TEE", 1)));

        assertThat(dispatches("1")).hasSize(1);
        assertThat(fates()).isEqualTo(Map.of("RECORDED", 1L));
    }

    @Test
    void anOrderRestoredBeforeAnythingWasSentIsBought() {
        record(order("1", line("TEE", 1)));
        remove("1", NOON.plusSeconds(10));
        StoreOrder restored = order("1", NOON.plusSeconds(60), Standing.PLACE, line("TEE", 1));

        assertThat(record(restored)).isEqualTo(Recorded.CHANGED);
        assertThat(record(restored)).isEqualTo(Recorded.UNCHANGED);

        assertThat(discrepancies("1")).isEmpty();
        assertThat(dispatches("1")).singleElement().satisfies(again -> {
            assertThat(again.state()).isEqualTo(DispatchState.RECORDED);
            assertThat(again.readyAt()).isPresent();
        });
    }

    @Test
    void anOrderThatTheMerchantCancelledHereStaysStoppedWhenTheStoreRestoresIt() {
        record(order("1", line("TEE", 1)));
        cancel("1");

        record(order("1", NOON.plusSeconds(60), Standing.PLACE, line("TEE", 1)));

        assertThat(dispatches("1")).extracting(Dispatch::state).containsExactly(DispatchState.CANCELLED);
        assertThat(fates()).isEqualTo(Map.of("CANCELLED", 1L));
    }

    @Test
    void anOrderRestoredWhileItIsBoughtIsNotCancelledAtItsSupplierAfterwards() {
        record(order("1", NOON, Standing.PLACE, line("TEE", 1)));
        Dispatch attempting = walk(dispatch("1", Samples.ALIEXPRESS), DispatchState.QUEUED, DispatchState.ATTEMPTING);
        record(order("1", NOON.plusSeconds(5), Standing.CANCELLED, line("TEE", 1)));
        record(order("1", NOON.plusSeconds(9), Standing.PLACE, line("TEE", 1)));

        Move end = new Move(attempting, DispatchState.DONE).supplierIds(List.of("8001"));
        ledger.commit(tx -> {
            Dispatches.apply(tx, end, "test", clock.instant());
            Samples.cancellations().follow(tx, attempting, end, clock.instant());
            return end;
        });

        assertThat(dispatches("1")).extracting(Dispatch::kind).containsExactly("place-order");
        assertThat(discrepancies("1")).isEmpty();
        assertThat(fates()).isEqualTo(Map.of("DONE", 1L));
    }

    @Test
    void anOrderRestoredAfterItsSupplierWasAskedToCancelIsShownToPeople() {
        record(order("1", NOON, Standing.PLACE, line("TEE", 1)));
        walk(dispatch("1", Samples.ALIEXPRESS), DispatchState.QUEUED, DispatchState.ATTEMPTING, DispatchState.DONE);
        record(order("1", NOON.plusSeconds(5), Standing.CANCELLED, line("TEE", 1)));

        Recorded restored = record(order("1", NOON.plusSeconds(9), Standing.PLACE, line("TEE", 1)));

        assertThat(restored).isEqualTo(Recorded.DISCREPANCY);
        assertThat(discrepancies("1")).hasSize(1);
    }

    @Test
    void anOrderThatTheMerchantCancelledBeforeItCameIsNeverBought() {
        note("1", Samples.SHOP, Removals.Kind.ASKED, NOON.minusSeconds(60));

        assertThat(record(order("1", NOON, Standing.PLACE, line("TEE", 1)))).isEqualTo(Recorded.NEW);
        record(order("1", NOON.plusSeconds(60), Standing.PLACE, line("TEE", 1)));

        assertThat(dispatches("1")).isEmpty();
        assertThat(fates()).isEqualTo(Map.of("CANCELLED", 1L));
        assertThat(find("1").cancelAsked()).isTrue();
        assertThat(timeline("1")).containsExactly("CANCELLED");
    }

    @Test
    void anOrderThatTheStoreRemovedBeforeItCameIsBoughtOnlyOnceItIsRestored() {
        note("1", Samples.SHOP, Removals.Kind.REMOVED, NOON.plusSeconds(10));
        note("1", Samples.SHOP, Removals.Kind.REMOVED, NOON.plusSeconds(5));
        record(order("1", NOON, Standing.PLACE, line("TEE", 1)));
        Map<String, Long> removed = fates();

        record(order("1", NOON.plusSeconds(10), Standing.PLACE, line("TEE", 1)));
        Map<String, Long> stillRemoved = fates();
        record(order("1", NOON.plusSeconds(11), Standing.PLACE, line("TEE", 1)));

        assertThat(removed).isEqualTo(Map.of("CANCELLED", 1L));
        assertThat(stillRemoved).isEqualTo(removed);
        assertThat(dispatches("1")).hasSize(1);
    }

    @Test
    void anOrderRestoredBeforeItCameIsBought() {
        note("1", Samples.SHOP, Removals.Kind.REMOVED, NOON);

        record(order("1", NOON.plusSeconds(1), Standing.PLACE, line("TEE", 1)));

        assertThat(dispatches("1")).hasSize(1);
        assertThat(timeline("1")).containsExactly("RECORDED", "RECORDED");
    }

    @Test
    void whatTheMerchantAskedForOutlivesWhatTheStoreSaid() {
        note("1", Samples.SHOP, Removals.Kind.ASKED, NOON.minusSeconds(60));
        note("1", Samples.SHOP, Removals.Kind.REMOVED, NOON.plusSeconds(60));
        note("2", Samples.SHOP, Removals.Kind.REMOVED, NOON.minusSeconds(60));
        note("2", Samples.SHOP, Removals.Kind.ASKED, NOON.minusSeconds(90));

        record(order("1", NOON.plusSeconds(120), Standing.PLACE, line("TEE", 1)));
        record(order("2", NOON.plusSeconds(120), Standing.PLACE, line("TEE", 1)));

        assertThat(fates()).isEqualTo(Map.of("CANCELLED", 2L));
    }

    @Test
    void noStoreRemovesTheOrderOfAnotherBeforeItCame() {
        note("1", new StoreId("other"), Removals.Kind.ASKED, NOON);
        note("2", new StoreId("other"), Removals.Kind.ASKED, NOON);
        note("2", Samples.SHOP, Removals.Kind.ASKED, NOON);

        record(order("1", line("TEE", 1)));
        record(order("2", line("TEE", 1)));

        assertThat(fates()).isEqualTo(Map.of("RECORDED", 1L, "CANCELLED", 1L));
        assertThat(dispatches("1")).hasSize(1);
    }

    @Test
    void aRemovalThatMissedItsOrderByAMomentIsCarriedOutOnce() {
        record(order("1", line("TEE", 1)));
        record(order("2", NOON.plusSeconds(60), Standing.PLACE, line("TEE", 1)));
        note("1", Samples.SHOP, Removals.Kind.ASKED, NOON);
        note("2", Samples.SHOP, Removals.Kind.REMOVED, NOON);
        List<Removals.Removal> missed = ledger.read(Removals::overtaken);

        List<Boolean> first = missed.stream().map(this::settle).toList();
        List<Boolean> again = missed.stream().map(this::settle).toList();

        assertThat(first).containsExactly(true, true);
        assertThat(again).containsExactly(false, false);
        assertThat(find("1").cancelAsked()).isTrue();
        assertThat(fates()).isEqualTo(Map.of("CANCELLED", 1L, "RECORDED", 1L));
        assertThat(ledger.read(Removals::overtaken)).isEmpty();
    }

    @Test
    void aRemovalWhoseOrderNeverCameIsForgottenInTheEnd() {
        note("1", Samples.SHOP, Removals.Kind.ASKED, NOON);

        int early = ledger.commit(tx -> Removals.forget(tx, NOON.plus(Removals.KEPT)));
        int late =
                ledger.commit(tx -> Removals.forget(tx, NOON.plus(Removals.KEPT).plusMillis(1)));

        assertThat(early).isZero();
        assertThat(late).isEqualTo(1);
    }

    @Test
    void anEditAfterPlacingOpensOneDiscrepancyAndBuysNothing() {
        record(order("1", line("TEE", 1)));
        bought("1");
        StoreOrder edited = order("1", NOON.plusSeconds(60), Standing.PLACE, line("TEE", 2), line("MUG", 1));

        assertThat(record(edited)).isEqualTo(Recorded.DISCREPANCY);
        assertThat(record(edited)).isEqualTo(Recorded.UNCHANGED);
        clock.advance(Duration.ofSeconds(1));
        assertThat(record(order("1", NOON.plusSeconds(90), Standing.PLACE, line("TEE", 2), line("MUG", 1))))
                .isEqualTo(Recorded.UNCHANGED);

        assertThat(discrepancies("1"))
                .containsExactly("line TEE (TEE) changed from 1 to 2 pieces; line MUG (1 of MUG) was added");
        assertThat(dispatches("1").stream().filter(Dispatch::places))
                .hasSize(1)
                .allMatch(each -> each.request().contains("\"quantity\":1"));
    }

    @Test
    void everyKindOfEditIsADiscrepancyOfItsOwn() {
        record(order("q", line("TEE", 1)));
        record(order("r", line("TEE", 1), line("MUG", 1)));
        record(order("a", line("TEE", 1)));
        List.of("q", "r", "a").forEach(this::bought);

        record(order("q", NOON.plusSeconds(1), Standing.PLACE, line("TEE", 5)));
        record(order("r", NOON.plusSeconds(1), Standing.PLACE, line("TEE", 1)));
        record(moved(order("a", NOON.plusSeconds(1), Standing.PLACE, line("TEE", 1))));

        assertThat(discrepancies("q")).containsExactly("line TEE (TEE) changed from 1 to 5 pieces");
        assertThat(discrepancies("r")).containsExactly("line MUG (1 of MUG) was removed");
        assertThat(discrepancies("a")).containsExactly("the delivery address changed");
    }

    @Test
    void anEditThatIsTakenBackIsTold() {
        record(order("1", line("TEE", 1)));
        bought("1");
        record(order("1", NOON.plusSeconds(1), Standing.PLACE, line("TEE", 2)));
        clock.advance(Duration.ofSeconds(5));

        assertThat(record(order("1", NOON.plusSeconds(2), Standing.PLACE, line("TEE", 1))))
                .isEqualTo(Recorded.DISCREPANCY);

        assertThat(discrepancies("1").getLast()).isEqualTo("the order is again as it was bought");
    }

    @Test
    void anEditThatComesLateIsStale() {
        record(order("1", line("TEE", 1)));
        bought("1");
        record(order("1", NOON.plusSeconds(9), Standing.PLACE, line("TEE", 3)));
        clock.advance(Duration.ofSeconds(5));

        assertThat(record(order("1", NOON.plusSeconds(3), Standing.PLACE, line("TEE", 2))))
                .isEqualTo(Recorded.UNCHANGED);
        assertThat(discrepancies("1")).hasSize(1);
    }

    @Test
    void whatWasSentSinceIsNoEdit() {
        record(order("1", line("TEE", 2), line("MUG", 1)));

        record(order("1", NOON.plusSeconds(60), Standing.PLACE, sent("TEE", 2, 1), sent("MUG", 1, 0)));
        record(order("1", NOON.plusSeconds(90), Standing.PLACE, sent("TEE", 2, 0), sent("MUG", 1, 0)));

        assertThat(discrepancies("1")).isEmpty();
    }

    @Test
    void anErasedAddressIsNoEdit() {
        record(order("1", line("TEE", 1)));

        record(address(order("1", NOON.plusSeconds(60), Standing.PLACE, line("TEE", 1)), Optional.empty()));

        assertThat(discrepancies("1")).isEmpty();
    }

    @Test
    void aLineThatNothingMapsDoesNotHoldUpTheOthers() {
        record(order("1", line("TEE", 1), line("MYSTERY", 1)));

        assertThat(dispatch("1", Samples.ALIEXPRESS).state()).isEqualTo(DispatchState.RECORDED);
        Dispatch unmapped = dispatch("1", Dispatch.UNMAPPED);
        assertThat(unmapped.state()).isEqualTo(DispatchState.DEAD);
        assertThat(unmapped.cause()).contains(Cause.NEEDS_MAPPING);
        assertThat(unmapped.readyAt()).isEmpty();
        assertThat(fates()).isEqualTo(Map.of("DEAD", 1L));
    }

    @Test
    void whatAnOrderHoldsSurvivesWhateverScriptItIsIn() {
        String name = "Łucja 衛衣 🧦 \u0000 \"';-- \\";
        StoreOrder odd = new StoreOrder(
                "№ 7/é",
                name,
                NOON,
                NOON,
                Money.of("0.10", "EUR"),
                "",
                "",
                Optional.of(Samples.AUSTIN),
                List.of(new Line("1", new Sku("TEE"), name, 1, Money.of("19.950", "EUR"))),
                "",
                name,
                Standing.PLACE,
                "",
                Map.of("cpf", "1"));

        record(odd);

        assertThat(find("№ 7/é").content()).isEqualTo(odd);
        assertThat(record(odd)).isEqualTo(Recorded.UNCHANGED);
    }

    @Test
    void whateverHappensEveryOrderStandsSomewhereAndNothingIsPlannedTwice() {
        Random random = new Random(20261120);
        Set<String> known = new java.util.HashSet<>();
        for (int step = 0; step < 400; step++) {
            String id = "o" + random.nextInt(25);
            clock.advance(Duration.ofMillis(random.nextInt(3)));
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> {
                    record(anyOrder(id, random));
                    known.add(id);
                }
                case 4 -> {
                    if (known.contains(id)) {
                        cancel(id);
                    }
                }
                case 5 -> {
                    if (known.contains(id)) {
                        remove(id, NOON.plusSeconds(random.nextInt(100)));
                    }
                }
                default -> moveSome(random);
            }
            if (step % 10 == 0) {
                assertConserved(known.size());
            }
        }
        assertConserved(known.size());
    }

    private void assertConserved(int orderCount) {
        Map<String, Long> fates = fates();
        assertThat(fates).doesNotContainKey("UNACCOUNTED");
        assertThat(fates.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(orderCount);
        List<String> births = ledger.read(tx ->
                tx.list("SELECT dispatch_id FROM event WHERE actor = 'recorder'", row -> row.text("dispatch_id")));
        assertThat(births).doesNotHaveDuplicates();
        List<String> keys = ledger.read(tx -> tx.list(
                "SELECT order_id, channel, kind, part FROM dispatch",
                row -> row.text("order_id") + row.text("channel") + row.text("kind") + row.text("part")));
        assertThat(keys).doesNotHaveDuplicates();
        Map<String, Long> shown =
                ledger.read(tx -> tx.list("SELECT id FROM orders", row -> new OrderId(row.text("id")))).stream()
                        .collect(Collectors.groupingBy(this::status, Collectors.counting()));
        assertThat(shown).isEqualTo(fates);
    }

    private String status(OrderId id) {
        return ledger.read(tx -> OrderStatus.of(
                        OrderBook.find(tx, id).orElseThrow().content().standing(),
                        OrderStatus.counting(Dispatches.ofOrder(tx, id)))
                .name());
    }

    private static StoreOrder anyOrder(String id, Random random) {
        List<Line> lines = new ArrayList<>();
        for (String sku : List.of("TEE", "MUG", "SOCKS", "MYSTERY")) {
            if (random.nextBoolean()) {
                int quantity = 1 + random.nextInt(8);
                lines.add(sent(sku, quantity, random.nextInt(quantity + 1)));
            }
        }
        Standing standing = List.of(Standing.values()).get(random.nextInt(4));
        return order(id, NOON.plusSeconds(random.nextInt(100)), standing, lines.toArray(Line[]::new));
    }

    private void moveSome(Random random) {
        List<Dispatch> all = ledger.read(tx -> tx.list("SELECT * FROM dispatch ORDER BY id", Dispatches::read));
        if (all.isEmpty()) {
            return;
        }
        Dispatch one = all.get(random.nextInt(all.size()));
        List<DispatchState> next = List.of(DispatchState.values()).stream()
                .filter(one.state()::mayBecome)
                .toList();
        if (!next.isEmpty()) {
            walk(one, next.get(random.nextInt(next.size())));
        }
    }

    /** Every purchase of the order is made. */
    private void bought(String id) {
        dispatches(id).forEach(one -> walk(one, DispatchState.QUEUED, DispatchState.ATTEMPTING, DispatchState.DONE));
    }

    private Dispatch walk(Dispatch dispatch, DispatchState... states) {
        Dispatch now = dispatch;
        for (DispatchState state : states) {
            Move move = new Move(now, state);
            ledger.commit(tx -> Dispatches.apply(tx, move, "test", clock.instant()));
            Dispatch before = now;
            now = ledger.read(tx -> Dispatches.find(tx, before.id())).orElseThrow();
            assertThat(now.state()).isEqualTo(state);
        }
        return now;
    }

    private Recorded record(StoreOrder order) {
        return ledger.commit(tx -> orders.record(tx, Samples.SHOP, order, "store shop", TRACE, clock.instant()));
    }

    private String cancel(String id) {
        return ledger.commit(tx -> orders.cancelAsAsked(
                tx, OrderBook.find(tx, id(id)).orElseThrow(), "store shop", "changed my mind", NOON));
    }

    private void remove(String id, Instant at) {
        ledger.commit(tx -> orders.remove(
                tx, OrderBook.find(tx, id(id)).orElseThrow(), "store shop", "deleted", at, clock.instant()));
    }

    private void note(String id, StoreId store, Removals.Kind kind, Instant at) {
        ledger.commit(tx -> Removals.note(tx, id(id), store, kind, at, "came too early"));
    }

    private boolean settle(Removals.Removal missed) {
        return ledger.commit(tx -> Removals.settle(tx, orders, missed, "store shop", clock.instant()));
    }

    private OrderBook.Entry find(String id) {
        return ledger.read(tx -> OrderBook.find(tx, id(id))).orElseThrow();
    }

    private List<Dispatch> dispatches(String id) {
        return ledger.read(tx -> Dispatches.ofOrder(tx, id(id)));
    }

    private Dispatch dispatch(String id, serai.base.ChannelName channel) {
        return dispatches(id).stream()
                .filter(each -> each.channel().equals(channel))
                .findFirst()
                .orElseThrow();
    }

    private List<String> timeline(String id) {
        return ledger.read(tx ->
                tx.list("SELECT what FROM event WHERE order_id = ? ORDER BY seq", row -> row.text("what"), id(id)));
    }

    private List<String> discrepancies(String id) {
        return ledger.read(tx -> tx.list(
                "SELECT difference FROM discrepancy WHERE order_id = ? ORDER BY found_at",
                row -> row.text("difference"),
                id(id)));
    }

    private Map<String, Long> fates() {
        return ledger.read(OrderBook::countByFate);
    }

    private static OrderId id(String storeOrderId) {
        return OrderId.of(Samples.SHOP, storeOrderId);
    }

    private static Line sent(String sku, int quantity, int toSend) {
        return new Line(sku, new Sku(sku), sku, quantity, toSend, Money.of("19.95", "USD"), Optional.empty());
    }

    private static StoreOrder moved(StoreOrder order) {
        return address(
                order, Optional.of(new Address("Jane Roe", "", "1 Oak Road", "", "Austin", "TX", "78702", "US", "")));
    }

    private static StoreOrder address(StoreOrder order, Optional<Address> address) {
        return new StoreOrder(
                order.storeOrderId(),
                order.orderNumber(),
                order.placedAt(),
                order.updatedAt(),
                order.total(),
                order.email(),
                order.phone(),
                address,
                order.lines(),
                order.shippingService(),
                order.note(),
                order.standing(),
                order.standingReason(),
                order.taxIds());
    }
}
