package serai.inventory;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import serai.base.ChannelName;
import serai.dispatch.Channel;
import serai.dispatch.ErrandSource;
import serai.ledger.Database;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.provider.Cause;
import serai.provider.Connector;
import serai.provider.Outcome;
import serai.provider.ReadStock;

/** Asks suppliers for stock and cost, in batches as large as each allows, and turns what is new into offers. */
public final class StockReader implements ErrandSource {
    private static final String CHANNELS = Sql.of(StockReader.class, "channels-with-due-supplies");
    private static final String DUE = Sql.of(StockReader.class, "due-supplies");
    private static final String DUE_WANTED = Sql.of(StockReader.class, "due-wanted-supplies");
    private static final String OF_PRODUCT = Sql.of(StockReader.class, "supplies-of-product");
    private static final String TAKE = Sql.of(StockReader.class, "take-supply");

    /** Variants of one product; more come with the next reading. */
    private static final int MOST_VARIANTS = 500;

    private final Database ledger;
    private final Map<ChannelName, Connector.Works> works;
    private final Supplies supplies;
    private final Offers offers;

    /** @param works of the channels whose supplier takes {@link ReadStock} */
    public StockReader(Database ledger, Map<ChannelName, Connector.Works> works, Supplies supplies, Offers offers) {
        this.ledger = ledger;
        this.works = Map.copyOf(works);
        this.supplies = supplies;
        this.offers = offers;
    }

    @Override
    public String name() {
        return "stock";
    }

    @Override
    public Collection<ChannelName> due(Instant now) {
        return ledger.read(tx -> tx.list(CHANNELS, row -> new ChannelName(row.text("channel")), now)).stream()
                .filter(works::containsKey)
                .toList();
    }

    @Override
    public Optional<Task> take(Channel channel, Instant now) {
        Connector.Works can = works.getOrDefault(channel.name(), Connector.Works.NONE);
        return ledger.commit(tx -> {
            List<Supply> batch = batch(tx, channel.name(), can, now);
            for (ReadStock.Item item : Supplies.inLockOrder(batch, Supply::item)) {
                change(tx, TAKE, now.plus(channel.settings().errandLimit()), channel.name(), item);
            }
            return batch.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Task(
                            new ReadStock(batch.stream().map(Supply::item).toList()), ""));
        });
    }

    /** What was ordered lately first, then what waits longest; by product where one call tells of all its variants. */
    private static List<Supply> batch(Tx tx, ChannelName channel, Connector.Works can, Instant now)
            throws SQLException {
        boolean byProduct = can.stockBy() == Connector.StockBy.PRODUCT;
        int most = byProduct ? 1 : can.stock();
        Map<ReadStock.Item, Supply> due = new LinkedHashMap<>();
        tx.readable(DUE_WANTED, Supply::read, channel, now.minus(Supplies.LATELY), now, most)
                .forEach(supply -> due.put(supply.item(), supply));
        if (due.size() < most) {
            tx.readable(DUE, Supply::read, channel, now, most)
                    .forEach(supply -> due.putIfAbsent(supply.item(), supply));
        }
        return due.isEmpty() || !byProduct
                ? due.values().stream().limit(most).toList()
                : tx.list(
                        OF_PRODUCT,
                        Supply::read,
                        channel,
                        due.keySet().iterator().next().productId(),
                        MOST_VARIANTS);
    }

    private static void change(Tx tx, String sql, Instant next, ChannelName channel, ReadStock.Item item)
            throws SQLException {
        tx.update(sql, next, channel, item.productId(), item.variant(), item.supplierSku());
    }

    @Override
    public void done(ChannelName channel, Task task, Object result, Instant now) {
        ReadStock.Found found = (ReadStock.Found) result;
        // Read before and beside the write, which others wait for.
        OpenPieces open = ledger.read(tx -> OpenPieces.of(tx, channel));
        ledger.commit(tx -> {
            List<Supply> known = supplies.record(tx, channel, found, now);
            offers.follow(tx, known, open, now);
            return known.size();
        });
    }

    /** A failing item stays taken for a while, which is its pause; a failing channel has a pause of its own. */
    @Override
    public void failed(ChannelName channel, Task task, Outcome why, Instant now) {
        Instant next = now.plus(pause(why));
        ledger.commit(tx -> {
            for (ReadStock.Item item : Supplies.inLockOrder(((ReadStock) task.work()).items(), item -> item)) {
                change(tx, TAKE, next, channel, item);
            }
            return next;
        });
    }

    /** Who asked too soon asks again when it was told to; anything else speaks against the items. */
    private Duration pause(Outcome why) {
        if (!(why instanceof Outcome.Retryable retryable)) {
            return supplies.interval();
        }
        if (retryable.scope() == Outcome.Scope.CHANNEL) {
            return Duration.ZERO;
        }
        return retryable
                .delay()
                .filter(delay -> retryable.cause() == Cause.RATE_LIMITED)
                .filter(delay -> delay.compareTo(supplies.interval()) < 0)
                .orElse(supplies.interval());
    }
}
