package serai.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static serai.fixture.MovedClock.NOON;

import java.nio.file.Path;
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
        List<CompletableFuture<Void>> all = List.of(add("1", NOON), add("2", NOON), add("3", NOON));
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
        CompletableFuture<Void> refused = journal.append(entry("1", NOON, new byte[10_001]));

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

    private CompletableFuture<Void> add(String order, Instant at) {
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
