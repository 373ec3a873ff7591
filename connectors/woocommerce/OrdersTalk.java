package woocommerce;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import serai.base.Json;
import serai.provider.ReadOrders;
import serai.provider.ReadOrders.Changed;
import serai.provider.ReadOrders.Page;
import serai.provider.Turn;

/**
 * Reads changed orders, then those in the trash, which WooCommerce leaves out of the first list. Pages go on from the time
 * of the last order and not by number: an order that changes while we read moves to the end, and would push another one
 * from the page that is next onto the one that was read. So an order may come twice; none is left out.
 */
final class OrdersTalk {
    static final String READ = "read-orders";
    static final String UPDATED = "order.updated";
    static final String DELETED = "order.deleted";

    /** An order is stored a little later than the time that it carries. */
    static final Duration OVERLAP = Duration.ofMinutes(1);

    /** WooCommerce allows 100; half of it keeps shops whose plugins hang much onto an order below the longest answer. */
    static final int PER_PAGE = 50;

    /** A talk has its time. What is not read here is asked for before the order is bought. */
    static final int MOST_REFUNDS = 10;

    private final Shop shop;
    private final Refunds refunds;

    OrdersTalk(Shop shop) {
        this.shop = shop;
        this.refunds = new Refunds(shop);
    }

    /**
     * Where to go on.
     *
     * @param trash whether the orders are done and the trash is next
     * @param after orders that changed later than this, to the second
     * @param page 1 unless more orders than one page holds changed in one second
     */
    private record Cursor(boolean trash, Instant after, int page) {
        static Cursor of(ReadOrders work) {
            return work.cursor().map(Cursor::parse).orElseGet(() -> start(work, false));
        }

        static Cursor start(ReadOrders work, boolean trash) {
            return new Cursor(trash, work.since().minus(OVERLAP).truncatedTo(ChronoUnit.SECONDS), 1);
        }

        private static Cursor parse(String text) {
            String[] parts = text.split(" ");
            return new Cursor(parts[0].equals("trash"), Instant.parse(parts[1]), Integer.parseInt(parts[2]));
        }

        /** After a page that ended at this time. */
        Cursor next(Instant last) {
            Instant before = last.minusSeconds(1);
            return before.isAfter(after) ? new Cursor(trash, before, 1) : new Cursor(trash, after, page + 1);
        }

        @Override
        public String toString() {
            return (trash ? "trash " : "orders ") + after + " " + page;
        }
    }

    Turn begin(ReadOrders work) {
        Cursor cursor = Cursor.of(work);
        Map<String, String> parameters = new HashMap<>(Map.of(
                "modified_after",
                local(cursor.after()),
                "dates_are_gmt",
                "true",
                "orderby",
                "modified",
                "order",
                "asc",
                "per_page",
                Integer.toString(PER_PAGE),
                "page",
                Integer.toString(cursor.page())));
        if (cursor.trash()) {
            parameters.put("status", "trash");
            parameters.put("_fields", "id,date_modified_gmt,date_created_gmt");
        }
        return shop.ask(
                READ,
                shop.rest().get(Rest.WC + "/orders", parameters),
                answer -> whole(
                        refunded(cursor, answer),
                        new HashMap<>(),
                        bodies -> new Turn.End(page(work, cursor, answer, bodies))));
    }

    /** The orders of the page whose refunds are read: the first that show some. */
    private static List<ObjectNode> refunded(Cursor cursor, ShopAnswer answer) {
        List<ObjectNode> shown = new ArrayList<>();
        for (JsonNode order : Shop.list(answer)) {
            if (!cursor.trash()
                    && shown.size() < MOST_REFUNDS
                    && order instanceof ObjectNode object
                    && Refunds.shown(order)) {
                shown.add(object);
            }
        }
        return shown;
    }

    /** Goes on with the bodies, by id, of those that were completed. */
    private Turn whole(List<ObjectNode> left, Map<String, String> done, Function<Map<String, String>, Turn> then) {
        return left.isEmpty()
                ? then.apply(done)
                : refunds.complete(left.getFirst(), order -> {
                    Map<String, String> more = new HashMap<>(done);
                    more.put(order.path("id").asText(), Json.write(order));
                    return whole(left.subList(1, left.size()), more, then);
                });
    }

    private static Page page(ReadOrders work, Cursor cursor, ShopAnswer answer, Map<String, String> whole) {
        List<String> bodies = each(Shop.list(answer), answer.text());
        List<Changed> orders = new ArrayList<>();
        int place = 0;
        for (JsonNode order : Shop.list(answer)) {
            String id = order.path("id").asText();
            Instant at = changedAt(order).orElse(work.since());
            orders.add(
                    cursor.trash()
                            ? new Changed(id, at, DELETED, "{\"id\":" + order.path("id") + "}")
                            : new Changed(id, at, UPDATED, whole.getOrDefault(id, bodies.get(place))));
            place++;
        }
        return new Page(orders, next(work, cursor, answer, orders).map(Cursor::toString));
    }

    private static Optional<Cursor> next(ReadOrders work, Cursor cursor, ShopAnswer answer, List<Changed> orders) {
        boolean more = answer.totalPages().map(pages -> cursor.page() < pages).orElse(orders.size() >= PER_PAGE);
        if (more) {
            Instant last = orders.stream()
                    .map(Changed::updatedAt)
                    .max(Instant::compareTo)
                    .orElse(cursor.after());
            return Optional.of(cursor.next(last));
        }
        return cursor.trash() ? Optional.empty() : Optional.of(Cursor.start(work, true));
    }

    /** WooCommerce's times in UTC have no {@code Z}. */
    static Optional<Instant> changedAt(JsonNode order) {
        try {
            String modified = order.path("date_modified_gmt").asText("");
            String text = modified.isEmpty() || modified.equals("null")
                    ? order.path("date_created_gmt").asText("")
                    : modified;
            return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String local(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.SECONDS)
                .format(java.time.format.DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }

    /** The elements of the list to the letter, as a webhook would have brought them. */
    private static List<String> each(JsonNode list, String text) {
        List<String> elements = new ArrayList<>();
        try (JsonParser parser = Json.mapper().createParser(text)) {
            parser.nextToken();
            while (elements.size() < list.size() && parser.nextToken() != JsonToken.END_ARRAY) {
                int from = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                elements.add(text.substring(from, (int) parser.currentLocation().getCharOffset()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return elements;
    }
}
