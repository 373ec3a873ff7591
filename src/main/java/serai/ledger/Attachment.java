package serai.ledger;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.exception.FlywayValidateException;

/**
 * A ledger that may be away when the gateway starts. Its {@link #database} is there at once and refuses everything, with
 * the reason, until {@link #tryNow} has reached the server and brought the schema up to date.
 */
public final class Attachment {
    private static final int LONGEST_REASON = 300;
    private static final String NOT_YET = "the ledger has not been reached yet";

    private final Database database;
    private final Supplier<Flyway> migrations;

    private Attachment(Database database, Supplier<Flyway> migrations) {
        this.database = database;
        this.migrations = migrations;
    }

    /** Of the embedded ledger in that file; made if it is not there. */
    public static Attachment embedded(Path file) {
        DataSource writes = Embedded.writes(file);
        return new Attachment(
                Database.openLater(
                        "ledger",
                        writes,
                        Embedded.reads(file, Ledgers.READERS),
                        Ledgers.BOUNDS,
                        Optional.empty(),
                        NOT_YET),
                () -> Ledgers.migrations(writes, Ledgers.SQLITE_SEQUENCE, Ledgers.SQLITE_ROWLESS));
    }

    /**
     * Of the ledger on PostgreSQL.
     *
     * @param url {@code jdbc:postgresql://host/database}
     */
    public static Attachment postgres(String url, String user, String password, LedgerLimits limits) {
        return new Attachment(
                Database.openLater(
                        "ledger",
                        Ledgers.postgresWrites(url, user, password, limits),
                        Ledgers.postgresReads(url, user, password, limits),
                        Ledgers.BOUNDS,
                        Optional.of(limits),
                        NOT_YET),
                () -> Ledgers.migrations(
                        Ledgers.postgresMigrations(url, user, password), Ledgers.POSTGRES_SEQUENCE, ""));
    }

    /** Refuses everything until it is attached; from then on as any other. */
    public Database database() {
        return database;
    }

    /**
     * One try to reach the ledger and to bring its schema up to date; may take as long as the migrations do. Safe to repeat,
     * also after a crash in the middle, and by several nodes at once.
     *
     * @throws DatabaseUnavailable if it cannot be reached or does not take it now; the message is a sentence for people
     * @throws LedgerRefused if waiting will not help: it was written by a newer version, or by another history of ours
     */
    public void tryNow() {
        try {
            Flyway flyway = migrations.get();
            newer(flyway).ifPresent(migration -> {
                throw new LedgerRefused("the ledger was brought to version " + migration.getVersion()
                        + " by a newer Serai, which this one does not know. Start that version again,"
                        + " or restore a copy of the ledger from before the upgrade.");
            });
            flyway.migrate();
            database.admit();
        } catch (FlywayValidateException e) {
            throw new LedgerRefused(
                    "the ledger's schema is not the one that this version's migrations made: " + brief(e)
                            + " Start the version that made it, or restore a copy of the ledger.",
                    e);
        } catch (FlywayException e) {
            DatabaseUnavailable away = new DatabaseUnavailable(reason(e), e);
            database.shut(String.valueOf(away.getMessage()));
            throw away;
        }
    }

    private static Optional<MigrationInfo> newer(Flyway flyway) {
        return Arrays.stream(flyway.info().applied())
                .filter(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS
                        || migration.getState() == MigrationState.FUTURE_FAILED)
                .reduce((one, later) -> later);
    }

    /** What is wrong, and what to do where that is known, by the SQL states of PostgreSQL's manual, appendix A. */
    private static String reason(Throwable failure) {
        Optional<SQLException> cause = sql(failure);
        String state = cause.map(SQLException::getSQLState).orElse("");
        return switch (state) {
            case "28P01", "28000" ->
                "PostgreSQL refuses our user name or password (" + state
                        + "); mend serai.ledger.user and serai.ledger.password";
            case "3D000" -> "PostgreSQL has no database of that name (3D000); create it, or mend serai.ledger.url";
            case "42501" ->
                "PostgreSQL does not let our user make tables (42501); grant it CREATE on the database's schema";
            case "25006" -> "PostgreSQL takes no writes (25006): it is a replica, or was made read-only";
            case "57P03" -> "PostgreSQL is still starting (57P03)";
            default ->
                "the ledger cannot be reached: " + cause.map(Attachment::brief).orElseGet(() -> brief(failure));
        };
    }

    private static Optional<SQLException> sql(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static String brief(Throwable failure) {
        String text = String.valueOf(failure.getMessage()).strip();
        String line = text.lines().findFirst().orElse(failure.getClass().getSimpleName());
        String words = line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) + "…" : line;
        // A driver's message may repeat what it was given.
        return words.toLowerCase(Locale.ROOT).contains("password=")
                ? failure.getClass().getSimpleName()
                : words;
    }
}
