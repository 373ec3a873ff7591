package serai.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A parcel of a purchase.
 *
 * @param number the supplier's own, given when it is shipped; 0 before
 * @param order the supplier order it belongs to, or empty for the whole purchase
 * @param tracking the carrier's number, or empty
 * @param lines what is in it; none means all that was ordered
 * @param status where it is, in the supplier's words; empty for on its way
 */
public record Parcel(
        long number, String order, String carrier, String tracking, List<Line> lines, Instant at, String status) {
    /** Copies the lines. */
    public Parcel {
        lines = List.copyOf(lines);
    }

    /** @param item what the purchase's line is called by: SKU, line id, variant or product */
    public record Line(String item, int quantity) {}

    /** A parcel with all that was ordered. */
    public static Parcel by(String carrier, String tracking) {
        return new Parcel(0, "", carrier, tracking, List.of(), Instant.EPOCH, "");
    }

    /** The same with this much of a line, and of others only what was named before. */
    public Parcel holding(String item, int quantity) {
        var more = new ArrayList<>(lines);
        more.add(new Line(item, quantity));
        return new Parcel(number, order, carrier, tracking, more, at, status);
    }

    Parcel shipped(long itsNumber, String itsOrder, Instant when) {
        return new Parcel(itsNumber, itsOrder, carrier, tracking, lines, when, status);
    }

    Parcel under(String newCarrier, String newTracking) {
        return new Parcel(number, order, newCarrier, newTracking, lines, at, status);
    }

    Parcel in(String word) {
        return new Parcel(number, order, carrier, tracking, lines, at, word);
    }
}
