package serai.simulator.shop;

import graphql.execution.directives.QueryAppliedDirective;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import serai.simulator.shop.SimulatedOrder.Pending;
import serai.simulator.shop.SimulatedOrder.Sent;
import serai.simulator.shop.SimulatedStore.Remembered;

/** What can be changed in a simulated Shopify store about parcels, notes, webhooks and requests. */
final class AdminWrites {
    private AdminWrites() {}

    @SuppressWarnings("rawtypes")
    static Map<String, DataFetcher> fetchers() {
        Map<String, DataFetcher> fetchers = new HashMap<>();
        AdminReads.bind(fetchers, "fulfillmentCreate", AdminWrites::create);
        AdminReads.bind(fetchers, "fulfillmentTrackingInfoUpdate", AdminWrites::track);
        AdminReads.bind(fetchers, "tagsAdd", AdminWrites::tag);
        AdminReads.bind(fetchers, "webhookSubscriptionCreate", AdminWrites::hook);
        AdminReads.bind(fetchers, "webhookSubscriptionUpdate", AdminWrites::mend);
        AdminReads.bind(fetchers, "inventorySetQuantities", AdminWrites::once);
        AdminReads.bind(fetchers, "productVariantsBulkUpdate", OfferWrites::prices);
        request(fetchers, "AcceptFulfillmentRequest", "SUBMITTED", "ACCEPTED");
        request(fetchers, "RejectFulfillmentRequest", "SUBMITTED", "REJECTED");
        request(fetchers, "AcceptCancellationRequest", "CANCELLATION_REQUESTED", "CANCELLATION_ACCEPTED");
        request(fetchers, "RejectCancellationRequest", "CANCELLATION_REQUESTED", "CANCELLATION_REJECTED");
        return fetchers;
    }

    static Map<String, Object> error(@Nullable String code, String message, Object... field) {
        Map<String, Object> error = new HashMap<>();
        error.put("code", code);
        error.put("message", message);
        error.put("field", java.util.Arrays.stream(field).map(String::valueOf).toList());
        return error;
    }

    static Map<String, Object> failed(Map<String, Object> error) {
        return Map.of("userErrors", List.of(error));
    }

    /** All lines of one call must lie at one location, be open, and have that many pieces left. */
    private static Object create(DataFetchingEnvironment environment) {
        SimulatedStore store = AdminReads.store(environment);
        Map<String, Object> input = environment.getArgument("fulfillment");
        List<Map<String, Object>> wanted = objects(input.get("lineItemsByFulfillmentOrder"));
        SimulatedOrder order = null;
        Map<Pending, Map<Long, Integer>> taken = new LinkedHashMap<>();
        for (Map<String, Object> part : wanted) {
            long id = AdminReads.number(String.valueOf(part.get("fulfillmentOrderId")));
            Optional<SimulatedOrder> its = store.orders.values().stream()
                    .filter(each -> each.pending.stream().anyMatch(pending -> pending.id == id))
                    .findFirst();
            if (its.isEmpty()) {
                return failed(error(null, "Fulfillment order does not exist.", "fulfillment"));
            }
            order = its.get();
            Pending pending = order.pending.stream()
                    .filter(each -> each.id == id)
                    .findFirst()
                    .orElseThrow();
            Optional<String> refusal = take(pending, part, taken);
            if (refusal.isPresent()) {
                return failed(error(null, refusal.get(), "fulfillment"));
            }
        }
        if (order == null
                || taken.keySet().stream().map(each -> each.location).distinct().count() != 1) {
            return failed(error(null, "All fulfillment orders must be assigned to the same location.", "fulfillment"));
        }
        return created(store, order, taken, input);
    }

    private static Optional<String> take(
            Pending pending, Map<String, Object> part, Map<Pending, Map<Long, Integer>> taken) {
        if (!pending.takesFulfillments()) {
            return Optional.of("Fulfillment order " + pending.id + " has an unfulfillable status= "
                    + pending.status().toLowerCase(java.util.Locale.ROOT) + ".");
        }
        Map<Long, Integer> pieces = taken.computeIfAbsent(pending, any -> new LinkedHashMap<>());
        List<Map<String, Object>> lines = objects(part.get("fulfillmentOrderLineItems"));
        if (lines.isEmpty()) {
            pieces.putAll(pending.remaining);
            return Optional.empty();
        }
        for (Map<String, Object> line : lines) {
            long id = AdminReads.number(String.valueOf(line.get("id")));
            int many = whole(line.get("quantity"));
            Optional<Long> orderLine = pending.total.keySet().stream()
                    .filter(each -> pending.partId(each) == id)
                    .findFirst();
            if (orderLine.isEmpty() || many < 1 || many > pending.remaining.getOrDefault(orderLine.get(), 0)) {
                return Optional.of("Invalid fulfillment order line item quantity requested.");
            }
            pieces.merge(orderLine.get(), many, Integer::sum);
        }
        return Optional.empty();
    }

    private static Object created(
            SimulatedStore store,
            SimulatedOrder order,
            Map<Pending, Map<Long, Integer>> taken,
            Map<String, Object> input) {
        Map<Long, Integer> pieces = new LinkedHashMap<>();
        taken.forEach((pending, its) -> its.forEach((line, many) -> {
            pending.remaining.merge(line, -many, Integer::sum);
            pieces.merge(line, many, Integer::sum);
        }));
        Sent sent = new Sent(store.nextId(), pieces);
        Object tracking = input.get("trackingInfo");
        sent.tracking.addAll(tracking == null ? List.of() : tracking(object(tracking)));
        sent.notified = Boolean.TRUE.equals(input.get("notifyCustomer"));
        order.sent.add(sent);
        order.touch();
        store.fulfillmentCreates.merge(order.id(), 1, Integer::sum);
        return Map.of("fulfillment", OrderView.sent(order, sent), "userErrors", List.of());
    }

