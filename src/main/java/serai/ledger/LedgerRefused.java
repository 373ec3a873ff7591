package serai.ledger;

/** The ledger is there, and this version must not work on it; the message says why and what to do instead. */
public final class LedgerRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LedgerRefused(String message) {
        super(message);
    }

    LedgerRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
