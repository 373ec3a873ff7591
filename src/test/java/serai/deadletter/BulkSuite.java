package serai.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import serai.access.Audit;
import serai.base.DispatchId;
import serai.dispatch.DispatchState;
import serai.provider.Cause;

/** The same done to every letter of a set that a person has looked at. */
abstract class BulkSuite extends LettersSuite {
    private Bulk.Seen seen(DeadLetterFilter filter) {
        return new Bulk.Seen(filter, gateway.letters.count(filter, Bulk.MOST).n(), gateway.now());
    }

    private static void done(Bulk.Result result, long changed, long noLonger) {
        assertThat(result).isInstanceOfSatisfying(Bulk.Result.Done.class, done -> {
            assertThat(done.changed()).isEqualTo(changed);
            assertThat(done.noLonger()).isEqualTo(noLonger);
        });
    }

    /** Copies of a letter, as an outage makes them. */
    private void many(DispatchId id, int copies) {
        gateway.ledger.commit(tx -> {
            String columns = String.join(
                    ", ",
                    List.of(
                            "order_id, store, channel, kind, part, state, version, cause, code, reason, request",
                            "original_request, step, attempts, strikes, supplier_ids, taken_at, unknown_since",
                            "ready_at, due_by, node, traceparent, recorded_at, changed_at"));
            for (int i = 0; i < copies; i++) {
                tx.update(
                        "INSERT INTO dispatch (id, " + columns + ") SELECT CAST(? AS TEXT), " + columns
                                + " FROM dispatch WHERE id = ?",
                        "dsp_copy" + i,
                        id);
                serai.dispatch.LetterRows.save(tx, new DispatchId("dsp_copy" + i));
            }
            return copies;
        });
    }

    @Test
    void manyLettersOfOneMomentGoInChunksThatDoNotHoldUpOrdersEachWithItsAuditEntry() {
        many(gateway.dead(Cause.OUT_OF_STOCK), 120);

        Bulk.Result archived = bulk.archive(seen(DeadLetterFilter.ALL), ANN, "sold out for good");

        done(archived, 121, 0);
        assertThat(found("")).isEmpty();
        assertThat(audit("bulk-archive")).extracting(Audit.Entry::affected).containsExactly(21L, 50L, 50L);
        assertThat(audit("bulk-archive"))
                .allSatisfy(entry -> assertThat(entry.reason()).isEqualTo("sold out for good; set: state=dead"));
        assertThat(gateway.find(new DispatchId("dsp_copy7")).cause()).contains(Cause.OUT_OF_STOCK);
    }

    @Test
    void whatDiedAfterTheyLookedIsNotTouched() {
        gateway.dead(Cause.OUT_OF_STOCK);
        Bulk.Seen seen = seen(DeadLetterFilter.ALL);
        DispatchId later = gateway.dead(Cause.OUT_OF_STOCK);

        done(bulk.archive(seen, ANN, "x"), 1, 0);

        assertThat(found("")).containsExactly(later.value());
    }

