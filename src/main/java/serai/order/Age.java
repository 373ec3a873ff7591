package serai.order;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which of two states of an order is the newer. A store's times are seconds, and webhooks overtake each other: of two states
 * of one moment, the one that came later counts, unless it goes back where no order goes back in a moment:
 *
 * <ul>
 *   <li>a cancelled order is not taken back, and a paid one does not wait for its payment again;
 *   <li>an order that had lines does not lose them all without being cancelled: it was heard of half written;
 *   <li>a piece that was sent does not come back while as many are ordered as before.
 * </ul>
 *
 * <p>A test order that becomes a real one, or an order without lines that gets some, is no step back.
 */
final class Age {
    private Age() {}

    /** Whether what comes now is from before what is known. */
    static boolean stale(StoreOrder known, StoreOrder fresh) {
        return fresh.updatedAt().isBefore(known.updatedAt())
                || (fresh.updatedAt().equals(known.updatedAt()) && goesBack(known, fresh));
    }

    private static boolean goesBack(StoreOrder known, StoreOrder fresh) {
        return revived(known.standing(), fresh.standing())
                || (fresh.standing() != StoreOrder.Standing.CANCELLED
                        && (emptied(known, fresh) || unsent(known, fresh)));
    }

    private static boolean revived(StoreOrder.Standing known, StoreOrder.Standing fresh) {
        return switch (known) {
            case CANCELLED -> fresh != StoreOrder.Standing.CANCELLED;
            case PLACE -> fresh == StoreOrder.Standing.WAITING_FOR_PAYMENT;
            case WAITING_FOR_PAYMENT, NEVER -> false;
        };
    }

    private static boolean emptied(StoreOrder known, StoreOrder fresh) {
        return !known.lines().isEmpty()
                && fresh.lines().isEmpty()
                && fresh.others().isEmpty();
    }

    private static boolean unsent(StoreOrder known, StoreOrder fresh) {
        Map<String, StoreOrder.Line> before = known.lines().stream()
                .collect(Collectors.toMap(StoreOrder.Line::lineId, Function.identity(), (one, other) -> one));
        return fresh.lines().stream().anyMatch(line -> {
            StoreOrder.Line was = before.get(line.lineId());
            return was != null && was.quantity() == line.quantity() && line.toSend() > was.toSend();
        });
    }
}
