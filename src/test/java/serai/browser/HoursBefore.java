package serai.browser;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** What went through in the hours before the gateway started, so that its chart is that of a day and not of a minute. */
final class HoursBefore {
    private static final int MINUTES = 330;

    private HoursBefore() {}

    /** Writes into the ledger of a gateway that does not run. Ends half an hour ago; there is a peak, and a dip. */
    static void write(Path ledger, Instant now) {
        long first = now.minus(Duration.ofMinutes(MINUTES + 30)).toEpochMilli() / 60_000 * 60_000;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                PreparedStatement statement = connection.prepareStatement("INSERT INTO traffic"
                        + " (store, minute, accepted, placed, failed, parked) VALUES (?, ?, ?, ?, ?, ?)")) {
            connection.setAutoCommit(false);
            for (int i = 0; i < MINUTES; i++) {
                long accepted = Math.round(9 + 6 * Math.sin(i / 40.0) + i % 7 % 3);
                long failed = i % 19 == 0 ? 1 : 0;
                boolean pause = i > 200 && i < 225;
                long placed = pause ? accepted / 3 : accepted - failed;
                long parked = pause ? (i - 200) * 5L : i >= 225 && i < 250 ? (250 - i) * 5L : 0;
                for (String store : new String[] {"", "tea-house"}) {
                    statement.setString(1, store);
                    statement.setLong(2, first + i * 60_000L);
                    statement.setLong(3, accepted);
                    statement.setLong(4, placed);
                    statement.setLong(5, failed);
                    statement.setLong(6, parked);
                    statement.addBatch();
                }
            }
            statement.executeBatch();
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
