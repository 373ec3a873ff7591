package serai.dispatch;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import serai.base.ChannelName;
import serai.provider.Outcome;
import serai.provider.Work;

/** One kind of errands: says what is due and takes what comes of it. */
public interface ErrandSource {
    /** Its name, as metrics show it. */
    String name();

    /** Whether it asks for orders, by the call that finds out what became of a purchase. */
    default boolean asksForOrders() {
        return false;
    }

    /** Channels that may have something due, each at most once. */
    Collection<ChannelName> due(Instant now);

    /**
     * The next work on that channel. It is taken: it does not come up again before it has ended, or a while has passed in
     * which it would have.
     */
    Optional<Task> take(Channel channel, Instant now);

    /** The work ended with its result. */
    void done(ChannelName channel, Task task, Object result, Instant now);

    /** It did not; the channel's breaker has heard of it. */
    void failed(ChannelName channel, Task task, Outcome why, Instant now);

    /**
     * What was taken.
     *
     * @param about what the source knows it by
     */
    record Task(Work work, String about) {}
}
