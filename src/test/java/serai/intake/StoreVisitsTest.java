package serai.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.ChannelName;
import serai.base.OrderId;
import serai.base.StoreId;
import serai.dispatch.Channel;
import serai.dispatch.ErrandSource;
import serai.dispatch.Step;
import serai.fixture.FakeStore;
import serai.fixture.MovedClock;
import serai.fixture.Samples;
import serai.fixture.Webhooks;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.order.OrderBook;
import serai.order.Planner;
import serai.provider.AnswerRequests;
import serai.provider.Connector;
import serai.provider.KeepHooks;
import serai.provider.ReadOrders;
import serai.provider.Transport;
import serai.store.Stores;

class StoreVisitsTest {
    private static final StoreId LOOP = new StoreId("loop");
    private static final ChannelName CHANNEL = ChannelName.of(LOOP);
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private static final Stores WOO = Stores.parse(
            "stores.yaml",
            "- {id: loop, platform: woocommerce, webhookSecret: hush, adminUrl: \"http://127.0.0.1:9\","
                    + " consumerKey: ck_1, consumerSecret: cs_1}",
            Map.of());

    @TempDir
    Path folder;

    private final MovedClock clock = new MovedClock();
    private final FakeStore shop = new FakeStore(clock);
    private final Stores stores =
            Stores.parse("stores.yaml", "- {id: loop, platform: shopify, webhookSecret: hush}", Map.of());
    private Database ledger;
    private Journal journal;
    private Recorder recorder;
    private StoreVisits visits;
    private Channel channel;

    @BeforeEach
    void begin() {
        ledger = Ledgers.embedded(Samples.ledgerFile(folder));
        journal = Journal.open(folder.resolve("journal.db"), 2_000, 64 << 20);
        Planner planner = new Planner(Samples.listings(ledger), Map.of());
        recorder = new Recorder(journal, ledger, new OrderBook(planner, Samples.cancellations()), stores, clock);
        channel = lane(new Connector.Works(0, Connector.StockBy.SKU, false, false, 50, true, true));
        visits = visits();
        // The shop's clock is two hours behind ours; its orders are of ten o'clock.
        visits.begin(Instant.parse("2026-11-20T10:00:00Z"));
    }

    @AfterEach
    void close() {
        journal.close();
        ledger.close();
    }

    @Test
    void anOrderThatNoWebhookBroughtIsFedOnceAndWrittenDownAsAGap() {
        visit();
        changed(7, 20);
        clock.advance(INTERVAL);

        visit();
        recorder.drain();
        clock.advance(INTERVAL);
        visit();

        assertThat(journal.last()).isEqualTo(1);
        assertThat(orders()).containsExactly(OrderId.of(LOOP, "7").value());
        assertThat(gaps()).containsExactly("1 orders that no webhook had brought");
    }

    @Test
    void theWebhookThatArrivesLaterChangesNothing() {
        changed(7, 20);
        visit();
        recorder.drain();
        long events = count("event");

        journal.append(entry(7, 20)).join();
        recorder.drain();

        assertThat(orders()).hasSize(1);
        assertThat(count("event")).isEqualTo(events);
        assertThat(count("dispatch")).isEqualTo(1);
    }

    @Test
    void whatAWebhookBroughtIsNoGap() {
        journal.append(entry(7, 20)).join();
        recorder.drain();
        changed(7, 20);

        visit();

        assertThat(journal.last()).isEqualTo(1);
        assertThat(gaps()).isEmpty();
    }

