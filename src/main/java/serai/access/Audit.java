package serai.access;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.base.Scope;
import serai.base.StoreId;
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
     * @param source the network address that it came from; empty for readers who are not to know
     * @param store the store that it concerns; empty when it is none in particular, or several
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
            String source,
            Optional<StoreId> store) {
        private Entry withoutSource() {
            return new Entry(seq, at, actor, role, action, target, affected, reason, "", store);
        }
    }

    /**
     * Which entries; every part that is there has to fit wholly.
     *
     * @param from the earliest time
     * @param to the first time that is too late
     */
    public record Filter(
            Optional<String> actor,
            Optional<String> action,
            Optional<String> target,
            Optional<Instant> from,
            Optional<Instant> to) {
        /** All of them. */
        public static final Filter NONE =
                new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** An entry's place in the book. */
    public record Position(Instant at, long seq) {
        /** Where that entry stands. */
        public static Position of(Entry entry) {
            return new Position(entry.at(), entry.seq());
        }
    }

    private final Database ledger;

    public Audit(Database ledger) {
        this.ledger = ledger;
    }

    /**
     * Writes an entry inside the transaction of the change. It is of the store of the order or dispatch that is its target,
     * else of the only store that the person may concern, else of none.
     */
    public static void add(Tx tx, Instant at, Person who, String action, String target, long affected, String reason)
            throws SQLException {
        Optional<StoreId> only = who.scope()
                .stores()
                .filter(stores -> stores.size() == 1)
                .map(stores -> stores.iterator().next());
        add(tx, at, who, only, action, target, affected, reason);
    }

    /** Writes an entry about something of that store. */
    public static void add(
            Tx tx, Instant at, Person who, StoreId store, String action, String target, long affected, String reason)
            throws SQLException {
        add(tx, at, who, Optional.of(store), action, target, affected, reason);
    }

    private static void add(
            Tx tx,
            Instant at,
            Person who,
            Optional<StoreId> store,
            String action,
            String target,
            long affected,
            String reason)
            throws SQLException {
        tx.update(
                ADD, at, who.name(), who.role(), action, target, affected, reason, who.source(), store, target, target);
    }

    /**
     * Entries that concern these stores, newest first; with every store, those that concern none as well. Who may see some
     * stores only does not learn from where others work.
     *
     * @param before entries that stand before this one only
     */
    public List<Entry> list(Scope scope, Filter filter, Optional<Position> before, int limit) {
        Conditions conditions = new Conditions().within("store", scope);
        filter.actor().ifPresent(name -> conditions.and("actor = ?", name));
        filter.action().ifPresent(name -> conditions.and("action = ?", name));
        filter.target().ifPresent(id -> conditions.and("target = ?", id));
        filter.from().ifPresent(time -> conditions.and("at >= ?", time));
        filter.to().ifPresent(time -> conditions.and("at < ?", time));
        before.ifPresent(place -> conditions.and("(at, seq) < (?, ?)", place.at(), place.seq()));
        List<Entry> found = ledger.read(tx -> tx.list(conditions.in(LIST), Audit::read, conditions.parameters(limit)));
        return scope.all() ? found : found.stream().map(Entry::withoutSource).toList();
    }

    /** The newest entries of an actor or an action, of every store. */
    public List<Entry> list(Optional<String> actor, Optional<String> action, int limit) {
        Filter filter = new Filter(actor, action, Optional.empty(), Optional.empty(), Optional.empty());
        return list(Scope.ALL, filter, Optional.empty(), limit);
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
                row.text("source"),
                row.maybeText("store").map(StoreId::new));
    }
}
