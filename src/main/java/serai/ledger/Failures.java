package serai.ledger;

import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Tells work that is wrong from a database that cannot serve. Only what is known to be of the work itself is counted
 * against it; everything else, and everything unknown, is the database's: work that could be done another time must never
 * end as work that failed.
 */
final class Failures {
    /** Result codes of SQLite, https://www.sqlite.org/rescode.html (2026-11-30). */
    private static final Set<SQLiteErrorCode> OF_THE_WORK = Set.of(
            SQLiteErrorCode.SQLITE_ERROR,
            SQLiteErrorCode.SQLITE_TOOBIG,
            SQLiteErrorCode.SQLITE_CONSTRAINT,
            SQLiteErrorCode.SQLITE_MISMATCH,
            SQLiteErrorCode.SQLITE_RANGE);

    /**
     * Classes of SQL states, https://www.postgresql.org/docs/14/errcodes-appendix.html (2026-11-30): 21 more rows than
     * there may be, 22 a value that is none, 23 a constraint, 42 a statement that is wrong, 54 a value that is too big for
     * an index or a row.
     */
    private static final Set<String> CLASSES_OF_THE_WORK = Set.of("21", "22", "23", "42", "54");

    /**
     * Of class 42, but about the schema and our rights on it: 42501 no permission, 42P01 no such table, 42703 no such
     * column, 42883 no such function. The statements are fixed and fit our schema; where one does not, somebody has taken
     * a right away or restored something else, and may put it right again.
     */
    private static final Set<String> OF_THE_SCHEMA = Set.of("42501", "42P01", "42703", "42883");

    /** 55P03 no lock in time, 40P01 deadlock, 40001 not to be serialised. */
    private static final Set<String> CONTENDED = Set.of("55P03", "40P01", "40001");

    /** 25006 only reads, 25P02 the transaction has failed before, 57P03 not up yet: another connection may be luckier. */
    private static final Set<String> OF_THE_CONNECTION = Set.of("25006", "25P02", "57P03");

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

    /** What that failure of a unit of work is. */
    static Fault of(Throwable failure) {
        return switch (failure) {
            case SQLiteException sqlite -> {
                SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff);
                yield OF_THE_WORK.contains(code) ? Fault.OF_THE_WORK : Fault.OF_THE_DATABASE;
            }
            case SQLException e -> of(e);
            case OutOfMemoryError e -> Fault.OF_THE_DATABASE;
            default -> Fault.OF_THE_WORK;
        };
    }

    private static Fault of(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (CONTENDED.contains(state)) {
            return Fault.CONTENDED;
        }
        boolean ofTheSchema = OF_THE_SCHEMA.contains(state);
        if (!ofTheSchema && state.length() == 5 && CLASSES_OF_THE_WORK.contains(state.substring(0, 2))) {
            return Fault.OF_THE_WORK;
        }
        return ofTheSchema || stillAnswers(e, state) ? Fault.OF_THE_MOMENT : Fault.OF_THE_DATABASE;
    }

    /** Whether the server has refused one statement and left the session as it was. */
    private static boolean stillAnswers(SQLException e, String state) {
        ServerErrorMessage said = e instanceof PSQLException refused ? refused.getServerErrorMessage() : null;
        return said != null && "ERROR".equals(said.getSeverity()) && !OF_THE_CONNECTION.contains(state);
    }
}
