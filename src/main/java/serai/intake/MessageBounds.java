package serai.intake;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import serai.base.Json;
import serai.deadletter.Fault;

/**
 * How far a person who is no admin may rewrite a store's message that could not be read: where it goes to, who it is for,
 * when it was and what is written beside it. What is bought, by which order, whether it is paid and what it cost stays the
 * store's word; a line may go, its pieces and prices may become less. Judged by the message as it came, whatever platform
 * sent it.
 */
final class MessageBounds {
    private static final ObjectReader READER =
            Json.mapper().reader().with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
    private static final String ADMIN = "; beyond that it needs role admin";

    /** Fields of an order that say nothing of what is bought, by their names on all platforms. */
    private static final Set<String> OPEN = Set.of(
            "shipTo",
            "shipping_address",
            "billing_address",
            "shipping",
            "billing",
            "customer",
            "email",
            "contact_email",
            "phone",
            "note",
            "customer_note",
            "note_attributes",
            "localized_fields",
            "meta_data",
            "taxIds",
            "shippingService",
            "shipping_lines",
            "orderNumber",
            "order_number",
            "number",
            "name",
            "placedAt",
            "updatedAt",
            "created_at",
            "updated_at",
            "processed_at",
            "date_created",
            "date_created_gmt",
            "date_modified",
            "date_modified_gmt");

    private static final Set<String> LINES = Set.of("lines", "line_items");
    private static final Set<String> WORDS = Set.of("title", "name");
    private static final Set<String> COUNTED =
            Set.of("quantity", "current_quantity", "fulfillable_quantity", "unitPrice", "price");

    private final JsonNode original;
    private final JsonNode current;
    private final List<Fault> faults = new ArrayList<>();

    private MessageBounds(JsonNode original, JsonNode current) {
        this.original = original;
        this.current = current;
    }

    /**
     * Where a body asks for more than the store did. Of one that is no JSON nothing is said: no order can be read from it.
     *
     * @param original as it came
     * @param current as it is now; what an admin wrote into it stays allowed
     */
    static List<Fault> exceeded(byte[] original, byte[] current, byte[] wanted) {
        JsonNode edited = json(wanted);
        if (!edited.isObject()) {
            return List.of();
        }
        JsonNode first = json(original);
        JsonNode last = json(current);
        if (edited.equals(last)) {
            return List.of();
        }
        MessageBounds bounds = new MessageBounds(first, last);
        if (first.isObject()) {
            bounds.order(edited);
        } else {
            bounds.fault("", "what the store sent is no JSON object, so nobody can tell what it asked for");
        }
        return bounds.faults;
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode read = READER.readTree(body);
            return read == null ? MissingNode.getInstance() : read;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private void order(JsonNode edited) {
        for (String name : names(edited, current)) {
            JsonNode now = edited.path(name);
            boolean known = now.equals(current.path(name)) || now.equals(original.path(name));
            if (known || OPEN.contains(name)) {
                continue;
            }
            if (LINES.contains(name)) {
                lines("/" + name, original.path(name), current.path(name), now);
            } else if (!name.equals("currency") || isCurrency(original.path(name))) {
                fault("/" + name, "must stay as the store sent it");
            }
        }
    }

    private static Set<String> names(JsonNode one, JsonNode other) {
        Set<String> names = new TreeSet<>();
        one.fieldNames().forEachRemaining(names::add);
        other.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static boolean isCurrency(JsonNode node) {
        return node.asText().matches("[A-Z]{3}");
    }

    private void lines(String pointer, JsonNode first, JsonNode last, JsonNode edited) {
        if (!edited.isArray()) {
            fault(pointer, "must stay a list of the store's lines");
            return;
        }
        Map<String, JsonNode> before = byId(first);
        Map<String, JsonNode> now = byId(last);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < edited.size(); i++) {
            String place = pointer + "/" + i;
            JsonNode line = edited.get(i);
            Optional<String> id = id(line);
            JsonNode sent = id.map(before::get).orElse(MissingNode.getInstance());
            JsonNode stands = id.map(now::get).orElse(MissingNode.getInstance());
            if (sent.isMissingNode() && !line.equals(stands)) {
                fault(place, "is no line of what the store sent");
            } else if (!seen.add(id.orElse(""))) {
                fault(place, "is there twice");
            } else if (!sent.isMissingNode()) {
                line(place, sent, stands, line);
            }
        }
    }

    private static Map<String, JsonNode> byId(JsonNode lines) {
        Map<String, JsonNode> byId = new HashMap<>();
        lines.forEach(line -> id(line).ifPresent(id -> byId.put(id, line)));
        return byId;
    }

    private static Optional<String> id(JsonNode line) {
        JsonNode id = line.has("lineId") ? line.path("lineId") : line.path("id");
        return id.isValueNode() && !id.isNull() ? Optional.of(id.asText()) : Optional.empty();
    }

    private void line(String pointer, JsonNode sent, JsonNode stands, JsonNode edited) {
        for (String name : names(edited, sent)) {
            JsonNode now = edited.path(name);
            boolean same = now.equals(sent.path(name)) || (!stands.isMissingNode() && now.equals(stands.path(name)));
            if (!same && !WORDS.contains(name) && !less(name, sent.path(name), now)) {
                fault(
                        pointer + "/" + name,
                        COUNTED.contains(name) && number(sent.path(name)).isPresent()
                                ? "must be at most " + sent.path(name).asText() + ", as the store sent it"
                                : "must stay as the store sent it");
            }
        }
    }

    private static boolean less(String name, JsonNode sent, JsonNode now) {
        Optional<BigDecimal> most = number(sent);
        Optional<BigDecimal> wanted = number(now);
        return COUNTED.contains(name)
                && most.isPresent()
                && wanted.isPresent()
                && wanted.get().signum() >= 0
                && wanted.get().compareTo(most.get()) <= 0;
    }

    private static Optional<BigDecimal> number(JsonNode node) {
        return node.isValueNode() && node.asText().matches("[0-9]{1,12}(\\.[0-9]{1,8})?")
                ? Optional.of(new BigDecimal(node.asText()))
                : Optional.empty();
    }

    private void fault(String pointer, String bound) {
        faults.add(new Fault(pointer, bound + ADMIN));
    }
}
