package serai.deadletter;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import serai.access.Audit;
import serai.access.Person;
import serai.base.Text;
import serai.ledger.Database;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * Searches that people keep under a name, for themselves or for all. A view is words only: whoever opens it finds what they
 * may see, and relative times count from when it is opened. Only its owner changes it.
 */
public final class SavedViews {
    /** The most views of one person. */
    public static final int MOST = 50;

    /** The longest name, in UTF-16 units. */
    public static final int LONGEST_NAME = 80;

    private static final String INSERT = Sql.of(SavedViews.class, "insert-view");
    private static final String LIST = Sql.of(SavedViews.class, "list-views");
    private static final String RENAME = Sql.of(SavedViews.class, "rename-view");
    private static final String DELETE = Sql.of(SavedViews.class, "delete-view");
    private static final String COUNT = Sql.of(SavedViews.class, "count-views");
    private static final String TAKEN = Sql.of(SavedViews.class, "view-of-name");

    /**
     * One view.
     *
     * @param owner whose it is
     * @param query as {@link Search} reads it
     * @param shared whether everybody sees it
     */
    public record View(String id, String owner, String name, String query, boolean shared, Instant createdAt) {}

    /** What came of a wish. Only {@link Saved} has changed anything. */
    public sealed interface Result {
        /** Done. */
        record Saved(String id) implements Result {}

        /** The person owns no such view. */
        record Missing() implements Result {}

        /** Not possible; says why and what to do instead. */
        record Refused(String why) implements Result {}
    }

    private final Database ledger;
    private final Clock clock;

    public SavedViews(Database ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Their own views and those that others share, by name; at most 500. */
    public List<View> list(Person who) {
        return ledger.read(tx -> tx.list(LIST, SavedViews::read, who.name()));
    }

    /** Keeps a search under a name that the person has not used yet. */
    public Result create(String name, String query, boolean shared, Person who) {
        Optional<String> wrong = wrongName(name);
        Instant now = clock.instant();
        if (wrong.isPresent()) {
            return new Result.Refused(wrong.get());
        }
        if (Search.read(query, who.name(), now) instanceof Search.Reading.Wrong fault) {
            return new Result.Refused("column " + fault.column() + " of the search: " + fault.says());
        }
        String id = "viw_" + UUID.randomUUID().toString().replace("-", "");
        return ledger.commit(tx -> {
            if (tx.first(COUNT, row -> row.number("n"), who.name()).orElse(0L) >= MOST) {
                return new Result.Refused("you have " + MOST + " views already; delete one first");
            }
            if (tx.update(INSERT, id, who.name(), name.strip(), query, shared, now) != 1) {
                return new Result.Refused(taken(name));
            }
            Audit.add(tx, now, who, "create-view", id, 1, name.strip());
            return new Result.Saved(id);
        });
    }

    /** Gives a view of their own another name, and shares it or keeps it for themselves from now on. */
    public Result rename(String id, String name, boolean shared, Person who) {
        Optional<String> wrong = wrongName(name);
        if (wrong.isPresent()) {
            return new Result.Refused(wrong.get());
        }
        Instant now = clock.instant();
        return ledger.commit(tx -> {
            Optional<String> other = tx.first(TAKEN, row -> row.text("id"), who.name(), name.strip());
            if (other.isPresent() && !other.get().equals(id)) {
                return new Result.Refused(taken(name));
            }
            return noted(
                    tx, tx.update(RENAME, name.strip(), shared, id, who.name()), "rename-view", id, name, who, now);
        });
    }

    /** Removes a view of their own. */
    public Result delete(String id, Person who) {
        Instant now = clock.instant();
        return ledger.commit(tx -> noted(tx, tx.update(DELETE, id, who.name()), "delete-view", id, "", who, now));
    }

    private static Result noted(Tx tx, int changed, String action, String id, String name, Person who, Instant now)
            throws SQLException {
        if (changed == 0) {
            return new Result.Missing();
        }
        Audit.add(tx, now, who, action, id, 1, name.strip());
        return new Result.Saved(id);
    }

    private static Optional<String> wrongName(String name) {
        try {
            Text.required("the name", name.strip(), LONGEST_NAME);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static String taken(String name) {
        return "you have a view called \"" + name.strip() + "\" already; choose another name";
    }

    private static View read(Row row) throws SQLException {
        return new View(
                row.text("id"),
                row.text("owner"),
                row.text("name"),
                row.text("query"),
                row.count("shared") == 1,
                row.time("created_at"));
    }
}
