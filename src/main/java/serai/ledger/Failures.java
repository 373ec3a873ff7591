package serai.ledger;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Tells a statement that is wrong from a database that cannot serve. */
final class Failures {
    private static final Set<SQLiteErrorCode> OUT_OF_ORDER = Set.of(
            SQLiteErrorCode.SQLITE_FULL,
            SQLiteErrorCode.SQLITE_IOERR,
            SQLiteErrorCode.SQLITE_BUSY,
            SQLiteErrorCode.SQLITE_LOCKED,
            SQLiteErrorCode.SQLITE_READONLY,
            SQLiteErrorCode.SQLITE_CANTOPEN,
            SQLiteErrorCode.SQLITE_CORRUPT,
            SQLiteErrorCode.SQLITE_NOTADB);

    private static final Set<SQLiteErrorCode> DAMAGED =
            Set.of(SQLiteErrorCode.SQLITE_CORRUPT, SQLiteErrorCode.SQLITE_NOTADB);

    private Failures() {}

    /** Whether a file of SQLite is damaged or is none. */
    static boolean damaged(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SQLiteException sqlite) {
                return DAMAGED.contains(SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff));
            }
        }
        return false;
    }

    /** Whether any other statement would fail as well: full or broken disk, lost connection, server going down. */
    static boolean ofTheDatabase(Throwable failure) {
        return switch (failure) {
            case SQLiteException sqlite ->
                OUT_OF_ORDER.contains(SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff));
            case SQLTransientConnectionException e -> true;
            case SQLNonTransientConnectionException e -> true;
            case SQLRecoverableException e -> true;
            case SQLException e -> {
                String state = e.getSQLState() == null ? "" : e.getSQLState();
                // 08 connection, 53 resources, 57P0x shutdown, 58 system error, 40 serialisation and deadlock.
                yield state.startsWith("08")
                        || state.startsWith("53")
                        || state.startsWith("57P0")
                        || state.startsWith("58")
                        || state.startsWith("40");
            }
            default -> false;
        };
    }
}
