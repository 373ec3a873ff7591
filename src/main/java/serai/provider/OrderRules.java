package serai.provider;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import serai.base.Money;

/**
 * What an {@link Account} knows of its supplier's rules, for people who mend an order: beforehand, without a call. An
 * account need not have it. The supplier itself has the last word.
 */
public interface OrderRules {
    /**
     * One field that would be refused.
     *
     * @param field as the request spells it, for example {@code shipTo.line1} or {@code taxIds.cpf}
     * @param words what is wrong and what would do; never the value, it is personal
     */
    record Flaw(String field, String words) {
        /** Out of a refusal's text, which begins with the field. */
        public static Optional<Flaw> of(Refusal refusal) {
            return refusal.outcome() instanceof Outcome.Rejected rejected ? of(rejected.text()) : Optional.empty();
        }

        /** Out of the reason of a dead letter that our mapper refused; empty when it names no field. */
        public static Optional<Flaw> of(String text) {
            int colon = text.indexOf(": ");
            return colon > 0
                            && text.substring(0, colon)
                                    .matches("[A-Za-z]+(\\.[A-Za-z0-9_]+|\\[[^\\]]{1,40}])[A-Za-z0-9_.]*")
                    ? Optional.of(new Flaw(text.substring(0, colon), text.substring(colon + 2)))
                    : Optional.empty();
        }
    }

    /**
     * What a supplier asks for one piece.
     *
     * @param lineId the request's line
     */
    record Ask(String lineId, Money price) {}

    /** Every field of the recipient that the supplier would refuse; empty when all would do. */
    List<Flaw> flaws(PlaceOrder order);

    /** What the supplier wants in a delivery address of that country, by field, in words for people. */
    Map<String, String> addressHints(String country);

    /** Which field the supplier's own words complain about; empty when they do not say. */
    Optional<String> fieldNamed(String words);

    /** What the supplier asked for, out of the reason of a letter that died of its price cap. */
    default Optional<Ask> asked(String words) {
        return Optional.empty();
    }
}
