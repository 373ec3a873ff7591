package serai.deadletter;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import serai.access.Audit;
import serai.access.Person;
import serai.base.Json;
import serai.base.Scope;
import serai.base.StoreId;
import serai.ledger.Conditions;
import serai.ledger.Sql;
import serai.ledger.Tx;

/** How a replay begins: once for each press of the button, with the letters that the person saw and no more. */
final class ReplayStart {
    private static final String INSERT = Sql.of(ReplayStart.class, "insert-replay");
    private static final String INSERT_ITEMS = Sql.of(ReplayStart.class, "insert-replay-items");
    private static final String BEGUN = Sql.of(ReplayStart.class, "count-replay-begun");
    private static final String INSERT_STORE = Sql.of(ReplayStart.class, "insert-replay-store");

    private ReplayStart() {}

    /** Starts it, or tells why not; pressed before, it tells what that press has started. */
    static ReplayBook.Started press(Tx tx, ReplayBook.Wish wish, ReplayBook.Press press, Person who, Instant now)
            throws SQLException {
        String id = "rpl_" + press.token();
        Optional<ReplayBook.Started> earlier = earlier(tx, id, who, now);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        DeadLetterFilter filter = wish.filter().within(who.scope());
        long there = DeadLetters.count(tx, filter, ReplayBook.MOST + 1);
        if (there > ReplayBook.MOST) {
            return new ReplayBook.Started.TooMany();
        }
        if (there > press.count()) {
            return new ReplayBook.Started.Grown(there);
        }
        if (!inserted(tx, id, wish, filter, who, now)) {
            // Pressed twice at once, the other press on another node.
            return earlier(tx, id, who, now).orElseGet(ReplayBook.Started.Strange::new);
        }
        for (StoreId store : who.scope().stores().orElse(Set.of())) {
            tx.update(INSERT_STORE, id, store);
        }
        Conditions conditions = filter.conditions();
        int items = tx.update(conditions.in(INSERT_ITEMS), conditions.parametersAfter(id));
        tx.update(BEGUN, items, id);
        Audit.add(tx, now, who, "start-replay", id, items, wish.reason());
        return new ReplayBook.Started.Running(
                ReplayViews.of(tx, ReplayBook.found(tx, id, Scope.ALL).orElseThrow(), now));
    }

    private static Optional<ReplayBook.Started> earlier(Tx tx, String id, Person who, Instant now) throws SQLException {
        Optional<Replay> replay = ReplayBook.found(tx, id, Scope.ALL);
        if (replay.isEmpty()) {
            return Optional.empty();
        }
        boolean own = replay.get().actor().equals(who.name())
                && ReplayBook.found(tx, id, who.scope()).isPresent();
        return Optional.of(
                own
                        ? new ReplayBook.Started.Running(ReplayViews.of(tx, replay.get(), now))
                        : new ReplayBook.Started.Strange());
    }

    private static boolean inserted(
            Tx tx, String id, ReplayBook.Wish wish, DeadLetterFilter filter, Person who, Instant now)
            throws SQLException {
        long firstInterval = (long) (1000 / wish.ratePerSecond().doubleValue());
        return tx.update(
                        INSERT,
                        id,
                        now,
                        now,
                        who.name(),
                        wish.reason(),
                        Json.write(filter.words()),
                        wish.ratePerSecond().toPlainString(),
                        Json.write(wish.stages()),
                        wish.stopAboveFailureShare().toPlainString(),
                        wish.evenIfLooping(),
                        Replay.State.RUNNING,
                        "",
                        now.minusMillis(firstInterval))
                == 1;
    }
}
