package serai.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.dispatch.Dispatching.dispatch;
import static serai.fixture.MovedClock.NOON;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.DispatchId;
import serai.fixture.MovedClock;
import serai.fixture.Samples;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.ledger.Unreadable;

class RelayTest {
    private static final Node NODE = new Node("n1", "boot1");

    @TempDir
    Path folder;

    private final MovedClock clock = new MovedClock();
    private final Channel channel = Samples.aliExpress(clock);
    private final Channel amazon = Samples.amazon(clock);
    private Database ledger;
    private Relay relay;

    @BeforeEach
    void open() {
        ledger = open(folder);
        relay = new Relay(new Channels(List.of(channel, amazon), ledger, clock), ledger, NODE, clock);
    }

    /** The ledger that the tests run on. */
    Database open(Path where) {
        return Ledgers.embedded(Samples.ledgerFile(where));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void noMoreThanTheWindowIsInTheBroker() {
        record(25, "shop");

        assertThat(relay.next()).hasSize(10);
        assertThat(relay.next()).isEmpty();
        move(1, DispatchState.ATTEMPTING);
        assertThat(relay.next()).isEmpty();
        move(1, DispatchState.DEAD);
        assertThat(relay.next()).hasSize(1);
    }

    @Test
    void oneRowOfANewerVersionDoesNotKeepBackTheOthers() {
        record(12, "shop");
        // Both come before the others, whatever order a database has among equals.
        ledger.commit(tx -> tx.update("UPDATE dispatch SET cause = 'A_CAUSE_OF_LATER', due_by = due_by - 2 WHERE id IN"
                + " (SELECT id FROM dispatch ORDER BY due_by, id LIMIT 1)"));
        ledger.commit(tx -> tx.update("UPDATE dispatch SET supplier_ids = '{torn', due_by = due_by - 1 WHERE id IN"
                + " (SELECT id FROM dispatch ORDER BY due_by DESC, id DESC LIMIT 1)"));

        relay.next();
        relay.next();

        long queued = ledger.read(
                tx -> tx.first("SELECT COUNT(*) AS n FROM dispatch WHERE state = 'QUEUED'", row -> row.number("n"))
                        .orElseThrow());
        assertThat(queued).isEqualTo(10);
        assertThat(Unreadable.count()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void whatIsSentIsQueuedByThisNodeAndOnItsTimeline() {
        record(1, "shop");

        Relay.Message sent = relay.next().getFirst();

        Dispatch queued = find(sent.dispatch());
        assertThat(queued.state()).isEqualTo(DispatchState.QUEUED);
        assertThat(queued.node()).isEqualTo("n1");
        assertThat(queued.readyAt()).isEmpty();
        List<String> timeline = ledger.read(tx -> tx.list(
                "SELECT what FROM event WHERE order_id = ? ORDER BY seq",
                row -> row.text("what"),
                queued.order().orElseThrow()));
        assertThat(timeline).containsExactly("RECORDED", "QUEUED");
    }

    @Test
    void aStoreWithTenThousandWaitingDoesNotDelayOneWithThree() {
        record(10_000, "giant");
        record(3, "small");

        List<Relay.Message> first = relay.next();

        assertThat(storesOf(first)).filteredOn("giant"::equals).hasSize(5);
        assertThat(storesOf(first)).filteredOn("small"::equals).hasSize(3);
        assertThat(storesOf(relay.next())).containsExactly("giant", "giant");
    }

    @Test
    void aStoreThatComesLaterGetsItsTurnAtTheNextFreePlaces() {
        record(100, "giant");
        relay.next();
        record(3, "small");

        move(6, DispatchState.ATTEMPTING);
        move(6, DispatchState.DEAD);

        assertThat(storesOf(relay.next())).filteredOn("small"::equals).hasSize(3);
    }

    @Test
    void whatMustShipSoonestGoesFirst() {
        for (int i = 0; i < 20; i++) {
            add(dispatch()
                    .order("slow" + i)
                    .dueBy(NOON.plus(Duration.ofDays(3)))
                    .build());
        }
        Dispatch urgent =
                dispatch().order("urgent").dueBy(NOON.plus(Duration.ofDays(1))).build();
        add(urgent);

        assertThat(relay.next().getFirst().dispatch()).isEqualTo(urgent.id());
    }

    @Test
    void whatIsNotDueWaits() {
        add(dispatch().in(DispatchState.WAITING).readyAt(NOON.plusSeconds(60)).build());

        assertThat(relay.next()).isEmpty();
        clock.advance(Duration.ofSeconds(60));
        assertThat(relay.next()).hasSize(1);
    }

    @Test
    void aHeldChannelGetsNothingTheOthersGoOn() {
        record(3, "shop");
        add(dispatch().order("a1").on(Samples.AMAZON).build());
        channel.holdBy("ada", "stock take", clock.instant());

        assertThat(relay.next()).extracting(Relay.Message::channel).containsExactly(Samples.AMAZON);
        channel.release();
        assertThat(relay.next()).hasSize(3);
    }

    @Test
    void whatAReplayQueuedIsSent() {
        Dispatch dead = dispatch().in(DispatchState.DEAD).build();
        add(dead);
        ledger.commit(tx -> Dispatches.apply(
                tx,
                new Move(find(dead.id()), DispatchState.QUEUED)
                        .because("replayed")
                        .readyAt(clock.instant()),
                "ada",
                clock.instant()));

        assertThat(relay.next()).extracting(Relay.Message::dispatch).containsExactly(dead.id());
        assertThat(relay.next()).isEmpty();
        assertThat(find(dead.id()).node()).isEqualTo("n1");
    }

    @Test
    void twoNodesNeverSendTheSameDispatch() {
        record(30, "shop");
        Relay other = new Relay(
                new Channels(List.of(channel, amazon), ledger, clock), ledger, new Node("n2", "boot2"), clock);

        List<DispatchId> sent = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            relay.next().forEach(message -> sent.add(message.dispatch()));
            other.next().forEach(message -> sent.add(message.dispatch()));
        }

        assertThat(sent).hasSize(20).doesNotHaveDuplicates();
    }

    private void record(int count, String store) {
        ledger.commit(tx -> {
            for (int i = 0; i < count; i++) {
                Dispatches.insert(tx, dispatch().of(store).order(store + i).build(), "test");
            }
            return count;
        });
    }

    private void add(Dispatch dispatch) {
        ledger.commit(tx -> Dispatches.insert(tx, dispatch, "test"));
    }

    private void move(int count, DispatchState to) {
        DispatchState from = to == DispatchState.ATTEMPTING ? DispatchState.QUEUED : DispatchState.ATTEMPTING;
        ledger.commit(tx -> {
            List<Dispatch> some = tx.list(
                    "SELECT * FROM dispatch WHERE state = ? ORDER BY id LIMIT ?", Dispatches::read, from, count);
            for (Dispatch each : some) {
                Move move = new Move(each, to);
                Dispatches.apply(
                        tx, to == DispatchState.ATTEMPTING ? move.attemptBy("n1") : move, "test", clock.instant());
            }
            return some.size();
        });
    }

    private List<String> storesOf(List<Relay.Message> messages) {
        return messages.stream()
                .map(message -> find(message.dispatch()).store().value())
                .toList();
    }

    private Dispatch find(DispatchId id) {
        return ledger.read(tx -> Dispatches.find(tx, id)).orElseThrow();
    }

    @Test
    void whereOnePlaceGetsFreeAtATimeTheStoresTakeTurns() {
        record(100, "giant");
        relay.next();
        record(3, "small");

        List<String> served = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            move(1, DispatchState.ATTEMPTING);
            move(1, DispatchState.DEAD);
            served.addAll(storesOf(relay.next()));
        }

        assertThat(served).hasSize(6).filteredOn("small"::equals).hasSize(3);
    }
}
