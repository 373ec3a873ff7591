package serai.store;

import serai.order.StoreOrder.Standing;

/** Whether an order may be bought, and why not. */
record Ruling(Standing standing, String reason) {
    private static final int SHOWN = 40;

    static Ruling place() {
        return new Ruling(Standing.PLACE, "");
    }

    /** The same, unless there is no line yet that could be bought: the order may still be in the making. */
    Ruling withLines(ReadLines lines) {
        return standing == Standing.PLACE && lines.none() ? waiting("the store has named no lines yet") : this;
    }

    static Ruling waiting(String reason) {
        return new Ruling(Standing.WAITING_FOR_PAYMENT, reason);
    }

    /** Waits, naming the status; it is one short word, so anything longer is cut before it goes onto a timeline. */
    static Ruling unknown(String what, String status) {
        boolean longer = status.codePointCount(0, status.length()) > SHOWN;
        return waiting(
                what + ": " + (longer ? status.substring(0, status.offsetByCodePoints(0, SHOWN)) + "…" : status));
    }

    static Ruling never(String reason) {
        return new Ruling(Standing.NEVER, reason);
    }

    static Ruling cancelled(String reason) {
        return new Ruling(Standing.CANCELLED, reason);
    }
}
