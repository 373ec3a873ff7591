package serai.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import serai.base.StoreId;
import serai.store.Store;

/** How many orders each store may send: a token bucket a store. */
final class EntryLimits {
    private static final class Bucket {
        private double tokens;
        private Instant filledAt;

        private Bucket(double tokens, Instant now) {
            this.tokens = tokens;
            this.filledAt = now;
        }
    }

    private final Clock clock;
    private final Map<StoreId, Bucket> buckets = new ConcurrentHashMap<>();

    EntryLimits(Clock clock) {
        this.clock = clock;
    }

    /** Takes one. @return zero when there was one, else how long until the next */
    Duration take(Store store) {
        Instant now = clock.instant();
        Bucket bucket = buckets.computeIfAbsent(store.id(), id -> new Bucket(store.entryBurst(), now));
        synchronized (bucket) {
            double seconds = Math.max(0, Duration.between(bucket.filledAt, now).toNanos() / 1e9);
            bucket.tokens = Math.min(store.entryBurst(), bucket.tokens + seconds * store.entryLimitPerSecond());
            bucket.filledAt = now;
            if (bucket.tokens >= 1) {
                bucket.tokens--;
                return Duration.ZERO;
            }
            return Duration.ofNanos((long) ((1 - bucket.tokens) / store.entryLimitPerSecond() * 1e9) + 1);
        }
    }
}
