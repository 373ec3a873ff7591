package serai.provider;

import java.util.Optional;

/**
 * One account at a supplier: builds its calls and reads its answers. Bound in Camel's registry under the channel's name;
 * kamelets call its public methods by name. Made once per channel through a public constructor that takes an
 * {@link AccountContext}; called from many threads at once.
 */
public interface Account {
    /** Calls a second that the other side allows for the operation that was answered, if the answer says so. */
    default Optional<Double> rateLimit(Answer answer) {
        return Optional.empty();
    }
}