    @Test
    void aLookBringsThePiecesOfRefundsThatAWebhookToldOnlyTheSumOf() {
        String sums = AskedShops.wooOrder(7, "processing", "1 TEE", "1 CAP")
                .replace("\"refunds\":[]", "\"refunds\":[{\"id\":91,\"total\":\"-19.95\"}]");
        String pieces = sums.replace(
                "{\"id\":91,",
                "{\"id\":91,\"line_items\":[{\"quantity\":-1,\"meta_data\":[{\"key\":\"_refunded_item_id\",\"value\":\"2\"}]}],");
        Instant changed = Instant.parse("2026-11-20T11:00:00Z");
        StoreVisits woo =
                new StoreVisits(WOO.all(), new StoreVisits.Plan(INTERVAL, INTERVAL, Optional.empty()), ledger, journal);
        Recorder its = new Recorder(
                journal,
                ledger,
                new OrderBook(new Planner(Samples.listings(ledger), Map.of()), Samples.cancellations()),
                WOO,
                clock);
        woo.begin(Instant.parse("2026-11-20T10:00:00Z"));
        journal.append(new Journal.Entry(
                        0,
                        clock.instant(),
                        LOOP,
                        "woocommerce:order.updated",
                        Optional.of(OrderId.of(LOOP, "7")),
                        "7",
                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                        "{}",
                        sums.getBytes(StandardCharsets.UTF_8)))
                .join();
        its.drain();
        shop.changed(new ReadOrders.Changed("7", changed, "order.updated", pieces));
        visits = woo;

        visit();
        its.drain();

        assertThat(ledger.read(tx -> OrderBook.find(tx, OrderId.of(LOOP, "7")))
                        .orElseThrow()
                        .content()
                        .lines())
                .extracting(line -> line.sku().value())
                .containsExactly("TEE");
    }

    @Test
    void allPagesAreReadAndThePositionIsThatOfTheNewest() {
        for (int order = 1; order <= 5; order++) {
            changed(order, 20 + order);
        }

        visit();

        assertThat(journal.last()).isEqualTo(5);
        assertThat(position()).isEqualTo(Instant.parse("2026-11-20T10:25:00Z"));
        assertThat(shop.asked(ReadOrders.class, Instant.EPOCH)).isEqualTo(3);
        assertThat(gaps()).containsExactly("5 orders that no webhook had brought");
    }

    @Test
    void aStoreWhoseClockWasAheadForAWhileHidesNothingThatChangesAfterwards() {
        visit();
        shop.changed(new ReadOrders.Changed(
                "1",
                clock.instant().plus(Duration.ofDays(300)),
                "orders/updated",
                new String(body(1, 20), StandardCharsets.UTF_8)));
        clock.advance(INTERVAL);
        visit();
        Instant position = position();
        Instant seen = clock.instant();
        shop.changed(new ReadOrders.Changed(
                "2",
                clock.instant().plusSeconds(60),
                "orders/updated",
                new String(body(2, 21), StandardCharsets.UTF_8)));

        clock.advance(INTERVAL);
        visit();
        recorder.drain();

        assertThat(position).isBeforeOrEqualTo(seen);
        assertThat(orders())
                .containsExactlyInAnyOrder(
                        OrderId.of(LOOP, "1").value(), OrderId.of(LOOP, "2").value());
    }

    @Test
    void aFailureBetweenTwoPagesKeepsThePosition() {
        for (int order = 1; order <= 5; order++) {
            changed(order, 20 + order);
        }
        Instant before = position();
        int[] calls = {0};
        shop.loses(() -> ++calls[0] == 3);

        visit();
        Instant between = position();
        shop.loses(() -> false);
        clock.advance(INTERVAL);
        visit();
        recorder.drain();

        assertThat(between).isEqualTo(before);
        assertThat(position()).isEqualTo(Instant.parse("2026-11-20T10:25:00Z"));
        assertThat(orders()).hasSize(5);
        assertThat(journal.last()).as("none twice").isEqualTo(5);
    }

    @Test
    void anOrderThatCannotBeReadIsBroughtOnce() {
        shop.changed(new ReadOrders.Changed("7", Instant.parse("2026-11-20T10:20:00Z"), "orders/updated", "broken"));

        for (int look = 0; look < 5; look++) {
            visit();
            recorder.drain();
            clock.advance(INTERVAL);
        }

        assertThat(journal.last()).isEqualTo(1);
        assertThat(count("dispatch")).as("one dead letter").isEqualTo(1);
    }

