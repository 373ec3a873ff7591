package serai.intake;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
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
    private static final String JOURNALS = Sql.of(Inbox.class, "inbox-journals");
    private static final String OF_JOURNAL = Sql.of(Inbox.class, "inbox-of-journal");
    private static final String ADOPT = Sql.of(Inbox.class, "adopt-from-inbox");
    private static final String OF_ORDER = Sql.of(Inbox.class, "inbox-of-order");
    private static final byte[] NOTHING = {};

    /** An entry and whose it is; its number is that of its journal. */
    record Item(String journal, String epoch, Journal.Entry entry) {
        static Item read(Row row) throws SQLException {
            return new Item(row.text("journal"), row.text("epoch"), Journal.read(row));
        }
    }

    private Inbox() {}

    /** Keeps an entry, unless it is there or recorded already. @return 1 if it was not */
    static int copy(Tx tx, String journal, String epoch, long seq, Journal.Entry entry) throws SQLException {
        return tx.update(
                COPY,
                journal,
                epoch,
                seq,
                entry.receivedAt(),
                entry.store(),
                entry.kind(),
                entry.order(),
                entry.storeOrderId(),
                entry.traceparent(),
                entry.headers(),
                entry.body(),
                journal,
                seq);
    }

    /**
     * Takes away what its own node records in this transaction.
     *
     * @return those numbers that another node has recorded already
     */
    static Set<Long> take(Tx tx, String journal, String epoch, long first, long last) throws SQLException {
        record Taken(long seq, boolean adopted) {}
        List<Taken> taken = tx.list(
                TAKE, row -> new Taken(row.number("seq"), row.number("adopted") == 1), journal, epoch, first, last);
        Set<Long> adopted = new HashSet<>();
        taken.stream().filter(Taken::adopted).map(Taken::seq).forEach(adopted::add);
        return adopted;
    }

    /** Journals of which something waits here. */
    static List<String> journals(Tx tx) throws SQLException {
        return tx.list(JOURNALS, row -> row.text("journal"));
    }

    /** What waits of that journal, as it came. */
    static List<Item> of(Tx tx, String journal, int most) throws SQLException {
        return tx.list(OF_JOURNAL, Item::read, journal, most);
    }

    /** Makes an item the caller's to record in this transaction. @return false when somebody else has done so */
    static boolean adopt(Tx tx, Item item) throws SQLException {
        return tx.update(ADOPT, NOTHING, item.journal(), item.epoch(), item.entry().seq()) == 1;
    }

    /** The latest that waits here about an order, newest first. */
    static List<Journal.Entry> latest(Tx tx, OrderId order, int most) throws SQLException {
        return tx.list(OF_ORDER, Journal::read, order, most);
    }
}
