package serai.order;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import serai.base.Json;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.Move;
import serai.dispatch.Rewriting;
import serai.ledger.Tx;
import serai.provider.Cause;
import serai.provider.PlaceOrder;

/** Brings one purchase of which nothing was bought yet to what the store means now, wherever it waits. */
final class Correction {
    private final Tx tx;
    private final StoreOrder old;
    private final StoreOrder word;
    private final String actor;
    private final Instant now;
    private boolean changed;

    /** @param old what the store said before */
    Correction(Tx tx, StoreOrder old, StoreOrder word, String actor, Instant now) {
        this.tx = tx;
        this.old = old;
        this.word = word;
        this.actor = actor;
        this.now = now;
    }

    StoreOrder word() {
        return word;
    }

    boolean changed() {
        return changed;
    }

    /**
     * What becomes of its request.
     *
     * @param before what was planned for it until now
     * @param fresh what is planned for it now, under the reference that it has
     * @param request what it asks for now
     * @param conflict what a person and the store have both changed
     */
    private record Outlook(
            PlaceOrder before,
            PlaceOrder fresh,
            PlaceOrder current,
            PlaceOrder request,
            boolean edited,
            Optional<String> conflict) {
        static Outlook of(Dispatch waiting, Dispatch wanted) {
            PlaceOrder current = Json.read(waiting.request(), PlaceOrder.class);
            PlaceOrder before = Holding.planned(waiting).withReference(current.reference());
            PlaceOrder fresh = Json.read(wanted.request(), PlaceOrder.class).withReference(current.reference());
            if (waiting.originalRequest().isEmpty()) {
                return new Outlook(before, fresh, current, fresh, false, Optional.empty());
            }
            Merge merge = new Merge(before, current, fresh);
            boolean edited =
                    !merge.together().equals(fresh) || !waiting.channel().equals(wanted.channel());
            return new Outlook(before, fresh, current, merge.together(), edited, merge.conflict());
        }

        boolean changes() {
            return !before.equals(fresh) || !current.equals(request);
        }

        String words() {
            return Differences.between(before, fresh);
        }
    }

    /** @return false when somebody else was faster; then it has to be looked at again */
    boolean make(Dispatch waiting, Dispatch wanted) throws SQLException {
        Outlook outlook = Outlook.of(waiting, wanted);
        return switch (waiting.state()) {
            case RECORDED, QUEUED, WAITING -> open(waiting, wanted, outlook);
            case CANCELLED -> again(waiting, wanted);
            case DEAD -> dead(waiting, wanted, outlook);
            case ARCHIVED -> !outlook.changes() || rewrite(rewriting(waiting, wanted, outlook));
            case ATTEMPTING, UNCONFIRMED, DONE ->
                throw new IllegalStateException(waiting.id() + " is " + waiting.state() + " and not ours to change");
        };
    }

    private boolean open(Dispatch waiting, Dispatch wanted, Outlook outlook) throws SQLException {
        if (outlook.conflict().isPresent()) {
            return dies(waiting, rewriting(waiting, wanted, outlook), Cause.STORE_CHANGED_IT, conflict(outlook));
        }
        if (stops(wanted, outlook)) {
            return dies(
                    waiting, rewriting(waiting, wanted, outlook), wanted.cause().orElseThrow(), wanted.reason());
        }
        boolean same = !outlook.changes() && wanted.dueBy().equals(waiting.dueBy());
        return same || rewrite(rewriting(waiting, wanted, outlook));
    }

    /**
     * Whether it cannot be bought as it stands. A person who has sent it all the same knew of that, unless it is new; and a
     * line that they have remapped has a supplier.
     */
    private boolean stops(Dispatch wanted, Outlook outlook) {
        if (wanted.cause().isEmpty()) {
            return false;
        }
        boolean doubted = word.doubt().isPresent();
        boolean newDoubt = doubted && !old.doubt().equals(word.doubt());
        if (wanted.cause().get() == Cause.OVER_BEFORE) {
            // Who sent it knew that it was over, whatever the store changes in it.
            return newDoubt;
        }
        return doubted ? newDoubt || outlook.changes() : outlook.changes() && !outlook.edited();
    }

