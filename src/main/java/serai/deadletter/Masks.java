package serai.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import serai.base.Json;
import serai.dispatch.Dispatch;
import serai.provider.Redaction;

/** A payload without personal data, for those who may look but need not know whom it concerns. */
final class Masks {
    private Masks() {}

    /** A store's order. */
    static JsonNode of(JsonNode order) {
        try {
            return Json.mapper().readTree(of(Dispatch.PLACE_ORDER, Json.write(order)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an order is not JSON any more once it is masked", e);
        }
    }

    /** What the names of fields alone do not tell. */
    private static void hide(String kind, ObjectNode document) {
        if (document.path("taxIds") instanceof ObjectNode taxIds) {
            taxIds.properties().forEach(entry -> taxIds.put(entry.getKey(), Redaction.HIDDEN));
        }
        if (document.path("shipTo") instanceof ObjectNode shipTo) {
            hide(shipTo, "region");
        }
        switch (kind) {
            case Dispatch.NOTIFY -> hide(document, "text");
            case Dispatch.CANCEL_ORDER -> hide(document, "reason");
            default -> {}
        }
    }

    private static void hide(ObjectNode node, String field) {
        if (!node.path(field).asText().isEmpty()) {
            node.put(field, Redaction.HIDDEN);
        }
    }

    static String of(String kind, String request) {
        try {
            JsonNode tree = Json.mapper().readTree(request);
            if (kind.equals(Dispatch.READ_ORDER) && tree instanceof ObjectNode message) {
                // Nobody could read it, so nobody can say where in it the personal data stands.
                message.put("body", "(" + message.path("body").asText().length() + " characters, not shown)");
            } else if (tree instanceof ObjectNode document) {
                hide(kind, document);
            }
            return Redaction.of(Json.write(tree));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored request is not JSON", e);
        }
    }
}
