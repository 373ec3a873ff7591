package serai.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.base.DispatchId;
import serai.base.Json;
import serai.ledger.Conditions;
import serai.ledger.Database;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * Keeps the table {@code letter}: one small row for each dispatch that waits for a person or was put away by one. People
 * search, group and count there; payloads and everything that is ever done rest on the dispatch.
 */
public final class LetterRows {
    private static final Logger LOG = LoggerFactory.getLogger(LetterRows.class);
    private static final String FACTS = Sql.of(LetterRows.class, "find-letter-facts");
    private static final String SAVE = Sql.of(LetterRows.class, "save-letter");
    private static final String DROP = Sql.of(LetterRows.class, "drop-letter");
    private static final String PUT_AWAY = Sql.of(LetterRows.class, "put-away-letter");
    private static final String MISSING = Sql.of(LetterRows.class, "dispatches-without-letter");
    private static final String ADD = Sql.of(LetterRows.class, "add-missing-letters");
    private static final String DROP_LEFT_OVER = Sql.of(LetterRows.class, "drop-left-over-letters");
    private static final String LEFT_OVER = Sql.of(LetterRows.class, "letters-without-dispatch");
    private static final int AT_ONCE = 50;
    private static final int MOST_WORDS = 2_000;

    private LetterRows() {}

    /** Whether there is a row for a dispatch in that state. */
    static boolean holds(DispatchState state) {
        return state == DispatchState.DEAD || state == DispatchState.ARCHIVED;
    }

    /** After a move: writes or removes the row; a snooze does not outlive the move. */
    static void moved(Tx tx, Move move, Instant now) throws SQLException {
        DispatchId id = move.from.id();
        boolean only = holds(move.from.state()) && holds(move.to) && move.saysTheSame();
        if (only && tx.update(PUT_AWAY, move.to, now, id) == 1) {
            return;
        }
        if (holds(move.from.state())) {
            tx.update(DROP, id);
        }
        if (holds(move.to)) {
            save(tx, id);
        }
    }

    /**
     * Brings the row up to date with its dispatch, after a change that is no move: an edited or erased request. Who looks
     * after it and until when it is snoozed stay. Nothing happens where the dispatch is no dead letter.
     */
    public static void save(Tx tx, DispatchId id) throws SQLException {
        for (Facts facts : facts(tx, List.of(id))) {
            tx.update(SAVE, facts.columns().toArray());
        }
    }

    /** What a row is made of. */
    private record Facts(
            Dispatch dispatch, String order, long orderedAt, String storeOrderId, String orderNumber, String assignee) {
        /** In the order of the statements; how long it is snoozed is not among them. */
        List<Object> columns() {
            return List.of(
                    dispatch.id(),
                    dispatch.state(),
                    dispatch.changedAt(),
                    dispatch.store(),
                    dispatch.channel(),
                    dispatch.kind(),
                    dispatch.cause().map(Enum::name).orElse(""),
                    dispatch.code(),
                    order,
                    orderedAt,
                    storeOrderId,
                    orderNumber,
                    dispatch.originalRequest().isPresent(),
                    assignee,
                    Json.write(skus(request(dispatch))),
                    words(dispatch, storeOrderId, orderNumber));
        }
    }

    /** Of those that are dead letters. */
    private static List<Facts> facts(Tx tx, List<DispatchId> ids) throws SQLException {
        Conditions conditions = new Conditions().in("d.id", ids);
        return tx.readable(
                conditions.in(FACTS),
                row -> new Facts(
                        Dispatches.read(row),
                        row.text("about_order"),
                        row.number("ordered_at"),
                        row.text("store_order_id"),
                        row.text("order_number"),
                        row.text("assignee")),
                conditions.parameters());
    }

    /** SKUs that a request names, each once. */
    static Set<String> skus(JsonNode request) {
        Set<String> skus = new LinkedHashSet<>();
        Stream.of("items", "lines")
                .flatMap(list -> request.path(list).valueStream())
                .map(line -> line.path("sku").asText())
                .filter(sku -> !sku.isEmpty())
                .forEach(skus::add);
        return skus;
    }

    /** A request; empty where it cannot be read, for what no rule can read is listed all the same. */
    static JsonNode tree(String request) {
        try {
            return Json.mapper().readTree(request);
        } catch (JsonProcessingException e) {
            return Json.mapper().createObjectNode();
        }
    }

    /** Nothing of a message that nobody could read: nobody can say where in it the personal data stands. */
    private static JsonNode request(Dispatch dispatch) {
        return dispatch.kind().equals(Dispatch.READ_ORDER)
                ? Json.mapper().createObjectNode()
                : tree(dispatch.request());
    }

    private static String words(Dispatch dispatch, String storeOrderId, String orderNumber) {
        String words = Stream.concat(
                        Stream.of(
                                storeOrderId,
                                orderNumber,
                                request(dispatch).path("reference").asText(),
                                dispatch.code(),
                                dispatch.reason()),
                        dispatch.supplierIds().stream())
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining("\n"))
                .toLowerCase(Locale.ROOT);
        return words.length() <= MOST_WORDS ? words : words.substring(0, MOST_WORDS);
    }

    /**
     * Puts right what a node of an older version has left behind, or a ledger from before there was this table. To be
     * called before anybody looks. Looks through all dead letters, beside the writer; where something is missing it takes
     * two statements for fifty of them.
     */
    public static void catchUp(Database ledger) {
        int made = added(ledger, DispatchState.DEAD) + added(ledger, DispatchState.ARCHIVED);
        int gone = dropped(ledger);
        if (made > 0 || gone > 0) {
            LOG.info("dead letters made ready to be searched: {} added, {} removed", made, gone);
        }
    }

    private record Missing(DispatchId id, Instant changedAt) {}

    private static int added(Database ledger, DispatchState state) {
        int made = 0;
        Missing place = new Missing(new DispatchId(""), Instant.EPOCH);
        List<Missing> missing;
        do {
            Missing after = place;
            missing = ledger.read(tx -> tx.list(
                    MISSING,
                    row -> new Missing(new DispatchId(row.text("id")), row.time("changed_at")),
                    state,
                    after.changedAt(),
                    after.id(),
                    AT_ONCE));
            if (!missing.isEmpty()) {
                List<DispatchId> ids = missing.stream().map(Missing::id).toList();
                made += ledger.commit(tx -> add(tx, ids));
                place = missing.getLast();
            }
        } while (missing.size() == AT_ONCE);
        return made;
    }

    private static int add(Tx tx, List<DispatchId> ids) throws SQLException {
        List<Object> values = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        for (Facts facts : facts(tx, ids)) {
            List<Object> columns = facts.columns();
            values.addAll(columns);
            rows.add("(" + "?, ".repeat(columns.size()) + "0)");
        }
        return rows.isEmpty() ? 0 : tx.update(ADD.replace("${rows}", String.join(", ", rows)), values.toArray());
    }

    private static int dropped(Database ledger) {
        int gone = 0;
        DispatchId place = new DispatchId("");
        List<DispatchId> some;
        do {
            DispatchId after = place;
            some = ledger.read(tx -> tx.list(LEFT_OVER, row -> new DispatchId(row.text("id")), after, AT_ONCE));
            if (!some.isEmpty()) {
                Conditions conditions = new Conditions().in("id", some);
                gone += ledger.commit(tx -> tx.update(conditions.in(DROP_LEFT_OVER), conditions.parameters()));
                place = some.getLast();
            }
        } while (some.size() == AT_ONCE);
        return gone;
    }
}
