package serai.browser;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import serai.base.Json;

/**
 * An order for the generic endpoint. Reads as English: {@code order("1001").of("POT-BLACK").to("Atlantis", "TX", "US")}.
 *
 * @param id the store's own
 */
record Purchase(
        String store,
        String id,
        List<String> skus,
        String name,
        String street,
        String city,
        String region,
        String postalCode,
        String country,
        String phone,
        String email,
        String note) {
    /** Of the tea house, to Austin, for something that Amazon ships. */
    static Purchase order(String id) {
        return new Purchase(
                "tea-house",
                id,
                List.of("TEA-GREEN"),
                "Jane Roe",
                "12 Elm Street",
                "Austin",
                "TX",
                "78701",
                "US",
                "+15125550100",
                "jane@example.com",
                "");
    }

    Purchase from(String other) {
        return new Purchase(
                other, id, skus, name, street, city, region, postalCode, country, phone, email, note);
    }

    Purchase of(String... others) {
        return new Purchase(
                store, id, List.of(others), name, street, city, region, postalCode, country, phone, email, note);
    }

    Purchase by(String who, String address) {
        return new Purchase(store, id, skus, who, street, city, region, postalCode, country, phone, address, note);
    }

    Purchase to(String where, String state, String code, String land) {
        return new Purchase(store, id, skus, name, street, where, state, code, land, phone, email, note);
    }

    Purchase at(String where) {
        return new Purchase(store, id, skus, name, where, city, region, postalCode, country, phone, email, note);
    }

    Purchase saying(String words) {
        return new Purchase(store, id, skus, name, street, city, region, postalCode, country, phone, email, words);
    }

    /** The request body. */
    String json() {
        return Json.write(Map.ofEntries(
                Map.entry("orderId", id),
                Map.entry("orderNumber", "#" + id),
                Map.entry(
                        "placedAt", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()),
                Map.entry("currency", "USD"),
                Map.entry("total", "39.90"),
                Map.entry("customer", Map.of("email", email, "phone", phone)),
                Map.entry(
                        "shipTo",
                        Map.of(
                                "name", name,
                                "line1", street,
                                "city", city,
                                "region", region,
                                "postalCode", postalCode,
                                "country", country,
                                "phone", phone)),
                Map.entry("lines", IntStream.range(0, skus.size()).mapToObj(this::line).toList()),
                Map.entry("note", note)));
    }

    private Map<String, Object> line(int index) {
        return Map.of(
                "lineId",
                Integer.toString(index + 1),
                "sku",
                skus.get(index),
                "title",
                skus.get(index),
                "quantity",
                1,
                "unitPrice",
                "19.95");
    }
}
