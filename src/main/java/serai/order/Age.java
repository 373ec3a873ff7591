package serai.order;

/** Which of two states of an order is the newer. */
final class Age {
    private Age() {}

    /** Whether what comes now is from before what is known. Of two states of one moment, the later in life is newer. */
    static boolean stale(StoreOrder known, StoreOrder fresh) {
        return fresh.updatedAt().isBefore(known.updatedAt())
                || (fresh.updatedAt().equals(known.updatedAt())
                        && fresh.standing() != known.standing()
                        && rank(fresh.standing()) <= rank(known.standing()));
    }

    private static int rank(StoreOrder.Standing standing) {
        return switch (standing) {
            case WAITING_FOR_PAYMENT -> 0;
            case PLACE -> 1;
            case NEVER -> 2;
            case CANCELLED -> 3;
        };
    }
}
