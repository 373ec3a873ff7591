package serai.dispatch;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import serai.base.ChannelName;
import serai.base.DispatchId;
import serai.base.OrderId;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.provider.Connector;

/**
 * Purchases that may have been made although the ledger knows of no attempt: it went back to an older state. They are taken
 * for purchases whose answer was lost: looked up before they are made, or, where a supplier knows no look-up, repeated under
 * the same reference while that is safe and then left to a person.
 */
public final class Doubts {
    /** For ledgers that are never in doubt. */
    public static final Doubts NONE = new Doubts(Map.of());

    private static final String OF_ORDER = Sql.of(Doubts.class, "doubt-purchases-of-order");
    private static final String OF_CHANNEL = Sql.of(Doubts.class, "doubt-purchases-of-channel");
    private static final String WORDS = "the ledger had gone back to an older state: this may have been bought already";

    private final Map<ChannelName, Connector.Unknown> resolutions;

    /** @param resolutions how each supplier's lost answers are resolved */
    public Doubts(Map<ChannelName, Connector.Unknown> resolutions) {
        this.resolutions = Map.copyOf(resolutions);
    }

    private record Doubted(DispatchId id, Optional<OrderId> order) {}

    /**
     * Doubts the purchases of an order that was recorded once before.
     *
     * @param since the earliest time at which one of them can have been made
     * @return how many
     */
    public int ofOrder(Tx tx, OrderId order, Instant since, Instant now) throws SQLException {
        int doubted = 0;
        for (Map.Entry<ChannelName, Connector.Unknown> one : resolutions.entrySet()) {
            doubted += tell(
                    tx,
                    tx.list(
                            OF_ORDER,
                            row -> new Doubted(new DispatchId(row.text("id")), Optional.of(order)),
                            step(one.getValue()),
                            unknownSince(one.getValue(), since, now),
                            order,
                            one.getKey()),
                    now);
        }
        return doubted;
    }

    /**
     * Doubts all purchases that the ledger takes for not made.
     *
     * @param since the last time that this state of the ledger knows of
     * @return how many
     */
    public int ofAll(Tx tx, Instant since, Instant now) throws SQLException {
        int doubted = 0;
        for (Map.Entry<ChannelName, Connector.Unknown> one : resolutions.entrySet()) {
            doubted += tell(
                    tx,
                    tx.list(
                            OF_CHANNEL,
                            row -> new Doubted(
                                    new DispatchId(row.text("id")),
                                    row.maybeText("order_id").map(OrderId::new)),
                            step(one.getValue()),
                            unknownSince(one.getValue(), since, now),
                            one.getKey()),
                    now);
        }
        return doubted;
    }

    private static Step step(Connector.Unknown how) {
        return how.resolve() == Connector.Resolution.LOOK_UP ? Step.FIND : Step.PLACE;
    }

    /** A window of repeats began as early as possible; what a look-up does not find yet may have been bought just now. */
    private static Instant unknownSince(Connector.Unknown how, Instant since, Instant now) {
        return how.resolve() == Connector.Resolution.LOOK_UP ? now : since;
    }

    private static int tell(Tx tx, List<Doubted> doubted, Instant now) throws SQLException {
        for (Doubted one : doubted) {
            if (one.order().isPresent()) {
                Dispatches.addEvent(tx, one.order().get(), Optional.of(one.id()), now, "recorder", "CHANGED", WORDS);
            }
        }
        return doubted.size();
    }
}
