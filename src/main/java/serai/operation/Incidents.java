package serai.operation;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import serai.base.ChannelName;
import serai.base.Scope;
import serai.base.StoreId;
import serai.dispatch.Channel;
import serai.dispatch.Node;
import serai.ledger.Conditions;
import serai.ledger.Database;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * The book of incidents. One is open while a channel is held: by a person until it is released, by a node's breaker until
 * that node says otherwise, starts anew, or has not been heard of for {@link #SILENCE}.
 */
public final class Incidents {
    /** A node that has not been seen for so long holds nothing any more. */
    static final Duration SILENCE = Duration.ofSeconds(60);

    private static final Duration KEPT = Duration.ofDays(400);
    private static final int MOST_OPEN = 200;
    private static final String OPEN = Sql.of(Incidents.class, "open-incident");
    private static final String CLOSE = Sql.of(Incidents.class, "close-incident");
    private static final String CLOSE_BY_PERSON = Sql.of(Incidents.class, "close-incident-of-person");
    private static final String CLOSE_OF_EARLIER_RUN = Sql.of(Incidents.class, "close-incidents-of-earlier-run");
    private static final String CLOSE_OF_SILENT = Sql.of(Incidents.class, "close-incidents-of-silent-nodes");
    private static final String SOME_OF_SILENT = Sql.of(Incidents.class, "some-incident-of-silent-nodes");
    private static final String CHANGE_WORDS = Sql.of(Incidents.class, "change-incident-words");
    private static final String GROW = Sql.of(Incidents.class, "grow-incident");
    private static final String FORGET = Sql.of(Incidents.class, "forget-incidents");
    private static final String LIST_OPEN = Sql.of(Incidents.class, "list-open-incidents");
    private static final String LIST_CLOSED = Sql.of(Incidents.class, "list-closed-incidents");

    private final Database ledger;

    public Incidents(Database ledger) {
        this.ledger = ledger;
    }

    /** Those that are open within the scope, newest first; 200 at most. */
    public List<Incident> open(Scope scope) {
        Conditions conditions = visible(scope);
        return ledger.read(
                tx -> tx.readable(conditions.in(LIST_OPEN), Incident::read, conditions.parameters(MOST_OPEN)));
    }

    /**
     * Those that are over, newest first.
     *
     * @param before incidents older than that id only
     */
    public List<Incident> history(Scope scope, Optional<Long> before, int limit) {
        Conditions conditions = visible(scope).and("id < ?", before.orElse(Long.MAX_VALUE));
        return ledger.read(tx -> tx.readable(conditions.in(LIST_CLOSED), Incident::read, conditions.parameters(limit)));
    }

    /** What suppliers do concerns everybody; what another store does, nobody else. */
    private static Conditions visible(Scope scope) {
        Conditions conditions = new Conditions();
        if (scope.all()) {
            return conditions;
        }
        List<StoreId> stores = scope.stores().stream().flatMap(Set::stream).toList();
        String theirs = stores.isEmpty()
                ? ""
                : " OR store IN (" + String.join(", ", Collections.nCopies(stores.size(), "?")) + ")";
        return conditions.and("store IS NULL" + theirs, stores.toArray());
    }

    /** A node's breaker holds a channel. @return the incident's id */
    static long opened(Tx tx, Channel channel, Node node, Channel.Hold hold, long waiting) throws SQLException {
        return tx.first(
                        OPEN,
                        row -> row.number("id"),
                        channel.name(),
                        channel.store(),
                        node.name(),
                        node.boot(),
                        hold.holder(),
                        hold.cause(),
                        hold.reason(),
                        hold.since(),
                        waiting)
                .orElseThrow();
    }

    /** A person holds a channel; in the transaction of the hold. */
    static void openedByPerson(Tx tx, Channel channel, Channel.Hold hold, long waiting) throws SQLException {
        opened(tx, channel, new Node("", ""), hold, waiting);
    }

    /** The channel is open again. @return false when somebody else closed it before */
    static boolean closed(Tx tx, long id, Instant at, String how) throws SQLException {
        return tx.update(CLOSE, at, how, id) == 1;
    }

    /** A person's hold is over; in the transaction of the release. */
    static void closedByPerson(Tx tx, ChannelName channel, Instant at, String how) throws SQLException {
        tx.update(CLOSE_BY_PERSON, at, how, channel);
    }

    /** The breaker has another reason now. @return false when the incident is not open any more */
    static boolean changed(Tx tx, long id, Channel.Hold hold) throws SQLException {
        return tx.update(CHANGE_WORDS, hold.cause(), hold.reason(), id) == 1;
    }

    /** So many wait now. */
    static void grown(Tx tx, long id, long waiting) throws SQLException {
        tx.update(GROW, waiting, id, waiting);
    }

    /** A new run of this node begins, with its breakers open: what an earlier one held ended when it was last seen. */
    void begin(Node node, Instant now) {
        ledger.commit(tx -> tx.update(CLOSE_OF_EARLIER_RUN, now, node.name(), node.boot()));
    }

    /** Ends what nodes held that are gone. */
    void closeOfSilentNodes(Node node, Instant now) {
        Instant before = now.minus(SILENCE);
        boolean some = ledger.read(tx -> tx.first(SOME_OF_SILENT, row -> true, node.name(), before))
                .isPresent();
        if (some) {
            ledger.commit(tx -> tx.update(CLOSE_OF_SILENT, now, node.name(), before));
        }
    }

    /** Forgets what ended more than 400 days ago. */
    void forget(Instant now) {
        ledger.commit(tx -> tx.update(FORGET, now.minus(KEPT)));
    }
}
