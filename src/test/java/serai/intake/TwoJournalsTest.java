package serai.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.OrderId;
import serai.base.StoreId;
import serai.dispatch.Doubts;
import serai.dispatch.Node;
import serai.fixture.BreakableLedger;
import serai.fixture.MovedClock;
import serai.fixture.Samples;
import serai.http.ProblemException;
import serai.intake.KnownJournals.Known;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.order.OrderBook;
import serai.order.Planner;
import serai.provider.Connector;
import serai.store.Store;
import serai.store.Stores;

/** Two nodes, each with its own journal, on one ledger: what one has taken, the other must not deny, lose or count twice. */
class TwoJournalsTest {
    private static final StoreId SHOP = new StoreId("shop");
    private static final Duration PATIENCE = Duration.ofMillis(600);

    @TempDir
    Path folder;

    private final MovedClock clock = new MovedClock();
    private final Stores stores = Stores.parse("stores.yaml", """
        - {id: shop, platform: generic, apiKey: key}
        - {id: loop, platform: shopify, webhookSecret: hush}
        """, Map.of());
    private List<Database> ledgers;
    Peer one;
    private Peer two;

    /** A node without its door. */
    final class Peer implements AutoCloseable {
        final Database ledger;
        private final Journal journal;
        final Recorder recorder;
        private final Safekeeping safekeeping;
        private final Adoption adoption;
        private final Elsewhere elsewhere;
        private final Heard heard;

        Peer(String name, Database ledger, int copies) {
            this(name, folder.resolve(name), ledger, copies);
        }

        Peer(String name, Path data, Database ledger, int copies) {
            this.ledger = ledger;
            journal = Journal.open(data.resolve("journal.db"), 2_000, 64 << 20);
            var listings = Samples.listings(ledger);
            listings.refresh();
            Planner planner = new Planner(
                    listings,
                    Map.of(
                            Samples.ALIEXPRESS, new Connector.Limits(50, 10_000),
                            Samples.AMAZON, new Connector.Limits(100, 250)));
            Word word = new Word(journal.id(), new Node(name, "boot"), Duration.ZERO, copies == 2);
            word.begin(ledger);
            recorder = new Recorder(
                    journal,
                    ledger,
                    new OrderBook(planner, Samples.cancellations()),
                    stores,
                    Connections.REACH_BACK,
                    new ShownRefunds(Store::canBeTold),
                    new Recorder.Around(name, Doubts.NONE, JournalAlarm.NOBODY, word),
                    clock);
            safekeeping = copies == 2 ? Safekeeping.twoCopies(journal, ledger) : Safekeeping.oneCopy(journal);
            adoption = new Adoption(ledger, recorder);
            elsewhere = new Elsewhere(ledger, journal.id(), Optional.empty(), PATIENCE);
            heard = new Heard(journal, ledger);
        }

        void takes(String order) {
            takes("shop", "order", order, order(order)).join();
        }

        private CompletableFuture<Void> takes(String store, String kind, String order, String body) {
            return safekeeping.keep(entry(store, kind, order, body));
        }

        private boolean hears(String order) {
            Store shop = stores.find(SHOP).orElseThrow();
            return heard.of(shop, OrderId.of(SHOP, order)).isPresent();
        }

        private List<String> behind() {
            return elsewhere.behind().join().stream().map(Known::node).toList();
        }

        @Override
        public void close() {
            journal.close();
        }
    }

    @BeforeEach
    void start() {
        ledgers = open(folder);
        one = new Peer("one", ledgers.getFirst(), 1);
        two = new Peer("two", ledgers.getLast(), 1);
        two.recorder.drain();
    }

    /** The ledger as each of the two sees it. */
    List<Database> open(Path where) {
        Database ledger = Ledgers.embedded(Samples.ledgerFile(where));
        return List.of(ledger, ledger);
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
        ledgers.forEach(Database::close);
    }

