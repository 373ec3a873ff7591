package serai.provider;

/**
 * Thrown while a call is being built: it was not sent, and {@link #outcome} says what to do. For orders that cannot be
 * mapped ({@link Outcome.Rejected}) and for tokens that cannot be had ({@link Outcome.Retryable}).
 */
public final class Refusal extends RuntimeException {
    private final transient Outcome outcome;

    public Refusal(Outcome outcome) {
        super(outcome.toString());
        this.outcome = outcome;
    }

    /** A dead letter that names the field and the reason. */
    public static Refusal unmappable(Cause cause, String field, String reason) {
        return new Refusal(new Outcome.Rejected(cause, "", field + ": " + reason));
    }

    public Outcome outcome() {
        return outcome;
    }
}
