package serai.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import serai.base.OrderId;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;
import serai.order.OrderView;
import serai.store.ShopAddress;
import serai.store.Store;

/** What this node's journal, and the ledger's inbox, say of orders that are not recorded yet. */
final class Heard {
    /** A question about an order reads no more of what came for it than this. */
    private static final int MOST_LOOKED_AT = 5;

    private final Journal journal;
    private final Database ledger;
    private final Speakers speakers = new Speakers();
    private final Unrecorded unrecorded;

    Heard(Journal journal, Database ledger) {
        this.journal = journal;
        this.ledger = ledger;
        this.unrecorded = new Unrecorded(journal.id());
    }

    /** What is known of an order of that store; empty when nothing is, or nothing is here while the ledger is away. */
    Optional<OrderView> of(Store store, OrderId order) {
        List<Journal.Entry> entries = new ArrayList<>(journal.latest(order, MOST_LOOKED_AT));
        if (entries.isEmpty()) {
            entries.addAll(inbox(order));
        }
        entries.removeIf(entry -> !entry.store().equals(store.id()) || !isOurs(store, entry));
        return entries.isEmpty() ? Optional.empty() : Optional.of(unrecorded.seen(store, order, entries));
    }

    private List<Journal.Entry> inbox(OrderId order) {
        try {
            return ledger.read(tx -> Inbox.latest(tx, order, MOST_LOOKED_AT));
        } catch (DatabaseUnavailable e) {
            // Whoever asks meets the same failure in the ledger itself.
            return List.of();
        }
    }

    /** Whether the store itself sent it, as far as can be told while the ledger is away. */
    private boolean isOurs(Store store, Journal.Entry entry) {
        Optional<ShopAddress> speaker = Speakers.of(entry);
        try {
            return speaker.isEmpty()
                    || ledger.read(tx -> speakers.objection(tx, store, speaker)).isEmpty();
        } catch (DatabaseUnavailable e) {
            // The journal's word, then: better one too many that is on its way than one that was never heard of.
            return true;
        }
    }
}
