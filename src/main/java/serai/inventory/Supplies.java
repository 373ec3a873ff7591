package serai.inventory;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import serai.base.ChannelName;
import serai.base.Json;
import serai.base.Money;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Effects;
import serai.dispatch.Move;
import serai.ledger.Database;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.provider.PlaceOrder;
import serai.provider.ReadStock;

/**
 * What suppliers last said of each thing that listings buy, and when to ask again: what was ordered lately often, what
 * does not change ever more seldom. An older reading never replaces a newer one.
 *
 * @param interval between two readings of one item that changes
 */
public record Supplies(Duration interval) implements Effects {
    private static final String SOME_TO_ADD = Sql.of(Supplies.class, "some-supply-to-add");
    private static final String SOME_TO_DROP = Sql.of(Supplies.class, "some-supply-to-drop");
    private static final String ADD_LISTED = Sql.of(Supplies.class, "add-listed-supplies");
    private static final String DROP_UNLISTED = Sql.of(Supplies.class, "drop-unlisted-supplies");
    private static final String FIND = Sql.of(Supplies.class, "find-supply");
    private static final String SAVE = Sql.of(Supplies.class, "save-supply");
    private static final String WANTED = Sql.of(Supplies.class, "wanted-supply");
    /** An item counts as ordered lately for that long. */
    static final Duration LATELY = Duration.ofDays(1);

    private static final int MOST_DOUBLINGS = 3;
    private static final Comparator<ReadStock.Item> LOCK_ORDER = Comparator.comparing(ReadStock.Item::productId)
            .thenComparing(ReadStock.Item::variant)
            .thenComparing(ReadStock.Item::supplierSku);

    /** Takes up what new listings buy, and forgets what no listing buys any more. */
    public void followListings(Database ledger, Instant now) {
        // Nearly always there are none, and to see that needs no turn at writing.
        boolean add = ledger.read(tx -> tx.first(SOME_TO_ADD, row -> true)).isPresent();
        boolean drop = ledger.read(tx -> tx.first(SOME_TO_DROP, row -> true)).isPresent();
        if (add || drop) {
            ledger.commit(tx -> tx.update(ADD_LISTED, now, now) + tx.update(DROP_UNLISTED));
        }
    }

    /** What was bought just now is asked for soon: there is less of it, and it sells. */
    @Override
    public void follow(Tx tx, Dispatch dispatch, Move move, Instant now) throws SQLException {
        if (!dispatch.places() || move.to() != DispatchState.DONE) {
            return;
        }
        List<PlaceOrder.Item> bought =
                Json.read(dispatch.request(), PlaceOrder.class).items();
        for (ReadStock.Item item : inLockOrder(bought, Supplies::supplied)) {
            Instant soon = now.plus(interval.dividedBy(10));
            tx.update(
                    WANTED, now, soon, soon, dispatch.channel(), item.productId(), item.variant(), item.supplierSku());
        }
    }

    private static ReadStock.Item supplied(PlaceOrder.Item bought) {
        return new ReadStock.Item(bought.productId(), bought.variant(), bought.supplierSku());
    }

    /** Each once, in the order in which everybody takes rows of one channel. */
    static <T> List<ReadStock.Item> inLockOrder(Collection<T> of, Function<T, ReadStock.Item> item) {
        return of.stream().map(item).distinct().sorted(LOCK_ORDER).toList();
    }

    static Optional<Supply> find(Tx tx, ChannelName channel, ReadStock.Item item) throws SQLException {
        return tx.first(FIND, Supply::read, channel, item.productId(), item.variant(), item.supplierSku());
    }

    /**
     * Writes down readings.
     *
     * @return those of which the supplier has ever said how many there are, as they stand now
     */
    List<Supply> record(Tx tx, ChannelName channel, ReadStock.Found found, Instant now) throws SQLException {
        List<Supply> known = new ArrayList<>();
        List<ReadStock.Reading> readings = found.readings().stream()
                .sorted(Comparator.comparing(ReadStock.Reading::item, LOCK_ORDER))
                .toList();
        for (ReadStock.Reading reading : readings) {
            Optional<Supply> old = find(tx, channel, reading.item())
                    .filter(supply -> supply.observedAt()
                            .filter(found.observedAt()::isBefore)
                            .isEmpty());
            if (old.isEmpty()) {
                continue;
            }
            Supply supply = old.get().after(reading, found.observedAt());
            save(tx, supply, now);
            if (supply.known()) {
                known.add(supply);
            }
        }
        return known;
    }

    private void save(Tx tx, Supply supply, Instant now) throws SQLException {
        tx.update(
                SAVE,
                supply.state(),
                supply.quantity(),
                supply.unitCost().map(Money::plain),
                supply.unitCost().map(Money::currency),
                supply.note(),
                supply.observedAt(),
                supply.quiet() == 0,
                now,
                supply.quiet(),
                now.plus(pause(supply, now)),
                supply.channel(),
                supply.item().productId(),
                supply.item().variant(),
                supply.item().supplierSku());
    }

    /** Doubles with each quiet reading up to eight times the interval; not for what was ordered lately. */
    Duration pause(Supply supply, Instant now) {
        boolean lately = supply.wantedAt().isAfter(now.minus(LATELY));
        return lately ? interval : interval.multipliedBy(1L << Math.min(supply.quiet(), MOST_DOUBLINGS));
    }
}
