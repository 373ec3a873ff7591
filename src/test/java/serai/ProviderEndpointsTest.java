package serai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import serai.fixture.Patience;
import serai.fixture.RawHttp;

/** What suppliers tell us, what happens while the ledger is busy or down, and what everybody may see. */
class ProviderEndpointsTest extends EndpointsTest {
    @Test
    void aMessageOfASupplierIsTakenAsOftenAsItComes() throws IOException {
        gateway.ledger.commit(tx -> tx.update("INSERT INTO supplier_order VALUES ('aliexpress', '8123', 'dsp_1')")
                + tx.update("INSERT INTO progress VALUES ('dsp_1', 'ord_1', 'tea', 'aliexpress', 'PLACED', NULL, '',"
                        + " 0, NULL, 0, NULL, 9000000000000)"));

        var first = send("POST", MESSAGES, "8123", "X-Signed: yes");
        var again = send("POST", MESSAGES, "8123", "X-Signed: yes");

        Optional<Long> next =
                gateway.ledger.read(tx -> tx.first("SELECT next_at FROM progress", row -> row.number("next_at")));
        assertThat(List.of(first.status(), again.status())).containsOnly(200);
        assertThat(next).contains(clock.instant().toEpochMilli());
    }

    @Test
    void whatIsForgedForAnotherOrTooLargeIsRefusedAndAnUnknownKindIsNot() throws IOException {
        assertThat(send("POST", MESSAGES, "8123", "X-None: 1").status()).isEqualTo(401);
        assertThat(send("POST", MESSAGES, "8123", "X-Signed: no").status()).isEqualTo(401);
        assertThat(send("POST", "/providers/amazon/messages", "8123", "X-Signed: yes")
                        .status())
                .isEqualTo(404);
        assertThat(send("POST", "/providers/A%20B/messages", "8123", "X-Signed: yes")
                        .status())
                .isEqualTo(404);
        assertThat(send("POST", MESSAGES, "x".repeat(64 * 1024 + 1), "X-Signed: yes")
                        .status())
                .isEqualTo(413);
        assertThat(send("PUT", MESSAGES, "8123", "X-Signed: yes").status()).isEqualTo(405);
        assertThat(send("POST", MESSAGES, "a kind of message that nobody knows", "X-Signed: yes")
                        .status())
                .isEqualTo(200);
        assertThat(get(MESSAGES, "X-None: 1").status()).isEqualTo(200);
        assertThat(get("/providers/nobody/messages", "X-None: 1").status()).isEqualTo(404);
    }

    @Test
    void whileTheLedgerIsBusyAMessageIsAnsweredInTimeAndWrittenLater() throws Exception {
        send("POST", MESSAGES, "1", "X-Signed: yes");
        Duration quiet = took(() -> send("POST", MESSAGES, "2", "X-Signed: yes"));
        var release = new java.util.concurrent.CountDownLatch(1);
        var busy = gateway.ledger.write(
                tx -> {
                    try {
                        return release.await(Patience.QUIET.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                0);

        Duration taken = took(() -> send("POST", MESSAGES, "8123", "X-Signed: yes"));
        boolean stillBusy = !busy.isDone();
        release.countDown();

        assertThat(stillBusy).as("it was answered before the ledger was free").isTrue();
        // A promise: AliExpress wants its answer within 500 ms. What any answer takes on this machine is not the
        // ledger's.
        assertThat(taken).isLessThan(Duration.ofMillis(500).plus(quiet));
        assertThat(busy.join()).isTrue();
    }

    private interface Sending {
        RawHttp.Reply send() throws IOException;
    }

    private static Duration took(Sending sending) throws IOException {
        long start = System.nanoTime();
        assertThat(sending.send().status()).isEqualTo(200);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void whileTheLedgerIsDownNothingHangsAndEverythingSaysSo() throws IOException {
        breakable.breaks(true);

        assertThat(send("POST", MESSAGES, "8123", "X-Signed: yes").status()).isEqualTo(503);
        assertThat(get("/stores/tea/inventory", KEY).status()).isEqualTo(503);
        assertThat(get("/stores/tea/shipments", KEY).status()).isEqualTo(503);
        assertThat(get(SERVICE + "/fetch_stock", "X-None: 1").header("retry-after"))
                .contains("2");
    }

    @Test
    void theStatusNamesPlatformsAndNoStore() throws IOException {
        var reply = get("/status", "X-None: 1");

        assertThat(json(reply).path("channels").findValuesAsText("name")).containsExactly("aliexpress", "shopify");
        assertThat(reply.body()).doesNotContain("acme").doesNotContain("beta");
    }
}
