package serai.dispatch;

import java.time.Instant;
import java.util.Optional;
import serai.base.ChannelName;
import serai.base.StoreId;
import serai.ledger.Fact;

/**
 * A dispatch has come to stand there.
 *
 * @param from where it stood before; empty when it was born there
 */
public record Moved(
        StoreId store, ChannelName channel, String kind, Optional<DispatchState> from, DispatchState to, Instant at)
        implements Fact {}
