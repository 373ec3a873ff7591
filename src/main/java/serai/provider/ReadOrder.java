package serai.provider;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks a store for one order as it is now, right before it is bought. Ends with {@link Told}. */
public record ReadOrder(String storeOrderId) implements Work {
    /** What the store says. */
    public sealed interface Told {
        /**
         * The order as the store's own webhook would bring it, with what the webhook leaves out: the pieces of its refunds.
         *
         * @param holds parts of it that the store does not want sent yet
         */
        record Present(ReadOrders.Changed order, List<Hold> holds) implements Told {
            public Present {
                holds = List.copyOf(holds);
            }
        }

        /** The store, and not only its host, says that it has no such order. */
        record Gone() implements Told {}
    }

    /**
     * Lines that the store does not want sent yet.
     *
     * @param id by which the store's webhooks speak of it
     * @param lines the order's line ids; empty for all of them
     * @param why in the store's own word, without anything that people typed
     * @param until when it ends by itself, where the store says so
     */
    public record Hold(String id, Set<String> lines, String why, Optional<Instant> until) {
        public Hold {
            lines = Set.copyOf(lines);
        }

        /** Whether any of these lines is held by it. */
        public boolean concerns(Set<String> lineIds) {
            return lines.isEmpty() || lineIds.stream().anyMatch(lines::contains);
        }
    }
}
