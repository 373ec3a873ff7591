package serai.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import serai.fixture.GatewayProcess;
import serai.fixture.LedgerProbe;
import serai.fixture.Patience;
import serai.fixture.Postgres;
import serai.fixture.Rig;
import serai.fixture.TestOrder;
import serai.fixture.Webhooks;

/** Two gateways, each with its own journal and broker, on one ledger. */
@SuppressWarnings("NullAway.Init") // set before each test
class TwoNodesFaultTest {
    private static final Duration TOTAL_TIMEOUT = Duration.ofSeconds(8);
    private static final Duration LONGER_THAN_A_NODE_MAY_BE_SILENT = Duration.ofMinutes(2);

    @RegisterExtension
    final Rig rig = new Rig();

    private Postgres postgres;
    private GatewayProcess one;
    private GatewayProcess two;
    private LedgerProbe ledger;

    @BeforeEach
    void startBoth() {
        postgres = new Postgres(rig.folder().resolve("postgres"));
        one = postgres.ledgerOf(rig.gateway("node-one"));
        two = postgres.ledgerOf(rig.gateway("node-two"));
        for (String channel : List.of("aliexpress", "amazon")) {
            one.with("serai." + channel + ".concurrency", "2");
            one.with("serai." + channel + ".total-timeout", TOTAL_TIMEOUT.toSeconds() + "s");
        }
        one.start();
        two.start();
        ledger = postgres.ledger();
    }

    @AfterEach
    void stopPostgres() {
        one.close();
        two.close();
        postgres.close();
    }

    @Test
    void duplicatesOutOfOrderAtBothNodesMakeOnePurchaseEach() throws Exception {
        List<Callable<Integer>> deliveries = new ArrayList<>();
        for (int n = 1; n <= 20; n++) {
            String supplier = n % 2 == 0 ? "aliexpress" : "amazon";
            deliver(deliveries, Webhooks.shopify("orders/create", 7000 + n, "pending", 1, supplier));
            deliver(deliveries, Webhooks.shopify("orders/updated", 7000 + n, "paid", 3, supplier));
            deliver(deliveries, Webhooks.shopify("orders/paid", 7000 + n, "paid", 3, supplier));
            deliver(deliveries, Webhooks.wooCommerce("order.created", 8000 + n, "pending", 1, supplier));
            deliver(deliveries, Webhooks.wooCommerce("order.updated", 8000 + n, "processing", 2, supplier));
            TestOrder order = TestOrder.anOrder("both-" + n).from(supplier);
            deliveries.add(() -> Rig.store(one).post(order).status());
            deliveries.add(() -> Rig.store(two).post(order).status());
        }
        Collections.shuffle(deliveries, new Random(20));

        List<Integer> answers;
        try (ExecutorService senders = Executors.newFixedThreadPool(16)) {
            answers = senders.invokeAll(deliveries).stream()
                    .map(Future::resultNow)
                    .toList();
        }

        assertThat(answers).allMatch(status -> status == 200 || status == 202);
        Patience.whileMoving(this::read).until("every delivery is read", () -> read() == deliveries.size());
        Promises.allDone(ledger, 60);
        assertThat(ledger.orders()).isEqualTo(60);
        assertThat(Promises.purchased(rig)).hasSize(60);
        assertThat(Promises.references(two.store(Rig.SHOPIFY, Rig.STORE_KEY), List.of("7001", "7020")))
                .hasSize(2);
        assertThat(ledger.intake()).as("each order is new once").containsEntry("NEW_ORDER", 60L);
    }

    @Test
    void whatAKilledNodeHadInHandIsFinishedByTheOther() {
        List<String> ids = inTheHandsOfOne();

        one.kill();
        rig.suppliers().forEach(supplier -> supplier.latency(Duration.ZERO));
        ledger.silence("node-one", LONGER_THAN_A_NODE_MAY_BE_SILENT);

        Promises.allDone(ledger, ids.size());
        Promises.boughtOnce(rig, Rig.store(two), ids);
        one.start();
        Promises.boughtOnce(rig, Rig.store(one), ids);
    }

