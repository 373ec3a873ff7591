package serai.histories;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import serai.base.Json;
import serai.ledger.Tx;

/**
 * A promise undone, to see that its loss is found. Each takes one thing away from the shipped code, from outside: a field
 * that its readers then cannot see, or a change of the ledger that does not last.
 */
enum Fault {
    /** What is planned once is bought so, whatever the store says next. */
    STALE_SNAPSHOT {
        @Override
        void plant(Tx tx) throws SQLException {
            tx.update("CREATE TRIGGER stale AFTER UPDATE OF request ON dispatch WHEN NEW.request <> OLD.request"
                    + " BEGIN UPDATE dispatch SET request = OLD.request WHERE id = OLD.id; END");
        }
    },
    /** Nobody sees that an order is completed, or of long ago. */
    OVER_IS_BOUGHT {
        @Override
        void plant(Tx tx) throws SQLException {
            tx.update("CREATE TRIGGER again AFTER INSERT ON dispatch WHEN NEW.cause = 'OVER_BEFORE'"
                    + " BEGIN UPDATE dispatch SET state = 'RECORDED', cause = NULL, ready_at = NEW.recorded_at"
                    + " WHERE id = NEW.id; END");
        }
    },
    /** Nobody sees refunds, in webhooks or answers. */
    REFUNDS_UNREAD {
        @Override
        boolean hide(ObjectNode body) {
            body.remove("refunds");
            return true;
        }
    },
    /** A body whose lines are no list holds no order, and nothing comes of it. */
    OBJECTS_ARE_NOTHING {
        @Override
        boolean hide(ObjectNode body) {
            return !body.path("line_items").isObject();
        }
    },
    /** Nobody looks who is speaking. */
    ANY_SHOP_SPEAKS,
    /** A line of a product that is no more is none. */
    LINES_LEFT_OUT {
        @Override
        boolean hide(ObjectNode body) {
            if (body.path("line_items") instanceof ArrayNode lines) {
                lines.removeIf(line -> line.path("product_id").asLong(0) == 0);
            }
            return true;
        }
    };

    /** Once the ledger is there. */
    void plant(Tx tx) throws SQLException {}

    /** Takes out of a body what is not seen. @return false when nothing of it is */
    boolean hide(ObjectNode body) {
        return true;
    }

    /** The body without what is not seen; empty when nothing of it is. */
    final byte[] seen(byte[] body) {
        try {
            JsonNode read = Json.read(body);
            return read instanceof ObjectNode object && hide(object) ? Bodies.bytes(object) : new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
