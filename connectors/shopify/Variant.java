package shopify;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What the store sells under a SKU.
 *
 * @param id of the variant, global
 * @param item its inventory item, global
 * @param tracked whether the store counts its stock
 * @param available pieces at the location that was asked for; empty when it is not stocked there or none was asked for
 */
record Variant(
        String id,
        String sku,
        String product,
        Optional<BigDecimal> price,
        String item,
        boolean tracked,
        Optional<Long> available) {
    static Variant of(JsonNode node) {
        JsonNode item = node.path("inventoryItem");
        return new Variant(
                node.path("id").asText(),
                node.path("sku").asText(""),
                node.path("product").path("id").asText(),
                amount(node.path("price").asText("")),
                item.path("id").asText(),
                item.path("tracked").asBoolean(),
                available(item.path("inventoryLevel").path("quantities")));
    }

    private static Optional<BigDecimal> amount(String text) {
        return text.matches("-?[0-9]{1,20}(\\.[0-9]{1,10})?") ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    private static Optional<Long> available(JsonNode quantities) {
        for (JsonNode quantity : quantities) {
            if (quantity.path("name").asText().equals("available")) {
                return Optional.of(quantity.path("quantity").asLong());
            }
        }
        return Optional.empty();
    }
}
