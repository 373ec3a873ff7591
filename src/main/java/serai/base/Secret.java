package serai.base;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A key or password. Shows itself to nobody by accident: not in logs, not in JSON, not in a debugger's list. */
public final class Secret {
    private final String value;

    /** @throws IllegalArgumentException if blank */
    public Secret(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a secret must not be empty");
        }
        this.value = value;
    }

    /** The secret itself, for the one call that needs it. */
    public String reveal() {
        return value;
    }

    /** Whether both are the same text; the time taken says nothing about where they differ. */
    public boolean matches(String other) {
        return MessageDigest.isEqual(value.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && matches(secret.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
