package serai.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import serai.base.Json;
import serai.dispatch.Dispatch;
import serai.provider.PlaceOrder;

/** Whether an edited payload does: read as strictly as it is stored, every fault with its place. */
final class PayloadCheck {
    private static final ObjectReader READER =
            Json.mapper().reader().with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
    private static final Set<String> ORDER =
            Set.of("reference", "orderNumber", "placedAt", "email", "shipTo", "items", "note", "taxIds");
    private static final Set<String> ADDRESS = Set.of(
            "name", "company", "line1", "line2", "city", "region", "postalCode", "country", "phone", "regionName");
    private static final Set<String> ITEM = Set.of(
            "lineId",
            "sku",
            "title",
            "productId",
            "variant",
            "supplierSku",
            "quantity",
            "unitPrice",
            "maxUnitCost",
            "shippingService",
            "wishes");
    private static final Set<String> WISH = Set.of("name", "value");
    private static final Set<String> MONEY = Set.of("amount", "currency");
    private static final int MOST_ITEMS = 500;
    private static final int MOST_PIECES = 999_999;
    private static final int LONGEST_TEXT = 2_000;

    private final List<Fault> faults = new ArrayList<>();

    /**
     * What came of it.
     *
     * @param request to be stored, when there is no fault
     */
    record Result(String request, List<Fault> faults) {}

    private PayloadCheck() {}

