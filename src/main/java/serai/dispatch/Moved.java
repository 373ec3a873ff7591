package serai.dispatch;

import java.time.Instant;
import serai.base.ChannelName;
import serai.base.StoreId;
import serai.ledger.Fact;

/** A dispatch has come to stand there, or was born there. */
public record Moved(StoreId store, ChannelName channel, String kind, DispatchState to, Instant at) implements Fact {}
