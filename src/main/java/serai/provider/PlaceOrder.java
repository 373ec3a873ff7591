package serai.provider;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import serai.base.Address;
import serai.base.Money;
import serai.base.Reference;
import serai.base.Sku;
import serai.base.Wish;

/**
 * What one supplier is asked to send to one customer. Stored with the dispatch and shown to people as it stands; an
 * edited one is checked by the same constructors.
 *
 * @param reference the idempotency key; the same at every attempt
 * @param orderNumber what the merchant and the customer call the order, for example {@code #1001}
 * @param placedAt when the customer ordered
 * @param email the customer's, or empty
 * @param items at least one
 * @param note the merchant's words for the supplier, or empty
 * @param taxIds what customs ask for, by the supplier's field name ({@code cpf}, {@code passport_no}, …); usually empty
 */
public record PlaceOrder(
        Reference reference,
        String orderNumber,
        Instant placedAt,
        String email,
        Address shipTo,
        List<Item> items,
        String note,
        Map<String, String> taxIds) {
    private static final int WORTH_DIGITS = 4;

    /** @throws IllegalArgumentException if there is no item */
    public PlaceOrder {
        items = List.copyOf(items);
        taxIds = Map.copyOf(taxIds);
        if (items.isEmpty()) {
            throw new IllegalArgumentException("items: at least one is needed");
        }
    }

    /**
     * What the customer paid for all that is in it; empty when a price is missing or the currencies differ.
     *
     * @param piecesOfOne how many of the supplier's pieces make one of the store's, which is what prices are for
     */
    public Optional<Money> worth(ToIntFunction<Item> piecesOfOne) {
        Set<String> currencies = new HashSet<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (Item item : items) {
            if (item.unitPrice().isEmpty()) {
                return Optional.empty();
            }
            Money price = item.unitPrice().get();
            currencies.add(price.currency());
            sum = sum.add(price.amount()
                    .multiply(BigDecimal.valueOf(item.quantity()))
                    .divide(BigDecimal.valueOf(piecesOfOne.applyAsInt(item)), WORTH_DIGITS, RoundingMode.HALF_UP));
        }
        return currencies.size() == 1
                ? Optional.of(new Money(sum, currencies.iterator().next()))
                : Optional.empty();
    }

    /** The same order under another reference, for a supplier that has used the old one up. */
    public PlaceOrder withReference(Reference other) {
        return new PlaceOrder(other, orderNumber, placedAt, email, shipTo, items, note, taxIds);
    }

    /** The same order to another recipient, with what customs ask of that one. */
    public PlaceOrder to(Address other, Map<String, String> otherTaxIds) {
        return new PlaceOrder(reference, orderNumber, placedAt, email, other, items, note, otherTaxIds);
    }

    /** The same order with these items. */
    public PlaceOrder withItems(List<Item> others) {
        return new PlaceOrder(reference, orderNumber, placedAt, email, shipTo, others, note, taxIds);
    }

    /**
     * One line, already translated by its listing.
     *
     * @param lineId the store's line id, unique within the request
     * @param productId the supplier's product, or empty where the supplier goes by SKU
     * @param variant the supplier's variant ({@code sku_attr} at AliExpress), or empty
     * @param supplierSku the supplier's SKU, or empty where it goes by product and variant
     * @param quantity pieces to buy, 1 or more (the listing's factor is in it)
     * @param unitPrice what the customer paid for one piece; a declared value at borders
     * @param maxUnitCost the most that one piece may cost us
     * @param shippingService the supplier's service, or empty for its default
     * @param wishes what the customer had written onto the line; a connector passes it on or refuses, it never drops it
     */
    public record Item(
            String lineId,
            Sku sku,
            String title,
            String productId,
            String variant,
            String supplierSku,
            int quantity,
            Optional<Money> unitPrice,
            Optional<Money> maxUnitCost,
            String shippingService,
            List<Wish> wishes) {
        /** @throws IllegalArgumentException if the quantity is below 1 */
        public Item {
            wishes = List.copyOf(Objects.requireNonNullElse(wishes, List.of()));
            if (quantity < 1) {
                throw new IllegalArgumentException(sku + ": quantity must be 1 or more, was " + quantity);
            }
        }

        /** A line on which the customer has written nothing. */
        public Item(
                String lineId,
                Sku sku,
                String title,
                String productId,
                String variant,
                String supplierSku,
                int quantity,
                Optional<Money> unitPrice,
                Optional<Money> maxUnitCost,
                String shippingService) {
            this(
                    lineId,
                    sku,
                    title,
                    productId,
                    variant,
                    supplierSku,
                    quantity,
                    unitPrice,
                    maxUnitCost,
                    shippingService,
                    List.of());
        }

        /** The same line that may cost at most so much a piece. */
        public Item maxUnitCost(Money most) {
            return new Item(
                    lineId,
                    sku,
                    title,
                    productId,
                    variant,
                    supplierSku,
                    quantity,
                    unitPrice,
                    Optional.of(most),
                    shippingService,
                    wishes);
        }

        /** The same line with that many pieces. */
        public Item quantity(int pieces) {
            return new Item(
                    lineId,
                    sku,
                    title,
                    productId,
                    variant,
                    supplierSku,
                    pieces,
                    unitPrice,
                    maxUnitCost,
                    shippingService,
                    wishes);
        }
    }
}
