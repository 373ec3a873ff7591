package serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import serai.base.Json;

/** A supplier's memory as its answers' templates see it. */
final class Telling {
    private final JsonNode settings;

    Telling(JsonNode settings) {
        this.settings = settings;
    }

    /**
     * A purchase.
     *
     * @param id the supplier order that was asked for, or empty
     * @param options of the situations that strike: {@code parcels} shows only so many, {@code status} another status
     */
    Map<String, Object> purchase(Purchase purchase, String id, Map<String, String> options) {
        List<Parcel> parcels = purchase.parcels().stream()
                .filter(each ->
                        id.isEmpty() || each.order().isEmpty() || each.order().equals(id))
                .toList();
        Map<String, String> marks = marks(purchase, id);
        int shown = Integer.parseInt(options.getOrDefault("parcels", "1000"));
        if (parcels.size() > shown) {
            parcels = parcels.subList(0, shown);
            marks.putAll(turn("part"));
        }
        var seen = new LinkedHashMap<String, Object>();
        seen.put("reference", purchase.reference());
        seen.put("id", purchase.ids().isEmpty() ? "" : purchase.ids().get(0));
        seen.put("ids", purchase.ids());
        seen.put("at", Date.from(purchase.lastAt()));
        seen.put("status", options.getOrDefault("status", status(purchase, marks)));
        seen.put("request", plain(purchase.request()));
        seen.put("lines", lines(purchase, parcels));
        seen.put("parcels", parcels.stream().map(each -> parcel(purchase, each)).toList());
        seen.put("marks", marks);
        return seen;
    }

    /** A parcel, its lines with all that the purchase's line says. */
    Map<String, Object> parcel(Purchase purchase, Parcel parcel) {
        var lines = new ArrayList<Map<String, Object>>();
        purchase.lines().forEach(line -> {
            int pieces = pieces(line, parcel);
            if (pieces > 0) {
                Map<String, Object> inside = line(line);
                inside.put("pieces", pieces);
                lines.add(inside);
            }
        });
        var seen = new LinkedHashMap<String, Object>();
        seen.put("number", parcel.number());
        seen.put("carrier", parcel.carrier());
        seen.put("tracking", parcel.tracking());
        seen.put("at", Date.from(parcel.at()));
        seen.put("atMillis", parcel.at().toEpochMilli());
        String usual = settings.path("parcel").path("status").asText();
        seen.put("status", parcel.status().isEmpty() ? usual : parcel.status());
        seen.put("lines", lines);
        return seen;
    }

    /** What the purchase will be like after this turn, as marks. @throws IllegalArgumentException naming those there are */
    Map<String, String> turn(String to) {
        JsonNode turns = settings.path("turns");
        if (!turns.has(to)) {
            var known = new ArrayList<String>();
            turns.fieldNames().forEachRemaining(known::add);
            throw new IllegalArgumentException("no turn \"" + to + "\", only " + String.join(", ", known));
        }
        var marks = new TreeMap<String, String>();
        // What another turn wrote is gone after this one.
        turns.forEach(each -> each.fieldNames().forEachRemaining(name -> marks.put(name, "")));
        turns.path(to)
                .properties()
                .forEach(each -> marks.put(each.getKey(), each.getValue().asText()));
        return marks;
    }

    /** The word for a parcel that has arrived. */
    String delivered() {
        return settings.path("parcel").path("delivered").asText();
    }

    /** Whether these parcels hold all that was ordered. */
    boolean holdsAll(Purchase purchase, List<Parcel> parcels) {
        for (JsonNode line : purchase.lines()) {
            if (unsent(line, parcels) > 0) {
                return false;
            }
        }
        return true;
    }

    /** The variants of a product, with what the supplier has of each. */
    List<Map<String, Object>> variants(String product, Stock stock, int leaveOut) {
        var names = new LinkedHashMap<String, String>();
        settings.path("variants")
                .forEach(each ->
                        names.put(each.path("attr").asText(), each.path("id").asText()));
        stock.all().keySet().stream()
                .filter(item -> item.startsWith(product + "/"))
                .map(item -> item.substring(product.length() + 1))
                .forEach(attr -> names.putIfAbsent(attr, Long.toString(12_000_040_000_000_000L + attr.hashCode())));
        var variants = new ArrayList<Map<String, Object>>();
        names.forEach((attr, id) -> stock.of(product + "/" + attr, attr)
                .ifPresent(pieces -> variants.add(
                        Map.of("id", id, "attr", attr, "name", described(attr), "pieces", Long.toString(pieces)))));
        return variants.subList(Math.min(leaveOut, variants.size()), variants.size());
    }

    private static Map<String, String> marks(Purchase purchase, String id) {
        var marks = new TreeMap<String, String>();
        purchase.marks().forEach((name, value) -> {
            int at = name.indexOf('@');
            if (at < 0) {
                marks.putIfAbsent(name, value);
            } else if (name.substring(at + 1).equals(id)) {
                marks.put(name.substring(0, at), value);
            }
        });
        return marks;
    }

    private String status(Purchase purchase, Map<String, String> marks) {
        String marked = marks.getOrDefault("statuses", "");
        List<String> statuses = marked.isEmpty() ? texts(settings.path("statuses")) : List.of(marked.split(","));
        int step = Math.min(Math.max(purchase.reads() - 1, 0), statuses.size() - 1);
        return step < 0 ? "" : statuses.get(step);
    }

    private List<Map<String, Object>> lines(Purchase purchase, List<Parcel> parcels) {
        var lines = new ArrayList<Map<String, Object>>();
        purchase.lines().forEach(each -> {
            Map<String, Object> line = line(each);
            line.put("unsent", unsent(each, parcels));
            lines.add(line);
        });
        return lines;
    }

    private Map<String, Object> line(JsonNode line) {
        var seen = new LinkedHashMap<String, Object>();
        line.properties().forEach(each -> seen.put(each.getKey(), plain(each.getValue())));
        Optional.of(line.path("sku_attr").asText())
                .filter(attr -> !attr.isEmpty())
                .ifPresent(attr -> seen.put("described", described(attr)));
        return seen;
    }

    /** {@code 14:175#Black;5:200} as people read it. */
    private static String described(String attr) {
        var words = new ArrayList<String>();
        for (String part : attr.split(";", -1)) {
            if (part.contains("#")) {
                words.add("Color:" + part.substring(part.indexOf('#') + 1));
            }
        }
        return String.join(" ", words);
    }

    private int unsent(JsonNode line, List<Parcel> parcels) {
        int ordered = line.path(settings.path("line").path("quantity").asText()).asInt();
        return Math.max(
                0,
                ordered - parcels.stream().mapToInt(each -> pieces(line, each)).sum());
    }

    private int pieces(JsonNode line, Parcel parcel) {
        if (parcel.lines().isEmpty()) {
            return line.path(settings.path("line").path("quantity").asText()).asInt();
        }
        List<String> names = texts(settings.path("line").path("items")).stream()
                .map(field -> line.path(field).asText())
                .toList();
        return parcel.lines().stream()
                .filter(each -> names.contains(each.item()))
                .mapToInt(Parcel.Line::quantity)
                .sum();
    }

    static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static Object plain(JsonNode json) {
        return json.isMissingNode() || json.isNull() ? Map.of() : Json.mapper().convertValue(json, Object.class);
    }
}
