package serai.deadletter;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import serai.base.Json;
import serai.dispatch.DispatchState;
import serai.ledger.Conditions;
import serai.provider.Cause;

/**
 * Which dead letters. List, groups and replays read it the same way, so that they speak of the same set.
 *
 * @param archived those that were put away instead of those that wait
 * @param code the supplier's own, exactly
 * @param orderId ours or the store's
 * @param sku of any item, exactly
 * @param text part of the reason, code or order number, or the whole of an id or reference; never looks at personal data
 * @param diedAfter came into its state at this time or later
 * @param diedBefore came into its state before this time
 */
public record DeadLetterFilter(
        boolean archived,
        Optional<String> channel,
        Optional<String> store,
        Optional<Cause> cause,
        Optional<String> code,
        Optional<Cause.Owner> owner,
        Optional<String> orderId,
        Optional<String> sku,
        Optional<String> text,
        Optional<Instant> diedAfter,
        Optional<Instant> diedBefore) {
    /** What a filter may name, in lists as parameters, in replays as fields. */
    public static final List<String> NAMES = List.of(
            "state", "channel", "store", "cause", "code", "owner", "orderId", "sku", "q", "diedAfter", "diedBefore");

    /** All that wait for a person. */
    public static final DeadLetterFilter ALL = new DeadLetterFilter(
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private static final String TEXT = """
            d.id = ? OR d.order_id = ? OR o.store_order_id = ?
            OR replace(d.supplier_ids, ?, '') <> d.supplier_ids
            OR replace(d.request, ?, '') <> d.request
            OR lower(d.code) LIKE ? ESCAPE '!' OR lower(d.reason) LIKE ? ESCAPE '!'
            OR lower(o.order_number) LIKE ? ESCAPE '!'""";

    /** The same as conditions on {@code dispatch d} and {@code orders o}. */
    Conditions conditions() {
        Conditions all = new Conditions();
        all.and("d.state = ?", archived ? DispatchState.ARCHIVED : DispatchState.DEAD);
        channel.ifPresent(value -> all.and("d.channel = ?", value));
        store.ifPresent(value -> all.and("d.store = ?", value));
        cause.ifPresent(value -> all.and("d.cause = ?", value));
        code.ifPresent(value -> all.and("d.code = ?", value));
        owner.ifPresent(value -> all.in("d.cause", causesOf(value)));
        orderId.ifPresent(value -> all.and("d.order_id = ? OR o.store_order_id = ?", value, value));
        // Exact in case on both databases, which LIKE is not; and quotes are escaped as in the stored JSON.
        sku.ifPresent(value -> all.and("replace(d.request, ?, '') <> d.request", "\"sku\":" + Json.write(value)));
        text.ifPresent(value -> {
            String anywhere = Conditions.anywhere(value);
            String quoted = Json.write(value);
            all.and(TEXT, value, value, value, quoted, "\"reference\":" + quoted, anywhere, anywhere, anywhere);
        });
        diedAfter.ifPresent(time -> all.and("d.changed_at >= ?", time));
        diedBefore.ifPresent(time -> all.and("d.changed_at < ?", time));
        return all;
    }

    /** What it names, as a person would write it. */
    Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("state", archived ? "archived" : "dead");
        channel.ifPresent(value -> words.put("channel", value));
        store.ifPresent(value -> words.put("store", value));
        cause.ifPresent(value -> words.put("cause", value.id()));
        code.ifPresent(value -> words.put("code", value));
        owner.ifPresent(value -> words.put("owner", value.name().toLowerCase(Locale.ROOT)));
        orderId.ifPresent(value -> words.put("orderId", value));
        sku.ifPresent(value -> words.put("sku", value));
        text.ifPresent(value -> words.put("q", value));
        diedAfter.ifPresent(value -> words.put("diedAfter", value.toString()));
        diedBefore.ifPresent(value -> words.put("diedBefore", value.toString()));
        return words;
    }

    private static List<Cause> causesOf(Cause.Owner owner) {
        return Arrays.stream(Cause.values())
                .filter(cause -> cause.owner() == owner)
                .toList();
    }
}
