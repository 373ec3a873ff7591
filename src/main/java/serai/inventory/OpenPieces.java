package serai.inventory;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import serai.base.ChannelName;
import serai.base.Json;
import serai.dispatch.DispatchState;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.provider.PlaceOrder;
import serai.provider.ReadStock;

/**
 * Pieces that stores have sold and that are not bought yet ({@link DispatchState#open}): the supplier still counts them as
 * there. A stock written without them would offer them a second time.
 */
final class OpenPieces {
    private static final String OPEN = Sql.of(OpenPieces.class, "open-purchases");
    /**
     * Purchases looked at. While the channel is held it is not asked for stock either; while a larger backlog drains, the
     * pieces of what is beyond are offered too early.
     */
    static final int MOST = 2_000;

    private final Map<ReadStock.Item, Long> pieces;

    private OpenPieces(Map<ReadStock.Item, Long> pieces) {
        this.pieces = pieces;
    }

    /** Of one supplier, over all stores. */
    static OpenPieces of(Tx tx, ChannelName channel) throws SQLException {
        Map<ReadStock.Item, Long> pieces = new HashMap<>();
        for (PlaceOrder order : tx.list(OPEN, row -> Json.read(row.text("request"), PlaceOrder.class), channel, MOST)) {
            for (PlaceOrder.Item item : order.items()) {
                pieces.merge(
                        new ReadStock.Item(item.productId(), item.variant(), item.supplierSku()),
                        (long) item.quantity(),
                        Long::sum);
            }
        }
        return new OpenPieces(pieces);
    }

    /** What is left of the supplier's pieces of an item; never less than none. */
    long leftOf(Supply supply) {
        return Math.max(0, supply.quantity() - pieces.getOrDefault(supply.item(), 0L));
    }
}
