package serai.base;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a store calls a thing that it sells; any script, case matters. */
public record Sku(@JsonValue String value) {
    /** @throws IllegalArgumentException if blank or over 200 characters */
    public Sku {
        Text.required("sku", value, 200);
    }

    @Override
    public String toString() {
        return value;
    }
}
