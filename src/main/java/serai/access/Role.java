package serai.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a caller may do; each role may also do what those before it may. */
public enum Role {
    /** Looks; sees no personal data in payloads. */
    VIEWER,
    /** Replays, edits, archives, restores, holds and releases. */
    SUPPORT,
    /** Everything, listings included. */
    ADMIN;

    /** As written in {@code config/tokens.yaml} and in answers. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this role may do what needs the other. */
    public boolean mayDo(Role least) {
        return compareTo(least) >= 0;
    }

    /** The role with that {@link #id}; empty when there is none. */
    public static Optional<Role> find(String id) {
        return Arrays.stream(values()).filter(role -> role.id().equals(id)).findFirst();
    }
}
