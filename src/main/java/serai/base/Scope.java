package serai.base;

import java.util.Optional;
import java.util.Set;

/**
 * The stores that a caller may see and act on. Queries carry it into their own conditions, so that a row of another store
 * is not found rather than found and refused.
 *
 * @param stores empty for every store, now and later
 */
public record Scope(Optional<Set<StoreId>> stores) {
    /** Every store. */
    public static final Scope ALL = new Scope(Optional.empty());

    public Scope {
        stores = stores.map(Set::copyOf);
    }

    /** These stores only. */
    public static Scope of(Set<StoreId> stores) {
        return new Scope(Optional.of(stores));
    }

    /** Whether it holds the store. */
    public boolean holds(StoreId store) {
        return stores.map(some -> some.contains(store)).orElse(true);
    }

    /** Whether it is every store: what concerns no store in particular is for such callers only. */
    public boolean all() {
        return stores.isEmpty();
    }
}