    @Test
    void aNodeThatWasOnlyFrozenBuysNothingTwiceWhenItGoesOn() {
        List<String> ids = inTheHandsOfOne();

        one.freeze();
        Instant frozen = Instant.now();
        ledger.silence("node-one", LONGER_THAN_A_NODE_MAY_BE_SILENT);
        rig.suppliers().forEach(supplier -> supplier.latency(Duration.ZERO));
        Promises.allDone(ledger, ids.size());
        long asked = rig.amazon().requests("order-create");
        // It was silent for seconds only; had it been for the minute after which the other took over, this were past.
        Patience.forOneStep()
                .until(
                        "what it was about to send has become too late",
                        () -> Instant.now().isAfter(frozen.plus(TOTAL_TIMEOUT).plusSeconds(1)));
        one.thaw();

        Patience.whileMoving(ledger::progress)
                .until(
                        "it works again and its old messages are gone",
                        () -> one.status().of("aliexpress").equals("UP"));
        List<String> more = new ArrayList<>(Rig.postAll(Rig.store(one), Promises.orders("after-", 4)));
        more.addAll(ids);
        Promises.allDone(ledger, more.size());
        Promises.boughtOnce(rig, Rig.store(one), more);
        assertThat(rig.amazon().requests("order-create")).isEqualTo(asked + 2);
    }

    @Test
    void anOrderIsNotLostWhenANodesDiskCameBackOlder() throws Exception {
        List<String> ids = new ArrayList<>(Rig.postAll(Rig.store(one), Promises.orders("before-", 5)));
        Patience.whileMoving(ledger::progress).until("they are recorded", () -> ledger.orders() == 5);
        Path snapshot = Files.createDirectory(rig.folder().resolve("snapshot"));
        copyJournal(one.data(), snapshot);
        ids.addAll(Rig.postAll(Rig.store(one), Promises.orders("forgotten-", 15)));
        Patience.whileMoving(ledger::progress).until("these too", () -> ledger.orders() == 20);
        one.kill();

        Files.deleteIfExists(one.data().resolve("journal.db-shm"));
        copyJournal(snapshot, one.data());
        one.start();
        ids.addAll(Rig.postAll(Rig.store(one), Promises.orders("after-", 10)));

        Promises.allDone(ledger, 30);
        Promises.boughtOnce(rig, Rig.store(one), ids);
        Patience.whileMoving(ledger::progress)
                .until("the incident is written down", () -> ledger.incidents("journal").stream()
                        .anyMatch(words -> words.startsWith("this node's journal has gone back")));
        assertThat(one.observe("/observe/metrics")).contains("serai_journal_rewinds_total 1.0");
        assertThat(one.log()).contains("this node's journal has gone back or was exchanged");
    }

    private static void copyJournal(Path from, Path to) throws IOException {
        for (String file : List.of("journal.db", "journal.db-wal", "journal.tip")) {
            Files.copy(from.resolve(file), to.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Deliveries that a recorder has read. */
    private long read() {
        return ledger.intake().values().stream().mapToLong(Long::longValue).sum();
    }

    private void deliver(List<Callable<Integer>> deliveries, Webhooks.Delivery delivery) {
        deliveries.add(() -> delivery.to(one).status());
        deliveries.add(() -> delivery.to(two).status());
    }

    /** Orders in all states of delivery, most of them in the first node's broker, some in its calls. */
    private List<String> inTheHandsOfOne() {
        rig.suppliers().forEach(supplier -> supplier.latency(Duration.ofSeconds(3)));
        List<String> ids = Rig.postAll(Rig.store(one), Promises.orders("hand-", 40));
        Patience.whileMoving(ledger::progress).untilAsserted("the first node has some in its hands", () -> {
            assertThat(ledger.orders()).isEqualTo(40);
            Map<String, Long> inHand = ledger.dispatchesOf("node-one");
            assertThat(inHand).containsKeys("ATTEMPTING");
        });
        return ids;
    }
}
