package aliexpress;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import serai.provider.PlaceOrder;
import serai.provider.ReadProgress.Line;
import serai.provider.ReadProgress.Parcel;
import serai.provider.ReadProgress.ParcelStatus;

/**
 * The parcels of an order as {@code tracking.get} tells of them.
 *
 * <p>A parcel is known by its {@code mail_no}. AliExpress gives no better key: when the last mile begins, a parcel may come
 * under another number, with the same things in it. Which of ours that is, the ledger finds out.
 */
final class Parcels {
    /** Only what nobody can take for something else: a parcel that is called delivered is not followed any more. */
    private static final Pattern DELIVERED = Pattern.compile(
            "^(package |parcel |item |shipment |order )?(has been |was |is )?(successfully )?delivered\\b"
                    + "|(successfully|been|was) delivered\\b|delivery (was )?(successful|completed?|confirmed)"
                    + "|successful delivery|signed for by",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern NOT_DELIVERED = Pattern.compile(
            "\\b(not|un|un-|fail\\w*|attempt\\w*|unable|could|cannot|will be|to"
                    + " be|if|before|when|until)\\b|undelivered|delivered (to|by) (the |a |an |our |your )?(local"
                    + " |destination |origin )?"
                    + "(carrier|courier|line|air|customs|hub|warehouse|facility|sort\\w*|post|pick|locker|transit|terminal"
                    + "|depot|station|logistics|seller|partner)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern OUT =
            Pattern.compile("out for delivery|with (the )?(delivery )?courier", Pattern.CASE_INSENSITIVE);

    private static final Pattern TROUBLED = Pattern.compile(
            "return(ed|ing|s)? to (the )?(sender|shipper|seller|origin|merchant)|undeliver|unable to deliver|could not"
                    + " be delivered|not (be |been )?delivered|deliver\\w* (attempt )?(has )?(failed|unsuccessful)|failed"
                    + " (delivery|to deliver)|delivery (failure|exception)|unsuccessful"
                    + " delivery|\\blost\\b|damaged|refused|rejected by",
            Pattern.CASE_INSENSITIVE);

    private static final int LONGEST_NOTE = 300;

    private final List<PlaceOrder.Item> items;
    private final Map<String, Parcel> byNumber = new LinkedHashMap<>();
    private final Map<String, Integer> taken = new LinkedHashMap<>();

    Parcels(List<PlaceOrder.Item> items) {
        this.items = items;
    }

    int size() {
        return byNumber.size();
    }

    /** All that were read. */
    List<Parcel> list() {
        return List.copyOf(byNumber.values());
    }

    /**
     * Reads one answer; a parcel without a number cannot be told from another and is left for a later reading.
     *
     * @param order the number of AliExpress's order
     * @param sent whether the order itself says that something was sent
     */
    void read(String order, JsonNode result, boolean sent) {
        JsonNode data = result.path("data").isObject() ? result.path("data") : result;
        for (JsonNode detail : Reading.list(data, "tracking_detail_line_list", "tracking_detail")) {
            String number = Reading.text(detail, "mail_no");
            if (!number.isEmpty()) {
                byNumber.merge(number, parcel(order, number, detail, sent), Parcels::merged);
            }
        }
    }

    private record Event(Optional<Instant> at, String name, String text) {
        private String words() {
            return name.isEmpty() || text.startsWith(name) ? text : text.isEmpty() ? name : name + ": " + text;
        }
    }

    private Parcel parcel(String order, String number, JsonNode detail, boolean sent) {
        List<Event> events = Reading.list(detail, "detail_node_list", "detail_node").stream()
                .map(Parcels::event)
                // Newest first, as AliExpress sends them; a stable sort keeps its order among those without a time.
                .sorted(Comparator.comparing((Event event) -> event.at().orElse(Instant.EPOCH))
                        .reversed())
                .toList();
        Optional<Instant> oldest =
                events.stream().flatMap(event -> event.at().stream()).min(Comparator.naturalOrder());
        String note = events.isEmpty() ? "" : events.getFirst().words();
        return new Parcel(
                number,
                Reading.text(detail, "carrier_name"),
                number,
                "",
                status(events, sent),
                lines(Reading.list(detail, "package_item_list", "package_item")),
                oldest,
                note.length() <= LONGEST_NOTE ? note : note.substring(0, LONGEST_NOTE) + "…",
                order);
    }

    private static Event event(JsonNode node) {
        Optional<Instant> at = Reading.decimal(node, "time_stamp")
                .filter(millis -> millis.signum() > 0 && millis.precision() - millis.scale() <= 15)
                .map(millis -> Instant.ofEpochMilli(millis.longValue()));
        return new Event(at, Reading.text(node, "tracking_name"), Reading.text(node, "tracking_detail_desc"));
    }

    private static ParcelStatus status(List<Event> events, boolean sent) {
        if (events.isEmpty()) {
            return sent ? ParcelStatus.SHIPPED : ParcelStatus.ANNOUNCED;
        }
        Event newest = events.getFirst();
        String words = newest.name() + " " + newest.text();
        if (TROUBLED.matcher(words).find()) {
            return ParcelStatus.TROUBLED;
        }
        boolean delivered = DELIVERED.matcher(newest.name()).find()
                || DELIVERED.matcher(newest.text()).find();
        if (delivered && !NOT_DELIVERED.matcher(words).find()) {
            return ParcelStatus.DELIVERED;
        }
        return OUT.matcher(words).find() ? ParcelStatus.OUT_FOR_DELIVERY : ParcelStatus.SHIPPED;
    }

    /** What is in a parcel; empty when one thing in it cannot be told from another that was ordered. */
    private List<Line> lines(List<JsonNode> contents) {
        Map<String, Line> lines = new LinkedHashMap<>();
        for (JsonNode content : contents) {
            List<PlaceOrder.Item> candidates = candidates(content);
            int pieces = Reading.decimal(content, "quantity")
                    .map(number -> number.intValue())
                    .orElse(0);
            if (candidates.isEmpty() || pieces < 1) {
                return List.of();
            }
            for (Line line : allotted(candidates, pieces, lines)) {
                lines.merge(line.lineId(), line, Parcels::sum);
            }
        }
        lines.values().forEach(line -> taken.merge(line.lineId(), line.quantity(), Integer::sum));
        return List.copyOf(lines.values());
    }

    /** The ordered items that this thing can be: one, or several that are the same to AliExpress. */
    private List<PlaceOrder.Item> candidates(JsonNode content) {
        String product = Reading.text(content, "item_id", "product_id");
        List<PlaceOrder.Item> same = items.stream()
                .filter(item -> item.productId().strip().equals(product))
                .toList();
        if (same.isEmpty()) {
            // For some countries AliExpress sells a product under a second number, which nobody ordered by.
            return items.size() == 1 ? items : List.of();
        }
        String attributes = Reading.text(content, "sku_attr");
        String sku = Reading.text(content, "sku_id");
        String words = Reading.text(content, "sku_desc").toLowerCase(Locale.ROOT);
        List<PlaceOrder.Item> named = same.stream()
                .filter(item -> isNamed(item, attributes, sku, words))
                .toList();
        List<PlaceOrder.Item> left = named.isEmpty() ? same : named;
        boolean alike = left.stream()
                        .map(item -> item.variant().strip()
                                + '\n'
                                + item.supplierSku().strip())
                        .distinct()
                        .count()
                == 1;
        return alike ? left : List.of();
    }

    /** By the listing's variant, {@code 14:175#Black;5:200003528}, of which only the part after # is in the words. */
    private static boolean isNamed(PlaceOrder.Item item, String attributes, String sku, String words) {
        String variant = item.variant().strip();
        boolean byAttributes = !variant.isEmpty() && variant.equals(attributes);
        boolean byNumber = !sku.isEmpty() && (sku.equals(item.supplierSku().strip()) || sku.equals(variant));
        if (byAttributes || byNumber) {
            return true;
        }
        List<String> names = new ArrayList<>();
        for (String part : variant.split(";", -1)) {
            int hash = part.indexOf('#');
            if (hash >= 0 && hash + 1 < part.length()) {
                names.add(part.substring(hash + 1).strip().toLowerCase(Locale.ROOT));
            }
        }
        return !names.isEmpty() && names.stream().allMatch(name -> hasWord(words, name));
    }

    private static boolean hasWord(String words, String name) {
        return Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}]| *&)")
                .matcher(words)
                .find();
    }

    /**
     * Over the lines that it can be of. What other parcels hold counts only where a line has to be chosen, and not where
     * they hold all: a parcel may be sent once more, or be one of them under another number.
     */
    private List<Line> allotted(List<PlaceOrder.Item> candidates, int pieces, Map<String, Line> inside) {
        if (candidates.size() == 1) {
            return allotted(candidates, pieces, Map.of(), Map.of());
        }
        List<Line> lines = allotted(candidates, pieces, inside, taken);
        return lines.isEmpty() ? allotted(candidates, pieces, inside, Map.of()) : lines;
    }

    private static List<Line> allotted(
            List<PlaceOrder.Item> candidates, int pieces, Map<String, Line> inside, Map<String, Integer> others) {
        List<Line> lines = new ArrayList<>();
        int left = pieces;
        for (PlaceOrder.Item item : candidates) {
            int here = Optional.ofNullable(inside.get(item.lineId()))
                    .map(Line::quantity)
                    .orElse(0);
            int some = Math.min(left, item.quantity() - here - others.getOrDefault(item.lineId(), 0));
            if (some > 0) {
                lines.add(new Line(item.lineId(), item.sku(), some));
                left -= some;
            }
        }
        return lines;
    }

    private static Line sum(Line one, Line other) {
        return new Line(one.lineId(), one.sku(), one.quantity() + other.quantity());
    }

    /** Two entries under one number are one parcel; where one of them does not say what is in it, nobody knows. */
    private static Parcel merged(Parcel one, Parcel other) {
        Map<String, Line> lines = new LinkedHashMap<>();
        if (!one.lines().isEmpty() && !other.lines().isEmpty()) {
            one.lines().forEach(line -> lines.put(line.lineId(), line));
            other.lines().forEach(line -> lines.merge(line.lineId(), line, Parcels::sum));
        }
        Optional<Instant> shipped = one.shippedAt().isPresent() ? one.shippedAt() : other.shippedAt();
        return new Parcel(
                one.ref(),
                one.carrier().isEmpty() ? other.carrier() : one.carrier(),
                one.trackingNumber(),
                "",
                one.status(),
                List.copyOf(lines.values()),
                shipped,
                one.note(),
                // One parcel of two orders belongs to none of them alone.
                one.supplierOrder().equals(other.supplierOrder()) ? one.supplierOrder() : "");
    }
}
