package amazon;

import java.util.Map;
import serai.base.Address;
import serai.base.Text;
import serai.base.Wish;
import serai.provider.PlaceOrder;

/**
 * An order as it is sent: without characters that nobody sees, under its country's code as ISO has it. The record keeps its
 * own. A number for the packing slip stays as it is: the mapper has a rule for one that Amazon would not print.
 */
final class Sendable {
    /** Reserved in ISO 3166-1 at the wish of the two, and not what Amazon asks for. */
    private static final Map<String, String> RESERVED = Map.of("UK", "GB", "EL", "GR");

    private Sendable() {}

    static PlaceOrder of(PlaceOrder order) {
        return new PlaceOrder(
                order.reference(),
                order.orderNumber(),
                order.placedAt(),
                order.email(),
                of(order.shipTo()),
                order.items().stream().map(Sendable::of).toList(),
                order.note(),
                order.taxIds());
    }

    static Address of(Address to) {
        String country = Text.visible(to.country());
        return new Address(
                Text.visible(to.name()),
                Text.visible(to.company()),
                Text.visible(to.line1()),
                Text.visible(to.line2()),
                Text.visible(to.city()),
                Text.visible(to.region()),
                Text.visible(to.postalCode()),
                RESERVED.getOrDefault(country, country),
                Text.visible(to.phone()),
                Text.visible(to.regionName()));
    }

    private static PlaceOrder.Item of(PlaceOrder.Item item) {
        return new PlaceOrder.Item(
                item.lineId(),
                item.sku(),
                item.title(),
                item.productId(),
                item.variant(),
                Text.visible(item.supplierSku()),
                item.quantity(),
                item.unitPrice(),
                item.maxUnitCost(),
                item.shippingService(),
                item.wishes().stream()
                        .map(wish -> new Wish(Text.visible(wish.name()), Text.visible(wish.value())))
                        .toList());
    }
}
