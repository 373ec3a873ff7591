package serai;

/** The configuration cannot be used; the message says which key, why, and what it may be, and holds no secret. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says {@code message} to the person who starts us. */
    public SettingsException(String message) {
        super(message);
    }

    /** Likewise, with the error that was met. */
    public SettingsException(String message, Throwable cause) {
        super(message, cause);
    }
}
