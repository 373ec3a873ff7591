package serai.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The row that a query stands on, read by column name. */
public final class Row {
    private final ResultSet result;

    Row(ResultSet result) {
        this.result = result;
    }

    /** What a person finds it by: the name and value of its first column. */
    String name() throws SQLException {
        return "the row with " + result.getMetaData().getColumnLabel(1) + " " + result.getString(1);
    }

    /** The text; empty when the column is null. */
    public String text(String column) throws SQLException {
        String value = result.getString(column);
        return value == null ? "" : value;
    }

    public Optional<String> maybeText(String column) throws SQLException {
        return Optional.ofNullable(result.getString(column));
    }

    /** The number; 0 when the column is null. */
    public long number(String column) throws SQLException {
        return result.getLong(column);
    }

    /** The number as {@code int}; 0 when the column is null. @throws ArithmeticException if it does not fit */
    public int count(String column) throws SQLException {
        return Math.toIntExact(result.getLong(column));
    }

    /** The time; the column must not be null. */
    public Instant time(String column) throws SQLException {
        return Instant.ofEpochMilli(result.getLong(column));
    }

    public Optional<Instant> maybeTime(String column) throws SQLException {
        long millis = result.getLong(column);
        return result.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    /** The bytes; the column must not be null. */
    public byte[] bytes(String column) throws SQLException {
        return result.getBytes(column);
    }
}
