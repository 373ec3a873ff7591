package serai.deadletter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import serai.base.Json;
import serai.base.Scope;
import serai.base.StoreId;
import serai.dispatch.DispatchState;
import serai.ledger.Conditions;
import serai.provider.Cause;

/**
 * Which dead letters. List, groups, counts, replays and whatever else is done to many read it the same way, so that they
 * speak of the same set.
 *
 * @param archived those that were put away instead of those that wait; a query that speaks of the archived decides itself
 * @param code the supplier's own, exactly
 * @param orderId ours or the store's
 * @param sku of any item, exactly; empty text for letters that name none
 * @param text part of the reason, the code or a number in whatever case, or the whole of our id; never looks at personal data
 * @param diedAfter came into its state at this time or later
 * @param diedBefore came into its state before this time
 * @param query what a person typed; must hold beside all the others
 * @param awakeAt leaves out what is snoozed at that time
 * @param scope the stores whose letters there are; those of others do not exist
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
        Optional<Instant> diedBefore,
        Optional<Search> query,
        Optional<Instant> awakeAt,
        Scope scope) {
    /** What a filter may name, in lists as parameters, in replays as fields. */
    public static final List<String> NAMES = List.of(
            "state",
            "channel",
            "store",
            "cause",
            "code",
            "owner",
            "orderId",
            "sku",
            "q",
            "diedAfter",
            "diedBefore",
            "query");

    /** All that wait for a person, whatever the store, the snoozed among them. */
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

    /** One without a query that hides nothing, for every store. */
    public DeadLetterFilter(
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
        this(
                archived,
                channel,
                store,
                cause,
                code,
                owner,
                orderId,
                sku,
                text,
                diedAfter,
                diedBefore,
                Optional.empty(),
                Optional.empty(),
                Scope.ALL);
    }

    /** The same with that query in place of its own. */
    public DeadLetterFilter matching(Search search) {
        return with(channel, store, cause, sku, Optional.of(search), awakeAt, scope);
    }

    /** Only what waits: what can be sent or put away. Says the same where its query asks for nothing that is archived. */
    public DeadLetterFilter waiting() {
        return query.filter(Search::speaksOfArchived)
                .map(search -> matching(search.only(false)))
                .orElse(this);
    }

    /** Only what was put away, where it would otherwise name what waits: what can be brought back. */
    public DeadLetterFilter putAway() {
        return matching(query.orElseGet(() -> new Search("", new Search.Node.All(List.of()), false, false))
                .only(true));
    }

    /** Without what is snoozed at that time, as people look at letters; unless the query itself asks for the snoozed. */
    public DeadLetterFilter awake(Instant at) {
        return with(channel, store, cause, sku, query, Optional.of(at), scope);
    }

    /** As somebody saw it at that instant: what came into its state later is not in it. */
    public DeadLetterFilter seen(Instant at) {
        // What came in the very millisecond of the look was seen.
        Instant end = at.plusMillis(1);
        return new DeadLetterFilter(
                archived,
                channel,
                store,
                cause,
                code,
                owner,
                orderId,
                sku,
                text,
                diedAfter,
                Optional.of(diedBefore.filter(end::isAfter).orElse(end)),
                query,
                Optional.of(at),
                scope);
    }

    /** Only what both scopes hold. */
    public DeadLetterFilter within(Scope other) {
        return with(channel, store, cause, sku, query, awakeAt, both(scope, other));
    }

    /** Only what a group of this filter's letters has counted. */
    public DeadLetterFilter in(DeadLetters.Group group) {
        Optional<Cause> known = group.cause().flatMap(reason -> Cause.find(reason.id()));
        Search any = query.orElseGet(() -> new Search("", new Search.Node.All(List.of()), false, false));
        return with(
                Optional.of(group.channel()),
                group.store().or(() -> store),
                known,
                group.sku().or(() -> sku),
                known.isPresent() ? query : Optional.of(any.withoutCause()),
                awakeAt,
                scope);
    }

    private DeadLetterFilter with(
            Optional<String> newChannel,
            Optional<String> newStore,
            Optional<Cause> newCause,
            Optional<String> newSku,
            Optional<Search> newQuery,
            Optional<Instant> newAwakeAt,
            Scope newScope) {
        return new DeadLetterFilter(
                archived,
                newChannel,
                newStore,
                newCause,
                code,
                owner,
                orderId,
                newSku,
                text,
                diedAfter,
                diedBefore,
                newQuery,
                newAwakeAt,
                newScope);
    }

    private static Scope both(Scope one, Scope other) {
        if (one.stores().isEmpty()) {
            return other;
        }
        Set<StoreId> stores = new HashSet<>(one.stores().get());
        stores.removeIf(store -> !other.holds(store));
        return Scope.of(stores);
    }

    /** The same as conditions on {@code letter l}. */
    Conditions conditions() {
        Conditions all = new Conditions().within("l.store", scope);
        if (query.filter(Search::speaksOfArchived).isEmpty()) {
            all.and("l.state = ?", archived ? DispatchState.ARCHIVED : DispatchState.DEAD);
        }
        channel.ifPresent(value -> all.and("l.channel = ?", value));
        store.ifPresent(value -> all.and("l.store = ?", value));
        cause.ifPresent(value -> all.and("l.cause = ?", value));
        code.ifPresent(value -> all.and("l.code = ?", value));
        owner.ifPresent(value -> all.in("l.cause", causesOf(value)));
        orderId.ifPresent(value -> all.and("l.order_id = ? OR l.store_order_id = ?", value, value));
        // Exact in case on both databases, which LIKE is not; the list is JSON, so quotes end a SKU and nothing else.
        sku.ifPresent(value -> {
            if (value.isEmpty()) {
                all.and("l.skus = '[]'");
            } else {
                all.and("replace(l.skus, ?, '') <> l.skus", Json.write(value));
            }
        });
        text.ifPresent(value -> all.and(Search.TEXT, Conditions.anywhere(value), value, value));
        diedAfter.ifPresent(time -> all.and("l.changed_at >= ?", time));
        diedBefore.ifPresent(time -> all.and("l.changed_at < ?", time));
        query.ifPresent(search -> search.restrict(all));
        if (hidesSnoozed()) {
            awakeAt.ifPresent(time -> all.and("l.snoozed_until <= ?", time));
        }
        return all;
    }

    /** Whether the index of the groups is not enough to tell which letters it names. */
    boolean readsRows() {
        return code.isPresent()
                || orderId.isPresent()
                || sku.isPresent()
                || text.isPresent()
                || query.filter(Search::readsRows).isPresent();
    }

    private boolean hidesSnoozed() {
        return awakeAt.isPresent() && query.filter(Search::speaksOfSnoozed).isEmpty();
    }

    /** What it names, as a person would write it; the snoozed and the scope only where they leave something out. */
    public Map<String, String> words() {
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
        query.ifPresent(value -> words.put("query", value.text()));
        if (hidesSnoozed()) {
            awakeAt.ifPresent(value -> words.put("notSnoozedAt", value.toString()));
        }
        scope.stores()
                .ifPresent(stores -> words.put(
                        "scope", stores.stream().map(StoreId::value).sorted().collect(Collectors.joining(", "))));
        return words;
    }

    private static List<Cause> causesOf(Cause.Owner owner) {
        return new ArrayList<>(Arrays.stream(Cause.values())
                .filter(cause -> cause.owner() == owner)
                .toList());
    }
}
