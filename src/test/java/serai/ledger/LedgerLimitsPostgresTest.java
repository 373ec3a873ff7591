package serai.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import serai.fixture.Patience;
import serai.fixture.PostgresPair;

/** What others do on PostgreSQL, or what becomes of PostgreSQL itself, stops a node for a moment and never for good. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(Patience.HANGS)
class LedgerLimitsPostgresTest {
    private static final int LAST = Integer.MAX_VALUE;
    private static final Duration NEVER = Duration.ofHours(1);
    private static final LedgerLimits LIMITS =
            new LedgerLimits(Duration.ofMinutes(1), Duration.ofSeconds(20), Duration.ofSeconds(1), NEVER);

    @TempDir
    static Path folder;

    private static PostgresPair pair;
    private static Database one;
    private static Database other;

    @BeforeAll
    static void start() {
        pair = new PostgresPair(folder);
        one = Ledgers.postgres(pair.url(), pair.user(), "", LIMITS);
        other = Ledgers.postgres(pair.url(), pair.user(), "", LIMITS);
    }

    @AfterAll
    static void stop() {
        other.close();
        one.close();
        pair.close();
    }

    @BeforeEach
    void twoRows() {
        one.commit(tx -> tx.update("DELETE FROM lease"));
        one.commit(tx -> add(tx, "a") + add(tx, "b"));
    }

    private static int add(Tx tx, String name) throws SQLException {
        return tx.update("INSERT INTO lease (name, node, until) VALUES (?, '', 0)", name);
    }

    private static int touch(Tx tx, String name) throws SQLException {
        return tx.update("UPDATE lease SET until = until + 1 WHERE name = ?", name);
    }

    private static int touch(Database ledger, String name) {
        return ledger.commit(tx -> touch(tx, name));
    }

    private static long touched(String name) {
        return one.read(tx -> tx.first("SELECT until FROM lease WHERE name = ?", row -> row.number("until"), name))
                .orElseThrow();
    }

    private static Connection session(LedgerLimits limits) throws SQLException {
        Connection connection = DriverManager.getConnection(pair.url(), pair.user(), "");
        limits.tell(connection);
        connection.setAutoCommit(false);
        return connection;
    }

    private static void run(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(pair.urlOfFirst(), pair.user(), "");
                Statement doing = connection.createStatement()) {
            doing.execute(statement);
        }
    }

    private static <T> T done(CompletableFuture<T> future) throws Exception {
        return future.get(Patience.QUIET.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void aNodeThatStandsStillWithRowsLockedDoesNotStopTheOthers() throws Exception {
        try (Connection frozen = session(LIMITS);
                Statement statement = frozen.createStatement()) {
            statement.execute("UPDATE lease SET until = 1000 WHERE name = 'a'");

            CompletableFuture<Integer> needsTheRow = one.write(tx -> touch(tx, "a"), 0);
            for (int i = 0; i < 20; i++) {
                one.commit(tx -> touch(tx, "b"));
            }

            assertThat(done(needsTheRow)).isEqualTo(1);
            assertThat(touched("a")).isEqualTo(1);
            assertThat(touched("b")).isEqualTo(20);
            assertThatThrownBy(() -> {
                        statement.execute("UPDATE lease SET until = 2000 WHERE name = 'a'");
                        frozen.commit();
                    })
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void whatANodeHadInATransactionWhenItStoodStillTooLongIsNotDoneAndItsCallerIsTold() throws Exception {
        long before = ended();
        CountDownLatch longEnough = new CountDownLatch(1);
        CompletableFuture<Integer> stoodStill = one.write(
                tx -> {
                    int touched = touch(tx, "a");
                    await(longEnough);
                    return touched + touch(tx, "b");
                },
                0);

        Patience.forOneStep().until("the session is ended", () -> ended() > before);
        longEnough.countDown();

        assertThatThrownBy(() -> done(stoodStill)).hasCauseInstanceOf(DatabaseUnavailable.class);
        assertThat(touched("a")).isZero();
        assertThat(touch(one, "a")).isEqualTo(1);
    }

    private static long ended() {
        return pair.logs()
                .lines()
                .filter(line -> line.contains("idle-in-transaction timeout"))
                .count();
    }

    @Test
    void aRowThatSomebodyHasForTooLongIsNoReasonToWaitForEver() throws Exception {
        LedgerLimits hasty =
                new LedgerLimits(Duration.ofMillis(300), Duration.ofSeconds(20), Duration.ofSeconds(20), NEVER);
        try (Connection holding = session(hasty);
                Statement statement = holding.createStatement();
                Database third = Ledgers.postgres(pair.url(), pair.user(), "", hasty)) {
            statement.execute("UPDATE lease SET until = 1000 WHERE name = 'a'");

            assertThatThrownBy(() -> third.commit(tx -> touch(tx, "a"))).isInstanceOf(DatabaseUnavailable.class);
            assertThat(touch(third, "b")).isEqualTo(1);
            holding.rollback();

            assertThat(touch(third, "a")).isEqualTo(1);
        }
    }

    @Test
    void twoGroupsThatTakeTheSameRowsInOppositeOrderAreNoDeadlockAndBothAreDone() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        CyclicBarrier both = new CyclicBarrier(2);
        CompletableFuture<Integer> first = one.write(tx -> crossing(tx, begun, both, "a", "b"), 0);
        CompletableFuture<Integer> second = other.write(tx -> crossing(tx, begun, both, "b", "a"), 0);
        List<CompletableFuture<Integer>> behind = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            behind.add(one.write(tx -> add(tx, "more-" + begun.incrementAndGet()), 0));
        }

        assertThat(done(first)).isEqualTo(2);
        assertThat(done(second)).isEqualTo(2);
        for (CompletableFuture<Integer> each : behind) {
            assertThat(done(each)).isEqualTo(1);
        }
        assertThat(touched("a")).isEqualTo(2);
        assertThat(touched("b")).isEqualTo(2);
        assertThat(pair.logs()).doesNotContain("deadlock detected");
    }

    /** Both have their first row before either asks for the other's; only the first time. */
    private static int crossing(Tx tx, AtomicInteger begun, CyclicBarrier both, String mine, String theirs)
            throws SQLException {
        int touched = touch(tx, mine);
        if (begun.incrementAndGet() <= 2) {
            await(both);
        }
        return touched + touch(tx, theirs);
    }

    @Test
    void oneStatementThatTakesTooLongFailsAloneAndAsADatabaseThatCannotNow() throws Exception {
        LedgerLimits hasty =
                new LedgerLimits(Duration.ofMinutes(1), Duration.ofMillis(300), Duration.ofSeconds(20), NEVER);
        try (Database third = Ledgers.postgres(pair.url(), pair.user(), "", hasty)) {
            CountDownLatch gate = new CountDownLatch(1);
            CompletableFuture<Integer> before = third.write(
                    tx -> {
                        await(gate);
                        return touch(tx, "a");
                    },
                    0);
            CompletableFuture<Boolean> slow =
                    third.write(tx -> tx.first("SELECT 1 FROM pg_sleep(60)", row -> true).isPresent(), 0);
            CompletableFuture<Integer> after = third.write(tx -> touch(tx, "b"), 0);
            gate.countDown();

            assertThat(done(before)).isEqualTo(1);
            assertThat(done(after)).isEqualTo(1);
            assertThatThrownBy(() -> done(slow)).hasCauseInstanceOf(DatabaseUnavailable.class);
        }
    }

    @Test
    void aRightThatWasTakenAwayIsNotTheFaultOfTheOrder() throws Exception {
        run("ALTER TABLE lease RENAME TO elsewhere");
        try {
            assertThatThrownBy(() -> one.commit(tx -> touch(tx, "a"))).isInstanceOf(DatabaseUnavailable.class);
        } finally {
            run("ALTER TABLE elsewhere RENAME TO lease");
        }

        assertThat(touch(one, "a")).isEqualTo(1);
        assertThatThrownBy(() -> one.commit(tx -> add(tx, "a"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aNodeThatMetAReadOnlyDatabaseWorksAgainByItselfAndBlamesNoOrder() throws Exception {
        run("ALTER SYSTEM SET default_transaction_read_only = on");
        run("SELECT pg_reload_conf()");
        Patience.forOneStep()
                .untilAsserted(
                        "it only reads",
                        () -> assertThatThrownBy(() -> one.commit(tx -> touch(tx, "a")))
                                .isInstanceOf(DatabaseUnavailable.class));

        run("ALTER SYSTEM RESET default_transaction_read_only");
        run("SELECT pg_reload_conf()");

        writesAgain(one);
    }

    private static void writesAgain(Database ledger) {
        Patience.forOneStep().until("it writes again", () -> {
            try {
                return ledger.commit(tx -> touch(tx, "b")) == 1;
            } catch (DatabaseUnavailable notYet) {
                return false;
            }
        });
    }

    @Test
    @Order(LAST)
    void aNodeWhosePrimaryWasKilledWorksOnWithThePromotedReplicaByItself() throws Exception {
        pair.awaitCaughtUp();
        pair.killPrimary();
        assertThatThrownBy(() -> one.commit(tx -> touch(tx, "a"))).isInstanceOf(DatabaseUnavailable.class);
        pair.promoteReplica();
        pair.bringFirstBackReadingOnly();

        writesAgain(one);
        writesAgain(other);
        Patience.forOneStep().until("it reads what it wrote", () -> touched("b") == 2);
        assertThat(pair.logs()).doesNotContain("deadlock detected");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(Patience.QUIET.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(Patience.QUIET.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }
}
