package serai.ledger;

/**
 * The database cannot take or give anything at the moment: full disk, lost connection, full queue, closed. What was
 * asked did not happen, or, when a commit's answer was lost, may have happened: callers write what is safe to repeat.
 */
public final class DatabaseUnavailable extends RuntimeException {
    public DatabaseUnavailable(String message) {
        super(message);
    }

    public DatabaseUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether it failed because the database's file is damaged, so that asking again does not help. */
    public boolean damaged() {
        return Failures.damaged(this);
    }
}