    private static List<Map<String, Object>> tracking(Map<String, Object> input) {
        List<?> numbers = texts(input.get("number"), input.get("numbers"));
        List<?> urls = texts(input.get("url"), input.get("urls"));
        List<Map<String, Object>> tracking = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            Map<String, Object> track = new HashMap<>();
            track.put("company", input.get("company"));
            track.put("number", numbers.get(i));
            track.put("url", i < urls.size() ? urls.get(i) : null);
            tracking.add(track);
        }
        return tracking;
    }

    private static Object track(DataFetchingEnvironment environment) {
        long id = AdminReads.number(environment.getArgument("fulfillmentId"));
        for (SimulatedOrder order : AdminReads.store(environment).orders.values()) {
            for (Sent sent : order.sent) {
                if (sent.id == id) {
                    sent.tracking.clear();
                    sent.tracking.addAll(tracking(object(environment.getArgument("trackingInfoInput"))));
                    sent.notified = Boolean.TRUE.equals(environment.getArgument("notifyCustomer"));
                    order.touch();
                    return Map.of("fulfillment", OrderView.sent(order, sent), "userErrors", List.of());
                }
            }
        }
        return failed(error(null, "Fulfillment does not exist.", "fulfillmentId"));
    }

    private static Object tag(DataFetchingEnvironment environment) {
        SimulatedStore store = AdminReads.store(environment);
        SimulatedOrder order = store.orders.get(AdminReads.number(environment.getArgument("id")));
        if (order == null) {
            return failed(error(null, "Order does not exist", "id"));
        }
        List<String> tags = environment.getArgument("tags");
        if (order.tags.addAll(tags)) {
            order.touch();
        }
        return Map.of("node", OrderView.of(store, order), "userErrors", List.of());
    }

    private static Object hook(DataFetchingEnvironment environment) {
        SimulatedStore store = AdminReads.store(environment);
        Map<String, Object> input = environment.getArgument("webhookSubscription");
        Object topic = environment.getArgument("topic");
        boolean taken = store.hooks.stream()
                .anyMatch(hook ->
                        Objects.equals(hook.get("topic"), topic) && Objects.equals(hook.get("uri"), input.get("uri")));
        if (taken) {
            return failed(error(null, "Address for this topic has already been taken", "webhookSubscription", "uri"));
        }
        Map<String, Object> made = new HashMap<>(Map.of("format", "JSON", "includeFields", List.of()));
        made.putAll(input);
        made.put("id", "gid://shopify/WebhookSubscription/" + store.nextId());
        made.put("topic", topic);
        store.hooks.add(made);
        return Map.of("webhookSubscription", made, "userErrors", List.of());
    }

    private static Object mend(DataFetchingEnvironment environment) {
        Object id = environment.getArgument("id");
        for (Map<String, Object> hook : AdminReads.store(environment).hooks) {
            if (Objects.equals(hook.get("id"), id)) {
                hook.putAll(environment.getArgument("webhookSubscription"));
                return Map.of("webhookSubscription", hook, "userErrors", List.of());
            }
        }
        return failed(error(null, "Webhook subscription does not exist", "id"));
    }

    @SuppressWarnings("rawtypes")
    private static void request(Map<String, DataFetcher> fetchers, String name, String from, String to) {
        AdminReads.bind(fetchers, "fulfillmentOrder" + name, environment -> {
            SimulatedStore store = AdminReads.store(environment);
            long id = AdminReads.number(environment.getArgument("id"));
            for (SimulatedOrder order : store.orders.values()) {
                for (Pending pending : order.pending) {
                    if (pending.id == id && pending.request.equals(from)) {
                        pending.request = to;
                        return Map.of(
                                "fulfillmentOrder", OrderView.pending(store, order, pending), "userErrors", List.of());
                    }
                }
            }
            return failed(error(null, "The request is not in the state " + from, "id"));
        });
    }

    /** From 2026-04 on a stock write needs a key; the same key does nothing a second time. */
    private static Object once(DataFetchingEnvironment environment) {
        SimulatedStore store = AdminReads.store(environment);
        List<QueryAppliedDirective> directives =
                environment.getQueryDirectives().getImmediateAppliedDirective("idempotent");
        Object input = environment.getArgument("input");
        if (directives.isEmpty()) {
            String version = environment.getGraphQlContext().get("version");
            if (version.compareTo("2026-04") >= 0) {
                throw new IllegalArgumentException(
                        "The @idempotent directive is required for this mutation but was not provided.");
            }
            return OfferWrites.stock(environment);
        }
        String key = directives.getFirst().getArgument("key").getValue();
        Remembered before = store.remembered.get(key);
        if (before != null) {
            return before.input().equals(input)
                    ? before.answer()
                    : failed(error(
                            "IDEMPOTENCY_KEY_PARAMETER_MISMATCH",
                            "The idempotency key was used with other parameters.",
                            "input"));
        }
        Map<String, Object> answer = OfferWrites.stock(environment);
        store.remembered.put(key, new Remembered(input, answer));
        return answer;
    }

    /** An input object; GraphQL has checked its shape. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> object(@Nullable Object input) {
        return (Map<String, Object>) Objects.requireNonNull(input);
    }

    /** A list of input objects; none where the list was left out. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> objects(@Nullable Object input) {
        return input == null ? List.of() : (List<Map<String, Object>>) input;
    }

    /** A whole number that the schema wants. */
    static int whole(@Nullable Object input) {
        return (Integer) Objects.requireNonNull(input);
    }

    private static List<?> texts(@Nullable Object one, @Nullable Object many) {
        return one != null ? List.of(one) : many instanceof List<?> list ? list : List.of();
    }
}