    @Test
    void webhooksThatHadToBeMendedAreAGapAndOrdersAreLookedAtAgain() {
        visit();
        shop.lostHook("orders/create");
        clock.advance(Duration.ofHours(25));
        shop.forgetCalls();

        visit();

        assertThat(shop.asked(KeepHooks.class, Instant.EPOCH)).isEqualTo(1);
        assertThat(shop.asked(ReadOrders.class, Instant.EPOCH)).isPositive();
        assertThat(gaps()).containsExactly("0 webhooks were gone or off and are there again: orders/create");
    }

    @Test
    void aStoreThatCannotBeLookedIntoIsNotAskedForever() {
        channel = lane(new Connector.Works(0, Connector.StockBy.SKU, false, false, 50, false, false));

        visit();

        assertThat(visits.due(clock.instant())).isEmpty();
        assertThat(shop.asked()).isEmpty();
    }

    @Test
    void aQuestionThatCameToAnotherNodeIsAnsweredByTheOneThatVisits() {
        visit();
        shop.forgetCalls();

        visits().requested(LOOP, clock.instant()).join();
        visit();

        assertThat(shop.asked(AnswerRequests.class, Instant.EPOCH)).isEqualTo(1);
    }

    @Test
    void aQuestionWhoseAnswerWasLostIsAnsweredAgain() {
        visit();
        visits.requested(LOOP, clock.instant()).join();
        shop.down(true);
        visit();
        shop.down(false);
        shop.forgetCalls();

        visit();

        assertThat(shop.asked(AnswerRequests.class, Instant.EPOCH)).isEqualTo(1);
    }

    private StoreVisits visits() {
        return new StoreVisits(
                stores.all(),
                new StoreVisits.Plan(INTERVAL, Duration.ofDays(1), Optional.of("https://serai.example")),
                ledger,
                journal);
    }

    private Channel lane(Connector.Works works) {
        Connector connector = new Connector(
                "shopify",
                "shopify",
                "none",
                Connector.Role.STORE,
                new Connector.Unknown(Connector.Resolution.REPEAT, Optional.empty()),
                new Connector.Limits(1, 1),
                works,
                List.of(),
                Map.of());
        return new Channel(Samples.settings(CHANNEL), connector, clock, Samples.lowest());
    }

    /** All that is due now, until something fails. */
    private void visit() {
        Optional<ErrandSource.Task> task = visits.take(channel, clock.instant());
        while (task.isPresent()) {
            try {
                Object result = shop.ask(task.get().work(), Step.PLACE);
                visits.done(CHANNEL, task.get(), result, clock.instant());
            } catch (IOException e) {
                visits.failed(CHANNEL, task.get(), Transport.outcome(e, false), clock.instant());
                return;
            }
            task = visits.take(channel, clock.instant());
        }
    }

    private void changed(long order, int minute) {
        shop.changed(new ReadOrders.Changed(
                Long.toString(order),
                Instant.parse("2026-11-20T10:%02d:00Z".formatted(minute)),
                "orders/updated",
                new String(body(order, minute), StandardCharsets.UTF_8)));
    }

    private Journal.Entry entry(long order, int minute) {
        return new Journal.Entry(
                0,
                clock.instant(),
                LOOP,
                "shopify:orders/updated",
                Optional.of(OrderId.of(LOOP, Long.toString(order))),
                Long.toString(order),
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "{}",
                body(order, minute));
    }

    private static byte[] body(long order, int minute) {
        return Webhooks.shopify("orders/updated", order, "paid", minute, "amazon")
                .body();
    }

    private List<String> orders() {
        return ledger.read(tx -> tx.list("SELECT id FROM orders", row -> row.text("id")));
    }

    private List<String> gaps() {
        return ledger.read(tx -> tx.list(
                "SELECT orders, what FROM store_gap ORDER BY seq",
                row -> row.count("orders") + " " + row.text("what")));
    }

    private long count(String table) {
        return ledger.read(tx -> tx.first("SELECT COUNT(*) AS n FROM " + table, row -> row.number("n")))
                .orElseThrow();
    }

    private Instant position() {
        return ledger.read(tx -> tx.first("SELECT orders_until FROM store_visit", row -> row.time("orders_until")))
                .orElseThrow();
    }
}
