package serai.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import serai.access.Audit;
import serai.access.Person;
import serai.base.DispatchId;
import serai.base.Json;
import serai.base.OrderId;
import serai.base.Scope;
import serai.base.Text;
import serai.ledger.Database;
import serai.ledger.Tx;
import serai.order.OrderBook;

/**
 * Shows personal data to somebody who says why they need it. Who looked, at what and why is in the audit book before the
 * answer is given; where the book cannot be written, nothing is shown.
 */
public final class Reveal {
    private static final int LONGEST_REASON = 500;

    private final Database ledger;
    private final Clock clock;

    public Reveal(Database ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * A dead letter with its whole payload; empty, and nothing noted, when there is none in the person's scope.
     *
     * @throws IllegalArgumentException if the reason is blank or over 500 characters
     */
    public Optional<DeadLetters.Detail> letter(DispatchId id, Person who, String reason) {
        Text.required("reason", reason, LONGEST_REASON);
        Instant now = clock.instant();
        return ledger.commit(tx -> {
            Optional<DeadLetters.Detail> found = DeadLetters.detail(tx, id, who.scope(), false);
            if (found.isPresent()) {
                Audit.add(tx, now, who, "reveal", id.value(), 1, reason);
            }
            return found;
        });
    }

    /**
     * An order as its store described it; empty, and nothing noted, when there is none in the person's scope.
     *
     * @throws IllegalArgumentException if the reason is blank or over 500 characters
     */
    public Optional<JsonNode> order(OrderId id, Person who, String reason) {
        Text.required("reason", reason, LONGEST_REASON);
        Instant now = clock.instant();
        return ledger.commit(tx -> {
            Optional<JsonNode> found = content(tx, id, who.scope());
            if (found.isPresent()) {
                Audit.add(tx, now, who, "reveal", id.value(), 1, reason);
            }
            return found;
        });
    }

    /** The same without personal data, for everybody who may see the order; notes nothing. */
    public Optional<JsonNode> maskedOrder(OrderId id, Scope scope) {
        return ledger.read(tx -> content(tx, id, scope)).map(Masks::of);
    }

    private static Optional<JsonNode> content(Tx tx, OrderId id, Scope scope) throws SQLException {
        return OrderBook.find(tx, id, scope).map(entry -> Json.mapper().valueToTree(entry.content()));
    }
}
