package serai.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static serai.fixture.MovedClock.NOON;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.OrderId;
import serai.fixture.Samples;
import serai.ledger.Embedded;

class JournalTest {
    @TempDir
    Path folder;

    private Journal journal;

    @BeforeEach
    void open() {
        journal = Journal.open(folder.resolve("journal.db"), 100, 10_000);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void whatWasAppendedIsThereAfterReopeningByteForByte() {
        byte[] body = {0, 1, (byte) 0xff, '\r', '\n', (byte) 0xc3, 0x28};
        String id = journal.id();
        journal.append(entry("1", NOON, body)).join();
        journal.close();

        open();

        Journal.Entry entry = journal.after(0, 10).getFirst();
        assertThat(entry.body()).isEqualTo(body);
        assertThat(entry.store()).isEqualTo(Samples.SHOP);
        assertThat(entry.kind()).isEqualTo("order");
        assertThat(entry.receivedAt()).isEqualTo(NOON);
        assertThat(entry.headers()).isEqualTo("{\"x\":\"y\"}");
        assertThat(journal.id()).isEqualTo(id);
    }

    @Test
    void entriesComeInTheOrderInWhichTheyWereTaken() {
        List<CompletableFuture<Journal.Entry>> all = List.of(add("1", NOON), add("2", NOON), add("3", NOON));
        all.forEach(CompletableFuture::join);

        assertThat(journal.after(0, 2)).extracting(Journal.Entry::storeOrderId).containsExactly("1", "2");
        assertThat(journal.after(2, 2)).extracting(Journal.Entry::storeOrderId).containsExactly("3");
        assertThat(journal.after(3, 2)).isEmpty();
        assertThat(journal.last()).isEqualTo(3);
    }

    @Test
    void onlyWhatIsRecordedAndOldIsForgottenAndNumbersAreNeverUsedAgain() {
        add("1", NOON.minusSeconds(100)).join();
        add("2", NOON).join();
        add("3", NOON.minusSeconds(100)).join();

        assertThat(journal.trim(0, NOON)).isZero();
        assertThat(journal.trim(2, NOON)).isEqualTo(1);
        assertThat(journal.after(0, 9)).extracting(Journal.Entry::storeOrderId).containsExactly("2", "3");
        assertThat(journal.trim(3, NOON.plusSeconds(1))).isEqualTo(2);
        journal.close();
        open();
        add("4", NOON).join();

        assertThat(journal.last()).isEqualTo(4);
    }

    @Test
    void bodiesBeyondTheBoundAreRefusedAndNotHalfStored() {
        CompletableFuture<Journal.Entry> refused = journal.append(entry("1", NOON, new byte[10_001]));

        assertThat(refused).isCompletedExceptionally();
        assertThat(journal.last()).isZero();
        add("2", NOON).join();
        assertThat(journal.last()).isEqualTo(1);
    }

    @Test
    void anOrderIsFoundByItsLatestBodyNotByItsCancellation() {
        OrderId id = OrderId.of(Samples.SHOP, "1");
        add("1", NOON).join();
        add("1", NOON.plusSeconds(1)).join();
        journal.append(new Journal.Entry(
                        0, NOON.plusSeconds(2), Samples.SHOP, "cancel", Optional.of(id), "", "", "{}", new byte[0]))
                .join();

        assertThat(journal.latest(id, 1).getFirst().receivedAt()).isEqualTo(NOON.plusSeconds(1));
        assertThat(journal.latest(OrderId.of(Samples.SHOP, "2"), 1)).isEmpty();
    }

    @Test
    void eachEntryCarriesTheHashOfAllBeforeIt() {
        Journal.Entry first = add("1", NOON).join();
        Journal.Entry second = add("2", NOON).join();

        assertThat(first.seq()).isEqualTo(1);
        assertThat(first.hash()).isEqualTo(Chain.next("", first));
        assertThat(second.hash()).isEqualTo(Chain.next(first.hash(), second));
        assertThat(journal.after(0, 9)).extracting(Journal.Entry::mark).containsExactly(first.mark(), second.mark());
        assertThat(journal.tail()).isEqualTo(second.mark());
        assertThat(journal.hashAt(1)).contains(first.hash());
        assertThat(journal.hashAt(3)).isEmpty();
    }

    @Test
    void theChainGoesOnWhereEverythingWasForgotten() {
        Journal.Entry last = add("1", NOON).join();
        journal.trim(1, NOON.plusSeconds(1));
        journal.close();

        open();

        assertThat(journal.tail()).isEqualTo(last.mark());
        assertThat(journal.setbacks()).isEmpty();
        assertThat(add("2", NOON).join().hash())
                .isEqualTo(Chain.next(last.hash(), journal.after(1, 1).getFirst()));
    }

    @Test
    void aTextThatTheDatabaseStoresOtherwiseStillFitsItsHash() {
        journal.append(new Journal.Entry(
                        0,
                        NOON,
                        Samples.SHOP,
                        "order",
                        Optional.empty(),
                        "a\u0000b\ud83d\ude00",
                        "",
                        "{}",
                        new byte[0]))
                .join();

        Journal.Entry stored = journal.after(0, 1).getFirst();
        assertThat(stored.hash()).isEqualTo(Chain.next("", stored));
    }

    @Test
    void acknowledgedEntriesThatAreGoneAfterTheProcessDiedAreNoticed() throws Exception {
        add("1", NOON).join();
        Path copy = copyOfJournal();
        add("2", NOON.plusSeconds(1)).join();
        add("3", NOON.plusSeconds(2)).join();
        String epoch = journal.epoch();
        String id = journal.id();
        journal.close();

        putBack(copy);
        open();

        assertThat(journal.id()).isEqualTo(id);
        assertThat(journal.epoch()).isNotEqualTo(epoch);
        assertThat(journal.setbacks())
                .containsExactly(new Setback(
                        journal.epoch(),
                        id,
                        1,
                        Optional.of(NOON),
                        3,
                        Optional.of(NOON.plusSeconds(2)),
                        "the journal ends before what it had acknowledged"));
        assertThat(add("4", NOON).join().seq()).as("no number is given twice").isEqualTo(4);
        Setback known = journal.setbacks().getFirst();
        journal.close();
        open();
        assertThat(journal.setbacks()).as("noticed once").containsExactly(known);
        journal.told(known);
        assertThat(journal.setbacks()).isEmpty();
    }

    @Test
    void aMissingJournalIsNoticedByWhatLiesBesideIt() throws Exception {
        add("1", NOON).join();
        add("2", NOON).join();
        String id = journal.id();
        journal.close();

        for (String end : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(folder.resolve("journal.db" + end));
        }
        open();

        assertThat(journal.id()).as("the node goes on under its name").isEqualTo(id);
        assertThat(journal.setbacks())
                .extracting(Setback::after, Setback::until, Setback::what)
                .containsExactly(tuple(0L, 2L, "the journal's file was gone"));
        assertThat(add("3", NOON).join().seq()).isEqualTo(3);
    }

    @Test
    void bytesThatFlippedInTheWriteAheadLogAreNoticed() throws Exception {
        add("1", NOON).join();
        add("2", NOON).join();
        Path copy = copyOfJournal();
        journal.close();
        Path log = copy.resolve("journal.db-wal");
        byte[] bytes = Files.readAllBytes(log);
        for (int i = bytes.length - 3_000; i < bytes.length - 2_900; i++) {
            bytes[i] ^= 0x55;
        }
        Files.write(log, bytes);

        putBack(copy);
        open();

        assertThat(journal.setbacks()).extracting(Setback::until).containsExactly(2L);
        assertThat(journal.after(0, 9)).hasSizeLessThan(2);
    }

    @Test
    void aDamagedFileIsSetAsideAndWhatCanBeReadGoesOn() throws Exception {
        for (int i = 1; i <= 60; i++) {
            journal.append(entry("o" + i, NOON, new byte[100])).join();
        }
        String id = journal.id();
        Journal.Mark tail = journal.tail();
        journal.close();
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("journal.db").toFile(), "rw")) {
            // A leaf in the midst of the entries.
            long at = new String(Files.readAllBytes(folder.resolve("journal.db")), ISO_8859_1).indexOf("o30trace");
            file.seek(at / 4096 * 4096);
            file.write(new byte[] {13, -1, -1, -1, -1, -1, -1, -1});
        }

