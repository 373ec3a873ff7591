package serai.base;

/**
 * Where a parcel goes, as the store gave it; empty text where the store gave none. Nothing is shortened or
 * transliterated here: what a supplier cannot take is that supplier's mapper's business.
 *
 * @param region state or province, a code or a name, as the store writes it
 * @param country two capital letters of ISO 3166-1
 */
public record Address(
        String name,
        String company,
        String line1,
        String line2,
        String city,
        String region,
        String postalCode,
        String country,
        String phone) {}
