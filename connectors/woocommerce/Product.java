package woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import serai.provider.PushOffers.Offer;

/**
 * Something that the store sells, or a variable product, which only its variations are sold of.
 *
 * @param parent the variable product's id for a variation, else 0
 * @param managed whether the store counts it by itself; a variation may leave that to its parent
 * @param stock empty when nobody counts it
 * @param regularPrice as the store has it, empty when it has none; a sale price is none of our business
 */
record Product(
        long id,
        long parent,
        String sku,
        String type,
        boolean managed,
        Optional<BigDecimal> stock,
        Optional<BigDecimal> regularPrice) {
    static final String FIELDS = "id,parent_id,sku,type,manage_stock,stock_quantity,regular_price";

    static Product of(JsonNode node) {
        return new Product(
                node.path("id").asLong(),
                node.path("parent_id").asLong(),
                node.path("sku").asText(),
                node.path("type").asText(),
                node.path("manage_stock").isBoolean()
                        && node.path("manage_stock").asBoolean(),
                number(node.path("stock_quantity")),
                number(node.path("regular_price")));
    }

    /** A variation as its parent's list shows it: without type, and in older stores without parent. */
    static Product variation(JsonNode node, long parent) {
        Product read = of(node);
        return new Product(
                read.id(), parent, read.sku(), "variation", read.managed(), read.stock(), read.regularPrice());
    }

    boolean isVariable() {
        return type.startsWith("variable");
    }

    /** What has to be written so that it shows the offer; empty when it does. */
    Map<String, Object> changes(Offer offer) {
        Map<String, Object> changes = new LinkedHashMap<>();
        offer.available().filter(pieces -> !shows(pieces)).ifPresent(pieces -> {
            changes.put("manage_stock", true);
            changes.put("stock_quantity", pieces);
        });
        offer.price().map(Prices::payable).filter(price -> !costs(price)).ifPresent(price -> {
            changes.put("regular_price", price.toPlainString());
        });
        return changes;
    }

    private boolean shows(long pieces) {
        return managed
                && stock.map(each -> each.compareTo(BigDecimal.valueOf(pieces)) == 0)
                        .orElse(false);
    }

    private boolean costs(BigDecimal price) {
        return regularPrice.map(each -> each.compareTo(price) == 0).orElse(false);
    }

    private static Optional<BigDecimal> number(JsonNode node) {
        if (node.isNumber()) {
            return Optional.of(node.decimalValue());
        }
        try {
            return node.isTextual() && !node.asText().isBlank()
                    ? Optional.of(new BigDecimal(node.asText().strip()))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
