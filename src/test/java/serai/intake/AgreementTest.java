package serai.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static serai.fixture.MovedClock.NOON;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.OrderId;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.Move;
import serai.dispatch.Step;
import serai.fixture.Samples;
import serai.provider.Cause;

/** What becomes of journal and ledger when one of them is not what the other takes it for. */
class AgreementTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private RecorderRig rig;

    @BeforeEach
    void begin() {
        rig = new RecorderRig(folder);
    }

    @AfterEach
    void end() {
        rig.close();
    }

    @Test
    void anOrderIsNotLostWhenTheJournalCameBackOlder() throws Exception {
        rig.orders("a", 3);
        rig.recorder.drain();
        Path snapshot = rig.copyOfJournal("snapshot");
        rig.orders("b", 20);
        rig.recorder.drain();
        rig.stop();

        rig.putBack(snapshot, true);
        rig.start();
        rig.orders("c", 10);
        rig.recorder.drain();

        assertThat(rig.recorded()).hasSize(33).contains("c0", "c9");
        assertThat(rig.recorder.lag()).isZero();
        assertThat(rig.alarms).hasSize(3);
        assertThat(rig.alarms.get(0)).startsWith("+rewind this node's journal has gone back or was exchanged");
        assertThat(rig.alarms.get(1)).startsWith("+loss the journal had gone back: what node n1 acknowledged");
        assertThat(rig.alarms.get(2)).startsWith("-rewind recorded again up to entry");
        assertThat(rig.recorder.watch().rewinds()).isEqualTo(1);
        assertThat(rig.recorder.watch().trouble()).get().asString().contains("nothing tells whether there was any");
    }

    @Test
    void anOrderIsNotLostWhenTheOlderJournalHasGrownBeyondTheLedgersPositionBeforeAnybodyLooked() throws Exception {
        rig.orders("a", 3);
        rig.recorder.drain();
        Path snapshot = rig.copyOfJournal("snapshot");
        rig.orders("b", 5);
        rig.recorder.drain();
        rig.stop();

        rig.putBack(snapshot, true);
        rig.start();
        rig.orders("c", 30);
        rig.recorder.drain();
        rig.order("d");
        rig.recorder.drain();

        assertThat(rig.recorded()).hasSize(39);
        assertThat(rig.recorder.watch().rewinds()).isEqualTo(1);
        assertThat(rig.recorder.lag()).isZero();
    }

    @Test
    void aRestoredBackupOfTheJournalGivesNoNumberTwiceAndCountsWhatIsGone() throws Exception {
        rig.orders("a", 3);
        rig.recorder.drain();
        Path backup = rig.copyOfJournal("backup");
        rig.orders("b", 4);
        rig.recorder.drain();
        rig.clock.advance(MINUTE);
        rig.orders("lost", 2);
        rig.stop();

        rig.putBack(backup, false);
        rig.start();
        rig.order("c");
        rig.recorder.drain();

        assertThat(rig.recorded()).hasSize(8).contains("b3", "c");
        assertThat(Losses.open(rig.ledger))
                .extracting(Losses.Loss::after, Losses.Loss::until, Losses.Loss::messages, Losses.Loss::untilAt)
                .containsExactly(tuple(7L, 9L, Optional.of(2L), Optional.of(NOON.plus(MINUTE))));
        assertThat(rig.journal.after(0, 99))
                .last()
                .extracting(Journal.Entry::seq)
                .isEqualTo(10L);
        assertThat(rig.recorder.watch().lostMessages()).isEqualTo(2);
        assertThat(rig.recorder.lag()).isZero();
        assertThat(rig.journal.setbacks()).isEmpty();
    }

    @Test
    void whatIsGoneFromTheJournalAndRecordedIsNoLoss() throws Exception {
        rig.orders("a", 3);
        Path backup = rig.copyOfJournal("backup");
        rig.orders("b", 4);
        rig.recorder.drain();
        rig.stop();

        rig.putBack(backup, false);
        rig.start();
        rig.recorder.drain();

        assertThat(Losses.open(rig.ledger)).isEmpty();
        assertThat(rig.recorder.watch().trouble()).isEmpty();
        assertThat(rig.alarms).extracting(alarm -> alarm.split(" ")[0]).containsExactly("+rewind", "-rewind");
        assertThat(rig.recorder.lag()).isZero();
    }

    @Test
    void aMissingJournalOfANodeThatTheLedgerKnowsIsNoticed() throws Exception {
        rig.orders("a", 3);
        rig.recorder.drain();
        rig.stop();

        rig.deleteJournal(true);
        rig.start();
        rig.order("b");
        rig.recorder.drain();

        assertThat(rig.recorded()).hasSize(4);
        assertThat(rig.recorder.watch().trouble())
                .get()
                .asString()
                .startsWith("the journal that this node had before is missing");
        assertThat(Losses.open(rig.ledger)).singleElement().satisfies(loss -> {
            assertThat(loss.messages()).isEmpty();
            assertThat(loss.after()).isEqualTo(3);
        });
        rig.stop();
        rig.start();
        rig.recorder.drain();
        assertThat(Losses.open(rig.ledger)).as("noticed once").hasSize(1);
    }

    @Test
    void aMissingJournalIsCountedByWhatLiesBesideIt() throws Exception {
        rig.orders("a", 3);
        rig.recorder.drain();
        rig.orders("lost", 5);
        rig.stop();

        rig.deleteJournal(false);
        rig.start();
        rig.order("b");
        rig.recorder.drain();

        assertThat(rig.recorded()).containsExactly("a0", "a1", "a2", "b");
        assertThat(rig.recorder.watch().lostMessages()).isEqualTo(5);
        assertThat(rig.recorder.lag()).isZero();
    }

    @Test
    void aLossIsKnownUntilSomebodyHasSeenToIt() throws Exception {
        rig.order("lost");
        rig.stop();
        rig.deleteJournal(false);
        rig.start();
        rig.recorder.drain();
        rig.stop();
        rig.start();
        rig.recorder.drain();
        assertThat(rig.recorder.watch().trouble()).isPresent();

        rig.ledger.commit(tx -> Losses.settle(tx, "ann", "asked the merchant", rig.clock.instant()));
        rig.clock.advance(MINUTE);
        rig.recorder.drain();

        assertThat(rig.recorder.watch().trouble()).isEmpty();
        assertThat(rig.alarms.getLast()).isEqualTo("-loss somebody has seen to it");
    }

    @Test
    void theStoresAreAskedAgainForWhatIsGone() throws Exception {
        rig.ledger.commit(tx -> tx.update(
                "INSERT INTO store_visit (store, orders_until, orders_next_at, hooks_at,"
                        + " hooks_next_at, note) VALUES ('woo', ?, ?, NULL, 0, '')",
                NOON.plusSeconds(7200),
                NOON.plusSeconds(9999)));
        rig.order("a");
        rig.recorder.drain();
        rig.clock.advance(Duration.ofHours(1));
        rig.order("lost");
        rig.stop();

        rig.deleteJournal(false);
        rig.start();
        rig.recorder.drain();

        long until = rig.ledger
                .read(tx -> tx.first("SELECT orders_until FROM store_visit", row -> row.number("orders_until")))
                .orElseThrow();
        assertThat(until).isLessThan(NOON.toEpochMilli());
    }

    @Test
    void recordedOrdersAreNotLostWhenTheLedgerWentBack() throws Exception {
        rig.orders("a", 3);
        rig.recorder.drain();
        Path copy = rig.copyOfLedger();
        rig.orders("b", 10);
        rig.recorder.drain();

        rig.putLedgerBack(copy);
        rig.order("c");
        rig.recorder.drain();
        rig.recorder.drain();

        assertThat(rig.recorded()).hasSize(14);
        assertThat(rig.alarms.get(0)).startsWith("+rewind the ledger has gone back to an older state");
        assertThat(rig.alarms.get(1)).startsWith("-rewind");
        assertThat(rig.recorder.watch().trouble()).isEmpty();
        assertThat(rig.counts()).containsEntry("NEW_ORDER", 14L);
    }

    @Test
    void aLedgerThatWentBackIsNoticedWithinAMinuteAlsoWhenNothingComes() throws Exception {
        rig.order("a");
        rig.recorder.drain();
        Path copy = rig.copyOfLedger();
        rig.orders("b", 10);
        rig.recorder.drain();

        rig.putLedgerBack(copy);
        rig.recorder.drain();
        assertThat(rig.recorded()).hasSize(1);
        rig.clock.advance(MINUTE);
        rig.recorder.drain();

        assertThat(rig.recorded()).hasSize(11);
    }

    @Test
    void aLedgerThatWentBackWhileTheNodeWasDownIsNoticedByWhatLiesBesideTheJournal() throws Exception {
        rig.order("a");
        rig.recorder.drain();
        Path copy = rig.copyOfLedger();
        rig.orders("b", 10);
        rig.recorder.drain();
        rig.stop();

        rig.putLedgerBack(copy);
        rig.start();
        rig.recorder.drain();

        assertThat(rig.recorded()).hasSize(11);
        assertThat(rig.recorder.watch().rewinds()).isEqualTo(1);
        assertThat(rig.dispatchesOf("b5").getFirst().unknownSince()).contains(NOON);
    }

    @Test
    void whatTheLedgerHasForgottenIsFoundOutBeforeItIsBought() throws Exception {
        rig.order("before-tee", "TEE");
        rig.order("before-mug", "MUG");
        rig.recorder.drain();
        Path copy = rig.copyOfLedger();
        rig.clock.advance(Duration.ofSeconds(10));
        rig.order("tee", "TEE");
        rig.order("mug", "MUG");
        rig.recorder.drain();
        rig.clock.advance(Duration.ofSeconds(10));

        rig.putLedgerBack(copy);
        rig.order("new", "MUG");
        rig.recorder.drain();
        rig.recorder.drain();

        assertThat(doubt("mug")).isEqualTo(tuple(Step.FIND, Optional.of(NOON.plusSeconds(20))));
        assertThat(doubt("tee")).isEqualTo(tuple(Step.PLACE, Optional.of(NOON.plusSeconds(10))));
        assertThat(doubt("before-mug")).isEqualTo(tuple(Step.FIND, Optional.of(NOON.plusSeconds(20))));
        assertThat(doubt("before-tee")).isEqualTo(tuple(Step.PLACE, Optional.of(NOON)));
        assertThat(doubt("new")).isEqualTo(tuple(Step.PLACE, Optional.empty()));
    }

    @Test
    void aLedgerThatWentBackAndOnlyReadsIsToldOfOnce() throws Exception {
        rig.order("a");
        rig.recorder.drain();
        Path copy = rig.copyOfLedger();
        rig.order("b");
        rig.recorder.drain();
        rig.putLedgerBack(copy);
        rig.ledger.commit(tx -> tx.update("CREATE TRIGGER only_reads BEFORE UPDATE ON journal_position"
                + " BEGIN SELECT RAISE(ABORT, 'only reads'); END"));
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(rig.recorder::agree).isInstanceOf(IllegalStateException.class);
        }

        rig.ledger.commit(tx -> tx.update("DROP TRIGGER only_reads"));
        rig.recorder.drain();

        assertThat(rig.recorder.watch().rewinds()).isEqualTo(1);
        assertThat(rig.recorded()).containsExactly("a", "b");
    }

    @Test
    void whatTheStoreSaidLaterIsTakenUpBeforeTheDoubt() throws Exception {
        Path copy = rig.copyOfLedger();
        rig.order("a", "TEE");
        rig.clock.advance(Duration.ofSeconds(1));
        rig.order("a", "MUG");
        rig.recorder.drain();

        rig.putLedgerBack(copy);
        rig.recorder.agree();
        rig.recorder.drain();

        List<Dispatch> open =
                rig.dispatchesOf("a").stream().filter(one -> one.state().open()).toList();
        assertThat(open)
                .extracting(Dispatch::channel, Dispatch::step)
                .containsExactly(tuple(Samples.AMAZON, Step.FIND));
    }

    private org.assertj.core.groups.Tuple doubt(String order) {
        Dispatch one = rig.dispatchesOf(order).getFirst();
        return tuple(one.step(), one.unknownSince());
    }

    @Test
    void aJournalThatWentBackCastsNoDoubtOnWhatTheLedgerKnows() throws Exception {
        Path empty = rig.copyOfJournal("empty");
        rig.order("a", "MUG");
        rig.recorder.drain();
        rig.stop();

        rig.putBack(empty, true);
        rig.start();
        rig.order("b", "MUG");
        rig.recorder.drain();

        assertThat(doubt("a")).isEqualTo(tuple(Step.PLACE, Optional.empty()));
        assertThat(doubt("b")).isEqualTo(tuple(Step.PLACE, Optional.empty()));
    }

    @Test
    void recordingAgainChangesNothingThatTheLedgerKnows() throws Exception {
        rig.order("1", "TEE");
        rig.order("2", "MUG");
        rig.say("shop", StoreEvents.CANCEL, "1", "{\"reason\":\"wrong colour\"}");
        rig.say("shop", StoreEvents.ORDER, "3", "{\"orderId\":\"3\",");
        rig.say("woo", "woocommerce:order.updated", "7", woo("2026-11-20T11:59:00"));
        rig.say("woo", "woocommerce:order.updated", "8", "{\"id\":8,\"status\":\"checkout-draft\"}");
        rig.say("woo", "woocommerce:order.deleted", "8", "{\"id\":8}");
        rig.say("woo", "woocommerce:order.deleted", "7", "{\"id\":7}");
        rig.clock.advance(MINUTE);
        rig.say("woo", "woocommerce:order.restored", "7", woo("2026-11-20T12:00:30"));
        rig.recorder.drain();
        rig.recorder.drain();
        bought("2");
        List<String> before = rig.everything();
        rig.ledger.commit(tx -> tx.update("DELETE FROM journal_checkpoint")
                + tx.update("UPDATE journal_position SET hash = 'another'"));

        rig.clock.advance(MINUTE);
        rig.recorder.drain();

        assertThat(rig.recorder.watch().rewinds()).isEqualTo(1);
        assertThat(rig.everything()).containsExactlyElementsOf(before);
    }

    private void bought(String order) {
        Dispatch dispatch = rig.dispatchesOf(order).getFirst();
        rig.ledger.commit(tx -> {
            Dispatches.apply(tx, new Move(dispatch, DispatchState.QUEUED), "test", rig.clock.instant());
            Dispatch queued = Dispatches.find(tx, dispatch.id()).orElseThrow();
            Dispatches.apply(tx, new Move(queued, DispatchState.ATTEMPTING), "test", rig.clock.instant());
            Dispatch attempting = Dispatches.find(tx, dispatch.id()).orElseThrow();
            return Dispatches.apply(tx, new Move(attempting, DispatchState.DONE), "test", rig.clock.instant());
        });
    }

    private static String woo(String modified) {
        return """
            {"id":7,"number":"7","status":"processing","date_created_gmt":"2026-11-20T11:58:00",\
            "date_modified_gmt":"%s","date_paid_gmt":"2026-11-20T11:58:30","currency":"USD","total":"1.00",\
            "billing":{"first_name":"Jane","last_name":"Roe","country":"US","email":"jane@example.com"},\
            "shipping":{"first_name":"Jane","last_name":"Roe","address_1":"12 Elm Street","city":"Austin",\
            "state":"TX","postcode":"78701","country":"US"},"line_items":[{"id":1,"name":"Tee","sku":"TEE",\
            "product_id":3,"variation_id":0,"quantity":1,"subtotal":"1.00","total":"1.00","price":1.00}]}\
            """.formatted(modified);
    }

    @Test
    void aLetterOfANumberThatIsGivenTwiceIsAnotherLetter() throws Exception {
        Path empty = rig.copyOfJournal("empty");
        rig.say("shop", StoreEvents.ORDER, "1", "{\"orderId\":\"1\",");
        rig.recorder.drain();
        rig.stop();

        rig.putBack(empty, true);
        rig.start();
        rig.say("shop", StoreEvents.ORDER, "2", "{\"orderId\":\"2\",");
        rig.recorder.drain();

        assertThat(rig.letters()).hasSize(2);
        assertThat(rig.counts()).containsEntry("UNREADABLE", 2L);
    }

    @Test
    void twoNodesThatWereClonedFromOneDiskLoseNothingAndComeToRest() throws Exception {
        rig.orders("a", 3);
        rig.recorder.drain();
        Path clone = rig.copyOfJournal("clone");
        try (Journal other = Journal.open(clone.resolve("journal.db"), 100, 1 << 20)) {
            Recorder second = rig.recorder(other, "n2");
            Journal first = rig.journal;
            for (int round = 0; round < 5; round++) {
                rig.order("first" + round);
                rig.journal = other;
                rig.order("second" + round);
                rig.journal = first;
                rig.recorder.drain();
                second.drain();
                second.drain();
                rig.recorder.drain();
            }

            assertThat(rig.recorded()).hasSize(13);
            assertThat(rig.recorder.watch().rewinds() + second.watch().rewinds())
                    .isEqualTo(1);
        }
    }

    @Test
    void aDamagedEntryIsAskedAboutAndNotBought() throws Exception {
        rig.orders("a", 3);
        rig.stop();
        rig.inJournal("UPDATE entry SET body = CAST(REPLACE(CAST(body AS TEXT), '\"quantity\":1', '\"quantity\":9')"
                + " AS BLOB) WHERE seq = 2");

        rig.start();
        rig.recorder.drain();

        assertThat(rig.recorded()).containsExactly("a0", "a2");
        assertThat(rig.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.cause()).contains(Cause.ORDER_UNREADABLE);
            assertThat(letter.reason()).contains("damaged on this node's disk");
        });
        assertThat(rig.recorder.watch().damagedEntries()).isEqualTo(1);
    }

    @Test
    void anEntryWhoseHashIsDamagedTakesNoOtherWithIt() throws Exception {
        rig.orders("a", 4);
        rig.stop();
        rig.inJournal("UPDATE entry SET hash = '00' WHERE seq = 2");

        rig.start();
        rig.recorder.drain();

        assertThat(rig.recorded()).containsExactly("a0", "a2", "a3");
        assertThat(rig.letters()).hasSize(1);
    }

    @Test
    void entriesThatAreMissingInTheMidstOfTheJournalAreCounted() throws Exception {
        rig.orders("a", 5);
        rig.stop();
        rig.inJournal("DELETE FROM entry WHERE seq IN (2, 3)");

        rig.start();
        rig.recorder.drain();

        assertThat(rig.recorded()).containsExactly("a0", "a3", "a4");
        assertThat(Losses.open(rig.ledger))
                .extracting(Losses.Loss::after, Losses.Loss::until)
                .containsExactly(tuple(1L, 3L));
        rig.clock.advance(MINUTE);
        rig.recorder.drain();
        assertThat(rig.recorder.watch().lostMessages()).isEqualTo(2);
    }

    @Test
    void nothingIsTrimmedThatTheLedgerCannotShow() throws Exception {
        rig.orders("a", 3);
        rig.recorder.drain();
        Path copy = rig.copyOfLedger();
        rig.orders("b", 10);
        rig.recorder.drain();
        rig.putLedgerBack(copy);
        rig.clock.advance(Duration.ofSeconds(1));

        rig.recorder.trim(Duration.ZERO);

        assertThat(rig.journal.after(0, 99)).hasSize(10);
        rig.recorder.drain();
        assertThat(rig.recorded()).hasSize(13);
    }

    @Test
    void whatJournalAndLedgerHaveBothForgottenIsSaid() throws Exception {
        rig.orders("a", 3);
        rig.recorder.drain();
        Path copy = rig.copyOfLedger();
        rig.orders("b", 10);
        rig.recorder.drain();
        rig.clock.advance(Duration.ofSeconds(1));
        rig.recorder.trim(Duration.ZERO);
        rig.putLedgerBack(copy);

        rig.order("c");
        rig.recorder.drain();
        rig.recorder.drain();

        assertThat(rig.recorded()).containsExactly("a0", "a1", "a2", "c");
        assertThat(Losses.open(rig.ledger))
                .extracting(Losses.Loss::after, Losses.Loss::until)
                .containsExactly(tuple(3L, 13L));
        assertThat(rig.recorder.lag()).isZero();
    }

    @Test
    void aTrimmedJournalAndItsLedgerAgree() {
        rig.orders("a", 3);
        rig.recorder.drain();
        rig.clock.advance(Duration.ofHours(2));
        rig.recorder.trim(Duration.ofHours(1));
        rig.stop();

        rig.start();
        rig.recorder.drain();
        rig.order("b");
        rig.recorder.drain();

        assertThat(rig.recorded()).hasSize(4);
        assertThat(rig.alarms).isEmpty();
    }

    @Test
    void aLedgerOfAnEarlierVersionIsTakenAtItsWordOnce() {
        rig.orders("a", 3);
        rig.recorder.drain();
        rig.ledger.commit(
                tx -> tx.update("UPDATE journal_position SET epoch = '', node = '', hash = '', saved_at = 0"));
        rig.stop();

        rig.start();
        rig.order("b");
        rig.recorder.drain();

        assertThat(rig.recorded()).hasSize(4);
        assertThat(rig.alarms).isEmpty();
        assertThat(rig.counts()).isEqualTo(java.util.Map.of("NEW_ORDER", 4L));
    }

    @Test
    void theLagIsWhatIsMissingAndNotWhatTheNumbersSay() throws Exception {
        rig.orders("a", 8);
        Path copy = rig.copyOfLedger();
        rig.recorder.drain();
        assertThat(rig.recorder.lag()).isZero();

        rig.putLedgerBack(copy);
        rig.recorder.agree();

        assertThat(rig.recorder.lag()).isEqualTo(8);
        rig.recorder.drain();
        assertThat(rig.recorder.lag()).isZero();
    }

    @Test
    void bytesThatFlippedInTheLogAreCountedAsLost() throws Exception {
        rig.order("a");
        rig.recorder.drain();
        rig.orders("lost", 3);
        Path crashed = rig.copyOfJournal("crashed");
        rig.stop();
        byte[] log = Files.readAllBytes(crashed.resolve("journal.db-wal"));
        for (int i = log.length / 2; i < log.length / 2 + 100; i++) {
            log[i] ^= 0x33;
        }
        Files.write(crashed.resolve("journal.db-wal"), log);

        rig.putBack(crashed, true);
        rig.start();
        rig.order("b");
        rig.recorder.drain();

        long lost = Stream.of("lost0", "lost1", "lost2")
                .filter(id -> !rig.recorded().contains(id))
                .count();
        assertThat(lost).isPositive();
        assertThat(rig.recorder.watch().lostMessages()).isEqualTo(lost);
        assertThat(rig.recorded()).contains("a", "b");
        assertThat(rig.journal.latest(OrderId.of(Samples.SHOP, "b"), 1)).hasSize(1);
    }
}
