package serai.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * What no session on PostgreSQL may exceed, so that a node that stands still, or a statement that goes on and on, never
 * stops the others. The server keeps them, for it is there when the node is not. Migrations have none of them.
 *
 * @param lock how long a write tries to get at rows that another transaction has, before its caller is told that the
 *     ledger cannot take it now
 * @param statement how long one statement may take
 * @param idle how long a transaction may stand still between two statements; then the server ends the session and undoes
 *     the transaction, and with it go its locks
 * @param age how old a connection gets; a younger one may lead to another server
 */
public record LedgerLimits(Duration lock, Duration statement, Duration idle, Duration age) {
    /** Those of {@code config/serai.properties}. */
    public static final LedgerLimits USUAL = new LedgerLimits(
            Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(3), Duration.ofMinutes(10));

    /**
     * At most this long does a write wait for a lock while it has others, in milliseconds. Then it gives them up, goes on
     * without whatever waits, and tries that again alone. Always much shorter than the server's {@code deadlock_timeout},
     * so that of two that wait for each other one lets go before anybody calls it a deadlock.
     */
    private static final long LONGEST_WAIT = 100;

    private static final long SHORTEST_WAIT = 5;

    /** What the driver waits beyond the server's own limit, in seconds: only for a server that is gone. */
    private static final int GRACE = 5;

    public LedgerLimits {
        if (lock.toMillis() < 1 || statement.toMillis() < 1 || idle.toMillis() < 1 || age.toMillis() < 1) {
            throw new IllegalArgumentException("the ledger's limits must be 1 ms or more");
        }
    }

    /** Seconds after which the driver gives up a server that says nothing. */
    int silence() {
        return Math.toIntExact(Math.min(86_400, statement.toSeconds())) + GRACE;
    }

    /**
     * The statement that tells a session of them. The server also asks after the client of a connection on which nothing
     * moves, so that the locks of a machine that is gone are not kept for hours. A setting that the server's version does
     * not know is left out.
     */
    String telling() {
        return """
                SELECT set_config(known.name, given.setting, false)
                FROM pg_settings known
                JOIN (VALUES ('statement_timeout', '%d'), ('idle_in_transaction_session_timeout', '%d'),
                  ('lock_timeout', '%d'), ('tcp_keepalives_idle', '10'), ('tcp_keepalives_interval', '5'),
                  ('tcp_keepalives_count', '3'), ('tcp_user_timeout', '25000'),
                  ('client_connection_check_interval', '5000')) AS given (name, setting) ON given.name = known.name"""
                .formatted(statement.toMillis(), idle.toMillis(), LONGEST_WAIT);
    }

    /**
     * Tells the writer's session of them.
     *
     * @return how long one of its statements waits for a lock, in milliseconds
     */
    long tell(Connection fresh) throws SQLException {
        try (Statement statement = fresh.createStatement()) {
            statement.execute(telling());
            try (ResultSet result =
                    statement.executeQuery("SELECT setting FROM pg_settings WHERE name = 'deadlock_timeout'")) {
                long deadlock = result.next() ? result.getLong(1) : 1_000;
                long wait = Math.max(SHORTEST_WAIT, Math.min(LONGEST_WAIT, deadlock / 4));
                statement.execute("SET lock_timeout = " + wait);
                return wait;
            }
        }
    }
}
