package serai.histories;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An order as its shop shows it.
 *
 * @param modified whole seconds
 * @param paidAt empty before it is paid
 * @param street the number in the delivery address: all of it that changes
 * @param clear whether it says of how many pieces the money went back; WooCommerce's webhooks do not
 */
record Shown(
        Shop shop,
        Instant placed,
        Instant modified,
        Optional<Instant> paidAt,
        Status status,
        int street,
        List<Line> lines,
        boolean clear) {
    /** Where it stands at the shop. */
    enum Status {
        OPEN,
        HELD,
        COMPLETED,
        CANCELLED,
        REFUNDED,
        TRASHED,
        GONE
    }

    /** A line; ids are its place. */
    record Line(int id, Goods goods, int ordered, int refunded) {
        int kept() {
            return ordered - refunded;
        }
    }

    /** Whether the store wants it bought, whatever is clear of it. */
    boolean wanted() {
        return status == Status.OPEN && paidAt.isPresent();
    }

    /** Whether it waits for money or for the merchant. */
    boolean waits() {
        return status == Status.HELD || (status == Status.OPEN && paidAt.isEmpty());
    }

    /** Whether nobody is to get anything of it. */
    boolean isOff() {
        return switch (status) {
            case CANCELLED, REFUNDED, TRASHED, GONE -> true;
            case OPEN, HELD, COMPLETED -> false;
        };
    }

    /** How many pieces of that line the customer is to get. */
    int pieces(int line) {
        return lines.stream()
                .filter(each -> each.id() == line)
                .mapToInt(Line::kept)
                .sum();
    }

    boolean showsRefunds() {
        return lines.stream().anyMatch(line -> line.refunded() > 0);
    }

    /** Whether its message shows no line at all: in the same second as one with lines it is taken for half written. */
    boolean isEmpty() {
        return shop.isWoo() && lines.stream().allMatch(line -> line.ordered() == 0);
    }

    /** When it was placed or paid, the later: whether it is from before its store came to us. */
    Instant since() {
        return paidAt.filter(placed::isBefore).orElse(placed);
    }

    /** What the shop's webhook says of it: pieces of refunds are no part of WooCommerce's, nor holds of Shopify's. */
    Shown told() {
        Status open = !shop.isWoo() && status == Status.HELD ? Status.OPEN : status;
        return new Shown(shop, placed, modified, paidAt, open, street, lines, !shop.isWoo() || !showsRefunds());
    }

    Shown at(Instant now) {
        return new Shown(shop, placed, now, paidAt, status, street, lines, clear);
    }

    Shown in(Status other) {
        return new Shown(shop, placed, modified, paidAt, other, street, lines, clear);
    }

    Shown paid(Instant now) {
        return new Shown(shop, placed, modified, Optional.of(now), status, street, lines, clear);
    }

    Shown to(int other) {
        return new Shown(shop, placed, modified, paidAt, status, other, lines, clear);
    }

    Shown with(Line line) {
        List<Line> others =
                lines.stream().map(each -> each.id() == line.id() ? line : each).toList();
        return new Shown(shop, placed, modified, paidAt, status, street, others, clear);
    }

    @Override
    public String toString() {
        return lines.stream()
                        .map(line -> line.kept() + " " + line.goods())
                        .collect(Collectors.joining(" + ", "", " to street " + street))
                + ", " + status + (paidAt.isPresent() ? ", paid" : ", unpaid") + (clear ? "" : ", with refunds untold");
    }
}
