package serai.store;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of a store's paid orders are for suppliers at all.
 *
 * @param from orders from before it are not bought by themselves; empty to go by the day on which the store was connected
 * @param pickup whether an order that the customer fetches is bought all the same
 * @param localDelivery whether an order that the shop brings around itself is bought all the same
 * @param ownDelivery ways of delivery that the merchant serves himself, as the store names them, in lower case: a method's
 *     title, its code or id, or id and instance such as {@code flat_rate:7}
 * @param shopFields names of fields on a line that the shop or an app of it writes: no wish of the customer
 */
public record Buying(
        Optional<Instant> from,
        boolean pickup,
        boolean localDelivery,
        Set<String> ownDelivery,
        Set<String> shopFields) {
    /** What holds where a store's entry says nothing. */
    public static final Buying USUAL = new Buying(Optional.empty(), false, false, Set.of(), Set.of());

    public Buying {
        ownDelivery = ownDelivery.stream().map(Buying::plain).collect(Collectors.toUnmodifiableSet());
        shopFields = shopFields.stream().map(Pair::key).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the merchant has said that a field of that name on a line is the shop's own. */
    boolean writes(String field) {
        return shopFields.contains(Pair.key(field));
    }

    /** Whether the merchant has said that he serves a way of delivery of that name himself. */
    boolean serves(String name) {
        return ownDelivery.contains(plain(name));
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
