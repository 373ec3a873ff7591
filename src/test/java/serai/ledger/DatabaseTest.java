package serai.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.fixture.BreakableLedger;
import serai.fixture.Patience;

class DatabaseTest {
    private static final GroupWriter.Bounds BOUNDS = new GroupWriter.Bounds(10, 1_000, 8);

    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() throws Exception {
        Path file = folder.resolve("some.db");
        var writes = Embedded.writes(file);
        try (Connection connection = writes.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE thing (id TEXT PRIMARY KEY, size INTEGER, body BLOB)");
        }
        database = Database.open("some", writes, Embedded.reads(file, 2), BOUNDS);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatIsReportedDoneIsVisibleToEveryReader() {
        for (int i = 0; i < 50; i++) {
            String id = "t" + i;
            add(id).join();

            assertThat(ids()).contains(id);
        }
    }

    @Test
    void anotherProcessCanWriteBetweenTwoCommits() throws Exception {
        add("ours").join();

        try (Connection other = Embedded.writes(folder.resolve("some.db")).getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 1000");
            statement.execute("INSERT INTO thing (id) VALUES ('theirs')");
        }
        add("ours again").join();

        assertThat(ids()).containsExactlyInAnyOrder("ours", "theirs", "ours again");
    }

    @Test
    void oneThatFailsDoesNotFailItsBatch() throws Exception {
        add("taken").join();
        CountDownLatch gate = blocked();
        CompletableFuture<Integer> before = add("a");
        CompletableFuture<Integer> twice = add("taken");
        CompletableFuture<Integer> bug = database.write(
                tx -> {
                    tx.update("INSERT INTO thing (id) VALUES (?)", "half");
                    throw new IllegalStateException("a bug");
                },
                0);
        CompletableFuture<Integer> wrong = database.write(tx -> tx.update("INSERT INTO nothing VALUES (1)"), 0);
        CompletableFuture<Integer> deep = database.write(
                tx -> {
                    throw new StackOverflowError();
                },
                0);
        CompletableFuture<Integer> after = add("b");

        gate.countDown();

        assertThat(before.get(Patience.QUIET.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(after.get(Patience.QUIET.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(twice).completesExceptionallyWithin(Patience.QUIET);
        assertThat(bug).isCompletedExceptionally();
        assertThat(wrong).isCompletedExceptionally();
        assertThat(deep).isCompletedExceptionally();
        assertThat(ids()).containsExactlyInAnyOrder("taken", "a", "b");
        assertThatThrownBy(() -> database.commit(tx -> tx.update("nonsense")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> database.commit(tx -> {
                    throw new IllegalArgumentException("of the work");
                }))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFullQueueRefusesAtOnceByNumberAndByWeight() throws Exception {
        CountDownLatch gate = blocked();
        List<CompletableFuture<Integer>> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waiting.add(add("t" + i));
        }

        CompletableFuture<Integer> tooMany = add("eleventh");
        assertThatThrownBy(tooMany::join).hasCauseInstanceOf(DatabaseUnavailable.class);
        gate.countDown();
        for (CompletableFuture<Integer> each : waiting) {
            each.get(Patience.QUIET.toSeconds(), TimeUnit.SECONDS);
        }

        assertThat(database.write(tx -> 1, 1_001)).isCompletedExceptionally();
        for (int i = 0; i < 3; i++) {
            await().atMost(Patience.QUIET)
                    .until(() -> !database.write(tx -> 1, 1_000).isCompletedExceptionally());
        }
    }

    @Test
    void aFullDiskIsSaidAndOnceThereIsRoomItGoesOn() {
        add("first").join();
        byte[] big = new byte[200_000];
        database.commit(tx -> tx.list("PRAGMA max_page_count = 20", row -> 0).size());

        assertThatThrownBy(
                        () -> database.commit(tx -> tx.update("INSERT INTO thing (id, body) VALUES ('big', ?)", big)))
                .isInstanceOf(DatabaseUnavailable.class);

        // A fresh connection has the usual bound again.
        int added = database.commit(tx -> tx.update("INSERT INTO thing (id, body) VALUES ('big', ?)", big));
        assertThat(added).isEqualTo(1);
        assertThat(ids()).containsExactlyInAnyOrder("first", "big");
    }

    @Test
    void afterABrokenConnectionItRecovers() {
        try (BreakableLedger ledger = new BreakableLedger(folder.resolve("broken.db"))) {
            ledger.breaks(true);
            assertThatThrownBy(() -> seen(ledger.database(), "n1")).isInstanceOf(DatabaseUnavailable.class);
            assertThatThrownBy(() -> ledger.database().read(tx -> tx.list("SELECT 1 AS n", row -> row.number("n"))))
                    .isInstanceOf(DatabaseUnavailable.class);

            ledger.breaks(false);

            assertThat(seen(ledger.database(), "n1")).isEqualTo(1);
        }
    }

    @Test
    void whatIsStillWaitingWhenItClosesIsCommittedWhatComesLaterIsRefused() throws Exception {
        CountDownLatch gate = blocked();
        CompletableFuture<Integer> waiting = add("in time");
        Thread closer = Thread.ofPlatform().start(database::close);
        gate.countDown();
        closer.join(5_000);

        assertThat(waiting.get(Patience.QUIET.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1);
        assertThatThrownBy(() -> database.commit(tx -> Optional.of(1))).isInstanceOf(DatabaseUnavailable.class);
        open(folder.resolve("some.db"));
        assertThat(ids()).containsExactly("in time");
    }

    @Test
    void whoWritesWhileItClosesIsAlwaysAnswered() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        Thread writer = Thread.ofPlatform().start(() -> {
            boolean refused = false;
            for (int i = 0; i < 20_000 && !refused; i++) {
                CompletableFuture<Integer> one = database.write(tx -> 1, 0);
                all.add(one);
                begun.countDown();
                refused = one.isCompletedExceptionally();
            }
        });
        begun.await();
        database.close();
        writer.join(10_000);

        for (CompletableFuture<Integer> each : all) {
            each.handle((done, failure) -> true).get(Patience.QUIET.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void emptyAndNullAndNulCharactersAreKeptApartAsFarAsBothDialectsCan() {
        database.commit(tx -> tx.update(
                "INSERT INTO thing (id, size, body) VALUES (?, ?, ?)", "a\u0000b", Optional.empty(), new byte[] {0, 1
                }));

        Optional<String> id = database.read(tx -> tx.first("SELECT id FROM thing", row -> row.text("id")));
        Optional<byte[]> body = database.read(tx -> tx.first("SELECT body FROM thing", row -> row.bytes("body")));

        assertThat(id).contains("a\u2400b");
        assertThat(body.orElseThrow()).containsExactly(0, 1);
    }

    private void open(Path file) {
        database = Database.open("some", Embedded.writes(file), Embedded.reads(file, 2), BOUNDS);
    }

    /** Keeps the writer busy until the latch is counted down, so that what follows makes one batch. */
    private CountDownLatch blocked() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        database.write(
                tx -> {
                    busy.countDown();
                    try {
                        return gate.await(Patience.QUIET.toSeconds(), TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                0);
        busy.await();
        return gate;
    }

    private CompletableFuture<Integer> add(String id) {
        return database.write(tx -> tx.update("INSERT INTO thing (id, size) VALUES (?, 1)", id), 10);
    }

    private List<String> ids() {
        return database.read(tx -> tx.list("SELECT id FROM thing", row -> row.text("id")));
    }

    private static int seen(Database ledger, String node) {
        return ledger.commit(tx -> tx.update("INSERT INTO node (name, boot, seen_at) VALUES (?, 'b', 1)", node));
    }
}
