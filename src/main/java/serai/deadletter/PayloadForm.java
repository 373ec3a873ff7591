package serai.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import serai.base.Json;
import serai.provider.OrderRules;

/**
 * An order's payload as a form: the same fields that {@link Desk#edit} checks, each named by its JSON pointer, so that the
 * faults which it tells find their fields.
 */
public final class PayloadForm {
    /** The longest text of a field. */
    public static final int LONGEST = 2_000;

    private static final List<String> ADDRESS =
            List.of("name", "company", "line1", "line2", "city", "region", "postalCode", "country", "phone");
    private static final List<String> ITEM =
            List.of("sku", "title", "productId", "variant", "supplierSku", "quantity", "shippingService");
    private static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("orderNumber", "Order number"),
            Map.entry("placedAt", "Ordered at"),
            Map.entry("email", "E-mail"),
            Map.entry("note", "Note to the supplier"),
            Map.entry("name", "Name"),
            Map.entry("company", "Company"),
            Map.entry("line1", "Street and number"),
            Map.entry("line2", "Flat, floor, building"),
            Map.entry("city", "City"),
            Map.entry("region", "State or province"),
            Map.entry("postalCode", "Postal code"),
            Map.entry("country", "Country"),
            Map.entry("phone", "Telephone"),
            Map.entry("sku", "SKU in the store"),
            Map.entry("title", "Title"),
            Map.entry("productId", "Product at the supplier"),
            Map.entry("variant", "Variant at the supplier"),
            Map.entry("supplierSku", "SKU at the supplier"),
            Map.entry("quantity", "Pieces to buy"),
            Map.entry("shippingService", "Shipping service"),
            Map.entry("unitPrice", "Price paid by the customer"),
            Map.entry("maxUnitCost", "Price cap, a piece"),
            Map.entry("amount", "amount"),
            Map.entry("currency", "currency"));

    /**
     * One field.
     *
     * @param pointer its name, for example {@code /shipTo/city}
     * @param value as it is now; dots where it is not shown
     * @param fault what is wrong with it, or empty
     */
    public record Field(String pointer, String label, String value, String fault) {}

    /** Fields that belong together. */
    public record Section(String title, List<Field> fields) {
        public Section {
            fields = List.copyOf(fields);
        }
    }

    /**
     * One place where two payloads differ; dots where a value is not shown.
     *
     * @param before empty when there was none
     */
    public record Change(String pointer, String label, String before, String after) {}

    private PayloadForm() {}

    /**
     * The form of an order.
     *
     * @param shown the payload, masked for those who may not see it
     * @param entered what a person has entered already, by pointer; wins over what is there
     * @param faults of what was entered, by pointer
     */
    public static List<Section> of(JsonNode shown, Map<String, String> entered, Map<String, String> faults) {
        List<Section> sections = new ArrayList<>();
        List<String> order = pointers("", List.of("orderNumber", "placedAt", "email", "note"));
        sections.add(section("Order", order, shown, entered, faults));
        sections.add(section("Delivery address", pointers("/shipTo", ADDRESS), shown, entered, faults));
        List<String> taxIds = new ArrayList<>();
        shown.path("taxIds").fieldNames().forEachRemaining(name -> taxIds.add("/taxIds/" + Pointers.escaped(name)));
        if (!taxIds.isEmpty()) {
            sections.add(section("For customs", taxIds, shown, entered, faults));
        }
        for (int i = 0; i < shown.path("items").size(); i++) {
            List<String> item = pointers("/items/" + i, ITEM);
            for (String money : List.of("unitPrice", "maxUnitCost")) {
                item.addAll(pointers("/items/" + i + "/" + money, List.of("amount", "currency")));
            }
            sections.add(section("Item " + (i + 1), item, shown, entered, faults));
        }
        return sections;
    }

    private static List<String> pointers(String parent, List<String> names) {
        List<String> pointers = new ArrayList<>();
        names.forEach(name -> pointers.add(parent + "/" + name));
        return pointers;
    }

    private static Section section(
            String title,
            List<String> pointers,
            JsonNode shown,
            Map<String, String> entered,
            Map<String, String> faults) {
        return new Section(
                title,
                pointers.stream()
                        .map(pointer -> new Field(
                                pointer,
                                label(pointer),
                                Optional.ofNullable(entered.get(pointer))
                                        .orElse(shown.at(pointer).asText("")),
                                faults.getOrDefault(pointer, "")))
                        .toList());
    }

    /** What people call the place of that pointer. */
    public static String label(String pointer) {
        String[] parts = pointer.split("/", -1);
        String last = parts[parts.length - 1];
        boolean money = last.equals("amount") || last.equals("currency");
        return money
                ? LABELS.getOrDefault(parts[parts.length - 2], parts[parts.length - 2]) + ", " + last
                : LABELS.getOrDefault(last, last);
    }

    /**
     * The payload with what a person has entered, to be given to {@link Desk#edit}, which checks it.
     *
     * @param payload as it is, not masked
     * @param entered by pointer; a field that is left out, or still hidden, stays as it is, as does what is no field
     */
    public static byte[] changed(JsonNode payload, Map<String, String> entered) {
        JsonNode changed = payload.deepCopy();
        of(payload, Map.of(), Map.of()).stream()
                .flatMap(section -> section.fields().stream())
                .map(Field::pointer)
                .filter(entered::containsKey)
                .filter(pointer -> !entered.getOrDefault(pointer, "").equals(AddressCorrection.HIDDEN))
                .forEach(pointer -> set(changed, pointer, entered.getOrDefault(pointer, "")));
        changed.path("items").forEach(PayloadForm::dropEmptyMoney);
        return Json.write(changed).getBytes(StandardCharsets.UTF_8);
    }

    private static void set(JsonNode root, String pointer, String value) {
        int slash = pointer.lastIndexOf('/');
        String name = Pointers.plain(pointer.substring(slash + 1));
        JsonNode parent = root.at(pointer.substring(0, slash));
        if (name.equals("amount") || name.equals("currency")) {
            money(root, pointer.substring(0, slash)).put(name, value.strip());
        } else if (parent instanceof ObjectNode object) {
            if (name.equals("quantity") && value.strip().matches("[0-9]{1,9}")) {
                object.put(name, Integer.parseInt(value.strip()));
            } else {
                object.put(name, value);
            }
        }
    }

    private static ObjectNode money(JsonNode root, String pointer) {
        int slash = pointer.lastIndexOf('/');
        ObjectNode item = (ObjectNode) root.at(pointer.substring(0, slash));
        String name = pointer.substring(slash + 1);
        return item.path(name) instanceof ObjectNode money ? money : item.putObject(name);
    }

    private static void dropEmptyMoney(JsonNode item) {
        for (String name : List.of("unitPrice", "maxUnitCost")) {
            boolean empty = item.path(name).path("amount").asText("").isEmpty()
                    && item.path(name).path("currency").asText("").isEmpty();
            if (empty && item instanceof ObjectNode object) {
                object.remove(name);
            }
        }
    }

    /**
     * Where two payloads differ, field by field.
     *
     * @param shownBefore the first as the reader may see it
     * @param shownAfter the second as the reader may see it
     */
    public static List<Change> differences(JsonNode before, JsonNode after, JsonNode shownBefore, JsonNode shownAfter) {
        return Pointers.differences(before, after).stream()
                .map(pointer -> new Change(
                        pointer, label(pointer), text(shownBefore.at(pointer)), text(shownAfter.at(pointer))))
                .toList();
    }

    private static String text(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? node.asText() : node.isContainerNode() ? node.toString() : "";
    }

    /** The pointer of a field that a supplier's rules name. */
    static String pointer(OrderRules.Flaw flaw) {
        return "/" + flaw.field().replace('.', '/');
    }
}
