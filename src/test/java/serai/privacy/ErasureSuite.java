package serai.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.access.Audit;
import serai.base.Address;
import serai.base.DispatchId;
import serai.base.Json;
import serai.base.Money;
import serai.base.OrderId;
import serai.base.Scope;
import serai.base.Sku;
import serai.base.StoreId;
import serai.deadletter.Bulk;
import serai.deadletter.Care;
import serai.deadletter.DeadLetterFilter;
import serai.deadletter.Notes;
import serai.deadletter.ReplayBook;
import serai.deadletter.Reveal;
import serai.deadletter.SavedViews;
import serai.deadletter.Verdict;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.Leases;
import serai.dispatch.Move;
import serai.dispatch.Node;
import serai.dispatch.StoreMessages;
import serai.fixture.MovedClock;
import serai.fixture.SmallGateway;
import serai.ledger.Database;
import serai.order.OrderBook;
import serai.order.OrderSearch;
import serai.order.Removals;
import serai.order.StoreOrder;
import serai.order.StoreOrder.Standing;
import serai.provider.Cause;
import serai.provider.PlaceOrder;

/** What is erased, what stays, and when; whatever database the ledger is on. */
abstract class ErasureSuite {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<String> PERSONAL = List.of(
            "Zofia Nowak",
            "zofia.nowak@example.org",
            "+48600111222",
            "Krucza 17",
            "Lokal 9",
            "Podgorze",
            "30-555",
            "violet door",
            "98765432100",
            "Nowak and Sons");

    private SmallGateway gateway;
    private Erasure erasure;
    private int requests;

    /** An empty ledger. */
    abstract Database open();

    /** All that the ledger's files or tables hold. */
    abstract String everything(Database ledger);

    @BeforeEach
    void prepare() {
        gateway = new SmallGateway(open(), new MovedClock());
        erasure = erasure();
    }

