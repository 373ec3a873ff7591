package shopify;

import java.util.regex.Pattern;

/**
 * A version of the Admin API, for example {@code 2026-10}. From 2026-01 on stock is written with {@code
 * changeFromQuantity} and an idempotency key; older versions are past their twelve months, so Shopify itself answers
 * them as 2026-01 or later.
 */
record ApiVersion(String name) {
    private static final Pattern NAME = Pattern.compile("20[0-9]{2}-(01|04|07|10)");
    private static final String OLDEST = "2026-01";

    /** @throws IllegalArgumentException if it is no version, or one that lacks what we send */
    ApiVersion {
        if (!NAME.matcher(name).matches() || name.compareTo(OLDEST) < 0) {
            throw new IllegalArgumentException("api-version must be a quarter such as 2026-10 and not before " + OLDEST
                    + ", was \"" + name + "\"");
        }
    }

    /** Where its documents go. */
    String path() {
        return "/admin/api/" + name + "/graphql.json";
    }

    @Override
    public String toString() {
        return name;
    }
}