    /** A message in place of one that could not be read: any text, in whatever form the store writes. */
    static Result message(Rereader rereader, String request, byte[] payload) {
        if (payload.length == 0) {
            return new Result(
                    "", List.of(new Fault("", "is empty; send the message as the store should have sent it")));
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload));
            return new Result(rereader.rewritten(request, payload), List.of());
        } catch (CharacterCodingException e) {
            return new Result("", List.of(new Fault("", "is not UTF-8")));
        }
    }

    /** What follows from a supplier's words or a store's wish is nobody's to rewrite. */
    static Result nobodys(Dispatch letter) {
        return new Result(
                "",
                List.of(new Fault(
                        "",
                        "a " + letter.kind()
                                + " says what happened and cannot be edited; replay it, or archive it and put"
                                + " things right by hand")));
    }

    /** A request in place of the letter's. */
    static Result order(Dispatch letter, byte[] payload) {
        JsonNode root;
        try {
            root = READER.readTree(new String(payload, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            // The parser's own message quotes the payload.
            var where = e.getLocation();
            String place = where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
            return new Result("", List.of(new Fault("", "is not JSON, or has a field twice" + place)));
        }
        PayloadCheck check = new PayloadCheck();
        check.order(root, letter);
        if (!check.faults.isEmpty()) {
            return new Result("", check.faults);
        }
        try {
            return new Result(Json.write(Json.mapper().treeToValue(root, PlaceOrder.class)), List.of());
        } catch (JsonProcessingException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String detail =
                    cause instanceof IllegalArgumentException ? String.valueOf(cause.getMessage()) : "does not fit";
            return new Result("", List.of(new Fault(pointer(e), detail)));
        }
    }

    private static String pointer(JsonProcessingException e) {
        StringBuilder pointer = new StringBuilder();
        if (e instanceof com.fasterxml.jackson.databind.JsonMappingException mapping) {
            mapping.getPath()
                    .forEach(step -> pointer.append('/')
                            .append(step.getFieldName() == null ? step.getIndex() : step.getFieldName()));
        }
        return pointer.toString();
    }

    private void order(JsonNode root, Dispatch letter) {
        if (!object(root, "", ORDER)) {
            return;
        }
        String reference =
                Json.read(letter.request(), PlaceOrder.class).reference().value();
        if (!reference.equals(root.path("reference").asText())) {
            fault("/reference", "must stay " + reference + ": the supplier knows the order by it");
        }
        text(root, "", "orderNumber", false);
        text(root, "", "placedAt", true);
        text(root, "", "email", false);
        text(root, "", "note", false);
        JsonNode address = root.path("shipTo");
        if (object(address, "/shipTo", ADDRESS)) {
            // What an earlier version has written has no name of the province.
            ADDRESS.stream()
                    .filter(field -> !field.equals("regionName") || address.has(field))
                    .sorted()
                    .forEach(field -> text(address, "/shipTo", field, false));
        }
        JsonNode taxIds = root.path("taxIds");
        if (!taxIds.isObject()) {
            fault("/taxIds", "must be an object of texts; {} for none");
        } else {
            taxIds.fieldNames().forEachRemaining(name -> text(taxIds, "/taxIds", name, false));
        }
        items(root.path("items"), letter.channel().equals(Dispatch.UNMAPPED) ? 1 : MOST_ITEMS);
    }

    private void items(JsonNode items, int most) {
        if (!items.isArray() || items.isEmpty() || items.size() > most) {
            fault("/items", "must be a list of 1 to " + most + " items");
            return;
        }
        Set<String> lines = new TreeSet<>();
        for (int i = 0; i < items.size(); i++) {
            String pointer = "/items/" + i;
            JsonNode item = items.get(i);
            if (!object(item, pointer, ITEM)) {
                continue;
            }
            for (String field : List.of("title", "productId", "variant", "supplierSku", "shippingService")) {
                text(item, pointer, field, false);
            }
            text(item, pointer, "lineId", true);
            text(item, pointer, "sku", true);
            if (!lines.add(item.path("lineId").asText())) {
                fault(pointer + "/lineId", "is there twice");
            }
            JsonNode quantity = item.path("quantity");
            if (!quantity.isIntegralNumber()
                    || !quantity.canConvertToInt()
                    || quantity.intValue() < 1
                    || quantity.intValue() > MOST_PIECES) {
                fault(pointer + "/quantity", "must be a whole number from 1 to " + MOST_PIECES);
            }
            money(item, pointer, "unitPrice");
            money(item, pointer, "maxUnitCost");
            wishes(item.path("wishes"), pointer + "/wishes");
        }
    }

    private void wishes(JsonNode wishes, String pointer) {
        if (wishes.isMissingNode() || wishes.isNull()) {
            return;
        }
        if (!wishes.isArray() || wishes.size() > MOST_ITEMS) {
            fault(pointer, "must be a list of at most " + MOST_ITEMS);
            return;
        }
        for (int i = 0; i < wishes.size(); i++) {
            String place = pointer + "/" + i;
            if (object(wishes.get(i), place, WISH)) {
                text(wishes.get(i), place, "name", false);
                text(wishes.get(i), place, "value", false);
            }
        }
    }

    private void money(JsonNode item, String parent, String field) {
        JsonNode money = item.path(field);
        String pointer = parent + "/" + field;
        if (money.isMissingNode() || money.isNull() || !object(money, pointer, MONEY)) {
            return;
        }
        if (!money.path("amount").asText().matches("[0-9]{1,12}(\\.[0-9]{1,4})?")
                || !money.path("amount").isTextual()) {
            fault(pointer + "/amount", "must be an amount in double quotes such as \"19.95\"");
        }
        if (!money.path("currency").asText().matches("[A-Z]{3}")) {
            fault(pointer + "/currency", "must be three capital letters of ISO 4217, such as USD");
        }
    }

    private boolean object(JsonNode node, String pointer, Set<String> known) {
        if (!node.isObject()) {
            fault(pointer, "must be an object");
            return false;
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                fault(pointer + "/" + Pointers.escaped(name), "is no field of this; known are " + new TreeSet<>(known));
            }
        });
        return true;
    }

    private void text(JsonNode parent, String pointer, String field, boolean needed) {
        JsonNode node = parent.path(field);
        String place = pointer + "/" + Pointers.escaped(field);
        if (!node.isTextual()) {
            fault(place, node.isMissingNode() ? "is missing; empty text stands for none" : "must be a text");
        } else if (needed && node.textValue().isBlank()) {
            fault(place, "must not be empty");
        } else if (node.textValue().length() > LONGEST_TEXT) {
            fault(place, "has more than " + LONGEST_TEXT + " characters");
        }
    }

    private void fault(String pointer, String detail) {
        faults.add(new Fault(pointer, detail));
    }

    /** Where two payloads differ, without their values: at most ten places. */
    static String changes(String before, String after) {
        try {
            List<String> places =
                    Pointers.differences(
                                    Json.mapper().readTree(before),
                                    Json.mapper().readTree(after))
                            .stream()
                            .map(place -> place.isEmpty() ? "all of it" : place)
                            .toList();
            return places.isEmpty()
                    ? "nothing changed"
                    : "changed " + String.join(", ", places.subList(0, Math.min(10, places.size())))
                            + (places.size() > 10 ? ", …" : "");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored request is not JSON", e);
        }
    }
}