    private Erasure erasure() {
        return new Erasure(gateway.ledger, new Leases(gateway.ledger, new Node("node-1", "boot-1")), gateway.clock);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void nothingPersonalOfTheCustomerIsLeftAnywhereAndIdsAndAmountsStay() {
        DispatchId dispatch = plantedEverywhere("7001");
        assertThat(PERSONAL)
                .allSatisfy(planted -> assertThat(everything(gateway.ledger)).contains(planted));

        redact("{\"orderIds\":[\"7001\"]}");
        later(HOUR.plusMinutes(6));
        erasure.run(HOUR);

        String left = everything(gateway.ledger);
        assertThat(PERSONAL).allSatisfy(planted -> assertThat(left).doesNotContain(planted));
        PlaceOrder request = Json.read(gateway.find(dispatch).request(), PlaceOrder.class);
        assertThat(request.reference().value()).isNotBlank();
        assertThat(request.items())
                .singleElement()
                .satisfies(item -> assertThat(item.unitPrice()).contains(Money.of("19.95", "USD")));
        assertThat(request.shipTo().country()).isEqualTo("PL");
        assertThat(gateway.find(dispatch).supplierIds()).containsExactly("8123");
        assertThat(order("7001").content().total()).contains(Money.of("19.95", "USD"));
        assertThat(order("7001").content().orderNumber()).isEqualTo("#7001");
        assertThat(order("7001").erased()).isTrue();
        assertThat(timeline("7001")).contains("RECORDED", "DONE", "DISCREPANCY").endsWith("ERASED");
        assertThat(only()).satisfies(request1 -> {
            assertThat(request1.doneAt()).contains(gateway.now());
            assertThat(request1.erased()).isEqualTo(1);
        });
        assertThat(audit("erase")).singleElement().satisfies(entry -> {
            assertThat(entry.affected()).isEqualTo(1);
            assertThat(entry.actor()).isEqualTo("erasure");
        });
    }

    @Test
    void aLetterThatStaysDeadIsFoundByNoWordOfTheCustomerAndTakesNoMoreNotes() {
        DispatchId letter = queued(gateway.recorded(planted("7001", "ALI")));
        gateway.attempt(letter, move -> move.because(Cause.ADDRESS_INVALID, "E1", "Krucza 17 is unknown"));
        Notes notes = new Notes(gateway.ledger, gateway.clock);
        notes.add(letter, "Zofia Nowak moved", SmallGateway.ANN);
        OrderSearch orders = new OrderSearch(gateway.ledger);

        redact("{\"orderIds\":[\"7001\"]}");
        later(HOUR.plusMinutes(6));
        erasure.run(HOUR);

        assertThat(everything(gateway.ledger)).doesNotContainIgnoringCase("krucza", "zofia");
        assertThat(gateway.find(letter).state()).isEqualTo(DispatchState.DEAD);
        assertThat(notes.list(letter, Scope.ALL, Optional.empty(), 9))
                .singleElement()
                .satisfies(note -> assertThat(note.text()).isEqualTo("(erased)"));
        assertThat(notes.add(letter, "Zofia Nowak again", SmallGateway.ANN)).isInstanceOf(Notes.Written.Refused.class);
        assertThat(orders.list(
                        Scope.ALL,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("zofia.nowak@example.org"),
                        Optional.empty(),
                        9))
                .isEmpty();
    }

    @Test
    void whatWasSaidOfManyLettersAtOnceOrSearchedForGoesWithTheCustomer() {
        DispatchId letter = queued(gateway.recorded(planted("7001", "ALI")));
        gateway.attempt(letter, move -> move.because(Cause.OUT_OF_STOCK, "E1", "none left"));
        SavedViews views = new SavedViews(gateway.ledger, gateway.clock);
        Bulk bulk = new Bulk(gateway.ledger, gateway.clock);
        DeadLetterFilter all = DeadLetterFilter.ALL;
        views.create("Her", "zofia.nowak@example.org", true, SmallGateway.ANN);
        views.create("Stock", "cause:out-of-stock", true, SmallGateway.ANN);
        bulk.assign(
                new Bulk.Seen(all, 1, gateway.now()), Optional.of("ann"), SmallGateway.ANN, "Zofia Nowak complains");
        ReplayBook.View replay = gateway.book
                .start(
                        new ReplayBook.Wish(all, BigDecimal.ONE, List.of(), BigDecimal.ONE, "Zofia Nowak waits"),
                        SmallGateway.ANN)
                .orElseThrow();
        gateway.book.cancel(replay.id(), SmallGateway.ANN, "Zofia Nowak called again");

        redact("{\"orderIds\":[\"7001\"]}");
        later(HOUR.plusMinutes(6));
        erasure.run(HOUR);

        assertThat(everything(gateway.ledger)).doesNotContainIgnoringCase("zofia");
        assertThat(views.list(SmallGateway.ANN))
                .extracting(SavedViews.View::name)
                .containsExactly("Stock");
        assertThat(gateway.book.find(replay.id(), Scope.ALL).orElseThrow().reason())
                .isEqualTo("(erased)");
    }

    @Test
    void wordsAboutAnOrderThatWasErasedAreNotKept() {
        DispatchId letter = queued(gateway.recorded(planted("7001", "ALI")));
        gateway.attempt(letter, move -> move.because(Cause.ADDRESS_INVALID, "E1", "unknown"));
        redact("{\"orderIds\":[\"7001\"]}");
        later(HOUR.plusMinutes(6));
        erasure.run(HOUR);
        Care care = new Care(gateway.ledger, gateway.clock);
        String words = "Zofia Nowak again";

        care.assign(letter, Optional.of("ann"), Optional.empty(), SmallGateway.ANN, words);
        gateway.desk.archive(letter, Optional.empty(), SmallGateway.ANN, words);
        gateway.desk.restore(letter, Optional.empty(), SmallGateway.ANN, words);

        assertThat(gateway.find(letter).state()).isEqualTo(DispatchState.DEAD);
        assertThat(audit("archive"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.reason()).contains("not kept"));
        assertThat(everything(gateway.ledger)).doesNotContainIgnoringCase("zofia");
    }

    @Test
    void ordersAndMessagesOfOthersStay() {
        plantedEverywhere("7001");
        StoreOrder other = gateway.order("ALI");
        gateway.recorded(other);
        DispatchId letter = gateway.unreadable("{\"id\":17001,\"email\":\"jane@example.com\",\"number\":\"7001\"}");

        redact("{\"orderIds\":[\"7001\",\"404\"]}");
        later(HOUR.plusMinutes(6));
        erasure.run(HOUR);

        assertThat(order(other.storeOrderId()).content().email()).isEqualTo("jane@example.com");
        assertThat(gateway.find(letter).state()).isEqualTo(DispatchState.DEAD);
        assertThat(gateway.find(letter).request()).contains("17001");
        assertThat(only().erased()).isEqualTo(1);
    }

    @Test
    void whatPeopleSaidOfALetterIsErasedFromTheTimelineOfTheOrderThatItSpeaksOf() {
        OrderId about = OrderId.of(SmallGateway.TEA, "7009");
        DispatchId letter = new DispatchId("dsp_intake1");
        gateway.ledger.commit(tx -> {
            StoreMessages.save(
                    tx,
                    new StoreMessages.Message(
                            letter.value(),
                            Optional.of(about),
                            SmallGateway.TEA,
                            "7009",
                            "#7009",
                            Optional.of(letter),
                            DispatchState.DEAD,
                            "",
                            gateway.now()));
            return 1;
        });
        gateway.unreadable("{\"id\":7009,\"name\":\"Zofia Nowak\",");
        gateway.desk.archive(letter, Optional.empty(), SmallGateway.ANN, "Zofia Nowak has called");

        redact("{\"orderIds\":[\"7009\"]}");
        later(HOUR.plusMinutes(6));
        erasure.run(HOUR);

        assertThat(everything(gateway.ledger)).doesNotContainIgnoringCase("zofia");
    }

    @Test
    void aCustomerWhoIsNamedByAddressAloneIsFoundByItAndTheAddressIsForgotten() {
        plantedEverywhere("7001");
        StoreOrder other = gateway.order("ALI");
        gateway.recorded(other);

        redact("{\"orderIds\":[],\"email\":\" Zofia.Nowak@Example.org\"}");
        later(HOUR.plusMinutes(6));
        erasure.run(HOUR);

        String left = everything(gateway.ledger);
        assertThat(PERSONAL).allSatisfy(planted -> assertThat(left).doesNotContainIgnoringCase(planted));
        assertThat(only().orderIds()).containsExactly("7001");
        assertThat(order(other.storeOrderId()).erased()).isFalse();
    }

    @Test
    void nothingBeginsWhileJournalsHoldRawMessagesFromBeforeTheWish() {
        plantedEverywhere("7001");
        redact("{\"orderIds\":[\"7001\"]}");

        later(HOUR);
        erasure.run(HOUR);

        assertThat(order("7001").erased()).isFalse();
        assertThat(only().doneAt()).isEmpty();
    }

    @Test
    void aShopIsErasedWholeButNotWhatItOrdersAfterwards() {
        plantedEverywhere("7001");
        gateway.done(queued(gateway.recorded(planted("7002", "AMZ"))));
        DispatchId letter = gateway.unreadable("cut off in the mid");
        add("SHOP_REDACT", SmallGateway.TEA, "{\"orderIds\":[]}");
        later(HOUR);
        gateway.recorded(gateway.order("ALI"));
        DispatchId fresh = gateway.unreadable("new");

        later(Duration.ofMinutes(6));
        erasure.run(HOUR);

        assertThat(order("7001").erased()).isTrue();
        assertThat(order("7002").erased()).isTrue();
        assertThat(gateway.find(letter).request()).doesNotContain("cut off");
        assertThat(gateway.find(letter).state()).isEqualTo(DispatchState.ARCHIVED);
        assertThat(gateway.find(fresh).state()).isEqualTo(DispatchState.DEAD);
        assertThat(fates()).containsEntry("RECORDED", 1L);
        assertThat(only().erased()).isEqualTo(2);
    }

    @Test
    void noStoreErasesTheOrdersOfAnother() {
        plantedEverywhere("7001");
        add("CUSTOMER_REDACT", new StoreId("other"), "{\"orderIds\":[\"7001\"],\"email\":\"zofia.nowak@example.org\"}");
        add("SHOP_REDACT", new StoreId("other"), "{\"orderIds\":[]}");

        later(Duration.ofDays(40));
        erasure.run(HOUR);

        assertThat(order("7001").erased()).isFalse();
        assertThat(everything(gateway.ledger)).contains("Krucza 17");
    }

    @Test
    void aPurchaseUnderWayIsWaitedForAndErasedWhenItIsThrough() {
        DispatchId dispatch = gateway.recorded(planted("7001", "ALI"));
        redact("{\"orderIds\":[\"7001\"]}");
        later(Duration.ofDays(2));

        erasure.run(HOUR);
        boolean before = order("7001").erased();
        String note = only().note();
        gateway.done(queued(dispatch));
        erasure.run(HOUR);

        assertThat(before).isFalse();
        assertThat(note).contains("1 order", "2026-12-20");
        assertThat(gateway.find(dispatch).state()).isEqualTo(DispatchState.DONE);
        assertThat(order("7001").erased()).isTrue();
    }

    @Test
    void aParcelOnItsWayIsWaitedFor() {
        DispatchId dispatch = gateway.recorded(planted("7001", "ALI"));
        gateway.done(queued(dispatch));
        progress(dispatch, "SHIPPED", Optional.of(gateway.now()));
        redact("{\"orderIds\":[\"7001\"]}");
        later(Duration.ofDays(2));

        erasure.run(HOUR);
        boolean shipped = order("7001").erased();
        gateway.ledger.commit(tx -> tx.update("UPDATE progress SET state = 'ENDED', next_at = NULL"));
        erasure.run(HOUR);

        assertThat(shipped).isFalse();
        assertThat(order("7001").erased()).isTrue();
    }

    @Test
    void whenTheLawAllowsNoMoreWaitingWhatIsOpenEndsByItsRules() {
        DispatchId unsent = gateway.recorded(planted("7001", "ALI"));
        DispatchId queued = queued(gateway.recorded(planted("7002", "ALI")));
        DispatchId lost = queued(gateway.recorded(planted("7003", "AMZ")));
        move(lost, DispatchState.ATTEMPTING, move -> move);
        move(lost, DispatchState.UNCONFIRMED, move -> move.unknownSince(Optional.of(gateway.now())));
        DispatchId taken = queued(gateway.recorded(planted("7004", "AMZ")));
        move(taken, DispatchState.ATTEMPTING, move -> move);
        move(taken, DispatchState.WAITING, move -> move.takenAt(Optional.of(gateway.now())));
        redact("{\"orderIds\":[\"7001\",\"7002\",\"7003\",\"7004\"]}");

        later(Duration.ofDays(28));
        erasure.run(HOUR);
        List<DispatchState> before = states(unsent, queued, lost, taken);
        later(Duration.ofDays(1).plusSeconds(1));
        erasure.run(HOUR);

        assertThat(before)
                .containsExactly(
                        DispatchState.RECORDED, DispatchState.QUEUED, DispatchState.UNCONFIRMED, DispatchState.WAITING);
        assertThat(states(unsent, queued, lost, taken))
                .containsExactly(
                        DispatchState.CANCELLED, DispatchState.CANCELLED, DispatchState.DEAD, DispatchState.DEAD);
        assertThat(gateway.find(lost).cause()).contains(Cause.OUTCOME_UNKNOWN);
        assertThat(everything(gateway.ledger)).doesNotContain("Krucza 17");
        assertThat(only().erased()).isEqualTo(4);
        assertThat(only().doneAt()).isPresent();
    }

    @Test
    void aCallUnderWayOnTheLastDayIsWaitedFor() {
        DispatchId dispatch = queued(gateway.recorded(planted("7001", "ALI")));
        move(dispatch, DispatchState.ATTEMPTING, move -> move);
        redact("{\"orderIds\":[\"7001\"]}");
        later(Duration.ofDays(29).plusSeconds(1));

        erasure.run(HOUR);
        boolean during = order("7001").erased();
        move(dispatch, DispatchState.DONE, move -> move.supplierIds(List.of("8123")));
        erasure.run(HOUR);

        assertThat(during).isFalse();
        assertThat(order("7001").erased()).isTrue();
    }

    @Test
    void aLaterWebhookBringsNothingPersonalBackAndStillChangesWhereTheOrderStands() {
        plantedEverywhere("7001");
        redact("{\"orderIds\":[\"7001\"]}");
        later(HOUR.plusMinutes(6));
        erasure.run(HOUR);
        later(Duration.ofDays(1));

        StoreOrder again = planted("7001", "ALI");
        OrderBook.Recorded edited = record(again);
        later(HOUR);
        OrderBook.Recorded cancelled =
                record(planted("7001", "ALI").standing(Standing.CANCELLED, "Zofia Nowak called"));

        assertThat(edited).isEqualTo(OrderBook.Recorded.UNCHANGED);
        assertThat(cancelled).isEqualTo(OrderBook.Recorded.CHANGED);
        assertThat(order("7001").content().standing()).isEqualTo(Standing.CANCELLED);
        assertThat(order("7001").content().updatedAt()).isEqualTo(gateway.now());
        String left = everything(gateway.ledger);
        assertThat(PERSONAL).allSatisfy(planted -> assertThat(left).doesNotContain(planted));
    }

    @Test
    void whyAnOrderWasCancelledThatNeverCameIsErasedAndItStaysCancelled() {
        OrderId order = OrderId.of(SmallGateway.TEA, "7001");
        gateway.ledger.commit(tx -> Removals.note(
                tx, order, SmallGateway.TEA, Removals.Kind.ASKED, gateway.now(), "Zofia Nowak has moved"));
        redact("{\"orderIds\":[\"7001\"]}");
        later(HOUR.plusMinutes(6));

        erasure.run(HOUR);
        boolean named = everything(gateway.ledger).contains("Zofia Nowak");
        record(planted("7001", "ALI"));

        assertThat(named).isFalse();
        assertThat(gateway.in(DispatchState.RECORDED)).isEmpty();
    }

    @Test
    void anErasedOrderThatWaitedForItsPaymentIsNotBoughtWhenThatComes() {
        record(planted("7001", "ALI").standing(Standing.WAITING_FOR_PAYMENT, "not paid"));
        redact("{\"orderIds\":[\"7001\"]}");
        later(HOUR.plusMinutes(6));
        erasure.run(HOUR);
        later(HOUR);

        record(planted("7001", "ALI"));
        later(HOUR);
        OrderBook.Recorded again = record(planted("7001", "ALI"));

        assertThat(gateway.in(DispatchState.RECORDED)).isEmpty();
        assertThat(again).isEqualTo(OrderBook.Recorded.UNCHANGED);
        assertThat(fates()).isEqualTo(Map.of("ARCHIVED", 1L));
        assertThat(everything(gateway.ledger)).doesNotContain("Krucza 17");
    }

    @Test
    void whatWasErasedCanBeNeitherReplayedNorEdited() {
        DispatchId id = queued(gateway.recorded(planted("7001", "ALI")));
        byte[] payload = gateway.find(id).request().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        gateway.attempt(id, move -> move.because(Cause.OUT_OF_STOCK, "", "none left for Zofia Nowak"));
        DispatchId letter = gateway.unreadable("{\"id\":\"7001\"}");
        redact("{\"orderIds\":[\"7001\"]}");
        later(HOUR.plusMinutes(6));
        erasure.run(HOUR);

        Verdict replayed = gateway.desk.replay(id, Optional.empty(), SmallGateway.ANN, "again", true);
        Verdict edited = gateway.desk.edit(id, payload, Optional.empty(), SmallGateway.ANN, "as it was");
        gateway.desk.restore(letter, Optional.empty(), SmallGateway.ANN, "what was it");
        Verdict reread = gateway.desk.replay(letter, Optional.empty(), SmallGateway.ANN, "again", false);

        assertThat(replayed)
                .isInstanceOfSatisfying(
                        Verdict.Conflict.class,
                        conflict -> assertThat(conflict.why()).contains("erased", "archive"));
        assertThat(edited).isInstanceOf(Verdict.Conflict.class);
        assertThat(gateway.find(id).state()).isEqualTo(DispatchState.DEAD);
        assertThat(reread)
                .isInstanceOfSatisfying(
                        Verdict.StillUnreadable.class,
                        still -> assertThat(still.faults().getFirst().detail()).contains("erased"));
        assertThat(everything(gateway.ledger)).doesNotContain("Zofia");
    }

    @Test
    void oneRequestThatFailsDoesNotHoldUpTheOthers() {
        plantedEverywhere("7001");
        plantedEverywhere("7002");
        gateway.ledger.commit(tx -> tx.update("UPDATE orders SET body = 'broken' WHERE store_order_id = '7001'"));
        redact("{\"orderIds\":[\"7001\"]}");
        redact("{\"orderIds\":[\"7002\"]}");
        later(HOUR.plusMinutes(6));

        erasure.run(HOUR);

        assertThat(order("7002").erased()).isTrue();
        assertThat(list()).extracting(PrivacyRequests.View::note).anyMatch(note -> note.contains("tried again"));
    }

    @Test
    void theExportHoldsAllThatWeHoldAndThatItWasTakenStandsInTheAuditBook() {
        plantedEverywhere("7001");
        DispatchId letter = queued(gateway.recorded(planted("7002", "ALI")));
        gateway.attempt(letter, move -> move.because(Cause.ADDRESS_INVALID, "E1", "unknown"));
        new Notes(gateway.ledger, gateway.clock).add(letter, "she rang at noon", SmallGateway.ANN);
        gateway.recorded(gateway.order("ALI"));
        String id = add(
                "DATA_REQUEST",
                SmallGateway.TEA,
                "{\"orderIds\":[\"7001\",\"7002\"],\"requestId\":\"9999\",\"customerId\":\"5\"}");

        Export export = requests().export(id, SmallGateway.ANN).orElseThrow();

        String json = Json.write(export);
        assertThat(PERSONAL).allSatisfy(planted -> assertThat(json).contains(planted));
        assertThat(json).contains("8123", "1Z999", "\"9999\"").doesNotContain("jane@example.com");
        assertThat(json).contains("she rang at noon");
        assertThat(export.orders()).hasSize(2).first().satisfies(order -> {
            assertThat(order.timeline()).isNotEmpty();
            assertThat(order.parcels()).hasSize(1);
            assertThat(order.differences()).hasSize(1);
        });
        assertThat(export.messages()).hasSize(1);
        assertThat(audit("export-personal-data"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.target()).isEqualTo(id));
        assertThat(requests().export("prv_none", SmallGateway.ANN)).isEmpty();
    }

    @Test
    void aDataRequestIsAnsweredOnceByAPersonAndNoOtherKindIs() {
        String asked = add("DATA_REQUEST", SmallGateway.TEA, "{\"orderIds\":[],\"email\":\"zofia.nowak@example.org\"}");
        String erase = add("CUSTOMER_REDACT", SmallGateway.TEA, "{\"orderIds\":[\"1\"]}");

        PrivacyRequests.Answered first = requests().done(asked, SmallGateway.ANN, "sent by letter");
        PrivacyRequests.Answered second = requests().done(asked, SmallGateway.ANN, "sent by letter");
        PrivacyRequests.Answered other = requests().done(erase, SmallGateway.ANN, "done");

        assertThat(first).isInstanceOf(PrivacyRequests.Answered.Done.class);
        assertThat(second).isInstanceOf(PrivacyRequests.Answered.Conflict.class);
        assertThat(other).isInstanceOf(PrivacyRequests.Answered.Conflict.class);
        assertThat(audit("answer-data-request"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.reason()).isEqualTo("sent by letter"));
        assertThat(everything(gateway.ledger)).doesNotContain("zofia.nowak");
    }

    /** A done order with everything that may hold personal data: attempt, edit, difference, parcel, message. */
    private DispatchId plantedEverywhere(String id) {
        DispatchId dispatch = queued(gateway.recorded(planted(id, "ALI")));
        gateway.attempt(dispatch, move -> move.because(Cause.ADDRESS_INVALID, "E1", "Krucza 17 is unknown"));
        byte[] edited = gateway.find(dispatch)
                .request()
                .replace("Lokal 9", "Lokal 9a")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        gateway.desk.edit(dispatch, edited, Optional.empty(), SmallGateway.ANN, "flat");
        new Notes(gateway.ledger, gateway.clock).add(dispatch, "rang zofia.nowak@example.org", SmallGateway.ANN);
        new Reveal(gateway.ledger, gateway.clock)
                .order(OrderId.of(SmallGateway.TEA, id), SmallGateway.ANN, "to ring Zofia Nowak");
        gateway.desk.replay(dispatch, Optional.empty(), SmallGateway.ANN, "asked Zofia Nowak", true);
        gateway.done(dispatch);
        gateway.ledger.commit(tx -> tx.update(
                "INSERT INTO attempt (dispatch_id, number, step, node, boot, started_at, ended_at, outcome, code,"
                        + " detail, request, response) VALUES (?, 1, 'PLACE', 'n', 'b', 1, 2, 'Rejected', 'E1', ?, ?, ?)",
                dispatch,
                "Krucza 17 is unknown",
                "POST /orders Zofia Nowak",
                "400 no street Krucza 17 in Podgorze".repeat(200)));
        StoreOrder moved = planted(id, "ALI");
        later(Duration.ofSeconds(1));
        record(at(moved, "Krucza 17 b"));
        gateway.ledger.commit(tx -> tx.update(
                "INSERT INTO parcel (id, dispatch_id, order_id, store, channel, ref, carrier, tracking_number, status,"
                        + " lines, shipped_at, note, told_number, revision, observed_at, changed_at) VALUES (?, ?, ?,"
                        + " 'tea', 'aliexpress', 'r', '{}', '1Z999', 'DELIVERED', '[]', 1, ?, '', 0, 1, 1)",
                "pcl_" + id,
                dispatch,
                OrderId.of(SmallGateway.TEA, id),
                "left with Nowak and Sons"));
        progress(dispatch, "ENDED", Optional.empty());
        gateway.unreadable("{\"id\":" + id + ",\"email\":\"zofia.nowak@example.org\",\"name\":\"Zofia Nowak\",");
        return dispatch;
    }

    private void progress(DispatchId dispatch, String state, Optional<Instant> next) {
        gateway.ledger.commit(tx -> tx.update(
                "INSERT INTO progress (dispatch_id, order_id, store, channel, state, note, placed_at, changed_at,"
                        + " next_at) VALUES (?, ?, 'tea', 'aliexpress', ?, 'for Zofia Nowak', 1, 1, ?)",
                dispatch,
                gateway.find(dispatch).order(),
                state,
                next));
    }

    private StoreOrder planted(String id, String sku) {
        return new StoreOrder(
                id,
                "#" + id,
                gateway.now(),
                gateway.now(),
                Money.of("19.95", "USD"),
                "zofia.nowak@example.org",
                "+48600111222",
                Optional.of(address("Krucza 17")),
                List.of(new StoreOrder.Line("1", new Sku(sku), "Tee", 1, Money.of("19.95", "USD"))),
                "standard",
                "ring at the violet door",
                Standing.PLACE,
                "",
                Map.of("cpf", "98765432100"));
    }

    private static StoreOrder at(StoreOrder order, String street) {
        return new StoreOrder(
                order.storeOrderId(),
                order.orderNumber(),
                order.placedAt(),
                order.updatedAt().plusMillis(1),
                order.total(),
                order.email(),
                order.phone(),
                Optional.of(address(street)),
                order.lines(),
                order.shippingService(),
                order.note(),
                order.standing(),
                order.standingReason(),
                order.taxIds());
    }

    private static Address address(String street) {
        return new Address(
                "Zofia Nowak",
                "Nowak and Sons",
                street,
                "Lokal 9",
                "Podgorze",
                "malopolskie",
                "30-555",
                "PL",
                "+48600111222");
    }

    private OrderBook.Recorded record(StoreOrder order) {
        return gateway.ledger.commit(
                tx -> gateway.orders.record(tx, SmallGateway.TEA, order, "store tea", "", gateway.now()));
    }

    private DispatchId queued(DispatchId id) {
        move(id, DispatchState.QUEUED, move -> move.queuedBy("node-1"));
        return id;
    }

    private void move(DispatchId id, DispatchState to, java.util.function.UnaryOperator<Move> how) {
        Move move = how.apply(new Move(gateway.find(id), to));
        assertThat(gateway.ledger.<Boolean>commit(tx -> Dispatches.apply(tx, move, "test", gateway.now())))
                .isTrue();
    }

    private List<DispatchState> states(DispatchId... ids) {
        return List.of(ids).stream().map(gateway::find).map(Dispatch::state).toList();
    }

    private void redact(String details) {
        add("CUSTOMER_REDACT", SmallGateway.TEA, details);
    }

    private String add(String kind, StoreId store, String details) {
        String id = "prv_" + ++requests;
        gateway.ledger.commit(tx -> tx.update(
                "INSERT INTO privacy_request (id, store, kind, received_at, details) VALUES (?, ?, ?, ?, ?)",
                id,
                store,
                kind,
                gateway.now(),
                details));
        return id;
    }

    private void later(Duration by) {
        gateway.clock.advance(by);
    }

    private PrivacyRequests requests() {
        return new PrivacyRequests(gateway.ledger, gateway.clock);
    }

    private List<PrivacyRequests.View> list() {
        return requests().list(Optional.empty(), 10);
    }

    private PrivacyRequests.View only() {
        assertThat(list()).hasSize(1);
        return list().getFirst();
    }

    private OrderBook.Entry order(String id) {
        return gateway.ledger
                .read(tx -> OrderBook.find(tx, OrderId.of(SmallGateway.TEA, id)))
                .orElseThrow();
    }

    private Map<String, Long> fates() {
        return gateway.ledger.read(OrderBook::countByFate);
    }

    private List<String> timeline(String id) {
        return gateway.ledger.read(tx -> tx.list(
                "SELECT what FROM event WHERE order_id = ? ORDER BY seq",
                row -> row.text("what"),
                OrderId.of(SmallGateway.TEA, id)));
    }

    private List<Audit.Entry> audit(String action) {
        return new Audit(gateway.ledger).list(Optional.empty(), Optional.of(action), 100);
    }
}
