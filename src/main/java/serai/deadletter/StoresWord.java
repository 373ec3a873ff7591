package serai.deadletter;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import serai.access.Person;
import serai.dispatch.Dispatch;
import serai.ledger.Tx;
import serai.order.Replanning;
import serai.order.StoreOrder;

/** Drops an edit for the store's latest word. */
final class StoresWord {
    private StoresWord() {}

    /** Why that cannot be done; empty when it can. */
    static Optional<String> whyNot(DeadLetter.Found found) {
        Dispatch letter = found.dispatch();
        if (!letter.places() || letter.originalRequest().isEmpty()) {
            return Optional.of("nobody has edited this: it says what the store says");
        }
        if (found.erasedAt().isPresent()) {
            return Optional.of(ReplayRules.erased(found.erasedAt().get()));
        }
        if (found.standing()
                .filter(standing -> standing != StoreOrder.Standing.PLACE)
                .isPresent()) {
            return Optional.of("the store does not want it bought now");
        }
        return found.mayBeHeld()
                ? Optional.of("the supplier may hold an order for this already; look there first")
                : Optional.empty();
    }

    /** @return false when somebody else moved it first; then nothing changed */
    static boolean take(Tx tx, Replanning replanning, Dispatch letter, Person who, String reason, Instant now)
            throws SQLException {
        String said = "took the store's word" + (reason.isEmpty() ? "" : ": " + reason);
        return replanning.withoutEdit(tx, letter, said, who.name(), now);
    }
}
