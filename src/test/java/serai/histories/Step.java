package serai.histories;

import java.util.Locale;

/**
 * One thing that happens to an order, and what becomes of the webhook that tells of it.
 *
 * @param after ticks after the one before; 0 is in the same second
 * @param line which of the order's lines it concerns, counted round
 * @param amount pieces, or the number of the street
 * @param late ticks by which the webhook is late
 * @param asObjects whether the body's lists come as objects keyed by number, as PHP writes those with gaps
 */
record Step(int after, Act act, int line, int amount, Delivery delivery, int late, boolean asObjects) {
    /** How often the webhook comes. */
    enum Delivery {
        ONCE,
        TWICE,
        NEVER,
        /** It happens and is told while a supplier is being called for the order; where none is, a tick later. */
        MEANWHILE
    }

    /** Whether it can happen in the midst of a call: what no webhook tells would be found out a minute later only. */
    boolean meanwhile(Shop shop) {
        boolean told = act != Act.DELETE && (shop.isWoo() || act != Act.HOLD);
        return delivery == Delivery.MEANWHILE && told;
    }

    @Override
    public String toString() {
        String what = act.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String which = switch (act) {
            case CHANGE_ADDRESS -> " to street " + amount;
            case CHANGE_QUANTITY -> " of line " + line + " to " + amount;
            case REFUND -> " " + Math.max(1, amount) + " of line " + line;
            default -> "";
        };
        String told = switch (delivery) {
            case ONCE -> "";
            case TWICE -> " (told twice)";
            case NEVER -> " (never told)";
            case MEANWHILE -> " (while a supplier is called for it)";
        };
        return (after == 0 ? "in the same second" : after + " ticks later") + " " + what + which + told
                + (late > 0 && (delivery == Delivery.ONCE || delivery == Delivery.TWICE)
                        ? " (told " + late + " ticks late)"
                        : "")
                + (asObjects ? " (lists as objects)" : "");
    }
}
