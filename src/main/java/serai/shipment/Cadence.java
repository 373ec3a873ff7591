package serai.shipment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import serai.provider.ReadProgress;

/**
 * When to ask a supplier about an order again: young orders often, old ones seldom, final ones never.
 *
 * @param young between two looks at an order of the first day
 */
public record Cadence(Duration young) {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int LATER = 6;
    private static final int MUCH_LATER = 36;

    /** The first look, soon after the supplier has taken it. */
    public Instant first(Instant placedAt) {
        return placedAt.plus(young.dividedBy(10));
    }

    /** The next look; empty when nothing will change any more. */
    public Optional<Instant> next(ReadProgress.State state, Instant placedAt, Instant now) {
        return switch (state) {
            case ENDED -> Optional.empty();
            // Only its delivery is still to come.
            case SHIPPED -> Optional.of(now.plus(young.multipliedBy(MUCH_LATER)));
            case OPEN -> {
                Duration age = Duration.between(placedAt, now);
                int factor = age.compareTo(DAY) < 0 ? 1 : age.compareTo(WEEK) < 0 ? LATER : MUCH_LATER;
                yield Optional.of(now.plus(young.multipliedBy(factor)));
            }
        };
    }
}
