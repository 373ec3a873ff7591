package serai.provider;

import java.util.function.Function;

/**
 * One turn of a talk with a provider that takes as many calls as it needs. A connector begins the talk
 * ({@link Worker#begin}); the kamelet {@code provider-work} makes the calls, each with the channel's time limits.
 */
public sealed interface Turn {
    /**
     * Make this call and go on with its answer, whatever its status. A lost answer ends the talk; so does a
     * {@link Refusal}, which {@code then} may throw.
     */
    record Ask(Call call, Function<Answer, Turn> then) implements Turn {}

    /** The result, of the type that the {@link Work} names. */
    record End(Object result) implements Turn {}
}
