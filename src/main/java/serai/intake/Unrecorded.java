package serai.intake;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.base.DispatchId;
import serai.base.Json;
import serai.base.OrderId;
import serai.base.Text;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.LetterRows;
import serai.dispatch.Step;
import serai.dispatch.StoreMessages;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.order.OrderBook;
import serai.order.OrderView;
import serai.provider.Cause;
import serai.store.NamedOrder;
import serai.store.Problem;
import serai.store.ShopAddress;
import serai.store.Store;
import serai.store.StoreEvent;

/**
 * What becomes of a store's message that makes no order: a dead letter where it cannot be read, a reason that is written
 * down where there is nothing to do. Whoever asks for the order that it speaks of is told the same from the moment on that
 * the message is on disk.
 */
final class Unrecorded {
    static final String REMOVED_BEFORE = "the store deleted the order before it came to us";
    private static final String REWRITE = Sql.of(Unrecorded.class, "rewrite-another");
    private static final int MOST_PROBLEMS = 10;

    private final String journal;

    /** @param journal its id: letters are named after the entries they come from */
    Unrecorded(String journal) {
        this.journal = journal;
    }

    /**
     * Makes a dead letter of an entry, under the names of its order as far as it says them.
     *
     * @return false when there is one already, whatever became of it
     */
    boolean letter(Tx tx, Journal.Entry entry, Cause cause, String reason, Instant now) throws SQLException {
        Dispatch letter = letter(entry, cause, reason, now);
        if (Dispatches.find(tx, letter.id()).isPresent()) {
            return false;
        }
        StoreMessages.Message message = message(entry, letter);
        if (!message.storeOrderId().isEmpty() || !message.orderNumber().isEmpty()) {
            StoreMessages.save(tx, message);
        }
        return Dispatches.insert(tx, letter, "recorder");
    }

    /**
     * Makes a dead letter of what another shop sent; it does not go by the names of the store's own order.
     *
     * @return false when there is one already
     */
    boolean foreign(Tx tx, Journal.Entry entry, String reason, Instant now) throws SQLException {
        return Dispatches.insert(tx, letter(entry, Cause.OTHER_SHOP, reason, now), "recorder");
    }

    /**
     * Makes a dead letter of another order than the one that is known under its id, or brings the one up to date that it has
     * already. One that a person has put away stays away.
     *
     * @param placedAt tells such orders apart
     * @return false when there was one already
     */
    boolean another(Tx tx, Journal.Entry entry, Instant placedAt, String reason, Instant now) throws SQLException {
        Dispatch letter = letter(
                entry,
                new DispatchId("dsp_"
                        + Text.fingerprint(
                                "another",
                                entry.order().map(OrderId::value).orElse(entry.storeOrderId()),
                                placedAt.toString())),
                Cause.ANOTHER_ORDER,
                reason,
                now);
        Optional<Dispatch> known = Dispatches.find(tx, letter.id());
        if (known.filter(one -> one.state() == DispatchState.DONE).isPresent()) {
            // A person took it for the known one once, and the store has gone back since.
            letter(tx, entry, Cause.ANOTHER_ORDER, reason, now);
            return true;
        }
        if (known.isPresent()) {
            int changed = tx.update(
                    REWRITE, letter.request(), reason, letter.id(), known.get().version());
            if (changed == 1) {
                LetterRows.save(tx, letter.id());
            }
            return false;
        }
        StoreMessages.save(tx, message(entry, letter));
        Dispatches.insert(tx, letter, "recorder");
        return true;
    }

    /** Writes down why an entry makes no order, unless it speaks of none or the order is known anyway. */
    void note(Tx tx, Journal.Entry entry, DispatchState state, String reason) throws SQLException {
        Optional<OrderId> order = entry.order();
        if (order.isEmpty()
                || entry.storeOrderId().isEmpty()
                || OrderBook.find(tx, order.get()).isPresent()) {
            return;
        }
        StoreMessages.Message note = note(entry, order.get(), state, reason);
        List<StoreMessages.Message> all = StoreMessages.ofOrder(tx, order.get());
        boolean stale = all.stream()
                .anyMatch(known -> known.id().equals(note.id()) && known.at().isAfter(note.at()));
        if (stale) {
            // Recorded again, or by another node before it.
            return;
        }
        boolean news = all.stream()
                .noneMatch(known -> known.id().equals(note.id())
                        && known.state() == state
                        && known.reason().equals(reason));
        StoreMessages.save(tx, note);
        if (news) {
            Dispatches.addEvent(
                    tx,
                    order.get(),
                    Optional.empty(),
                    entry.receivedAt(),
                    "store " + entry.store(),
                    state.name(),
                    reason);
        }
    }

