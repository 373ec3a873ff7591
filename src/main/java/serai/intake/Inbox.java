package serai.intake;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import serai.base.OrderId;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * Entries of journals that the ledger keeps as they came, until somebody records them: second copies, and what was carried
 * over from the folder of a node that is gone. Each is recorded once: its own node takes the row away in the transaction
 * that records it, another one leaves a mark in its place.
 */
final class Inbox {
    private static final String COPY = Sql.of(Inbox.class, "copy-to-inbox");
    private static final String TAKE = Sql.of(Inbox.class, "take-from-inbox");
    private static final String SOME = Sql.of(Inbox.class, "some-of-inbox");
    private static final String JOURNALS = Sql.of(Inbox.class, "inbox-journals");
    private static final String OF_JOURNAL = Sql.of(Inbox.class, "inbox-of-journal");
    private static final String ADOPT = Sql.of(Inbox.class, "adopt-from-inbox");
    private static final String OF_ORDER = Sql.of(Inbox.class, "inbox-of-order");
    private static final byte[] NOTHING = {};

    /** An entry as it stands in its journal, and which that is. */
    record Item(String journal, Journal.Entry entry) {
        static Item read(Row row) throws SQLException {
            return new Item(row.text("journal"), Journal.read(row));
        }
    }

    private Inbox() {}

    /** Keeps an entry as it stands in its journal. @return 1; 0 if it was here already */
    static int copy(Tx tx, String journal, Journal.Entry entry) throws SQLException {
        return tx.update(
                COPY,
                journal,
                entry.seq(),
                entry.hash(),
                entry.receivedAt(),
                entry.store(),
                entry.kind(),
                entry.order(),
                entry.storeOrderId(),
                entry.traceparent(),
                entry.headers(),
                entry.body());
    }

    /**
     * Takes away what its own node records in this transaction.
     *
     * @param entries in their order
     * @return the numbers of those that another node has recorded already
     */
    static Set<Long> take(Tx tx, String journal, List<Journal.Entry> entries) throws SQLException {
        Set<Long> here = new HashSet<>(tx.list(
                SOME,
                row -> row.number("seq"),
                journal,
                entries.getFirst().seq(),
                entries.getLast().seq()));
        Set<Long> adopted = new HashSet<>();
        for (Journal.Entry entry : entries) {
            if (here.contains(entry.seq())
                    && take(tx, journal, entry).filter(mark -> mark).isPresent()) {
                adopted.add(entry.seq());
            }
        }
        return adopted;
    }

    /** Takes an entry away. @return whether another node had recorded it; empty if it was not here */
    static Optional<Boolean> take(Tx tx, String journal, Journal.Entry entry) throws SQLException {
        return tx.first(TAKE, row -> row.number("adopted") == 1, journal, entry.seq(), entry.hash());
    }

    /** Journals of which something waits here. */
    static List<String> journals(Tx tx) throws SQLException {
        return tx.list(JOURNALS, row -> row.text("journal"));
    }

    /** What waits of that journal, as it came, up to a number. */
    static List<Item> of(Tx tx, String journal, long last, int most) throws SQLException {
        return tx.list(OF_JOURNAL, Item::read, journal, last, most);
    }

    /** Makes an item the caller's to record in this transaction. @return false when somebody else has done so */
    static boolean adopt(Tx tx, Item item) throws SQLException {
        return tx.update(
                        ADOPT,
                        NOTHING,
                        item.journal(),
                        item.entry().seq(),
                        item.entry().hash())
                == 1;
    }

    /** The latest that waits here about an order, newest first. */
    static List<Journal.Entry> latest(Tx tx, OrderId order, int most) throws SQLException {
        return tx.list(OF_ORDER, Journal::read, order, most);
    }
}
