package serai.base;

import java.util.Objects;

/**
 * Where a parcel goes, as the store gave it; empty text where the store gave none. Nothing is shortened or
 * transliterated here: what a supplier cannot take is that supplier's mapper's business.
 *
 * @param region state or province, a code or a name, as the store writes it
 * @param regionName the name of that state or province where the store sends it beside a code; else empty
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
        String phone,
        String regionName) {
    /** Addresses that earlier versions stored have no {@code regionName}. */
    public Address {
        regionName = Objects.requireNonNullElse(regionName, "");
    }

    /** One of which the store has said the state or province in one way only. */
    public Address(
            String name,
            String company,
            String line1,
            String line2,
            String city,
            String region,
            String postalCode,
            String country,
            String phone) {
        this(name, company, line1, line2, city, region, postalCode, country, phone, "");
    }
}
