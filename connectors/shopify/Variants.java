package shopify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import serai.base.Sku;
import serai.provider.Turn;

/** Looks variants up by SKU. Shopify searches by text and knows no unique SKUs, so equality is checked here. */
final class Variants {
    /** SKUs of one search. */
    private static final int MOST_SKUS = 25;

    /** How orders name a thing that has no SKU. */
    private static final Pattern BY_ID = Pattern.compile("(variant|product):([0-9]{1,20})");

    private final Admin admin;

    Variants(Admin admin) {
        this.admin = admin;
    }

    /**
     * What was found.
     *
     * @param currency what the store sells in
     * @param variants all that matched a search, and more
     */
    record Found(String currency, List<Variant> variants) {
        /** Those that are sold under exactly this SKU. */
        List<Variant> under(Sku sku) {
            Matcher byId = BY_ID.matcher(sku.value());
            Map<String, Variant> under = new LinkedHashMap<>();
            for (Variant variant : variants) {
                boolean matches = byId.matches()
                        ? Gid.number(byId.group(1).equals("variant") ? variant.id() : variant.product())
                                .equals(byId.group(2))
                        : variant.sku().equals(sku.value());
                if (matches) {
                    // Two searches may have found the same one, and a page may shift while we read.
                    under.put(variant.id(), variant);
                }
            }
            return List.copyOf(under.values());
        }
    }

    /** @param location where stock is counted; empty when nobody asks for stock */
    Turn find(List<Sku> skus, Optional<String> location, Function<Found, Turn> then) {
        return find(skus, location, Optional.empty(), new Found("", List.of()), then);
    }

    private Turn find(
            List<Sku> left,
            Optional<String> location,
            Optional<String> after,
            Found before,
            Function<Found, Turn> then) {
        if (left.isEmpty()) {
            return then.apply(before);
        }
        int end = Math.min(MOST_SKUS, left.size());
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("query", left.subList(0, end).stream().map(Variants::term).collect(Collectors.joining(" OR ")));
        after.ifPresent(cursor -> variables.put("after", cursor));
        location.ifPresent(id -> variables.put("location", id));
        Document document = location.isPresent() ? Document.FIND_VARIANTS_WITH_STOCK : Document.FIND_VARIANTS;
        return admin.ask(document, variables, data -> {
            JsonNode page = data.path("productVariants");
            List<Variant> all = new ArrayList<>(before.variants());
            page.path("nodes").forEach(node -> all.add(Variant.of(node)));
            Found found = new Found(data.path("shop").path("currencyCode").asText(), all);
            Optional<String> next = Shipments.more(page);
            return find(next.isPresent() ? left : left.subList(end, left.size()), location, next, found, then);
        });
    }

    /** In Shopify's search language a phrase stands in quotes, and a backslash takes a quote's meaning away. */
    private static String term(Sku sku) {
        Matcher byId = BY_ID.matcher(sku.value());
        if (byId.matches()) {
            return (byId.group(1).equals("variant") ? "id:" : "product_id:") + byId.group(2);
        }
        return "sku:\"" + sku.value().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
