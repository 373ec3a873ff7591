package serai.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import serai.base.Json;
import serai.base.StoreId;
import serai.ledger.Row;

/**
 * One wish that the law backs, as the recorder has written it down.
 *
 * @param details the store's words as JSON
 * @param note for what it waits, or what came of it
 * @param erased orders that it has erased so far
 */
record PrivacyRequest(
        String id,
        StoreId store,
        Kind kind,
        Instant receivedAt,
        String details,
        Optional<Instant> doneAt,
        String note,
        long erased) {
    /** What the law allows from receipt on. */
    static final Duration ALLOWED = Duration.ofDays(30);

    /** What is wanted; the names are those of the store's event. */
    enum Kind {
        DATA_REQUEST,
        CUSTOMER_REDACT,
        SHOP_REDACT
    }

    /**
     * Whom it is about.
     *
     * @param orderIds the store's own
     * @param email only where no order is named, and only until the request is done
     */
    record Subject(
            @Nullable String customerId,
            @Nullable List<String> orderIds,
            @Nullable String requestId,
            @Nullable String email) {
        List<String> orders() {
            return orderIds == null ? List.of() : List.copyOf(orderIds);
        }

        String address() {
            return email == null ? "" : email.strip();
        }
    }

    Subject subject() {
        return Json.read(details, Subject.class);
    }

    /** Whether it may wait no longer: the last day is for carrying it out. */
    boolean late(Instant now) {
        return !now.isBefore(receivedAt.plus(ALLOWED).minus(Duration.ofDays(1)));
    }

    /** The details with these orders named. */
    String naming(List<String> orders) {
        ObjectNode tree = tree();
        orders.forEach(tree.putArray("orderIds")::add);
        return Json.write(tree);
    }

    /** The details without the customer's e-mail address. */
    String anonymous() {
        ObjectNode tree = tree();
        tree.put("email", "");
        return Json.write(tree);
    }

    private ObjectNode tree() {
        try {
            return (ObjectNode) Json.mapper().readTree(details);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("details of a privacy request are not JSON", e);
        }
    }

    static PrivacyRequest read(Row row) throws SQLException {
        return new PrivacyRequest(
                row.text("id"),
                new StoreId(row.text("store")),
                Kind.valueOf(row.text("kind")),
                row.time("received_at"),
                row.text("details"),
                row.maybeTime("done_at"),
                row.text("note"),
                row.number("erased"));
    }
}
