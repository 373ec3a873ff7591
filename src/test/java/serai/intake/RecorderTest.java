package serai.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.Json;
import serai.base.OrderId;
import serai.base.Scope;
import serai.base.StoreId;
import serai.deadletter.DeadLetter;
import serai.deadletter.DeadLetterFilter;
import serai.deadletter.DeadLetters;
import serai.dispatch.Channels;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.fixture.BreakableLedger;
import serai.fixture.MovedClock;
import serai.fixture.Samples;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.order.OrderBook;
import serai.order.OrderStatus;
import serai.order.OrderView;
import serai.order.Planner;
import serai.order.Removals;
import serai.order.StoreOrder;
import serai.provider.Cause;
import serai.provider.Connector;
import serai.store.Stores;

class RecorderTest {
    private static final StoreId LOOP = new StoreId("loop");

    @TempDir
    Path folder;

    private final MovedClock clock = new MovedClock();
    private final Stores stores = Stores.parse("stores.yaml", """
        - {id: shop, platform: generic, apiKey: key}
        - {id: other, platform: generic, apiKey: key2}
        - {id: loop, platform: shopify, webhookSecret: hush}
        - {id: woo, platform: woocommerce, webhookSecret: hush}
        """, Map.of());
    private Journal journal;
    private Database ledger;
    private Recorder recorder;

    @BeforeEach
    void prepare() {
        journal = Journal.open(folder.resolve("journal.db"), 2_000, 64 << 20);
        ledger = open(folder);
        recorder = recorder(ledger);
    }

    /** The ledger that the tests run on. */
    Database open(Path where) {
        return Ledgers.embedded(Samples.ledgerFile(where));
    }

    @AfterEach
    void close() {
        journal.close();
        ledger.close();
    }

    @Test
    void everythingInTheJournalComesIntoTheLedgerAndItsPositionToo() {
        List<CompletableFuture<Journal.Entry>> all = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            all.add(append("shop", "order", "o" + i, order("o" + i, "TEE", 1)));
        }
        all.forEach(CompletableFuture::join);
        assertThat(recorder.lag()).isEqualTo(600);

        assertThat(recorder.drain()).isEqualTo(600);

