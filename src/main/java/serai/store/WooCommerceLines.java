package serai.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What plugins and refunds do to WooCommerce's lines. */
final class WooCommerceLines {
    /** In place of a number of pieces that is not understood. */
    static final int UNCLEAR = -1;

    private WooCommerceLines() {}

    /**
     * Ids of lines whose components are lines of the same order: buying both would buy twice. A parent whose components are
     * not there is a thing of its own. Product Bundles ({@code bundled_items}, {@code bundled_by}: line ids) and Composite
     * Products ({@code composite_children}, {@code composite_parent}) as their REST pages say; WPC Product Bundles keeps the
     * parent's product id in the component's meta {@code _woosb_parent_id} (read November 2026).
     */
    static Set<String> bundleParents(List<Field> lines) {
        Set<String> lineIds = lines.stream().map(line -> plain(line.at("id"))).collect(Collectors.toSet());
        Set<String> parents = new HashSet<>();
        for (Field line : lines) {
            String lineId = plain(line.at("id"));
            parents.add(plain(line.at("bundled_by")));
            parents.add(plain(line.at("composite_parent")));
            boolean listsComponents = List.of("bundled_items", "composite_children").stream()
                    .flatMap(member -> line.at(member).items().stream())
                    .map(WooCommerceLines::plain)
                    .anyMatch(each -> !each.equals(lineId) && lineIds.contains(each));
            if (listsComponents) {
                parents.add(lineId);
            }
            String parentProduct = meta(line, "_woosb_parent_id");
            lines.stream()
                    .filter(each -> each != line && !parentProduct.isEmpty())
                    .filter(each -> plain(each.at("product_id")).equals(parentProduct))
                    .filter(each -> meta(each, "_woosb_parent_id").isEmpty())
                    .forEach(each -> parents.add(plain(each.at("id"))));
        }
        return parents;
    }

    /**
     * Pieces refunded by line id, where the refunds say so. A webhook's own body has only their sums; the lines are in what
     * {@code /orders/{id}/refunds} answers, with negative quantities. {@link #UNCLEAR} where one is not understood.
     */
    static Map<String, Integer> refundedPieces(Field order) {
        Map<String, Integer> pieces = new HashMap<>();
        for (Field refund : order.at("refunds").items()) {
            for (Field line : refund.at("line_items").items()) {
                String lineId = meta(line, "_refunded_item_id");
                if (!lineId.isEmpty() && !line.at("quantity").absent()) {
                    Optional<Integer> refunded =
                            Loosely.whole(line.at("quantity")).map(Math::abs);
                    pieces.merge(lineId, refunded.orElse(UNCLEAR), WooCommerceLines::sum);
                }
            }
        }
        return pieces;
    }

    private static int sum(int one, int other) {
        return one == UNCLEAR || other == UNCLEAR ? UNCLEAR : one + other;
    }

    private static String meta(Field line, String key) {
        return line.at("meta_data").items().stream()
                .filter(meta -> meta.at("key").node().asText().equals(key))
                .map(meta -> plain(meta.at("value")))
                .findFirst()
                .orElse("");
    }

    private static String plain(Field field) {
        return field.node().isValueNode() && !field.absent() ? field.node().asText() : "";
    }
}
