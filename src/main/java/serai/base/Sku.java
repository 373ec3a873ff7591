package serai.base;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a store calls a thing that it sells; any script, case matters. */
public record Sku(@JsonValue String value) {
    /** The longest: Shopify takes as many in a variant (November 2026). */
    public static final int MAX = 255;

    /** @throws IllegalArgumentException if blank or over {@value #MAX} characters */
    public Sku {
        Text.required("sku", value, MAX);
    }

    @Override
    public String toString() {
        return value;
    }
}