        assertThat(recorder.drain()).isZero();
        assertThat(recorder.lag()).isZero();
        assertThat(fates()).isEqualTo(Map.of("RECORDED", 600L));
        assertThat(position()).isEqualTo(600);
        assertThat(counts()).isEqualTo(Map.of("NEW_ORDER", 600L));
    }

    @Test
    void afterARestartNothingIsRepeated() {
        append("shop", "order", "1", order("1", "TEE", 1)).join();
        recorder.drain();

        Recorder restarted = recorder(ledger);

        assertThat(restarted.drain()).isZero();
        append("shop", "order", "2", order("2", "TEE", 1)).join();
        assertThat(restarted.drain()).isEqualTo(1);
        assertThat(counts()).isEqualTo(Map.of("NEW_ORDER", 2L));
    }

    @Test
    void aCommitWhoseAnswerWasLostIsNotCountedTwice() {
        try (BreakableLedger breakable = new BreakableLedger(folder.resolve("breakable.db"))) {
            Recorder cautious = recorder(breakable.database());
            append("shop", "order", "1", order("1", "TEE", 1)).join();
            append("loop", "shopify:orders/paid", "", "broken").join();
            breakable.losesTheNextAnswer();
            assertThat(cautious.drain()).isZero();

            cautious.drain();

            assertThat(counts(breakable.database())).isEqualTo(Map.of("NEW_ORDER", 1L, "UNREADABLE", 1L));
        }
    }

    @Test
    void whileTheLedgerIsDownTheJournalKeepsEverything() {
        try (BreakableLedger breakable = new BreakableLedger(folder.resolve("breakable.db"))) {
            Recorder cautious = recorder(breakable.database());
            append("shop", "order", "1", order("1", "TEE", 1)).join();
            breakable.breaks(true);
            assertThat(cautious.drain()).isZero();
            breakable.breaks(false);

            assertThat(cautious.drain()).isEqualTo(1);
        }
    }

    @Test
    void oneEntryThatCannotBeRecordedDoesNotHoldUpTheOthers() {
        // What the ledger holds of that order was damaged.
        ledger.commit(tx -> tx.update(
                "INSERT INTO orders (id, store, store_order_id, order_number, standing, standing_reason, updated_at,"
                        + " recorded_at, traceparent, body) VALUES (?, 'loop', '7', '7', 'NEVER', '', 0, 0, '',"
                        + " 'damaged')",
                OrderId.of(LOOP, "7")));
        append("shop", "order", "1", order("1", "TEE", 1)).join();
        append("loop", "shopify:orders/paid", "7", shopify(7, 3)).join();
        append("shop", "order", "2", order("2", "TEE", 1)).join();

        assertThat(recorder.drain()).isEqualTo(3);

        assertThat(fates()).isEqualTo(Map.of("RECORDED", 2L, "ARCHIVED", 1L));
        Dispatch letter = deadLetters().getFirst();
        assertThat(letter.cause()).contains(Cause.CONNECTOR_FAULT);
        assertThat(letter.reason())
                .contains("our log says where", "journal entry 2")
                .doesNotContain("Exception");
        assertThat(Json.read(letter.request(), RawMessage.class).body()).contains("\"quantity\":3");
        assertThat(position()).isEqualTo(3);
        assertThat(counts()).isEqualTo(Map.of("NEW_ORDER", 2L, "UNREADABLE", 1L));
    }

    @Test
    void anAuthenticBodyThatCannotBeReadIsADeadLetterWithItsBytes() {
        byte[] bytes = {'{', (byte) 0xff};
        append("loop", "shopify:orders/paid", "", bytes).join();
        append("loop", "shopify:orders/paid", "", "{\"id\":1,\"id\":2,\"line_items\":[]}".getBytes(UTF_8))
                .join();

        recorder.drain();

        assertThat(deadLetters()).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.channel()).isEqualTo(Dispatch.INTAKE);
            assertThat(letter.state()).isEqualTo(DispatchState.DEAD);
            assertThat(letter.cause()).contains(Cause.ORDER_UNREADABLE);
            assertThat(letter.store()).isEqualTo(LOOP);
        });
        assertThat(Json.read(deadLetters().getFirst().request(), RawMessage.class)
                        .bytes())
                .isEqualTo(bytes);
        assertThat(deadLetters().getLast().reason()).contains("/id").contains("twice");
    }

    @Test
    void whatCannotBeReadIsFoundByTheNamesOfItsOrderAndToldOfToWhoeverAsks() {
        OrderId order = OrderId.of(LOOP, "7");
        append("loop", "shopify:orders/paid", "7", "{\"id\":7,\"name\":\"#1007\",\"id\":8}")
                .join();

        recorder.drain();

        assertThat(letterOf("7")).isEqualTo(letterOf(order.value())).satisfies(letter -> {
            assertThat(letter.orderId()).contains(order);
            assertThat(letter.storeOrderId()).contains("7");
            assertThat(letter.orderNumber()).contains("#1007");
        });
        assertThat(view(order)).get().satisfies(view -> {
            assertThat(view.status()).isEqualTo(OrderStatus.DEAD);
            assertThat(view.orderNumber()).isEqualTo("#1007");
            assertThat(view.reason()).contains("is there twice");
            assertThat(view.timeline()).extracting(OrderView.Event::what).containsExactly("DEAD");
            assertThat(view.dispatches())
                    .extracting(OrderView.DispatchView::kind)
                    .containsExactly(Dispatch.READ_ORDER);
        });
    }

    @Test
    void aReadableWordTakesTheOrderOverFromItsLetter() {
        OrderId order = OrderId.of(Samples.SHOP, "7");
        append("shop", "order", "7", "{\"orderId\":\"7\",\"orderNumber\":\"#1007\",")
                .join();
        append("shop", "order", "7", order("7", "TEE", 1)).join();

        recorder.drain();

        assertThat(view(order)).get().satisfies(view -> {
            assertThat(view.status()).isEqualTo(OrderStatus.RECORDED);
            assertThat(view.timeline())
                    .extracting(OrderView.Event::what)
                    .containsExactly("DEAD", "RECORDED", "RECORDED");
            assertThat(view.dispatches())
                    .extracting(each -> each.kind() + " " + each.state())
                    .containsExactlyInAnyOrder("place-order RECORDED", "read-order DEAD");
        });
    }

    @Test
    void whatMakesNoOrderIsWrittenDownUntilOneComes() {
        OrderId order = OrderId.of(LOOP, "7");
        append("loop", "shopify:orders/updated", "7", "{\"id\":7,\"errors\":\"Not Found\"}")
                .join();
        append("loop", "shopify:orders/updated", "7", "{\"id\":7,\"errors\":\"Not Found\"}")
                .join();
        append("loop", "shopify:orders/delete", "9", "{\"id\":9}").join();
        recorder.drain();
        var noted = view(order).orElseThrow();
        var deleted = view(OrderId.of(LOOP, "9")).orElseThrow();

        append("loop", "shopify:orders/updated", "7", shopify(7, 1)).join();
        recorder.drain();

        assertThat(noted.status()).isEqualTo(OrderStatus.ARCHIVED);
        assertThat(noted.reason()).startsWith("the body holds no order");
        assertThat(noted.timeline()).hasSize(1);
        assertThat(deleted.status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(deleted.reason()).contains("deleted");
        assertThat(view(order).orElseThrow().lines()).hasSize(1);
    }

    private DeadLetter letterOf(String order) {
        var filter = new DeadLetterFilter(
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(order),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new DeadLetters(ledger).list(filter, Optional.empty(), 2).getFirst();
    }

    private Optional<OrderView> view(OrderId order) {
        return OrderView.find(ledger, new Channels(List.of(), ledger, clock), order, Scope.ALL);
    }

    @Test
    void aStoreThatIsNoLongerConfiguredLosesNothing() {
        append("gone", "order", "1", order("1", "TEE", 1)).join();

        recorder.drain();

        assertThat(deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.reason()).contains("no longer in config/stores.yaml"));
    }

    @Test
    void aCancelStopsTheOrderOnceAndTheReasonIsOnItsTimeline() {
        append("shop", "order", "1", order("1", "TEE", 1)).join();
        cancel("shop", OrderId.of(Samples.SHOP, "1"), "{\"reason\":\"wrong colour\"}");
        cancel("shop", OrderId.of(Samples.SHOP, "1"), "");

        recorder.drain();

        assertThat(fates()).isEqualTo(Map.of("CANCELLED", 1L));
        assertThat(counts()).isEqualTo(Map.of("NEW_ORDER", 1L, "CHANGE", 1L, "REPEAT", 1L));
        assertThat(reasons("1")).anyMatch(reason -> reason.contains("wrong colour"));
    }

    @Test
    void noStoreCancelsTheOrderOfAnother() {
        append("shop", "order", "1", order("1", "TEE", 1)).join();
        cancel("other", OrderId.of(Samples.SHOP, "1"), "{\"reason\":\"harm\"}");

        recorder.drain();

        assertThat(fates()).isEqualTo(Map.of("RECORDED", 1L));
    }

    @Test
    void aCancelForAnOrderThatHasNotComeStopsItWhenItComes() {
        cancel("shop", OrderId.of(Samples.SHOP, "1"), "{\"reason\":\"wrong colour\"}");
        cancel("shop", OrderId.of(Samples.SHOP, "1"), "");
        recorder.drain();
        Map<String, Long> before = fates();

        append("shop", "order", "1", order("1", "TEE", 1)).join();
        append("shop", "order", "1", order("1", "TEE", 2)).join();
        recorder.drain();

        assertThat(before).isEmpty();
        assertThat(fates()).isEqualTo(Map.of("CANCELLED", 1L));
        assertThat(dispatchesOf("1")).isEmpty();
        assertThat(reasons("1")).first().asString().contains("wrong colour");
        assertThat(counts()).containsEntry("NOTHING", 1L).containsEntry("NEW_ORDER", 1L);
    }

    @Test
    void aCancelAtOneNodeStopsTheOrderThatAnotherRecords() {
        try (Journal second = Journal.open(folder.resolve("second.db"), 2_000, 64 << 20)) {
            Journal first = journal;
            append("shop", "order", "1", order("1", "TEE", 1)).join();
            journal = second;
            Recorder other = recorder(ledger);
            cancel("shop", OrderId.of(Samples.SHOP, "1"), "");
            journal = first;

            other.drain();
            recorder.drain();

            assertThat(fates()).isEqualTo(Map.of("CANCELLED", 1L));
        }
    }

    @Test
    void aCancelOfAnotherStoreBeforeTheOrderDoesNothing() {
        cancel("other", OrderId.of(Samples.SHOP, "1"), "{\"reason\":\"harm\"}");
        append("shop", "order", "1", order("1", "TEE", 1)).join();

        recorder.drain();
        recorder.settleRemovals();

        assertThat(fates()).isEqualTo(Map.of("RECORDED", 1L));
    }

    /** Found by the histories: a change that the store made before it trashed the order came after that. */
    @Test
    void whatTheStoreSaidOfACancelledOrderBeforeItTrashedItDoesNotBringItBack() {
        append("woo", "woocommerce:order.created", "7", wooCommerce("2026-11-20T11:50:00"))
                .join();
        append(
                        "woo",
                        "woocommerce:order.updated",
                        "7",
                        wooCommerce("2026-11-20T11:51:00").replace("processing", "cancelled"))
                .join();
        clock.advance(Duration.ofSeconds(5));
        append("woo", "woocommerce:order.deleted", "7", "{\"id\":7}").join();
        clock.advance(Duration.ofSeconds(60));
        append("woo", "woocommerce:order.updated", "7", wooCommerce("2026-11-20T12:00:02"))
                .join();
        recorder.drain();

        OrderId order = OrderId.of(new StoreId("woo"), "7");
        assertThat(ledger.read(tx -> OrderBook.find(tx, order))
                        .orElseThrow()
                        .content()
                        .standing())
                .isEqualTo(StoreOrder.Standing.CANCELLED);
    }

    @Test
    void anOrderDeletedBeforeItWasCreatedIsNotBoughtUnlessItWasRestoredSince() {
        append("woo", "woocommerce:order.deleted", "7", "{\"id\":7}").join();
        append("woo", "woocommerce:order.deleted", "7", "{\"id\":7}").join();
        clock.advance(Duration.ofSeconds(1));
        append("woo", "woocommerce:order.created", "7", wooCommerce("2026-11-20T11:59:00"))
                .join();
        recorder.drain();
        Map<String, Long> deleted = fates();

        append("woo", "woocommerce:order.restored", "7", wooCommerce("2026-11-20T12:00:01"))
                .join();
        recorder.drain();

        assertThat(deleted).isEqualTo(Map.of("CANCELLED", 1L));
        assertThat(counts()).isEqualTo(Map.of("NOTHING", 1L, "REPEAT", 1L, "NEW_ORDER", 1L, "CHANGE", 1L));
        assertThat(fates()).doesNotContainKey("CANCELLED");
    }

    @Test
    void aCancelThatMissedItsOrderByAMomentIsCarriedOut() {
        OrderId id = OrderId.of(Samples.SHOP, "1");
        append("shop", "order", "1", order("1", "TEE", 1)).join();
        recorder.drain();
        ledger.commit(tx -> Removals.note(tx, id, Samples.SHOP, Removals.Kind.ASKED, clock.instant(), "too late"));

        recorder.settleRemovals();

        assertThat(fates()).isEqualTo(Map.of("CANCELLED", 1L));
    }

    @Test
    void theSamePrivacyRequestIsWorkAgainOnceItWasDone() {
        append("loop", "shopify:shop/redact", "", "{\"shop_id\":1}").join();
        recorder.drain();
        ledger.commit(tx -> tx.update("UPDATE privacy_request SET done_at = ?", clock.instant()));
        clock.advance(Duration.ofDays(400));

        append("loop", "shopify:shop/redact", "", "{\"shop_id\":1}").join();
        recorder.drain();

        List<Long> open = ledger.read(tx ->
                tx.list("SELECT COUNT(*) AS n FROM privacy_request WHERE done_at IS NULL", row -> row.number("n")));
        assertThat(open).containsExactly(1L);
    }

    @Test
    void privacyRequestsAreWorkToDoOnceEach() {
        String request = "{\"shop_id\":1,\"customer\":{\"id\":191167,\"email\":\"l@example.com\"},"
                + "\"orders_requested\":[7],\"data_request\":{\"id\":9999}}";
        append("loop", "shopify:customers/data_request", "", request).join();
        append("loop", "shopify:customers/data_request", "", request).join();
        append("loop", "shopify:shop/redact", "", "{\"shop_id\":1}").join();

        recorder.drain();

        List<String> kinds = ledger.read(tx -> tx.list(
                "SELECT kind, details FROM privacy_request ORDER BY kind",
                row -> row.text("kind") + row.text("details")));
        assertThat(kinds).hasSize(2).noneMatch(each -> each.contains("example.com"));
        assertThat(counts()).isEqualTo(Map.of("PRIVACY", 3L));
    }

    @Test
    void everyKindOfMessageIsCounted() {
        append("shop", "order", "1", order("1", "TEE", 1)).join();
        append("shop", "order", "1", order("1", "TEE", 1)).join();
        append("shop", "order", "1", order("1", "TEE", 2)).join();
        append("loop", "shopify:products/update", "", "{\"id\":1}").join();
        append("loop", "shopify:orders/paid", "", "nonsense").join();

        recorder.drain();

        assertThat(counts())
                .isEqualTo(Map.of("NEW_ORDER", 1L, "REPEAT", 1L, "CHANGE", 1L, "NOTHING", 1L, "UNREADABLE", 1L));
    }

    @Test
    void whatWaitedLongForTheLedgerIsKeptAsLongAfterItWasRecordedAsAnythingElse() {
        append("shop", "order", "1", order("1", "TEE", 1)).join();
        clock.advance(Duration.ofHours(5));
        recorder.drain();

        recorder.trim(Duration.ofHours(1));
        assertThat(journal.after(0, 9)).hasSize(1);
        clock.advance(Duration.ofHours(2));
        recorder.trim(Duration.ofHours(1));

        assertThat(journal.after(0, 9)).isEmpty();
    }

    @Test
    void onlyRecordedEntriesAreTrimmed() {
        append("shop", "order", "1", order("1", "TEE", 1)).join();
        recorder.drain();
        append("shop", "order", "2", order("2", "TEE", 1)).join();
        clock.advance(Duration.ofDays(30));

        recorder.trim(Duration.ofDays(7));

        assertThat(journal.after(0, 9)).extracting(Journal.Entry::storeOrderId).containsExactly("2");
    }

    @Test
    void charactersThatDatabasesStumbleOverAreKept() {
        String odd = order("1", "TEE", 1).replace("Jane Roe", "Ja\\u0000ne \\ud83e\\udde6 Łucja");
        append("shop", "order", "1", odd).join();
        cancel("shop", OrderId.of(Samples.SHOP, "1"), "{\"reason\":\"nul \\u0000 half \\ud800 end\"}");

        recorder.drain();

        assertThat(fates()).isEqualTo(Map.of("CANCELLED", 1L));
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void anOrderOfAShopThatCountsItsIdsAnewIsNotSwallowedAsAChangeOfTheOldOne() {
        append("shop", "order", "1", order("1", "TEE", 1)).join();
        recorder.drain();
        String anew = order("1", "CAP", 2)
                .replace("2026-11-20T10:15:00Z", "2026-11-27T08:00:00Z")
                .replace("\"lineId\":\"1\"", "\"lineId\":\"7\"");
        String changed = order("1", "TEE", 2).replace("2026-11-20T10:15:00Z", "2026-11-20T10:16:00Z");

        append("shop", "order", "1", anew).join();
        append("shop", "order", "1", anew).join();
        recorder.drain();
        List<Dispatch> letters = deadLetters();
        append("shop", "order", "1", changed).join();
        recorder.drain();

        assertThat(letters).singleElement().satisfies(letter -> {
            assertThat(letter.cause()).contains(Cause.ANOTHER_ORDER);
            assertThat(letter.reason())
                    .startsWith("the store says order 1 was placed at 2026-11-27T08:00:00Z; the one that is known was"
                            + " placed at 2026-11-20T10:15:00Z and had other lines");
            assertThat(letter.request()).contains("CAP");
        });
        assertThat(dispatchesOf("1").stream().filter(Dispatch::places))
                .singleElement()
                .satisfies(one -> assertThat(one.request()).contains("TEE").doesNotContain("CAP"));
        assertThat(counts()).isEqualTo(Map.of("NEW_ORDER", 1L, "UNREADABLE", 1L, "REPEAT", 1L, "CHANGE", 1L));
    }

    @Test
    void aPersonsWordTakesAnOrderThatLooksLikeAnotherForTheKnownOne() {
        append("shop", "order", "1", order("1", "TEE", 1)).join();
        recorder.drain();
        append(
                        "shop",
                        "order",
                        "1",
                        order("1", "MUG", 2)
                                .replace("2026-11-20T10:15:00Z", "2026-11-27T08:00:00Z")
                                .replace("\"lineId\":\"1\"", "\"lineId\":\"7\""))
                .join();
        recorder.drain();
        Dispatch letter = deadLetters().getFirst();
        UnreadMessages unread = new UnreadMessages(stores, orders(ledger, true), ledger);

        var reading = (serai.deadletter.Rereader.Reading.Understood) unread.read(letter.store(), letter.request());
        ledger.commit(tx -> reading.recording().record(tx, "ann", letter.traceparent(), clock.instant()));

        assertThat(reading.objection().orElseThrow().word()).contains("it is the known order all the same");
        assertThat(dispatchesOf("1").stream()
                        .filter(Dispatch::places)
                        .filter(one -> one.state() == serai.dispatch.DispatchState.RECORDED))
                .singleElement()
                .satisfies(one -> assertThat(one.request()).contains("MUG").doesNotContain("TEE"));
    }

    private Recorder recorder(Database where) {
        return recorder(where, true);
    }

    private Recorder recorder(Database where, boolean loadListings) {
        return new Recorder(journal, where, orders(where, loadListings), stores, clock);
    }

    private static OrderBook orders(Database where, boolean loadListings) {
        serai.order.Listings listings = loadListings ? Samples.listings(where) : new serai.order.Listings(where);
        listings.refresh();
        ledgerListingsOfLoop(where, listings);
        Planner planner = new Planner(
                listings,
                Map.of(
                        Samples.ALIEXPRESS, new Connector.Limits(50, 10_000),
                        Samples.AMAZON, new Connector.Limits(100, 250)));
        return new OrderBook(planner, Samples.cancellations());
    }

    /** The Shopify store sells the socks too. */
    private static void ledgerListingsOfLoop(Database where, serai.order.Listings listings) {
        where.commit(tx -> tx.update("INSERT INTO listing (store, sku, channel, product_id, variant,"
                + " supplier_sku, quantity, max_unit_cost, currency, shipping_service, source)"
                + " SELECT 'loop', sku, channel, product_id, variant, supplier_sku,"
                + " quantity, max_unit_cost, currency, shipping_service, 'api' FROM listing"
                + " WHERE store = 'shop' ON CONFLICT (store, sku) DO UPDATE SET quantity = excluded.quantity"));
        listings.refresh();
    }

    private CompletableFuture<Journal.Entry> append(String store, String kind, String order, String body) {
        return append(store, kind, order, body.getBytes(UTF_8));
    }

    private CompletableFuture<Journal.Entry> append(String store, String kind, String order, byte[] body) {
        StoreId id = new StoreId(store);
        return journal.append(new Journal.Entry(
                0,
                clock.instant(),
                id,
                kind,
                order.isEmpty() ? Optional.empty() : Optional.of(OrderId.of(id, order)),
                order,
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "{}",
                body));
    }

    private void cancel(String store, OrderId order, String body) {
        journal.append(new Journal.Entry(
                        0,
                        clock.instant(),
                        new StoreId(store),
                        StoreEvents.CANCEL,
                        Optional.of(order),
                        "",
                        "",
                        "{}",
                        body.getBytes(UTF_8)))
                .join();
    }

    private static String order(String id, String sku, int quantity) {
        return """
            {"orderId":"%s","orderNumber":"#1","placedAt":"2026-11-20T10:15:00Z","currency":"USD","total":"49.90",\
            "shipTo":{"name":"Jane Roe","line1":"12 Elm Street","city":"Austin","region":"TX","postalCode":"78701",\
            "country":"US"},"lines":[{"lineId":"1","sku":"%s","quantity":%d,"unitPrice":"19.95"}]}\
            """.formatted(id, sku, quantity);
    }

    private static String shopify(long id, int quantity) {
        return """
            {"id":%d,"name":"#7","created_at":"2026-11-20T10:15:00Z","updated_at":"2026-11-20T10:15:00Z","currency":"USD",\
            "total_price":"1.00","financial_status":"paid","line_items":[{"id":1,"sku":"SOCKS","name":"Socks",\
            "price":"1.00","quantity":%d,"current_quantity":%d,"fulfillable_quantity":%d,"variant_id":5}]}\
            """.formatted(id, quantity, quantity, quantity);
    }

    private static String wooCommerce(String modified) {
        return """
            {"id":7,"number":"7","status":"processing","date_created_gmt":"2026-11-20T11:58:00",\
            "date_modified_gmt":"%s","date_paid_gmt":"2026-11-20T11:58:30","currency":"USD","total":"1.00",\
            "billing":{"first_name":"Jane","last_name":"Roe","country":"US","email":"jane@example.com"},\
            "shipping":{"first_name":"Jane","last_name":"Roe","address_1":"12 Elm Street","city":"Austin",\
            "state":"TX","postcode":"78701","country":"US"},"line_items":[{"id":1,"name":"Tee","sku":"TEE",\
            "product_id":3,"variation_id":0,"quantity":1,"subtotal":"1.00","total":"1.00","price":1.00}]}\
            """.formatted(modified);
    }

    private List<Dispatch> dispatchesOf(String order) {
        return ledger.read(tx -> Dispatches.ofOrder(tx, OrderId.of(Samples.SHOP, order)));
    }

    private Map<String, Long> fates() {
        return ledger.read(OrderBook::countByFate);
    }

    private long position() {
        return ledger.read(tx -> tx.first(
                        "SELECT seq FROM journal_position WHERE journal = ?", row -> row.number("seq"), journal.id()))
                .orElse(0L);
    }

    private Map<String, Long> counts() {
        return counts(ledger);
    }

    private static Map<String, Long> counts(Database where) {
        record Count(String kind, long n) {}
        return where
                .read(tx -> tx.list(
                        "SELECT kind, messages FROM intake_count",
                        row -> new Count(row.text("kind"), row.number("messages"))))
                .stream()
                .collect(Collectors.toMap(Count::kind, Count::n));
    }

    private List<Dispatch> deadLetters() {
        return ledger.read(
                tx -> tx.list("SELECT * FROM dispatch WHERE channel = 'intake' ORDER BY part", Dispatches::read));
    }

    private List<String> reasons(String order) {
        return ledger.read(tx -> tx.list(
                "SELECT reason FROM event WHERE order_id = ?",
                row -> row.text("reason"),
                OrderId.of(Samples.SHOP, order)));
    }
}
