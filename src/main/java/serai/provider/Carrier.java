package serai.provider;

import java.util.Map;

/**
 * Who carries a parcel, in the words of those who have to know.
 *
 * @param supplierName as the supplier wrote it
 * @param name what customers know it by
 * @param names what a store platform calls it, by the platform's name ({@code shopify}, {@code woocommerce}); a platform
 *     that does not know the carrier is missing
 * @param url where the customer follows the parcel, or empty
 */
public record Carrier(String supplierName, String name, Map<String, String> names, String url) {
    public Carrier {
        names = Map.copyOf(names);
    }

    /** The platform's own word for it, else what customers know it by. */
    public String nameFor(String platform) {
        return names.getOrDefault(platform, name);
    }
}
