package serai.order;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a store means another order than the one that is known under its id: a shop that was set up anew counts from the
 * beginning. Told by the time at which it was placed, which does not change while an order is one, together with another
 * customer or with goods of which it had none. Neither alone says so: there are clients that stamp each word with the time
 * of sending, and customers mend their e-mail address.
 */
final class AnotherOrder {
    /** Platforms round, and some stamp an order anew when its draft becomes one. */
    private static final Duration SAME_TIME = Duration.ofMinutes(10);

    private AnotherOrder() {}

    /** Why it is another one, in words without personal data; empty where it is the same. */
    static Optional<String> words(StoreOrder known, StoreOrder said) {
        boolean sameTime =
                Duration.between(known.placedAt(), said.placedAt()).abs().compareTo(SAME_TIME) <= 0;
        if (sameTime || !(otherCustomer(known, said) || otherThings(known, said))) {
            return Optional.empty();
        }
        return Optional.of("the store says order " + said.storeOrderId() + " was placed at " + said.placedAt()
                + "; the one that is known was placed at " + known.placedAt() + " and had "
                + (otherCustomer(known, said) ? "another customer" : "other lines")
                + "; nothing of the new one is bought");
    }

    private static boolean otherCustomer(StoreOrder known, StoreOrder said) {
        return !known.email().isBlank()
                && !said.email().isBlank()
                && !known.email().strip().equalsIgnoreCase(said.email().strip());
    }

    private static boolean otherThings(StoreOrder known, StoreOrder said) {
        Set<String> before = things(known);
        Set<String> now = things(said);
        boolean told = !before.isEmpty() && !now.isEmpty();
        now.retainAll(before);
        return told && now.isEmpty();
    }

    private static Set<String> things(StoreOrder order) {
        Set<String> things = new HashSet<>();
        order.lines().forEach(line -> things.add(line.lineId() + "\n" + line.sku()));
        return things;
    }
}