        open();

        assertThat(journal.id()).isEqualTo(id);
        assertThat(journal.tail()).isEqualTo(tail);
        List<Journal.Entry> read = journal.after(0, 99);
        assertThat(read).hasSizeBetween(40, 59);
        assertThat(read)
                .extracting(Journal.Entry::storeOrderId)
                .contains("o1", "o60")
                .doesNotContain("o30");
        assertThat(journal.setbacks()).singleElement().satisfies(setback -> {
            assertThat(setback.what()).startsWith("the journal's file was damaged, and is kept as journal.db.damaged-");
            assertThat(setback.after()).isEqualTo(setback.until());
        });
        assertThat(add("next", NOON).join().seq()).isEqualTo(61);
    }

    @Test
    void aRescueThatWasCutShortIsTakenUpAtTheNextStart() throws Exception {
        add("o1", NOON).join();
        journal.close();
        Files.move(folder.resolve("journal.db"), folder.resolve("journal.db.rescued"));

        open();

        assertThat(journal.after(0, 9)).extracting(Journal.Entry::storeOrderId).containsExactly("o1");
        assertThat(journal.setbacks()).isEmpty();
    }

    @Test
    void aFileThatIsNoDatabaseAnyMoreIsSetAsideAndTheDoorOpens() throws Exception {
        add("1", NOON).join();
        add("2", NOON).join();
        journal.close();
        Files.write(folder.resolve("journal.db"), new byte[5_000]);
        Files.write(folder.resolve("journal.db"), "no database".getBytes(UTF_8), StandardOpenOption.WRITE);

        open();

        assertThat(journal.after(0, 9)).isEmpty();
        assertThat(journal.setbacks())
                .extracting(Setback::after, Setback::until)
                .containsExactly(tuple(0L, 2L));
        assertThat(add("3", NOON).join().seq()).isEqualTo(3);
    }

    @Test
    void aTipThatIsOlderThanItsJournalIsNoAlarm() throws Exception {
        add("1", NOON).join();
        byte[] tip = Files.readAllBytes(folder.resolve("journal.tip"));
        add("2", NOON).join();
        String epoch = journal.epoch();
        journal.close();

        Files.write(folder.resolve("journal.tip"), tip);
        open();

        assertThat(journal.setbacks()).isEmpty();
        assertThat(journal.epoch()).isEqualTo(epoch);
    }

    @Test
    void aTipThatIsTornOrGoneSaysNothing() throws Exception {
        add("1", NOON).join();
        String epoch = journal.epoch();
        journal.close();
        byte[] torn = Files.readAllBytes(folder.resolve("journal.tip"));
        torn[20] ^= 1;
        Files.write(folder.resolve("journal.tip"), torn);
        open();
        assertThat(journal.setbacks()).isEmpty();
        journal.close();
        Files.delete(folder.resolve("journal.tip"));

        open();

        assertThat(journal.setbacks()).isEmpty();
        assertThat(journal.epoch()).isEqualTo(epoch);
    }

    @Test
    void aJournalOfAnEarlierVersionGoesOnWithHashesFromItsNextEntry() throws Exception {
        Path old = folder.resolve("old.db");
        try (Connection connection = Embedded.writes(old).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE entry (seq INTEGER PRIMARY KEY AUTOINCREMENT, received_at BIGINT NOT NULL,"
                    + " store TEXT NOT NULL, kind TEXT NOT NULL, order_id TEXT, store_order_id TEXT,"
                    + " traceparent TEXT NOT NULL, headers TEXT NOT NULL, body BLOB NOT NULL)");
            statement.execute("CREATE TABLE identity (id TEXT NOT NULL)");
            statement.execute("INSERT INTO identity VALUES ('j-1')");
            statement.execute("INSERT INTO entry (received_at, store, kind, store_order_id, traceparent, headers, body)"
                    + " VALUES (1, 'shop', 'order', '1', '', '{}', x'7b7d')");
        }

        try (Journal opened = Journal.open(old, 100, 10_000)) {
            assertThat(opened.id()).isEqualTo("j-1");
            assertThat(opened.tail()).isEqualTo(new Journal.Mark(1, ""));
            Journal.Entry next = opened.append(entry("2", NOON, new byte[0])).join();
            assertThat(next.mark()).isEqualTo(new Journal.Mark(2, Chain.next("", next)));
        }
        try (Journal again = Journal.open(old, 100, 10_000)) {
            assertThat(again.setbacks()).isEmpty();
        }
    }

    @Test
    void anEntryThatIsRefusedLeavesNoGapInTheChain() throws Exception {
        journal.close();
        try (Connection connection =
                        Embedded.writes(folder.resolve("journal.db")).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TRIGGER refusing BEFORE INSERT ON entry WHEN NEW.store_order_id = '3'"
                    + " BEGIN SELECT RAISE(ABORT, 'refused'); END");
        }
        open();
        Journal.Entry first = add("1", NOON).join();
        List<CompletableFuture<Journal.Entry>> batch = List.of(add("2", NOON), add("3", NOON), add("4", NOON));
        batch.forEach(one -> one.exceptionally(failure -> first).join());

        List<Journal.Entry> all = journal.after(0, 9);
        String before = "";
        for (Journal.Entry entry : all) {
            assertThat(entry.hash()).isEqualTo(Chain.next(before, entry));
            before = entry.hash();
        }
        assertThat(all).extracting(Journal.Entry::seq).containsExactly(1L, 2L, 3L);
    }

    /** As a snapshot of the disk would have it: the log included. */
    private Path copyOfJournal() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        for (String end : List.of("", "-wal")) {
            Files.copy(folder.resolve("journal.db" + end), copy.resolve("journal.db" + end));
        }
        return copy;
    }

    private void putBack(Path copy) throws IOException {
        Files.deleteIfExists(folder.resolve("journal.db-shm"));
        for (String end : List.of("", "-wal")) {
            Files.copy(
                    copy.resolve("journal.db" + end),
                    folder.resolve("journal.db" + end),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private CompletableFuture<Journal.Entry> add(String order, Instant at) {
        return journal.append(entry(order, at, "{}".getBytes(UTF_8)));
    }

    private static Journal.Entry entry(String order, Instant at, byte[] body) {
        return new Journal.Entry(
                0,
                at,
                Samples.SHOP,
                "order",
                Optional.of(OrderId.of(Samples.SHOP, order)),
                order,
                "trace",
                "{\"x\":\"y\"}",
                body);
    }
}
