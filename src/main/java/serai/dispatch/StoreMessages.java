package serai.dispatch;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.base.DispatchId;
import serai.base.OrderId;
import serai.base.StoreId;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * What stores have said of orders that could not be read, or that made none: kept as long as orders are, so that whoever
 * asks for such an order is told what became of it. All methods run inside the caller's transaction.
 */
public final class StoreMessages {
    private static final String SAVE = Sql.of(StoreMessages.class, "save-store-message");
    private static final String OF_ORDER = Sql.of(StoreMessages.class, "store-messages-of-order");
    private static final String OF_LETTER = Sql.of(StoreMessages.class, "store-message-of-letter");
    private static final String LETTERS = Sql.of(StoreMessages.class, "letters-about-order");

    /**
     * One of them.
     *
     * @param id of a letter one each; without a letter one for each order, the latest
     * @param order ours; empty where only its number is known
     * @param storeOrderId the store's, or empty
     * @param orderNumber what people call the order, or empty
     * @param letter the dead letter that was made of it; empty where there is nothing to do for anybody
     * @param state what the order is for us as long as nothing else is known of it; says nothing beside a letter
     * @param reason likewise why; never anybody's own words
     */
    public record Message(
            String id,
            Optional<OrderId> order,
            StoreId store,
            String storeOrderId,
            String orderNumber,
            Optional<DispatchId> letter,
            DispatchState state,
            String reason,
            Instant at) {}

    private StoreMessages() {}

    /** Keeps one; the same id again says what is newest. That of a letter has to be kept before the letter is inserted. */
    public static void save(Tx tx, Message message) throws SQLException {
        tx.update(
                SAVE,
                message.id(),
                message.order(),
                message.store(),
                message.storeOrderId(),
                message.orderNumber(),
                message.letter(),
                message.state(),
                message.reason(),
                message.at());
    }

    /** Those about an order, oldest first. */
    public static List<Message> ofOrder(Tx tx, OrderId order) throws SQLException {
        return tx.list(OF_ORDER, StoreMessages::read, order);
    }

    /** The one that a letter was made of; empty where the message says nothing of an order. */
    public static Optional<Message> ofLetter(Tx tx, DispatchId letter) throws SQLException {
        return tx.first(OF_LETTER, StoreMessages::read, letter);
    }

    /** The letters about an order, whatever became of them, oldest first. */
    public static List<Dispatch> letters(Tx tx, OrderId order) throws SQLException {
        return tx.list(LETTERS, Dispatches::read, order);
    }

    private static Message read(Row row) throws SQLException {
        return new Message(
                row.text("id"),
                row.maybeText("order_id").map(OrderId::new),
                new StoreId(row.text("store")),
                row.text("store_order_id"),
                row.text("order_number"),
                row.maybeText("letter_id").map(DispatchId::new),
                DispatchState.valueOf(row.text("state")),
                row.text("reason"),
                row.time("at"));
    }
}
