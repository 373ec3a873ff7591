package serai.base;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** One merchant's shop, the unit of tenancy; as written in {@code config/stores.yaml} and in the URL. */
public record StoreId(@JsonValue String value) implements Comparable<StoreId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    /** @throws IllegalArgumentException unless 1 to 40 of a-z, 0-9 and dash, not starting with a dash */
    public StoreId {
        Text.matching("store id", value, FORM, "1 to 40 of a-z, 0-9 and -");
    }

    @Override
    public int compareTo(StoreId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