    @Test
    void anOrderThatAnotherNodeHasNotRecordedYetIsNotSaidToBeUnknown() {
        one.takes("1");

        assertThat(two.behind()).containsExactly("one");
        assertThatThrownBy(two.elsewhere::settle).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.problem().status()).isEqualTo(503);
            assertThat(problem.problem().detail()).contains("one, heard of");
        });
    }

    @Test
    void whatNobodyHasTakenIsSaidToBeUnknownOnceTheOthersHaveSpoken() {
        CompletableFuture<List<Known>> asked = two.elsewhere.behind();

        one.recorder.drain();
        one.recorder.drain();

        assertThat(asked.join()).isEmpty();
    }

    @Test
    void aRoundThatMayHaveBegunBeforeTheQuestionSettlesNothing() {
        CompletableFuture<List<Known>> asked = two.elsewhere.behind();

        one.recorder.drain();

        assertThat(asked.join()).extracting(Known::node).containsExactly("one");
    }

    @Test
    void aNodeThatHasNotRecordedAllDoesNotCountAsHavingSpoken() {
        try (BreakableLedger breakable = new BreakableLedger(folder.resolve("breakable.db"));
                Peer slow = new Peer("slow", breakable.database(), 1);
                Peer other = new Peer("other", breakable.database(), 1)) {
            slow.takes("1");
            breakable.breaks(true);
            slow.recorder.drain();
            slow.recorder.drain();
            slow.recorder.drain();
            breakable.breaks(false);

            assertThat(other.behind()).containsExactly("slow");
        }
    }

    @Test
    void aNodeThatStoppedInGoodOrderKeepsNobodyWaiting() {
        one.takes("1");
        one.recorder.end();

        assertThat(two.behind()).isEmpty();
        assertThat(recorded()).isEqualTo(1);
    }

    @Test
    void aNodeThatStartsAgainIsWaitedForAgain() {
        one.recorder.end();
        one.close();
        one = new Peer("one", ledgers.getFirst(), 1);

        assertThat(two.behind()).containsExactly("one");
    }

    @Test
    void aNodeThatIsGoneIsSaidToBeBehindAtOnceAndStandsInTheList() {
        one.takes("1");
        silence("one");

        assertThat(two.elsewhere.behind()).isCompletedWithValueMatching(behind -> behind.size() == 1);
        assertThat(known("one").stranded()).isTrue();
    }

    @Test
    void aForgottenNodeIsWaitedForNoMore() {
        silence("one");

        assertThat(KnownJournals.forget(two.ledger, known("one"))).isTrue();

        assertThat(two.behind()).isEmpty();
    }

    @Test
    void aNodeThatHasSpokenSinceIsNotForgotten() {
        Known before = known("one");
        silence("one");

        assertThat(KnownJournals.forget(two.ledger, before)).isFalse();
    }

    @Test
    void withTwoCopiesAnOrderSurvivesTheLossOfTheNodesDisk() {
        Peer lost = new Peer("lost", one.ledger, 2);
        lost.recorder.drain();
        lost.takes("1");
        lost.takes("loop", "shopify:orders/paid", "", "nonsense").join();
        assertThat(two.hears("1")).as("before anybody has recorded it").isTrue();
        one.recorder.end();
        assertThat(two.behind()).as("while it lives it is waited for").containsExactly("lost");
        assertThat(adopt(two)).as("it lives").isZero();
        lost.close();
        silence("lost");
        assertThat(two.behind()).as("nobody need wait for it").isEmpty();

        assertThat(adopt(two)).isEqualTo(2);

        assertThat(counts()).isEqualTo(Map.of("NEW_ORDER", 1L, "UNREADABLE", 1L));
        assertThat(inbox()).isZero();
        assertThat(adopt(two)).isZero();
    }

    @Test
    void aNodeThatComesBackCountsNothingTwiceThatAnotherHasRecordedForIt() {
        Peer frozen = new Peer("frozen", one.ledger, 2);
        frozen.recorder.drain();
        frozen.takes("1");
        frozen.takes("loop", "shopify:orders/paid", "", "nonsense").join();
        silence("frozen");
        adopt(two);

        frozen.takes("2");
        frozen.recorder.drain();

        assertThat(counts()).isEqualTo(Map.of("NEW_ORDER", 2L, "UNREADABLE", 1L));
        assertThat(frozen.recorder.lag()).isZero();
        assertThat(rows("inbox")).as("marks are gone, too").isZero();
        frozen.close();
    }

    @Test
    void theNodeAndTwoThatTakeItForDeadRecordEachEntryOnce() {
        Peer frozen = new Peer("frozen", one.ledger, 2);
        for (int i = 0; i < 120; i++) {
            frozen.takes("o" + i);
        }
        silence("frozen");

        CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> frozen.recorder.drain()),
                        CompletableFuture.runAsync(() -> untilThrough(one)),
                        CompletableFuture.runAsync(() -> untilThrough(two)))
                .join();
        while (frozen.recorder.lag() > 0) {
            frozen.recorder.drain();
        }

        assertThat(counts()).isEqualTo(Map.of("NEW_ORDER", 120L));
        assertThat(recorded()).isEqualTo(120);
        frozen.close();
    }

    @Test
    void whatItsNodeRecordsItselfLeavesTheInboxWithIt() {
        Peer own = new Peer("own", one.ledger, 2);
        own.takes("1");
        assertThat(inbox()).isEqualTo(1);

        own.recorder.drain();

        assertThat(rows("inbox")).isZero();
        assertThat(counts()).isEqualTo(Map.of("NEW_ORDER", 1L));
        own.close();
    }

    @Test
    void aCopyThatComesAfterTheRecordingIsTakenAwayAndCountsForNothing() {
        Peer own = new Peer("own", one.ledger, 2);
        Journal.Entry entry =
                own.journal.append(entry("shop", "order", "1", order("1"))).join();
        own.recorder.drain();
        own.ledger.commit(tx -> Inbox.copy(tx, own.journal.id(), entry));

        assertThat(own.adoption.leftOvers()).isZero();

        assertThat(rows("inbox")).isZero();
        assertThat(counts()).isEqualTo(Map.of("NEW_ORDER", 1L));
        own.close();
    }

    @Test
    void whatAJournalThatWentBackHasLostIsRecordedFromItsSecondCopy() {
        Peer own = new Peer("own", one.ledger, 2);
        Journal.Entry lost = own.journal
                .append(entry("shop", "order", "kept", order("kept")))
                .join();
        Journal.Entry other = new Journal.Entry(
                lost.seq(),
                lost.receivedAt(),
                SHOP,
                "order",
                Optional.of(OrderId.of(SHOP, "gone")),
                "gone",
                "",
                "{}",
                order("gone").getBytes(UTF_8),
                "another history");
        own.ledger.commit(tx -> Inbox.copy(tx, own.journal.id(), other));
        own.recorder.drain();

        assertThat(own.adoption.leftOvers()).isEqualTo(1);

        assertThat(counts()).isEqualTo(Map.of("NEW_ORDER", 2L));
        own.close();
    }

    @Test
    void withTwoCopiesNothingIsConfirmedWhileTheLedgerIsAwayAndWhatIsOnDiskIsRecordedAfterwards() {
        try (BreakableLedger breakable = new BreakableLedger(folder.resolve("breakable.db"));
                Peer strict = new Peer("strict", breakable.database(), 2)) {
            breakable.breaks(true);
            assertThatThrownBy(() -> strict.takes("1"))
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(Safekeeping.NoSecondCopy.class);
            assertThatThrownBy(() -> strict.takes("2")).hasCauseInstanceOf(Safekeeping.NoSecondCopy.class);
            assertThat(strict.journal.last()).as("the second try came too soon").isEqualTo(1);
            breakable.breaks(false);

            strict.recorder.drain();

            assertThat(counts(strict.ledger)).isEqualTo(Map.of("NEW_ORDER", 1L));
        }
    }

    @Test
    void whatOnlyTheDiskOfADeadNodeHoldsIsHandedOverAndRecordedOnce() {
        one.takes("1");
        one.recorder.drain();
        one.takes("2");
        one.takes("3");
        silence("one");

        Handover.Done done = Handover.of(one.journal, two.ledger, "one");

        assertThat(done.entries()).isEqualTo(2);
        assertThat(two.hears("2")).as("at once").isTrue();
        assertThat(two.behind()).isEmpty();
        assertThat(known("one").stranded()).isFalse();
        assertThat(Handover.of(one.journal, two.ledger, "one").entries())
                .as("again")
                .isZero();
        assertThat(adopt(two)).isEqualTo(2);
        assertThat(one.recorder.drain()).as("it comes back").isEqualTo(2);
        assertThat(counts()).isEqualTo(Map.of("NEW_ORDER", 3L));
        assertThat(recorded()).isEqualTo(3);
    }

    @Test
    void anEntryThatCannotBeRecordedDoesNotHoldUpTheOthersOfADeadNode() {
        Peer lost = new Peer("lost", one.ledger, 2);
        lost.ledger.commit(tx -> tx.update(
                "INSERT INTO orders (id, store, store_order_id, order_number, standing, standing_reason, updated_at,"
                        + " recorded_at, traceparent, body) VALUES (?, 'shop', '7', '7', 'NEVER', '', 0, 0, '',"
                        + " 'damaged')",
                OrderId.of(SHOP, "7")));
        lost.takes("1");
        lost.takes("7");
        lost.takes("2");
        silence("lost");

        assertThat(adopt(two)).isEqualTo(3);

        assertThat(counts()).isEqualTo(Map.of("NEW_ORDER", 2L, "UNREADABLE", 1L));
        lost.close();
    }

    private void untilThrough(Peer peer) {
        while (inbox() > 0) {
            adopt(peer);
        }
    }

    private static int adopt(Peer peer) {
        return peer.adoption.adopt(KnownJournals.list(peer.ledger));
    }

    /** As if nothing had been heard of it for two minutes. */
    private void silence(String node) {
        two.ledger.commit(tx -> tx.update("UPDATE known_journal SET said_at = said_at - 120000 WHERE node = ?", node));
    }

    private Known known(String node) {
        return KnownJournals.list(two.ledger).stream()
                .filter(each -> each.node().equals(node))
                .findFirst()
                .orElseThrow();
    }

    private long recorded() {
        return rows("orders");
    }

    private long inbox() {
        return rows("inbox WHERE adopted = 0");
    }

    private long rows(String table) {
        return two.ledger
                .read(tx -> tx.first("SELECT COUNT(*) AS n FROM " + table, row -> row.number("n")))
                .orElseThrow();
    }

    private Map<String, Long> counts() {
        return counts(two.ledger);
    }

    private static Map<String, Long> counts(Database ledger) {
        return ledger
                .read(tx -> tx.list(
                        "SELECT kind, SUM(messages) AS n FROM intake_count GROUP BY kind",
                        row -> Map.entry(row.text("kind"), row.number("n"))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Journal.Entry entry(String store, String kind, String order, String body) {
        StoreId id = new StoreId(store);
        return new Journal.Entry(
                0,
                clock.instant(),
                id,
                kind,
                order.isEmpty() ? Optional.empty() : Optional.of(OrderId.of(id, order)),
                order,
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "{}",
                body.getBytes(UTF_8));
    }

    private static String order(String id) {
        return """
            {"orderId":"%s","orderNumber":"#1","placedAt":"2026-11-20T10:15:00Z","currency":"USD","total":"49.90",\
            "shipTo":{"name":"Jane Roe","line1":"12 Elm Street","city":"Austin","region":"TX","postalCode":"78701",\
            "country":"US"},"lines":[{"lineId":"1","sku":"TEE","quantity":1,"unitPrice":"19.95"}]}\
            """.formatted(id);
    }
}
