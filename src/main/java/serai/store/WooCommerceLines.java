package serai.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What refunds do to WooCommerce's lines. */
final class WooCommerceLines {
    /** In place of a number of pieces that is not understood. */
    static final int UNCLEAR = -1;

    private WooCommerceLines() {}

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
