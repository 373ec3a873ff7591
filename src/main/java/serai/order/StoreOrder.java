package serai.order;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import serai.base.Address;
import serai.base.Money;
import serai.base.Sku;
import serai.base.Wish;
import serai.provider.Cause;

/**
 * An order as its store last described it, whatever the platform. Stored as it stands.
 *
 * @param storeOrderId the store's own id, unique within the store
 * @param orderNumber what merchant and customer call it, for example {@code #1001}
 * @param placedAt when the customer ordered
 * @param updatedAt the store's time of this state; an older one never replaces a newer one
 * @param total what the customer pays in all; empty where the store's own words for it are not understood
 * @param shipTo empty when the store gave none (digital goods, missing approval)
 * @param lines what was ordered and can be sent; gift cards, tips and the like are left out
 * @param shippingService the store's words, or empty
 * @param standing whether it may be bought now
 * @param standingReason why not, in plain words; empty for {@link Standing#PLACE}
 * @param taxIds what customs ask for, by name ({@code cpf}, …); usually empty
 * @param others lines that are not bought by themselves, each with its fate; none is left out in silence
 * @param doubt why it may not be bought without a person's word, although it stands at {@link Standing#PLACE}
 * @param unread what the store wrote that we did not understand and can do without, as it wrote it
 */
