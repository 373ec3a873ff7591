package serai.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.intake.KnownJournals.Known;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;

/**
 * What other nodes may have taken that the ledger does not show yet. Who does not find an order asks here before saying
 * that there is none: an answer takes as long as the others need to say that all they had taken is recorded.
 *
 * <p>Rests on every node saying so before its door opens ({@link Word#begin}). A node that could not reach the ledger then,
 * and whose journal is new or had been closed in good order, is not waited for until its first word.
 */
public final class Elsewhere {
    /** Five or so words of a healthy node. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** One that was silent for longer will not speak within {@link #PATIENCE}, either. */
    private static final Duration SILENT = Duration.ofSeconds(5);

    /** By then every node that lives has found out that the ledger went back, and has spoken in it. */
    private static final Duration MADE_UP_FOR = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(100);
    /** The first that ends may have begun before we looked; the second has not. */
    private static final int ROUNDS = 2;

    /** @param asked those that counted when it was asked */
    private record Question(List<Known> asked, boolean wentBack, long until, CompletableFuture<List<Known>> answer) {
        /** Those of whom it still does not know; one that is not there any more may have gone with a lost ledger. */
        List<Known> open(List<Known> now) {
            return asked.stream()
                    .filter(known -> now.stream()
                            .noneMatch(later -> later.journal().equals(known.journal())
                                    && (!counts(later, wentBack) || later.round() >= known.round() + ROUNDS)))
                    .toList();
        }
    }

    private final Database ledger;
    private final String own;
    private final Optional<Recorder> recorder;
    private final Duration patience;
    private final Executor later = CompletableFuture.delayedExecutor(
            PAUSE.toMillis(),
            TimeUnit.MILLISECONDS,
            work -> Thread.ofVirtual().name("elsewhere").start(work));
    private final AtomicLong connectedBefore = new AtomicLong();
    private final AtomicLong doubtfulUntil = new AtomicLong(System.nanoTime());
    private final List<Question> questions = new ArrayList<>();
    private boolean looking;

    /** @param own the id of the journal that the asker looks into itself */
    public Elsewhere(Database ledger, String own) {
        this(ledger, own, Optional.empty(), PATIENCE);
    }

    /** @param recorder this node's */
    public Elsewhere(Database ledger, Recorder recorder) {
        this(ledger, recorder.journal().id(), Optional.of(recorder), PATIENCE);
    }

    Elsewhere(Database ledger, String own, Optional<Recorder> recorder, Duration patience) {
        this.ledger = ledger;
        this.own = own;
        this.recorder = recorder;
        this.patience = patience;
    }

    /**
     * Waits, on the caller's virtual thread, until everything that other nodes had acknowledged when it was called is in the
     * ledger or its inbox: what is not found there afterwards was never acknowledged.
     *
     * @throws ProblemException 503 if some node does not say so in time
     * @throws serai.ledger.DatabaseUnavailable if the ledger is away
     */
    public void settle() {
        List<Known> behind = waited();
        if (!behind.isEmpty()) {
            throw new ProblemException(Problem.Kind.UNAVAILABLE.because(
                    "it is not known here, and other nodes may have it that have not told the ledger yet ("
                            + behind.stream()
                                    .map(known -> known.node() + ", heard of "
                                            + known.silent().toSeconds() + " s ago")
                                    .collect(Collectors.joining("; "))
                            + "); ask again later"));
        }
    }

    /**
     * As {@link #settle}, for who looks into the ledger only and not into this node's journal.
     *
     * @throws ProblemException 503 as well if this node's own recorder does not come through in time
     */
    public void settleHereToo() {
        if (recorder.isPresent()) {
            long last = recorder.get().journal().tail().seq();
            long until = System.nanoTime() + patience.toNanos();
            while (!recorder.get().reached(last)) {
                if (System.nanoTime() - until >= 0) {
                    throw new ProblemException(Problem.Kind.UNAVAILABLE.because(
                            "it is not known here, and this node has entries yet to record; ask again later"));
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        settle();
    }

    private List<Known> waited() {
        try {
            return behind().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof DatabaseUnavailable away) {
                throw away;
            }
            throw e;
        }
    }

    /** The journals that may hold what the ledger does not show, after having waited for them; empty when none can. */
    CompletableFuture<List<Known>> behind() {
        List<Known> all = KnownJournals.list(ledger);
        boolean wentBack = mayHaveGoneBack(all);
        List<Known> others = all.stream()
                .filter(known -> !known.journal().equals(own) && counts(known, wentBack))
                .toList();
        List<Known> silent = others.stream()
                .filter(known -> known.silent().compareTo(SILENT) > 0)
                .toList();
        if (others.isEmpty() || !silent.isEmpty()) {
            return CompletableFuture.completedFuture(silent);
        }
        Question question =
                new Question(others, wentBack, System.nanoTime() + patience.toNanos(), new CompletableFuture<>());
        synchronized (questions) {
            questions.add(question);
            if (!looking) {
                looking = true;
                later.execute(this::look);
            }
        }
        return question.answer();
    }

    /**
     * Whether its word has to be waited for. Where all that it took has a second copy, only while it lives: a ledger that went
     * back has lost copies, and a node that lives makes up for them.
     */
    private static boolean counts(Known known, boolean wentBack) {
        return !known.ended() && (wentBack || !known.assured() || known.silent().compareTo(SILENT) <= 0);
    }

    /**
     * Whether the ledger is perhaps another one since a moment ago, such as a replica that lagged: then a node that lives
     * looks silent in it, and what it had copied there is not yet made up for.
     */
    private boolean mayHaveGoneBack(List<Known> all) {
        if (recorder.isEmpty()) {
            return false;
        }
        long said = recorder.get().round();
        boolean behind =
                said >= 0 && all.stream().noneMatch(known -> known.journal().equals(own) && known.round() >= said);
        long connections = ledger.connections();
        if (behind || connectedBefore.getAndSet(connections) != connections) {
            doubtfulUntil.set(System.nanoTime() + MADE_UP_FOR.toNanos());
        }
        return System.nanoTime() - doubtfulUntil.get() < 0;
    }

    /** One look for all who ask at this moment. */
    private void look() {
        List<Runnable> answers = new ArrayList<>();
        List<Known> now = List.of();
        RuntimeException failure = null;
        try {
            now = KnownJournals.list(ledger);
        } catch (RuntimeException e) {
            failure = e;
        }
        synchronized (questions) {
            for (Iterator<Question> each = questions.iterator(); each.hasNext(); ) {
                Question question = each.next();
                List<Known> open = question.open(now);
                if (failure != null) {
                    RuntimeException why = failure;
                    answers.add(() -> question.answer().completeExceptionally(why));
                    each.remove();
                } else if (open.isEmpty() || System.nanoTime() - question.until() >= 0) {
                    answers.add(() -> question.answer().complete(open));
                    each.remove();
                }
            }
            looking = !questions.isEmpty();
            if (looking) {
                later.execute(this::look);
            }
        }
        answers.forEach(Runnable::run);
    }
}
