package serai.access;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.ledger.Conditions;
import serai.ledger.Database;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * The book of who changed what, when and why. Written in the transaction of the change, never changed afterwards, but for
 * one thing: the words that people wrote about an order go when the law has its personal data erased.
 */
public final class Audit {
    private static final String ADD = Sql.of(Audit.class, "add-audit");
    private static final String LIST = Sql.of(Audit.class, "list-audit");
    private static final String LAST = Sql.of(Audit.class, "last-audit-of-target");

    /**
     * One change.
     *
     * @param seq grows with every entry
     * @param target the id of what was changed
     * @param affected how many things
     */
    public record Entry(
            long seq,
            Instant at,
            String actor,
            String role,
            String action,
            String target,
            long affected,
            String reason,
            String source) {}

    private final Database ledger;

    public Audit(Database ledger) {
        this.ledger = ledger;
    }

    /** Writes an entry inside the transaction of the change. */
    public static void add(Tx tx, Instant at, Person who, String action, String target, long affected, String reason)
            throws SQLException {
        tx.update(ADD, at, who.name(), who.role(), action, target, affected, reason, who.source());
    }

    /**
     * Entries, newest first.
     *
     * @param before entries older than this one only
     */
    public List<Entry> list(Optional<String> actor, Optional<String> action, Optional<Long> before, int limit) {
        Conditions conditions = new Conditions();
        conditions.and("seq < ?", before.orElse(Long.MAX_VALUE));
        actor.ifPresent(name -> conditions.and("actor = ?", name));
        action.ifPresent(name -> conditions.and("action = ?", name));
        return ledger.read(tx -> tx.list(conditions.in(LIST), Audit::read, conditions.parameters(limit)));
    }

    /** The last change of something. */
    public static Optional<Entry> last(Tx tx, String target) throws SQLException {
        return tx.first(LAST, Audit::read, target);
    }

    private static Entry read(Row row) throws SQLException {
        return new Entry(
                row.number("seq"),
                row.time("at"),
                row.text("actor"),
                row.text("role"),
                row.text("action"),
                row.text("target"),
                row.number("affected"),
                row.text("reason"),
                row.text("source"));
    }
}
