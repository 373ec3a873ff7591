package serai.simulator.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An order in a simulated Shopify store, made from the body of a webhook, with what is to be sent and what was. */
final class SimulatedOrder {
    final ObjectNode body;
    final List<Pending> pending = new ArrayList<>();
    final List<Sent> sent = new ArrayList<>();
    final TreeSet<String> tags = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Instant updatedAt;

    /** One location's part of an order: Shopify's fulfilment order. */
    static final class Pending {
        final long id;
        final long location;
        final Map<Long, Integer> total = new LinkedHashMap<>();
        final Map<Long, Integer> remaining = new LinkedHashMap<>();
        String held = "";
        String reason = "OTHER";
        String request = "UNSUBMITTED";

        @Nullable
        Instant fulfillAt;

        Pending(long id, long location) {
            this.id = id;
            this.location = location;
        }

        String status() {
            boolean over = remaining.values().stream().allMatch(left -> left == 0);
            if (over) {
                return "CLOSED";
            }
            return held.isEmpty() ? remaining.equals(total) ? "OPEN" : "IN_PROGRESS" : held;
        }

        /** Shopify's id of a line's part in this fulfilment order. */
        long partId(long line) {
            return id * 1_000 + List.copyOf(total.keySet()).indexOf(line);
        }

        boolean takesFulfillments() {
            return (status().equals("OPEN") || status().equals("IN_PROGRESS")) && !request.equals("SUBMITTED");
        }
    }

    /** A parcel: Shopify's fulfilment. */
    static final class Sent {
        final long id;
        final Map<Long, Integer> pieces;
        final List<Map<String, Object>> tracking = new ArrayList<>();
        String status = "SUCCESS";
        boolean notified;

        Sent(long id, Map<Long, Integer> pieces) {
            this.id = id;
            this.pieces = new LinkedHashMap<>(pieces);
        }

        List<String> numbers() {
            return tracking.stream()
                    .map(track -> String.valueOf(track.get("number")))
                    .toList();
        }
    }

    SimulatedOrder(ObjectNode body) {
        this.body = body;
        this.updatedAt = instant(body.path("updated_at"));
    }

    long id() {
        return body.path("id").asLong();
    }

    /** Whatever was done to it, Shopify calls it changed. */
    void touch() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        updatedAt = now.isAfter(updatedAt) ? now : updatedAt.plusSeconds(1);
    }

    JsonNode line(long id) {
        for (JsonNode line : body.path("line_items")) {
            if (line.path("id").asLong() == id) {
                return line;
            }
        }
        throw new IllegalArgumentException("no line " + id);
    }

    int unfulfilled(long line) {
        return pending.stream()
                .mapToInt(each -> each.remaining.getOrDefault(line, 0))
                .sum();
    }

    static Instant instant(JsonNode time) {
        return OffsetDateTime.parse(time.asText()).toInstant();
    }
}
