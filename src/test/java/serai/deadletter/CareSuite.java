package serai.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.access.Audit;
import serai.access.Person;
import serai.base.DispatchId;
import serai.base.OrderId;
import serai.base.Scope;
import serai.order.OrderView;
import serai.provider.Cause;

/** How people share the work, what they write down, keep and look at; and that a scope holds everywhere. */
abstract class CareSuite extends LettersSuite {
    private static final Person ADA = new Person("ada", "admin", "192.0.2.9");

    @Test
    void whoLooksAfterALetterStaysWhenItDiesAgainAndASnoozeDoesNot() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);
        Instant evening = gateway.now().plus(Duration.ofHours(6));

        Verdict assigned = care.assign(id, Optional.of("ann"), Optional.empty(), ANN, "mine");
        Verdict snoozed = care.snooze(id, evening, Optional.of(letter(id).version()), ANN, "they call back");
        DeadLetter before = letter(id);
        gateway.desk.replay(id, Optional.empty(), ANN, "", false);
        gateway.attempt(id, move -> move.because(Cause.OUT_OF_STOCK, "X", "still"));

        assertThat(List.of(assigned, snoozed)).allMatch(Verdict.Changed.class::isInstance);
        assertThat(before.assignee()).contains("ann");
        assertThat(before.snoozedUntil()).contains(evening);
        assertThat(letter(id).assignee()).contains("ann");
        assertThat(letter(id).snoozedUntil()).isEmpty();
        assertThat(found("assignee:me")).containsExactly(id.value());
        assertThat(audit("assign")).singleElement().satisfies(entry -> {
            assertThat(entry.target()).isEqualTo(id.value());
            assertThat(entry.reason()).isEqualTo("mine");
        });
    }

    @Test
    void viewsThatHideTheSnoozedShowThemAgainByThemselvesOrWhenAsked() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);
        DispatchId other = gateway.dead(Cause.OUT_OF_STOCK);
        care.snooze(id, gateway.now().plusSeconds(60), Optional.empty(), ANN, "later");
        Instant now = gateway.now();

        assertThat(ids(DeadLetterFilter.ALL.awake(now))).containsExactly(other.value());
        assertThat(ids(search("sku:ALI").awake(now))).containsExactly(other.value());
        assertThat(ids(search("is:snoozed").awake(now))).containsExactly(id.value());
        assertThat(ids(DeadLetterFilter.ALL)).hasSize(2);
        assertThat(gateway.letters.groups(DeadLetterFilter.ALL.awake(now), DeadLetters.By.CAUSE))
                .extracting(DeadLetters.Group::count)
                .containsExactly(1L);
        assertThat(ids(DeadLetterFilter.ALL.awake(now.plusSeconds(60)))).hasSize(2);
        assertThat(care.wake(id, Optional.empty(), ANN, "now")).isInstanceOf(Verdict.Changed.class);
        assertThat(ids(DeadLetterFilter.ALL.awake(now))).hasSize(2);
        assertThat(care.wake(id, Optional.empty(), ANN, "now")).isInstanceOf(Verdict.Conflict.class);
    }

    @Test
    void snoozeEndsLaterThanNowAndWithinAMonth() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);

        Verdict past = care.snooze(id, gateway.now(), Optional.empty(), ANN, "x");
        Verdict tooLong =
                care.snooze(id, gateway.now().plus(Care.LONGEST_SNOOZE).plusMillis(1), Optional.empty(), ANN, "x");

        assertThat(List.of(past, tooLong)).allMatch(Verdict.Conflict.class::isInstance);
        assertThat(audit("snooze")).isEmpty();
    }

    @Test
    void whoSawAnOlderLetterIsToldInsteadOfOverwriting() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);
        long seen = letter(id).version();
        care.assign(id, Optional.of("ann"), Optional.of(seen), ANN, "");

        Verdict second = care.assign(id, Optional.of("bob"), Optional.of(seen), ANN, "");

        assertThat(second).isEqualTo(new Verdict.Outdated(seen + 1));
        assertThat(letter(id).assignee()).contains("ann");
        assertThat(care.assign(id, Optional.empty(), Optional.of(seen + 1), ANN, ""))
                .isInstanceOf(Verdict.Changed.class);
        assertThat(found("assignee:nobody")).containsExactly(id.value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "nul \u0000 and \u0007 bell",
                "\u202egnp.exe \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
                "\ud83d\ude00 \ud83c\uddf5\ud83c\uddf1 e\u0301",
                "{\"json\":\"\\\"quoted\\\"\"}",
                "line\r\n\tline\u2028line"
            })
    void notesAreKeptAsTheyWereWritten(String text) {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);

        Notes.Written written = notes.add(id, text, ANN);

        assertThat(written).isInstanceOf(Notes.Written.Added.class);
        assertThat(notes.list(id, Scope.ALL, Optional.empty(), 10))
                .singleElement()
                .satisfies(note -> assertThat(note.text()).isEqualTo(text));
        assertThat(audit("add-note")).hasSize(1);
    }

    @Test
    void whatIsNoNoteIsRefusedWithTheReason() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);

        assertThat(notes.add(id, "x".repeat(1 << 20), ANN))
                .isEqualTo(new Notes.Written.Refused("the note has 1048576 characters, at most 20000 are kept; say it"
                        + " shorter, or put it where files belong and note where that is"));
        assertThat(notes.add(id, " \n", ANN)).isEqualTo(new Notes.Written.Refused("the note is empty"));
        assertThat(notes.add(id, "cut \ud83d", ANN)).isInstanceOf(Notes.Written.Refused.class);
        assertThat(notes.add(id, "x".repeat(Notes.LONGEST), ANN)).isInstanceOf(Notes.Written.Added.class);
        assertThat(notes.list(id, Scope.ALL, Optional.empty(), 10)).hasSize(1);
    }

    @Test
    void notesOfArchivedLettersGoOnAndPagesOfThemGoBackwards() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);
        gateway.desk.archive(id, Optional.empty(), ANN, "done");
        for (String text : List.of("one", "two", "three")) {
            notes.add(id, text, ANN);
        }

        List<Notes.Note> first = notes.list(id, Scope.ALL, Optional.empty(), 2);
        List<Notes.Note> second =
                notes.list(id, Scope.ALL, Optional.of(first.getLast().seq()), 2);

        assertThat(first).extracting(Notes.Note::text).containsExactly("three", "two");
        assertThat(second).extracting(Notes.Note::text).containsExactly("one");
    }

    @Test
    void viewsAreTheirOwnersAndSharedOnesAreSeenByWhoeverSeesTheSameStores() {
        SavedViews.Result kept = views.create(" Stock ", "cause:out-of-stock", false, ANN);
        String id = ((SavedViews.Result.Saved) kept).id();

        assertThat(views.list(TOM)).isEmpty();
        assertThat(views.create("Stock", "x", true, ANN)).isInstanceOf(SavedViews.Result.Refused.class);
        assertThat(views.create("Wrong", "cause:x", true, ANN)).isInstanceOf(SavedViews.Result.Refused.class);
        assertThat(views.create("  ", "x", true, ANN)).isInstanceOf(SavedViews.Result.Refused.class);
        assertThat(views.rename(id, "Ours", true, TOM)).isEqualTo(new SavedViews.Result.Missing());
        assertThat(views.delete(id, TOM)).isEqualTo(new SavedViews.Result.Missing());
        assertThat(views.rename(id, "Ours", true, ANN)).isEqualTo(kept);
        assertThat(views.list(ADA))
                .extracting(SavedViews.View::name, SavedViews.View::owner, SavedViews.View::query)
                .containsExactly(tuple("Ours", "ann", "cause:out-of-stock"));
        assertThat(views.delete(id, ANN)).isEqualTo(kept);
        assertThat(views.list(ANN)).isEmpty();
        assertThat(audit("create-view")).hasSize(1);
    }

    @Test
    void aSharedViewIsNotSeenByStaffOfOtherStores() {
        Person teas = new Person("tim", "support", "192.0.2.4", TOM.scope());
        Person cups = new Person("cup", "support", "192.0.2.5", Scope.of(Set.of(CUP)));
        Person viewer = new Person("vic", "viewer", "192.0.2.6", Scope.ALL);

        views.create("All", "jane.roe", true, ANN);
        views.create("Tea", "krucza", true, TOM);
        SavedViews.Result byViewer = views.create("Mine", "x", true, viewer);

        assertThat(views.list(TOM)).extracting(SavedViews.View::name).containsExactly("Tea");
        assertThat(views.list(teas)).extracting(SavedViews.View::name).containsExactly("Tea");
        assertThat(views.list(cups)).isEmpty();
        assertThat(views.list(NOBODYS)).isEmpty();
        assertThat(views.list(viewer)).extracting(SavedViews.View::name).containsExactly("All", "Tea");
        assertThat(byViewer)
                .isInstanceOfSatisfying(
                        SavedViews.Result.Refused.class,
                        refused -> assertThat(refused.why()).contains("role support"));
    }

    @Test
    void othersSharedViewsDoNotPushOutOnesOwn() {
        for (int i = 0; i <= SavedViews.MOST_SHARED; i++) {
            views.create("a" + i, "x", true, new Person("p" + i, "support", "192.0.2.4", Scope.ALL));
        }
        views.create("z mine", "x", false, ANN);

        assertThat(views.list(ANN)).hasSize(SavedViews.MOST_SHARED + 1);
        assertThat(views.list(ANN).getFirst().name()).isEqualTo("z mine");
    }

    @Test
    void fiftyViewsAreTheMost() {
        for (int i = 0; i < SavedViews.MOST; i++) {
            views.create("view " + i, "x", false, ANN);
        }

        assertThat(views.create("one more", "x", false, ANN)).isInstanceOf(SavedViews.Result.Refused.class);
        assertThat(views.create("one more", "x", false, TOM)).isInstanceOf(SavedViews.Result.Saved.class);
    }

    @Test
    void personalDataIsShownOnceTheAuditBookSaysToWhomAndWhy() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);
        OrderId order = gateway.find(id).order().orElseThrow();

        assertThat(reveal.maskedOrder(order, Scope.ALL).orElseThrow().toString())
                .contains("ALI")
                .doesNotContain("Jane", "jane@example.com", "Elm");
        assertThat(reveal.letter(id, ANN, "calls them").orElseThrow().payload().toString())
                .contains("Jane Roe");
        assertThat(reveal.order(order, ANN, "calls them").orElseThrow().toString())
                .contains("jane@example.com");
        assertThat(audit("reveal"))
                .extracting(Audit.Entry::target, Audit.Entry::reason)
                .containsExactly(tuple(order.value(), "calls them"), tuple(id.value(), "calls them"));
        assertThatThrownBy(() -> reveal.letter(id, ANN, " ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingOfAnotherStoreIsThereForWhomeverMayNotSeeIt() {
        DispatchId theirs = deadInCup();
        OrderId order = gateway.find(theirs).order().orElseThrow();
        notes.add(theirs, "secret", ANN);
        long version = letter(theirs).version();

        for (var who : List.of(TOM, NOBODYS)) {
            DeadLetterFilter filter =
                    search("store:cup OR sku:CUPS OR NOT store:tea").within(who.scope());
            assertThat(ids(filter)).isEmpty();
            assertThat(gateway.letters.groups(filter, DeadLetters.By.SKU)).isEmpty();
            assertThat(gateway.letters.count(filter, 10).n()).isZero();
            assertThat(gateway.book.preview(filter, false).count()).isZero();
            assertThat(gateway.letters.find(theirs, who.scope(), true)).isEmpty();
            assertThat(gateway.desk.replay(theirs, Optional.empty(), who, "x", true))
                    .isEqualTo(new Verdict.Missing());
            assertThat(gateway.desk.archive(theirs, Optional.empty(), who, "x")).isEqualTo(new Verdict.Missing());
            assertThat(gateway.desk.restore(theirs, Optional.empty(), who, "x")).isEqualTo(new Verdict.Missing());
            assertThat(gateway.desk.edit(theirs, new byte[0], Optional.empty(), who, "x"))
                    .isEqualTo(new Verdict.Missing());
            assertThat(care.assign(theirs, Optional.of("tom"), Optional.empty(), who, "x"))
                    .isEqualTo(new Verdict.Missing());
            assertThat(care.snooze(theirs, gateway.now().plusSeconds(9), Optional.empty(), who, "x"))
                    .isEqualTo(new Verdict.Missing());
            assertThat(care.wake(theirs, Optional.empty(), who, "x")).isEqualTo(new Verdict.Missing());
            assertThat(notes.add(theirs, "hello", who)).isEqualTo(new Notes.Written.Missing());
            assertThat(notes.list(theirs, who.scope(), Optional.empty(), 10)).isEmpty();
            assertThat(reveal.letter(theirs, who, "x")).isEmpty();
            assertThat(reveal.order(order, who, "x")).isEmpty();
            assertThat(reveal.maskedOrder(order, who.scope())).isEmpty();
            assertThat(OrderView.find(gateway.ledger, gateway.channels, order, who.scope()))
                    .isEmpty();
        }
        assertThat(letter(theirs).version()).isEqualTo(version);
        assertThat(new Audit(gateway.ledger).list(Optional.of("tom"), Optional.empty(), 9))
                .isEmpty();
    }

    @Test
    void aScopedPersonsReplayHoldsTheirStoresOnlyAndOthersReplaysAreNotTheirs() {
        DispatchId mine = gateway.dead(Cause.OUT_OF_STOCK);
        deadInCup();
        var wish =
                new ReplayBook.Wish(DeadLetterFilter.ALL, BigDecimal.TEN, List.of(), BigDecimal.ONE, "supplier mended");

        String toms = gateway.book.start(wish, TOM).orElseThrow().id();
        String anns = gateway.book.start(wish, ANN).orElseThrow().id();

        assertThat(gateway.book.find(toms, TOM.scope()).orElseThrow().counts().pending())
                .isEqualTo(1);
        assertThat(gateway.book
                        .find(toms, TOM.scope())
                        .orElseThrow()
                        .filter()
                        .path("scope")
                        .asText())
                .isEqualTo("tea");
        assertThat(gateway.book.list(TOM.scope(), Optional.empty(), 9))
                .extracting(ReplayBook.View::id)
                .containsExactly(toms);
        assertThat(gateway.book.list(Scope.ALL, Optional.empty(), 9)).hasSize(2);
        assertThat(gateway.book.list(NOBODYS.scope(), Optional.empty(), 9)).isEmpty();
        assertThat(gateway.book.find(anns, TOM.scope())).isEmpty();
        assertThat(gateway.book.cancel(anns, TOM, "x")).isEqualTo(new ReplayBook.Steered.Missing());
        assertThat(gateway.book.pause(toms, NOBODYS, "x")).isEqualTo(new ReplayBook.Steered.Missing());
        assertThat(gateway.book.pause(toms, TOM, "x")).isInstanceOf(ReplayBook.Steered.Changed.class);
        assertThat(gateway.book.resume(toms, ANN, "x")).isInstanceOf(ReplayBook.Steered.Changed.class);
        assertThat(letter(mine).store()).isEqualTo("tea");
    }
}
