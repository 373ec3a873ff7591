package serai.provider;

/** An account that can do more than place orders. Called from many threads at once. */
public interface Worker extends Account {
    /**
     * Begins a piece of work. Every work is safe to repeat: what must not happen twice is read before it is written.
     *
     * @throws Refusal if it cannot be done, or not now
     * @throws UnsupportedOperationException if {@code connector.yaml} does not declare this kind of work
     */
    Turn begin(Work work);
}
