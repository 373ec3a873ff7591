package serai.http;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list as the API answers it.
 *
 * @param nextCursor where the next page begins; null on the last one
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {
    /** The most items of one page. */
    public static final int MAX_LIMIT = 200;
    /** The items of a page when the caller does not say. */
    public static final int DEFAULT_LIMIT = 50;

    /**
     * A page of at most {@code limit} items.
     *
     * @param found one more than fits, when there is more
     * @param cursor of the last item on the page
     */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<T> items = found.subList(0, limit);
        return new Page<>(items, cursor.apply(items.getLast()));
    }
}