    private boolean again(Dispatch stopped, Dispatch wanted) throws SQLException {
        Move move = new Move(stopped, DispatchState.RECORDED)
                .because("the store wants it again")
                .readyAt(now);
        if (!Dispatches.apply(tx, move, actor, now)) {
            return false;
        }
        changed = true;
        Dispatch recorded = Dispatches.find(tx, stopped.id()).orElseThrow();
        Outlook outlook = Outlook.of(recorded, wanted);
        boolean flawed = wanted.cause().isPresent() && !outlook.edited();
        return (flawed && outlook.conflict().isEmpty())
                ? dies(
                        recorded,
                        rewriting(recorded, wanted, outlook),
                        wanted.cause().get(),
                        wanted.reason())
                : open(recorded, wanted, outlook);
    }

    private boolean dead(Dispatch letter, Dispatch wanted, Outlook outlook) throws SQLException {
        Cause cause = letter.cause().orElse(Cause.CONNECTOR_FAULT);
        Rewriting rewriting = rewriting(letter, wanted, outlook);
        if (outlook.conflict().isPresent()) {
            return rewrite(rewriting.because(Cause.STORE_CHANGED_IT, conflict(outlook)));
        }
        boolean flawed = wanted.cause().isPresent() && !outlook.edited();
        if (flawed) {
            boolean same = wanted.cause().equals(letter.cause()) && !outlook.changes();
            boolean news = cause == Cause.STORE_CHANGED_IT
                    || outlook.changes()
                    || (word.doubt().isPresent() && !old.doubt().equals(word.doubt()));
            return same || !news || rewrite(rewriting.because(wanted.cause().get(), wanted.reason()));
        }
        boolean lifted = Corrections.isDoubt(cause)
                && old.doubt().isPresent()
                && word.doubt().isEmpty();
        boolean service = !old.shippingService().equals(word.shippingService());
        boolean settled = cause == Cause.STORE_CHANGED_IT && !outlook.edited();
        boolean goes = lifted
                || settled
                || Corrections.touches(cause, outlook.before(), outlook.fresh(), service)
                || wasFlawed(cause, letter, wanted);
        if (goes && !letter.channel().equals(Dispatch.UNMAPPED)) {
            return (!outlook.changes() || rewrite(rewriting)) && sendAgain(letter, outlook);
        }
        return !outlook.changes()
                || rewrite(rewriting.reason(letter.reason() + "; the store changed it since: " + outlook.words()));
    }

    /** Born dead for something that is no longer so, though its request may be the same. */
    private static boolean wasFlawed(Cause cause, Dispatch letter, Dispatch wanted) {
        return letter.attempts() == 0
                && cause == Cause.ADDRESS_INVALID
                && wanted.cause().isEmpty();
    }

    private boolean sendAgain(Dispatch letter, Outlook outlook) throws SQLException {
        Dispatch corrected = Dispatches.find(tx, letter.id()).orElseThrow();
        if (corrected.state() != DispatchState.DEAD) {
            return false;
        }
        String words = outlook.words();
        Move move = new Move(corrected, DispatchState.QUEUED)
                .because("the store has corrected it" + (words.isEmpty() ? "" : ": " + words) + "; it goes again")
                .strikes(0)
                .readyAt(now);
        boolean mine = Dispatches.apply(tx, move, actor, now);
        changed |= mine;
        return mine;
    }

    private boolean dies(Dispatch waiting, Rewriting rewriting, Cause cause, String reason) throws SQLException {
        if (!rewrite(rewriting)) {
            return false;
        }
        Dispatch rewritten = Dispatches.find(tx, waiting.id()).orElseThrow();
        return rewritten.state() == waiting.state()
                && Dispatches.apply(tx, new Move(rewritten, DispatchState.DEAD).because(cause, "", reason), actor, now);
    }

    private boolean rewrite(Rewriting rewriting) throws SQLException {
        boolean mine = Dispatches.rewrite(tx, rewriting, actor, now);
        changed |= mine;
        return mine;
    }

    /** The edit stays, on top of what the store says now: what each of the two means can be seen side by side. */
    private static Rewriting rewriting(Dispatch waiting, Dispatch wanted, Outlook outlook) {
        String words = outlook.words();
        return new Rewriting(
                waiting,
                Json.write(outlook.request()),
                outlook.edited() ? Optional.of(Json.write(outlook.fresh())) : Optional.empty(),
                waiting.channel(),
                waiting.cause(),
                waiting.code(),
                waiting.reason(),
                wanted.dueBy(),
                wanted.worth(),
                words.isEmpty() ? "the store changed the order; what is asked for here is the same" : words);
    }

    private static String conflict(Outlook outlook) {
        return "a person edited " + outlook.conflict().orElseThrow() + ", and the store changed it since ("
                + outlook.words() + "); replay it to buy as edited, or take the store's word";
    }
}
