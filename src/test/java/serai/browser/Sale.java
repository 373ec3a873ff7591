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
record Sale(
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
    static Sale order(String id) {
        return new Sale(
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

    Sale from(String other) {
        return new Sale(other, id, skus, name, street, city, region, postalCode, country, phone, email, note);
    }

    Sale of(String... others) {
        return new Sale(
                store, id, List.of(others), name, street, city, region, postalCode, country, phone, email, note);
    }

    Sale by(String who, String address) {
        return new Sale(store, id, skus, who, street, city, region, postalCode, country, phone, address, note);
    }

    Sale to(String where, String state, String code, String land) {
        return new Sale(store, id, skus, name, street, where, state, code, land, phone, email, note);
    }

    Sale at(String where) {
        return new Sale(store, id, skus, name, where, city, region, postalCode, country, phone, email, note);
    }

    Sale saying(String words) {
        return new Sale(store, id, skus, name, street, city, region, postalCode, country, phone, email, words);
    }

    /** The request body. */
    String json() {
        return Json.write(Map.ofEntries(
                Map.entry("orderId", id),
                Map.entry("orderNumber", "#" + id),
                Map.entry(
                        "placedAt",
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()),
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
                Map.entry(
                        "lines",
                        IntStream.range(0, skus.size()).mapToObj(this::line).toList()),
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
