package serai.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.access.Audit;
import serai.base.DispatchId;
import serai.base.Scope;
import serai.dispatch.DispatchState;
import serai.fixture.MovedClock;
import serai.fixture.SmallGateway;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.provider.Cause;

/** Two nodes on one PostgreSQL ledger, each with a writer of its own. */
class SharedLedgerPostgresTest {
    private EmbeddedPostgres postgres;
    private SmallGateway one;
    private SmallGateway two;

    @BeforeEach
    void open() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        MovedClock clock = new MovedClock();
        one = new SmallGateway(ledger(), clock);
        two = new SmallGateway(ledger(), clock);
    }

    private Database ledger() {
        return Ledgers.postgres(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
    }

    @AfterEach
    void close() throws IOException {
        one.close();
        two.close();
        postgres.close();
    }

    @Test
    void replayPressedOnTwoNodesAtOnceMakesOneDispatch() throws Exception {
        for (int round = 0; round < 10; round++) {
            DispatchId id = one.dead(Cause.OUT_OF_STOCK);
            CountDownLatch both = new CountDownLatch(2);
            List<Verdict> verdicts = new ArrayList<>();

            try (var threads = Executors.newFixedThreadPool(2)) {
                List<Future<Verdict>> pressed = new ArrayList<>();
                for (Desk desk : List.of(one.desk, two.desk)) {
                    pressed.add(threads.submit(() -> {
                        both.countDown();
                        both.await();
                        return desk.replay(id, Optional.empty(), SmallGateway.ANN, "me", false);
                    }));
                }
                for (Future<Verdict> press : pressed) {
                    verdicts.add(press.get());
                }
            }

            assertThat(verdicts).filteredOn(Verdict.Changed.class::isInstance).hasSize(1);
            assertThat(verdicts).filteredOn(Verdict.Conflict.class::isInstance).hasSize(1);
            assertThat(one.find(id).version()).isEqualTo(4);
        }
    }

    @Test
    void twoNodesSteppingSendEachLetterOnceAndKeepTheRate() throws Exception {
        for (int i = 0; i < 40; i++) {
            one.dead(Cause.OUT_OF_STOCK);
        }
        String id = one.book
                .start(
                        new ReplayBook.Wish(
                                DeadLetterFilter.ALL, BigDecimal.TEN, List.of(), BigDecimal.ONE, "supplier mended"),
                        SmallGateway.ANN)
                .orElseThrow()
                .id();

        try (var threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 6; round++) {
                one.clock.advance(Duration.ofMillis(500));
                List<Future<?>> both = List.of(threads.submit(one.replays::step), threads.submit(two.replays::step));
                for (Future<?> step : both) {
                    step.get();
                }
            }
        }

        long sent = one.book.find(id, Scope.ALL).orElseThrow().counts().sent();
        assertThat(sent).isBetween(25L, 31L);
        assertThat(one.in(DispatchState.QUEUED))
                .hasSize((int) sent)
                .allSatisfy(letter -> assertThat(one.find(letter).version()).isEqualTo(4));
    }

    @Test
    void everyStatementRunsThereAsWell() {
        DispatchId stock = one.dead(Cause.OUT_OF_STOCK);
        one.dead(Cause.OUTCOME_UNKNOWN);
        one.unreadable("{");
        var filter = new DeadLetterFilter(
                false,
                Optional.of("aliexpress"),
                Optional.of("tea"),
                Optional.of(Cause.OUT_OF_STOCK),
                Optional.empty(),
                Optional.of(Cause.Owner.MERCHANT),
                Optional.empty(),
                Optional.of("ALI"),
                Optional.of("refused"),
                Optional.of(MovedClock.NOON),
                Optional.of(one.now().plusSeconds(1)));

        List<DeadLetter> list = one.letters.list(filter, Optional.empty(), 10);
        List<DeadLetters.Group> groups = one.letters.groups(DeadLetterFilter.ALL, DeadLetters.By.STORE);
        ReplayBook.Preview preview = one.book.preview(DeadLetterFilter.ALL, false);
        Verdict archived = one.desk.archive(stock, Optional.empty(), SmallGateway.ANN, "x");
        Verdict restored = one.desk.restore(stock, Optional.empty(), SmallGateway.ANN, "x");

        assertThat(list).extracting(DeadLetter::id).containsExactly(stock.value());
        assertThat(groups).hasSize(3);
        assertThat(preview.count()).isEqualTo(1);
        assertThat(archived).isInstanceOf(Verdict.Changed.class);
        assertThat(restored).isInstanceOf(Verdict.Changed.class);
        assertThat(new Audit(two.ledger).list(Optional.of("ann"), Optional.empty(), 10))
                .hasSize(2);
        assertThat(two.book.list(Scope.ALL, Optional.empty(), 10)).isEmpty();
    }
}
