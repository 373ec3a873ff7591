package serai.provider;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of one attempt, as far as we can know. Readers switch without {@code default}: a new answer stops the build
 * until someone decides.
 */
public sealed interface Outcome {
    /** Whether it speaks of the whole account and not of what was asked. */
    default boolean ofTheChannel() {
        return this instanceof Retryable retryable && retryable.scope() == Scope.CHANNEL;
    }

    /**
     * The supplier holds the order and told us its numbers; sending it again would buy twice.
     *
     * @param supplierOrderIds one or more
     * @param note what a reader of the timeline should know besides, or empty
     */
    record Done(List<String> supplierOrderIds, String note) implements Outcome {
        /** @throws IllegalArgumentException if there is no number: nothing is done without a supplier's answer in hand */
        public Done {
            supplierOrderIds = List.copyOf(supplierOrderIds);
            if (supplierOrderIds.isEmpty()) {
                throw new IllegalArgumentException("done needs the supplier's order number");
            }
        }
    }

    /**
     * The supplier took the order but has not confirmed it; it is looked up again after the delay and never sent again
     * meanwhile.
     */
    record Taken(Duration delay, String note) implements Outcome {}

    /** The supplier holds the order, unpaid; a person has to pay it there. Sending it again could buy twice. */
    record Unpaid(List<String> supplierOrderIds, String code, String text) implements Outcome {
        public Unpaid {
            supplierOrderIds = List.copyOf(supplierOrderIds);
        }
    }

    /**
     * The supplier refused, or would refuse, and holds no order; a person has to act.
     *
     * @param code the supplier's own, or empty when our mapper refused
     * @param text the supplier's own words, or ours with the field and the reason
     */
    record Rejected(Cause cause, String code, String text) implements Outcome {}

    /**
     * Nothing was bought by this attempt; sending it again is safe.
     *
     * @param delay how long the supplier asked to wait; empty leaves it to the back-off
     * @param scope whether only this order or the whole account is affected
     * @param giveUpAfter how many such answers make a dead letter; empty means never, it is an outage
     */
    record Retryable(
            Cause cause, String code, String text, Optional<Duration> delay, Scope scope, Optional<Integer> giveUpAfter)
            implements Outcome {}

    /**
     * The order may or may not have been taken; find out before sending it again.
     *
     * @param giveUpAfter how many such answers make a dead letter {@link Cause#PROBABLY_BOUGHT} (the supplier insists);
     *     empty leaves it to the connector's window
     */
    record Unknown(String code, String text, Optional<Integer> giveUpAfter) implements Outcome {}

    /** A look-up's answer: the supplier holds nothing under our reference, so sending it (again) is safe. */
    record NotFound(String text) implements Outcome {}

    /** How far an answer reaches. */
    enum Scope {
        /** This order only. */
        ORDER,
        /** The whole account: a reason to slow down or to hold the channel. */
        CHANNEL
    }
}
