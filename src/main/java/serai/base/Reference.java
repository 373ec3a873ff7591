package serai.base;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * What a supplier knows our order by: its idempotency key. At most 40 characters of the narrowest alphabet that any
 * supplier allows.
 */
public record Reference(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    /** @throws IllegalArgumentException unless 1 to 40 of A-Z, a-z, 0-9, dash and underscore */
    public Reference {
        Text.matching("reference", value, FORM, "1 to 40 of A-Z, a-z, 0-9, - and _");
    }

    /** The one reference of a dispatch, the same at every attempt. */
    public static Reference of(DispatchId dispatch) {
        return new Reference("SR-" + Text.fingerprint("reference", dispatch.value()));
    }

    @Override
    public String toString() {
        return value;
    }
}
