package serai.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Statements on one connection. Parameters may be text, numbers, booleans (1 and 0), times (epoch milliseconds), bytes,
 * enums (their name), ids (their text) and {@link Optional} of these (empty is null). Not for use by several threads.
 */
public final class Tx implements AutoCloseable {
    /** Makes a value of the row that the query stands on. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    /** What people look for makes ever new statements, and the writer's connection lives long. */
    private static final int MOST_PREPARED = 200;

    /** A comment, which PostgreSQL reads as the lock that it names: there rows are locked in the order of the query. */
    private static final String FOR_UPDATE = "/* FOR UPDATE */";

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>(16, 0.75f, true);
    private final List<Fact> facts = new ArrayList<>();

    Tx(Connection connection) {
        this.connection = connection;
    }

    /** Leaves word of what this transaction does, to be told after the commit and not at all if it is undone. */
    public void note(Fact fact) {
        facts.add(fact);
    }

    /** What was noted since the last time; forgotten here. */
    List<Fact> takeFacts() {
        List<Fact> taken = List.copyOf(facts);
        facts.clear();
        return taken;
    }

    /** Runs a statement that changes rows. @return how many it changed */
    public int update(String sql, @Nullable Object... parameters) throws SQLException {
        return bind(sql, parameters).executeUpdate();
    }

    /** All rows of a query, in order. */
    public <T> List<T> list(String sql, Reader<T> reader, @Nullable Object... parameters) throws SQLException {
        try (ResultSet result = bind(sql, parameters).executeQuery()) {
            List<T> rows = new ArrayList<>();
            Row row = new Row(result);
            while (result.next()) {
                rows.add(reader.read(row));
            }
            return rows;
        }
    }

    /** The first row of a query. */
    public <T> Optional<T> first(String sql, Reader<T> reader, @Nullable Object... parameters) throws SQLException {
        try (ResultSet result = bind(sql, parameters).executeQuery()) {
            return result.next() ? Optional.of(reader.read(new Row(result))) : Optional.empty();
        }
    }

    private PreparedStatement bind(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(inItsDialect(sql));
            forgetOldest();
            prepared.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, value(parameters[i]));
        }
        return statement;
    }

    /** A file's own database is never written by two at once, and knows no row locks. */
    private String inItsDialect(String sql) throws SQLException {
        return sql.contains(FOR_UPDATE)
                        && connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")
                ? sql.replace(FOR_UPDATE, "FOR UPDATE")
                : sql;
    }

    private void forgetOldest() throws SQLException {
        Iterator<PreparedStatement> oldestFirst = prepared.values().iterator();
        if (prepared.size() >= MOST_PREPARED) {
            PreparedStatement oldest = oldestFirst.next();
            oldestFirst.remove();
            oldest.close();
        }
    }

    private static @Nullable Object value(@Nullable Object parameter) {
        return switch (parameter) {
            case null -> null;
            case Optional<?> optional -> optional.isPresent() ? value(optional.get()) : null;
            case Instant time -> time.toEpochMilli();
            case Boolean flag -> flag ? 1 : 0;
            case Number number -> number;
            case byte[] bytes -> bytes;
            case Enum<?> constant -> constant.name();
            // PostgreSQL's text cannot hold U+0000; where it matters it stands escaped inside JSON.
            default -> parameter.toString().replace('\u0000', '\u2400');
        };
    }

    /** Closes the statements, not the connection. */
    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
        prepared.clear();
    }
}