    /**
     * What the journal alone can say of an order: what the ledger will say once the recorder has come that far.
     *
     * @param entries of the order, latest first; at least one
     */
    OrderView seen(Store store, OrderId order, List<Journal.Entry> entries) {
        Journal.Entry latest = entries.getFirst();
        boolean readable = entries.stream()
                .map(entry -> StoreEvents.read(store, entry.kind(), entry.body()))
                .anyMatch(StoreEvent.OrderEvent.class::isInstance);
        if (readable) {
            return OrderView.received(order, store.id(), latest.storeOrderId(), latest.receivedAt());
        }
        return switch (StoreEvents.read(store, latest.kind(), latest.body())) {
            case StoreEvent.Unreadable unreadable -> {
                Dispatch letter =
                        letter(latest, Cause.ORDER_UNREADABLE, text(unreadable.problems()), latest.receivedAt());
                yield OrderView.unrecorded(order, List.of(message(latest, letter)), List.of(letter), List.of());
            }
            case StoreEvent.Removed removed -> noted(latest, order, DispatchState.CANCELLED, REMOVED_BEFORE);
            case StoreEvent.Nothing nothing -> noted(latest, order, DispatchState.ARCHIVED, nothing.reason());
            case StoreEvent.Privacy privacy -> noted(latest, order, DispatchState.ARCHIVED, "");
            case StoreEvent.OrderEvent event -> throw new IllegalStateException("is readable after all");
        };
    }

    private OrderView noted(Journal.Entry entry, OrderId order, DispatchState state, String reason) {
        return OrderView.unrecorded(order, List.of(note(entry, order, state, reason)), List.of(), List.of());
    }

    private StoreMessages.Message note(Journal.Entry entry, OrderId order, DispatchState state, String reason) {
        return new StoreMessages.Message(
                "note_" + Text.fingerprint("note", order.value()),
                Optional.of(order),
                entry.store(),
                entry.storeOrderId(),
                NamedOrder.in(entry.body()).number(),
                Optional.empty(),
                state,
                reason,
                entry.receivedAt());
    }

    private StoreMessages.Message message(Journal.Entry entry, Dispatch letter) {
        NamedOrder named = NamedOrder.in(entry.body());
        return new StoreMessages.Message(
                letter.id().value(),
                entry.storeOrderId().isEmpty() ? Optional.empty() : entry.order(),
                entry.store(),
                entry.storeOrderId(),
                named.number(),
                Optional.of(letter.id()),
                DispatchState.DEAD,
                "",
                entry.receivedAt());
    }

    private Dispatch letter(Journal.Entry entry, Cause cause, String reason, Instant now) {
        return letter(entry, letterId(entry), cause, reason, now);
    }

    private static Dispatch letter(Journal.Entry entry, DispatchId id, Cause cause, String reason, Instant now) {
        return new Dispatch(
                id,
                Optional.<OrderId>empty(),
                entry.store(),
                Dispatch.INTAKE,
                Dispatch.READ_ORDER,
                Long.toString(entry.seq()),
                DispatchState.DEAD,
                0,
                Optional.of(cause),
                "",
                reason,
                Json.write(RawMessage.of(
                        entry.kind(),
                        entry.body(),
                        Speakers.of(entry).map(ShopAddress::toString).orElse(""))),
                Optional.empty(),
                Step.PLACE,
                0,
                0,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                entry.receivedAt(),
                "",
                entry.traceparent(),
                entry.receivedAt(),
                now);
    }

    /** By what the entry holds and not by its number alone: a journal that went back gives numbers twice. */
    private DispatchId letterId(Journal.Entry entry) {
        String seq = Long.toString(entry.seq());
        return new DispatchId("dsp_"
                + (entry.hash().isEmpty()
                        ? Text.fingerprint("intake", journal, seq)
                        : Text.fingerprint("intake", journal, seq, entry.hash())));
    }

    /** What is wrong with a body, in one line. */
    static String text(List<Problem> problems) {
        StringBuilder text = new StringBuilder();
        for (Problem problem : problems.subList(0, Math.min(problems.size(), MOST_PROBLEMS))) {
            text.append(text.isEmpty() ? "" : "; ")
                    .append(problem.pointer())
                    .append(problem.pointer().isEmpty() ? "" : " ")
                    .append(problem.detail());
        }
        return text.toString();
    }
}
