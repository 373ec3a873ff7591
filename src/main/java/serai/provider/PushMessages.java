package serai.provider;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An account whose supplier sends messages of its own when an order changes. Called from many threads at once. */
public interface PushMessages {
    /**
     * The orders that a message is a reason to read anew; the message itself is not believed. Sends nothing, so that it
     * can be answered at once.
     *
     * @param headers names in any case, first value of each
     * @param body as it came
     * @return empty if the supplier did not sign it; an empty list if it did and there is nothing to do
     */
    Optional<List<String>> supplierOrderIds(Map<String, String> headers, byte[] body);

    /**
     * Whether a message with these headers can be signed at all; one that cannot is refused before its body is read.
     *
     * @param headers as for {@link #supplierOrderIds}
     */
    default boolean mayBeSigned(Map<String, String> headers) {
        return true;
    }
}
