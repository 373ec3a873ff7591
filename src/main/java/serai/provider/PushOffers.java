package serai.provider;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.base.Money;
import serai.base.Sku;

/**
 * Brings stock and prices of some SKUs into a store: absolute values, so that a repeat does no harm. Ends with a
 * {@link Pushed} that answers for each SKU.
 */
public record PushOffers(List<Offer> offers) implements Work {
    public PushOffers {
        offers = List.copyOf(offers);
    }

    /**
     * What the store shall say of one SKU.
     *
     * @param available pieces; empty leaves the store's stock as it is
     * @param price what the customer pays; empty leaves the store's price as it is
     * @param key changes with every new value and only then
     * @param observedAt when the supplier said so
     */
    public record Offer(Sku sku, Optional<Long> available, Optional<Money> price, String key, Instant observedAt) {}

    /** What became of one SKU. */
    public enum Verdict {
        /** The store has the value, or had it already. */
        DONE,
        /** It cannot be; asking again soon is no use. */
        REFUSED,
        /** Not this time: the store changed it meanwhile, or failed at this SKU. */
        AGAIN
    }

    /** @param cause empty when {@link Verdict#DONE} */
    public record Result(Sku sku, Verdict verdict, Optional<Cause> cause, String text) {}

    /** One result for each SKU asked for. */
    public record Pushed(List<Result> results) {
        public Pushed {
            results = List.copyOf(results);
        }
    }
}
