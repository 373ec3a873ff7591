package serai.provider;

import java.util.List;
import java.util.Set;
import serai.base.Sku;

/**
 * Accepts or rejects what a store asks of us as its fulfilment service. Ends with {@link Answered}.
 *
 * @param sellable SKUs that we have a listing for; a request with another one is rejected
 */
public record AnswerRequests(Set<Sku> sellable) implements Work {
    public AnswerRequests {
        sellable = Set.copyOf(sellable);
    }

    /** The store's own ids of the requests. */
    public record Answered(List<String> accepted, List<String> rejected) {
        public Answered {
            accepted = List.copyOf(accepted);
            rejected = List.copyOf(rejected);
        }
    }
}