public record StoreOrder(
        String storeOrderId,
        String orderNumber,
        Instant placedAt,
        Instant updatedAt,
        Optional<Money> total,
        String email,
        String phone,
        Optional<Address> shipTo,
        List<Line> lines,
        String shippingService,
        String note,
        Standing standing,
        String standingReason,
        Map<String, String> taxIds,
        List<Other> others,
        Optional<Doubt> doubt,
        List<AsWritten> unread) {
    /** In place of a time that the store did not name in a way that we understand; see {@link #timed}. */
    public static final Instant UNTOLD = Instant.EPOCH;

    /** Orders that earlier versions stored have neither {@code others} nor {@code doubt} nor {@code unread}. */
    public StoreOrder {
        lines = List.copyOf(lines);
        taxIds = Map.copyOf(taxIds);
        others = List.copyOf(Objects.requireNonNullElse(others, List.of()));
        doubt = Objects.requireNonNullElse(doubt, Optional.empty());
        unread = List.copyOf(Objects.requireNonNullElse(unread, List.of()));
    }

    /** One whose lines are all to be bought, without a doubt. */
    public StoreOrder(
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
        this(
                storeOrderId,
                orderNumber,
                placedAt,
                updatedAt,
                Optional.of(total),
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

    /** One whose lines are all to be bought, without a doubt, with a total or without. */
    public StoreOrder(
            String storeOrderId,
            String orderNumber,
            Instant placedAt,
            Instant updatedAt,
            Optional<Money> total,
            String email,
            String phone,
            Optional<Address> shipTo,
            List<Line> lines,
            String shippingService,
            String note,
            Standing standing,
            String standingReason,
            Map<String, String> taxIds) {
        this(
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
                standing,
                standingReason,
                taxIds,
                List.of(),
                Optional.empty(),
                List.of());
    }

    /** The same order that may not be bought without a person's word. */
    public StoreOrder doubted(Doubt why) {
        return inDoubt(Optional.of(why));
    }

    /** The same order with that doubt and no other; with none, it may be bought as it stands. */
    StoreOrder inDoubt(Optional<Doubt> why) {
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
                standing,
                standingReason,
                taxIds,
                others,
                why,
                unread);
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
                taxIds,
                others,
                doubt,
                unread);
    }

    /** The same order with these lines. */
    StoreOrder withLines(List<Line> newLines) {
        return new StoreOrder(
                storeOrderId,
                orderNumber,
                placedAt,
                updatedAt,
                total,
                email,
                phone,
                shipTo,
                newLines,
                shippingService,
                note,
                standing,
                standingReason,
                taxIds,
                others,
                doubt,
                unread);
    }

    /**
     * The same order with what the store has said of the customer before, where it says nothing of them any more: one that
     * erases the address, as the law may ask, has not changed its mind. Nor has one whose message has no place for what
     * customs ask: a look into the store finds a number in Shopify's own checkout field, no webhook brings it.
     */
    StoreOrder knowing(StoreOrder before) {
        boolean silent = shipTo.isEmpty() && before.shipTo.isPresent();
        boolean sameCountry =
                shipTo.isPresent() && shipTo.map(Address::country).equals(before.shipTo.map(Address::country));
        boolean idsUnsaid = taxIds.isEmpty() && !before.taxIds.isEmpty() && (silent || sameCountry);
        if (!silent && !idsUnsaid) {
            return this;
        }
        return new StoreOrder(
                storeOrderId,
                orderNumber,
                placedAt,
                updatedAt,
                total,
                silent && email.isEmpty() ? before.email : email,
                silent && phone.isEmpty() ? before.phone : phone,
                silent ? before.shipTo : shipTo,
                lines,
                shippingService,
                silent && note.isEmpty() ? before.note : note,
                standing,
                standingReason,
                idsUnsaid ? before.taxIds : taxIds,
                others,
                doubt,
                unread);
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
                taxIds,
                others,
                doubt,
                unread);
    }

    /**
     * The same order with these times in place of those that the store did not tell.
     *
     * @param placed when it came to us
     * @param updated up to when this state of it may be counted as the newest
     */
    public StoreOrder timed(Instant placed, Instant updated) {
        return new StoreOrder(
                storeOrderId,
                orderNumber,
                placedAt.equals(UNTOLD) ? placed : placedAt,
                updatedAt.equals(UNTOLD) ? updated : updatedAt,
                total,
                email,
                phone,
                shipTo,
                lines,
                shippingService,
                note,
                standing,
                standingReason,
                taxIds,
                others,
                doubt,
                unread);
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

    /** What we call the thing of a line that names neither a SKU nor a product. */
    public static Sku nameless(String lineId) {
        return new Sku("line:" + lineId);
    }

    /** Whether anything of it is still to be sent, be it only a line that somebody has to decide about. */
    public boolean hasSomethingToSend() {
        return lines.stream().anyMatch(line -> line.toSend() > 0)
                || others.stream().anyMatch(other -> other.fate() == Fate.TO_DECIDE);
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
     * @param unitPrice what the customer paid for one; empty where the store's own words for it are not understood
     * @param variant {@code variant:<id>} by the platform's own id, which tells things apart that share a SKU; empty where
     *     there is none
     * @param wishes what the customer had written onto the line
     */
    public record Line(
            String lineId,
            Sku sku,
            String title,
            int quantity,
            int toSend,
            Optional<Money> unitPrice,
            Optional<Sku> variant,
            List<Wish> wishes) {
        /** @throws IllegalArgumentException if a number of pieces is out of its range; the message names the SKU */
        public Line {
            wishes = List.copyOf(Objects.requireNonNullElse(wishes, List.of()));
            if (quantity < 1) {
                throw new IllegalArgumentException(sku + ": quantity must be 1 or more, was " + quantity);
            }
            if (toSend < 0) {
                throw new IllegalArgumentException(sku + ": pieces to send must be 0 or more, were " + toSend);
            }
        }

        /** The same line with other numbers of pieces. */
        Line pieces(int ordered, int left) {
            return new Line(lineId, sku, title, ordered, left, unitPrice, variant, wishes);
        }

        /** A line of which nothing was sent yet, on a platform without variants. */
        public Line(String lineId, Sku sku, String title, int quantity, Money unitPrice) {
            this(lineId, sku, title, quantity, quantity, Optional.of(unitPrice), Optional.empty(), List.of());
        }

        /** A line on which the customer has written nothing. */
        public Line(
                String lineId,
                Sku sku,
                String title,
                int quantity,
                int toSend,
                Money unitPrice,
                Optional<Sku> variant) {
            this(lineId, sku, title, quantity, toSend, Optional.of(unitPrice), variant, List.of());
        }

        /** A line on which the customer has written nothing, with a price or without. */
        public Line(
                String lineId,
                Sku sku,
                String title,
                int quantity,
                int toSend,
                Optional<Money> unitPrice,
                Optional<Sku> variant) {
            this(lineId, sku, title, quantity, toSend, unitPrice, variant, List.of());
        }
    }

    /**
     * A line that is not bought by itself.
     *
     * @param lineId as the store has it; where the store has none, its place in the order
     * @param sku the store's text, which need not be a SKU; may be empty
     * @param quantity the store's text, which need not be a number
     * @param words why, for people; never a customer's text
     */
    public record Other(String lineId, String sku, String title, String quantity, Fate fate, String words) {}

    /** What becomes of a line that is not bought by itself. */
    public enum Fate {
        /** Nothing that a supplier sends: a gift card, a tip, a fee, a service, a file. */
        NOT_SHIPPED,
        /** A set whose parts are bought, or a part that comes with its set. */
        PART_OF_SET,
        /** Taken off the order or refunded. */
        GIVEN_BACK,
        /** Sent already, by whomever. */
        SENT,
        /** It cannot be bought as it stands: a dead letter of its own, for the merchant. */
        TO_DECIDE
    }

    /**
     * A value of the store's that we did not understand and can do without.
     *
     * @param what the thing that it says, for people: {@code currency}, {@code price of line 1}
     * @param text as the store wrote it, at most 100 characters
     */
    public record AsWritten(String what, String text) {}

    /**
     * Why an order may not be bought without a person's word.
     *
     * @param words for people, beside the cause's own sentence; never a customer's text
     */
    public record Doubt(Cause cause, String words) {}
}
