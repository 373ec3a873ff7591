package serai.order;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import serai.base.Address;
import serai.base.Money;
import serai.base.Sku;

/**
 * An order as its store last described it, whatever the platform. Stored as it stands.
 *
 * @param storeOrderId the store's own id, unique within the store
 * @param orderNumber what merchant and customer call it, for example {@code #1001}
 * @param placedAt when the customer ordered
 * @param updatedAt the store's time of this state; an older one never replaces a newer one
 * @param total what the customer pays in all
 * @param shipTo empty when the store gave none (digital goods, missing approval)
 * @param lines what was ordered and can be sent; gift cards, tips and the like are left out
 * @param shippingService the store's words, or empty
 * @param standing whether it may be bought now
 * @param standingReason why not, in plain words; empty for {@link Standing#PLACE}
 * @param taxIds what customs ask for, by name ({@code cpf}, …); usually empty
 */
public record StoreOrder(
        String storeOrderId,
        String orderNumber,
        Instant placedAt,
        Instant updatedAt,
        Money total,
        String email,
        String phone,
        Optional<Address> shipTo,
        List<Line> lines,
        String shippingService,
        String note,
        Standing standing,
        String standingReason,
        Map<String, String> taxIds) {
    public StoreOrder {
        lines = List.copyOf(lines);
        taxIds = Map.copyOf(taxIds);
    }

    /** The same order with another standing. */
    public StoreOrder standing(Standing newStanding, String reason) {
        return new StoreOrder(
                storeOrderId,
                orderNumber,
                placedAt,
                updatedAt,
                total,
                email,
                phone,
                shipTo,
                lines,
                shippingService,
                note,
                newStanding,
                reason,
                taxIds);
    }

    /** The same order, known to stand as it does at a later time too; never an earlier one. */
    StoreOrder seenAt(Instant time) {
        return new StoreOrder(
                storeOrderId,
                orderNumber,
                placedAt,
                time.isAfter(updatedAt) ? time : updatedAt,
                total,
                email,
                phone,
                shipTo,
                lines,
                shippingService,
                note,
                standing,
                standingReason,
                taxIds);
    }

    /** What the merchant calls the things in it, those by variant included; each once, in a set of the caller's own. */
    public Set<String> skus() {
        Set<String> skus = new LinkedHashSet<>();
        for (Line line : lines) {
            skus.add(line.sku().value());
            line.variant().map(Sku::value).ifPresent(skus::add);
        }
        return skus;
    }

    /** Whether anything of it is still to be sent. */
    public boolean hasSomethingToSend() {
        return lines.stream().anyMatch(line -> line.toSend() > 0);
    }

    /** Whether an order may be bought. */
    public enum Standing {
        /** Paid, or payable as the store's settings allow: buy it. */
        PLACE,
        /** Not paid yet, or still a draft: record it and wait for the store's next event. */
        WAITING_FOR_PAYMENT,
        /** A test order, a sample, or one without anything to send: recorded, not bought. */
        NEVER,
        /** Cancelled, refunded, voided or trashed at the store: not bought; what was not sent yet is stopped. */
        CANCELLED
    }

    /**
     * One thing to send.
     *
     * @param lineId the store's own id of the line, unique within the order
     * @param sku the store's SKU, or {@code variant:<id>} where the store has no SKU for it
     * @param quantity pieces that the customer has ordered and not given back, 1 or more; changes only when the order does
     * @param toSend pieces of these that nobody has sent yet, 0 or more; falls as parcels go out
     * @param unitPrice what the customer paid for one
     * @param variant {@code variant:<id>} by the platform's own id, which tells things apart that share a SKU; empty where
     *     there is none
     */
    public record Line(
            String lineId, Sku sku, String title, int quantity, int toSend, Money unitPrice, Optional<Sku> variant) {
        /** @throws IllegalArgumentException if a number of pieces is out of its range; the message names the SKU */
        public Line {
            if (quantity < 1) {
                throw new IllegalArgumentException(sku + ": quantity must be 1 or more, was " + quantity);
            }
            if (toSend < 0) {
                throw new IllegalArgumentException(sku + ": pieces to send must be 0 or more, were " + toSend);
            }
        }

        /** A line of which nothing was sent yet, on a platform without variants. */
        public Line(String lineId, Sku sku, String title, int quantity, Money unitPrice) {
            this(lineId, sku, title, quantity, quantity, unitPrice, Optional.empty());
        }
    }
}
