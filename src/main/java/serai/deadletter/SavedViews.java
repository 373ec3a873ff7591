package serai.deadletter;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import serai.access.Audit;
import serai.access.Person;
import serai.access.Role;
import serai.base.Scope;
import serai.base.StoreId;
import serai.base.Text;
import serai.ledger.Database;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * Searches that people keep under a name, for themselves or for others. A view is words only: whoever opens it finds what
 * they may see, and relative times count from when it is opened. Only its owner changes it. Because its words may speak of a
 * customer, one that is shared is seen by those only who may see exactly the stores of its owner, or every store.
 */
public final class SavedViews {
    /** The most views of one person. */
    public static final int MOST = 50;

    /** The most views of others that one person is shown. */
    public static final int MOST_SHARED = 200;

    /** The longest name, in UTF-16 units. */
    public static final int LONGEST_NAME = 80;

    private static final String INSERT = Sql.of(SavedViews.class, "insert-view");
    private static final String OWN = Sql.of(SavedViews.class, "own-views");
    private static final String SHARED = Sql.of(SavedViews.class, "shared-views");
    private static final String RENAME = Sql.of(SavedViews.class, "rename-view");
    private static final String DELETE = Sql.of(SavedViews.class, "delete-view");
    private static final String COUNT = Sql.of(SavedViews.class, "count-views");
    private static final String TAKEN = Sql.of(SavedViews.class, "view-of-name");

    /**
     * One view.
     *
     * @param owner whose it is
     * @param query as {@link Search} reads it
     * @param shared whether others see it
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

    /** Their own views by name, then at most {@link #MOST_SHARED} that others share with them. */
    public List<View> list(Person who) {
        return ledger.read(tx -> {
            List<View> all = new ArrayList<>(tx.list(OWN, SavedViews::read, who.name(), MOST));
            all.addAll(tx.list(SHARED, SavedViews::read, who.name(), words(who.scope()), MOST_SHARED));
            return List.copyOf(all);
        });
    }

    private static String words(Scope scope) {
        return scope.stores()
                .map(stores -> stores.stream().map(StoreId::value).sorted().collect(Collectors.joining(",")))
                .orElse("*");
    }

    private static Optional<String> wrongSharing(boolean shared, Person who) {
        boolean may = !shared
                || Role.find(who.role())
                        .filter(role -> role.mayDo(Role.SUPPORT))
                        .isPresent();
        return may ? Optional.empty() : Optional.of("sharing a search needs the role support; keep it for yourself");
    }

    /** Keeps a search under a name that the person has not used yet. */
    public Result create(String name, String query, boolean shared, Person who) {
        Optional<String> wrong = wrongName(name).or(() -> wrongSharing(shared, who));
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
            if (tx.update(INSERT, id, who.name(), name.strip(), query, words(who.scope()), shared, now) != 1) {
                return new Result.Refused(taken(name));
            }
            Audit.add(tx, now, who, "create-view", id, 1, name.strip());
            return new Result.Saved(id);
        });
    }

    /** Gives a view of their own another name, and shares it or keeps it for themselves from now on. */
    public Result rename(String id, String name, boolean shared, Person who) {
        Optional<String> wrong = wrongName(name).or(() -> wrongSharing(shared, who));
        if (wrong.isPresent()) {
            return new Result.Refused(wrong.get());
        }
        Instant now = clock.instant();
        return ledger.commit(tx -> {
            Optional<String> other = tx.first(TAKEN, row -> row.text("id"), who.name(), name.strip());
            if (other.isPresent() && !other.get().equals(id)) {
                return new Result.Refused(taken(name));
            }
            int renamed = tx.update(RENAME, name.strip(), shared, words(who.scope()), id, who.name());
            return noted(tx, renamed, "rename-view", id, name, who, now);
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
