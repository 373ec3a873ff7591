package serai.store;

import java.util.Optional;
import serai.order.StoreOrder;
import serai.order.StoreOrder.Doubt;
import serai.order.StoreOrder.Standing;
import serai.provider.Cause;

/**
 * Whether an order may be bought, and why not.
 *
 * @param doubt why only with a person's word, although it is paid
 */
record Ruling(Standing standing, String reason, Optional<Doubt> doubt) {
    private static final int SHOWN = 40;

    private Ruling(Standing standing, String reason) {
        this(standing, reason, Optional.empty());
    }

    static Ruling place() {
        return new Ruling(Standing.PLACE, "");
    }

    /** Paid, but at an end at the store: nobody waits for it there. */
    static Ruling over(String words) {
        return new Ruling(Standing.PLACE, "", Optional.of(new Doubt(Cause.OVER_BEFORE, words)));
    }

    /** The same, unless there is no line yet that could be bought: the order may still be in the making. */
    Ruling withLines(ReadLines lines) {
        boolean inTheMaking = standing == Standing.PLACE && doubt.isEmpty() && lines.none();
        return inTheMaking ? waiting("the store has named no lines yet") : this;
    }

    static Ruling waiting(String reason) {
        return new Ruling(Standing.WAITING_FOR_PAYMENT, reason);
    }

    /** Waits, naming the status; it is one short word, so anything longer is cut before it goes onto a timeline. */
    static Ruling unknown(String what, String status) {
        return waiting(what + ": " + shown(status));
    }

    /** A platform's word, short enough for a timeline. */
    static String shown(String text) {
        boolean longer = text.codePointCount(0, text.length()) > SHOWN;
        return longer ? text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…" : text;
    }

    static Ruling never(String reason) {
        return new Ruling(Standing.NEVER, reason);
    }

    static Ruling cancelled(String reason) {
        return new Ruling(Standing.CANCELLED, reason);
    }

    /**
     * The order as it was read, with the first doubt there is: that it is over comes before how it would be delivered.
     *
     * @param delivery what is odd about the way of delivery
     */
    StoreOrder on(StoreOrder read, Optional<Doubt> delivery) {
        return doubt.or(read::doubt).or(() -> delivery).map(read::doubted).orElse(read);
    }
}
