package serai.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import serai.base.Json;
import serai.base.Money;
import serai.provider.PlaceOrder;

/**
 * Works out what those purchases are worth that waited, or were dead letters, before the ledger kept it. What is done with
 * already is left alone: nobody asks what it is worth, and there may be millions.
 */
final class WorthOfWaiting implements JavaMigration {
    private static final String WAITING = Sql.of(WorthOfWaiting.class, "waiting-without-worth");
    private static final String DEAD = Sql.of(WorthOfWaiting.class, "dead-without-worth");
    private static final String PIECES = Sql.of(WorthOfWaiting.class, "pieces-of-one");
    private static final String SAVE = Sql.of(WorthOfWaiting.class, "save-worth");
    private static final int BATCH = 1_000;

    private record Purchase(String id, String store, String channel, String state, long at, String request) {
        private static final Purchase BEFORE_ALL = new Purchase("", "", "", "", Long.MIN_VALUE, "");
    }

    /** Where in its index a statement goes on: behind that purchase. */
    private interface Place {
        List<Object> of(Purchase purchase);
    }

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("5.1");
    }

    @Override
    public String getDescription() {
        return "worth of waiting purchases";
    }

    @Override
    public Integer getChecksum() {
        return 1;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        all(connection, WAITING, one -> List.of(one.channel(), one.state(), one.at(), one.id()));
        all(connection, DEAD, one -> List.of(one.state(), one.at(), one.id()));
    }

    private static void all(Connection connection, String sql, Place place) throws SQLException {
        try (PreparedStatement rows = connection.prepareStatement(sql);
                PreparedStatement pieces = connection.prepareStatement(PIECES);
                PreparedStatement save = connection.prepareStatement(SAVE)) {
            List<Purchase> some = after(rows, place.of(Purchase.BEFORE_ALL));
            while (!some.isEmpty()) {
                for (Purchase purchase : some) {
                    save(pieces, save, purchase);
                }
                some = after(rows, place.of(some.getLast()));
            }
        }
    }

    private static List<Purchase> after(PreparedStatement rows, List<Object> place) throws SQLException {
        for (int i = 0; i < place.size(); i++) {
            rows.setObject(i + 1, place.get(i));
        }
        rows.setInt(place.size() + 1, BATCH);
        List<Purchase> found = new ArrayList<>();
        try (ResultSet result = rows.executeQuery()) {
            while (result.next()) {
                found.add(new Purchase(
                        result.getString("id"),
                        result.getString("store"),
                        result.getString("channel"),
                        result.getString("state"),
                        result.getLong("at"),
                        result.getString("request")));
            }
        }
        return found;
    }

    private static void save(PreparedStatement pieces, PreparedStatement save, Purchase purchase) throws SQLException {
        PlaceOrder request;
        try {
            request = Json.read(purchase.request(), PlaceOrder.class);
        } catch (IllegalStateException e) {
            // Its worth stays unknown; that it cannot be read is found out, and shown, when it is sent.
            return;
        }
        Map<String, Integer> piecesOfOne = new HashMap<>();
        for (PlaceOrder.Item item : request.items()) {
            piecesOfOne.put(item.lineId(), piecesOfOne(pieces, purchase, item));
        }
        Optional<Money> worth = request.worth(item -> piecesOfOne.getOrDefault(item.lineId(), 1));
        Optional<Long> stored = worth.flatMap(StoredMoney::of);
        if (worth.isPresent() && stored.isPresent()) {
            save.setLong(1, stored.get());
            save.setString(2, worth.get().currency());
            save.setString(3, purchase.id());
            save.executeUpdate();
        }
    }

    /** As the listing says today; one is right where there is none any more, or nearly so. */
    private static int piecesOfOne(PreparedStatement pieces, Purchase purchase, PlaceOrder.Item item)
            throws SQLException {
        pieces.setString(1, purchase.store());
        pieces.setString(2, item.sku().value());
        pieces.setString(3, purchase.channel());
        try (ResultSet result = pieces.executeQuery()) {
            return result.next() ? Math.max(1, result.getInt("quantity")) : 1;
        }
    }
}
