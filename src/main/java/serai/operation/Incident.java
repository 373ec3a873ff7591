package serai.operation;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import serai.base.ChannelName;
import serai.base.StoreId;
import serai.ledger.Row;
import serai.provider.Cause;

/**
 * A time in which a channel was held, or in which something was wrong with what a node has stored.
 *
 * @param store whose channel it is; empty for a supplier's
 * @param node whose breaker held it; empty for a person's hold, which holds on all nodes
 * @param holder {@code breaker}, or the person's name
 * @param cause why; empty for a person's hold and for the journal
 * @param words the provider's, or the person's; they may speak of any store's order
 * @param closing how it ended, in words; empty while it is open
 * @param mostWaiting dispatches that waited at most meanwhile, of all stores
 */
public record Incident(
        long id,
        ChannelName channel,
        Optional<StoreId> store,
        String node,
        String holder,
        Optional<Cause> cause,
        String words,
        Instant openedAt,
        Optional<Instant> closedAt,
        String closing,
        long mostWaiting) {
    /** In place of a channel: what this node has stored, and nothing outside. No channel may be called so. */
    public static final ChannelName JOURNAL = new ChannelName("journal");

    /** Whether it is of a node's journal and of no channel. */
    public boolean ofTheJournal() {
        return channel.equals(JOURNAL);
    }

    static Incident read(Row row) throws SQLException {
        return new Incident(
                row.number("id"),
                new ChannelName(row.text("channel")),
                row.maybeText("store").map(StoreId::new),
                row.text("node"),
                row.text("holder"),
                row.maybeText("cause").map(Cause::valueOf),
                row.text("words"),
                row.time("opened_at"),
                row.maybeTime("closed_at"),
                row.text("closing"),
                row.number("most_waiting"));
    }

    /** How long it lasted, or has lasted by now. */
    public Duration duration(Instant now) {
        return Duration.between(openedAt, closedAt.orElse(now));
    }
}
