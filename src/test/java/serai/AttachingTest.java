package serai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import serai.fixture.Patience;
import serai.ledger.DatabaseUnavailable;

class AttachingTest {
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<Exception> fatal = new CompletableFuture<>();
    private final CompletableFuture<Void> last = new CompletableFuture<>();

    @Test
    void whatNeedsTheLedgerIsDoneInOrderAndEachUntilItSucceeds() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        var steps = List.of(
                new Attaching.Step("first", () -> {
                    if (tries.incrementAndGet() < 3) {
                        throw new DatabaseUnavailable("away");
                    }
                    done.add("first");
                }),
                new Attaching.Step("second", () -> {
                    done.add("second");
                    last.complete(null);
                }));

        try (Attaching attaching = new Attaching(steps, fatal::complete)) {
            assertThat(attaching.trouble()).isPresent();
            attaching.start();
            last.get(30, TimeUnit.SECONDS);
        }

        assertThat(done).containsExactly("first", "second");
        assertThat(tries).hasValue(3);
        assertThat(fatal).isNotDone();
    }

    @Test
    void theFirstLookIsOverWhenTheLedgerIsAwayAndNothingAfterItIsBegun() throws Exception {
        var steps = List.of(
                new Attaching.Step("first", () -> {
                    throw new DatabaseUnavailable("the server is down");
                }),
                new Attaching.Step("second", () -> done.add("second")));

        try (Attaching attaching = new Attaching(steps, fatal::complete)) {
            attaching.start();
            Patience.forOneStep().until("the first look is over", attaching::hasLooked);

            assertThat(attaching.trouble()).contains("the server is down");
        }

        assertThat(done).isEmpty();
    }

    @Test
    void whatNoWaitingMendsEndsTheGateway() throws Exception {
        var steps = List.of(new Attaching.Step("first", () -> {
            throw new IllegalStateException("of a newer version");
        }));

        try (Attaching attaching = new Attaching(steps, fatal::complete)) {
            attaching.start();

            assertThat(fatal.get(30, TimeUnit.SECONDS)).hasMessage("of a newer version");
        }
    }
}