    @Test
    void whatSomebodyElseTookMeanwhileIsCountedAsNoLongerThere() {
        DispatchId gone = gateway.dead(Cause.OUT_OF_STOCK);
        DispatchId left = gateway.dead(Cause.OUT_OF_STOCK);
        Bulk.Seen seen = seen(search("assignee:nobody"));
        gateway.desk.replay(gone, Optional.empty(), ANN, "", false);

        done(bulk.assign(seen, Optional.of("bob"), ANN, "his"), 1, 1);

        assertThat(letter(left).assignee()).contains("bob");
        assertThat(audit("bulk-assign"))
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry.reason()).isEqualTo("his to bob; set: state=dead, query=assignee:nobody"));
        done(bulk.assign(seen(DeadLetterFilter.ALL), Optional.empty(), ANN, "nobody's"), 1, 0);
        assertThat(letter(left).assignee()).isEmpty();
    }

    @Test
    void aSetThatHasGrownIsLeftAloneAndTheNewNumberSaid() {
        gateway.dead(Cause.OUT_OF_STOCK);
        gateway.dead(Cause.OUT_OF_STOCK);

        Bulk.Result result = bulk.archive(new Bulk.Seen(DeadLetterFilter.ALL, 1, gateway.now()), ANN, "x");

        assertThat(result).isEqualTo(new Bulk.Result.Grown(2));
        assertThat(found("")).hasSize(2);
        assertThat(audit("bulk-archive")).isEmpty();
    }

    @Test
    void whatIsTooMuchOrTooLongIsRefused() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);
        Instant now = gateway.now();

        assertThat(bulk.archive(new Bulk.Seen(DeadLetterFilter.ALL, Bulk.MOST + 1, now), ANN, "x"))
                .isInstanceOf(Bulk.Result.Refused.class);
        assertThat(bulk.snooze(seen(DeadLetterFilter.ALL), now, ANN, "x")).isInstanceOf(Bulk.Result.Refused.class);
        assertThatThrownBy(() -> bulk.assign(seen(DeadLetterFilter.ALL), Optional.of(" "), ANN, "x"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(letter(id).version()).isEqualTo(gateway.find(id).version());
    }

    @Test
    void snoozeAndRestoreOfManyAreTheSameAsOfOne() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);
        Instant until = gateway.now().plusSeconds(60);

        done(bulk.snooze(seen(DeadLetterFilter.ALL), until, ANN, "x"), 1, 0);
        assertThat(letter(id).snoozedUntil()).contains(until);
        gateway.desk.archive(id, Optional.empty(), ANN, "x");
        assertThat(letter(id).snoozedUntil()).isEmpty();
        gateway.clock.advance(java.time.Duration.ofSeconds(1));
        done(bulk.restore(seen(search("is:archived")), ANN, "after all"), 1, 0);

        assertThat(gateway.find(id).state()).isEqualTo(DispatchState.DEAD);
        assertThat(gateway.find(id).cause()).contains(Cause.OUT_OF_STOCK);
    }

    @Test
    void archivingWhatIsArchivedAlreadyChangesNothing() {
        DispatchId away = gateway.dead(Cause.OUT_OF_STOCK);
        gateway.dead(Cause.OUT_OF_STOCK);
        gateway.desk.archive(away, Optional.empty(), ANN, "first");

        done(bulk.archive(seen(search("is:archived OR sku:ALI")), ANN, "second"), 1, 1);

        assertThat(audit("bulk-archive"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.affected()).isEqualTo(1));
    }

    @Test
    void aScopedPersonMovesTheirOwnStoresLettersOnly() {
        DispatchId mine = gateway.dead(Cause.OUT_OF_STOCK);
        DispatchId theirs = deadInCup();

        done(bulk.archive(new Bulk.Seen(DeadLetterFilter.ALL, 2, gateway.now()), TOM, "x"), 1, 1);
        done(bulk.archive(new Bulk.Seen(DeadLetterFilter.ALL, 2, gateway.now()), NOBODYS, "x"), 0, 2);

        assertThat(gateway.find(mine).state()).isEqualTo(DispatchState.ARCHIVED);
        assertThat(gateway.find(theirs).state()).isEqualTo(DispatchState.DEAD);
    }

    @Test
    void twoPeopleWithTheSameButtonTogetherMoveEachLetterOnce() throws Exception {
        many(gateway.dead(Cause.OUT_OF_STOCK), 700);
        Bulk.Seen seen = seen(DeadLetterFilter.ALL);
        CountDownLatch both = new CountDownLatch(2);
        List<Bulk.Result> results = new ArrayList<>();

        try (var threads = Executors.newFixedThreadPool(2)) {
            List<Future<Bulk.Result>> pressed = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                pressed.add(threads.submit(() -> {
                    both.countDown();
                    both.await();
                    return bulk.archive(seen, ANN, "x");
                }));
            }
            for (Future<Bulk.Result> press : pressed) {
                results.add(press.get());
            }
        }

        long changed = results.stream()
                .mapToLong(result -> ((Bulk.Result.Done) result).changed())
                .sum();
        assertThat(changed).isEqualTo(701);
        assertThat(audit("bulk-archive").stream()
                        .mapToLong(Audit.Entry::affected)
                        .sum())
                .isEqualTo(701);
        assertThat(gateway.find(new DispatchId("dsp_copy3")).version())
                .isEqualTo(gateway.find(new DispatchId("dsp_copy4")).version());
    }
}
