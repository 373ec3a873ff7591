package aliexpress;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import serai.provider.Answer;
import serai.provider.Outcome;

/** How {@code aliexpress.ds.product.get} is asked and where in its answer things stand. */
final class Products {
    static final String METHOD = "aliexpress.ds.product.get";

    private static final String CHARGES = "estimated_import_charges";
    private static final Pattern AMOUNT = Pattern.compile("[^0-9.,-]*([0-9]{1,9}(?:\\.[0-9]{1,4})?)[^0-9.,-]*");

    private Products() {}

    /** The business fields of a request; prices and stock depend on country and account. */
    static Map<String, String> query(String productId, String country, String currency) {
        return Map.of(
                "product_id",
                productId,
                "ship_to_country",
                country,
                "target_currency",
                currency,
                "target_language",
                "en");
    }

    /** What an answer means that names no product; empty when it does. */
    static Optional<Outcome> refusal(Faults faults, Answer answer, JsonNode content) {
        String code = Reading.text(content, "rsp_code");
        String text = Reading.text(content, "rsp_msg");
        if (Envelope.SUCCESS.contains(code)) {
            return Optional.empty();
        }
        return Optional.of(faults.known(Faults.PRODUCT, answer, code, text)
                .or(() -> faults.known(Faults.PRODUCT, answer, text, text))
                .orElseGet(() -> faults.unreadable(Faults.PRODUCT, answer, code + " " + text)));
    }

    /** The variant that a listing names by {@code sku_attr} or number; the only one if it names none. */
    static Optional<JsonNode> sku(JsonNode result, String variant, String supplierSku) {
        List<JsonNode> skus = skus(result);
        Optional<JsonNode> named = skus.stream()
                .filter(sku -> isNamed(sku, variant.strip(), supplierSku.strip()))
                .findFirst();
        boolean anonymous = variant.isBlank() && supplierSku.isBlank();
        return named.isEmpty() && anonymous && skus.size() == 1 ? Optional.of(skus.getFirst()) : named;
    }

    /** All variants of the product. */
    static List<JsonNode> skus(JsonNode result) {
        return Reading.list(result, "ae_item_sku_info_dtos", "ae_item_sku_info_d_t_o", "ae_item_sku_info_dto");
    }

    private static boolean isNamed(JsonNode sku, String variant, String supplierSku) {
        String id = Reading.text(sku, "sku_id");
        if (!variant.isEmpty()) {
            return variant.equals(Reading.text(sku, "sku_attr"))
                    || variant.equals(Reading.text(sku, "id"))
                    || variant.equals(id);
        }
        return !supplierSku.isEmpty() && supplierSku.equals(id);
    }

    /** For one piece when that many are bought: the tier's price where one applies. */
    static Optional<BigDecimal> price(JsonNode sku, int quantity) {
        BigDecimal pieces = BigDecimal.valueOf(quantity);
        return Reading.list(sku, "wholesale_price_tiers", "wholesale_price_tier").stream()
                .filter(tier -> Reading.decimal(tier, "wholesale_price").isPresent())
                .filter(tier -> least(tier).compareTo(pieces) <= 0)
                .max(Comparator.comparing(Products::least))
                .flatMap(tier -> Reading.decimal(tier, "wholesale_price"))
                .or(() -> Reading.decimal(sku, "offer_sale_price"));
    }

    /**
     * What customs will ask for one piece.
     *
     * @param amount 0 where the price has it in it
     * @param unread what AliExpress wrote, if it is no amount; else empty
     */
    record Charges(BigDecimal amount, String unread) {}

    /**
     * {@code estimated_import_charges} of a variant: empty when the price has them in it, an amount to be added otherwise
     * (change log of the DropShip API, 27 April 2025). An amount may have its currency beside it.
     */
    static Charges importCharges(JsonNode result, JsonNode sku) {
        String text = Reading.text(sku, CHARGES);
        text = text.isEmpty() ? Reading.text(result, CHARGES) : text;
        Matcher amount = AMOUNT.matcher(text);
        if (text.isEmpty()) {
            return new Charges(BigDecimal.ZERO, "");
        }
        return amount.matches() ? new Charges(new BigDecimal(amount.group(1)), "") : new Charges(BigDecimal.ZERO, text);
    }

    private static BigDecimal least(JsonNode tier) {
        return Reading.decimal(tier, "min_quantity").orElse(BigDecimal.valueOf(Long.MAX_VALUE));
    }
}
