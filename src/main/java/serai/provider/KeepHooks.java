package serai.provider;

import java.util.List;

/**
 * Makes sure that a store still calls us: missing webhooks are made, disabled ones switched on, ours only. Ends with
 * {@link Kept}.
 *
 * @param address where the store's webhooks shall go
 */
public record KeepHooks(String address) implements Work {
    /**
     * What was found.
     *
     * @param topics all that are active now
     * @param mended topics whose webhook was missing or off: events may have been lost
     */
    public record Kept(List<String> topics, List<String> mended) {
        public Kept {
            topics = List.copyOf(topics);
            mended = List.copyOf(mended);
        }
    }
}
