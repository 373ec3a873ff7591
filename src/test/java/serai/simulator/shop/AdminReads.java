package serai.simulator.shop;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.PropertyDataFetcher;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import serai.simulator.shop.SimulatedOrder.Pending;
import serai.simulator.shop.SimulatedStore.Variant;

/** The questions that a simulated Shopify store answers. The store lies in the query's context, as {@code store}. */
final class AdminReads {
    private static final Pattern SINCE = Pattern.compile("updated_at:(>=?)'([^']+)'");
    private static final Pattern TERM = Pattern.compile("(sku|id|product_id):(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([0-9]+))");

    private AdminReads() {}

    @SuppressWarnings("rawtypes")
    static Map<String, DataFetcher> fetchers() {
        Map<String, DataFetcher> fetchers = new HashMap<>();
        bind(fetchers, "order", AdminReads::order);
        bind(fetchers, "fulfillment", AdminReads::fulfillment);
        bind(fetchers, "fulfillmentOrder", AdminReads::fulfillmentOrder);
        bind(fetchers, "orders", environment -> page(orders(environment), environment));
        bind(fetchers, "productVariants", environment -> page(variants(environment), environment));
        bind(fetchers, "locations", environment -> page(locations(environment), environment));
        bind(fetchers, "webhookSubscriptions", environment -> page(List.copyOf(store(environment).hooks), environment));
        bind(fetchers, "assignedFulfillmentOrders", environment -> page(assigned(environment), environment));
        bind(fetchers, "shop", AdminReads::shop);
        return fetchers;
    }

    @SuppressWarnings("rawtypes")
    static void bind(
            Map<String, DataFetcher> fetchers,
            String field,
            Function<DataFetchingEnvironment, @Nullable Object> answer) {
        DataFetcher<Object> guarded = environment -> {
            SimulatedStore store = store(environment);
            synchronized (store) {
                return answer.apply(environment);
            }
        };
        fetchers.put(field, guarded);
    }

    static SimulatedStore store(DataFetchingEnvironment environment) {
        return environment.getGraphQlContext().get("store");
    }

    /** Every field that needs no work: the map's own value, paged or cut where the schema says so. */
    static @Nullable Object field(DataFetchingEnvironment environment) throws Exception {
        Object value =
                PropertyDataFetcher.fetching(environment.getField().getName()).get(environment);
        if (!(value instanceof List<?> list)) {
            return value;
        }
        if (GraphQLTypeUtil.simplePrint(environment.getFieldType()).contains("Connection")) {
            return page(list, environment);
        }
        Integer first = environment.getArgument("first");
        return first == null || first >= list.size() ? list : list.subList(0, first);
    }

    static Map<String, Object> page(List<?> all, DataFetchingEnvironment environment) {
        String after = environment.getArgument("after");
        int from = after == null
                ? 0
                : Integer.parseInt(new String(Base64.getDecoder().decode(after), StandardCharsets.UTF_8));
        Integer first = environment.getArgument("first");
        if (first == null) {
            throw new IllegalArgumentException("you must provide one of first or last");
        }
        int to = Math.min(all.size(), from + first);
        Map<String, Object> info = new HashMap<>(Map.of("hasNextPage", to < all.size()));
        info.put(
                "endCursor",
                Base64.getEncoder().encodeToString(String.valueOf(to).getBytes(StandardCharsets.UTF_8)));
        return Map.of("nodes", all.subList(Math.min(from, to), to), "pageInfo", info);
    }

    static long number(String gid) {
        return Long.parseLong(gid.substring(gid.lastIndexOf('/') + 1));
    }

    private static @Nullable Object order(DataFetchingEnvironment environment) {
        SimulatedStore store = store(environment);
        SimulatedOrder order = store.orders.get(number(environment.getArgument("id")));
        return order == null ? null : OrderView.of(store, order);
    }

    private static @Nullable Object fulfillment(DataFetchingEnvironment environment) {
        long id = number(environment.getArgument("id"));
        for (SimulatedOrder order : store(environment).orders.values()) {
            for (SimulatedOrder.Sent sent : order.sent) {
                if (sent.id == id) {
                    return OrderView.sent(order, sent);
                }
            }
        }
        return null;
    }

    private static @Nullable Object fulfillmentOrder(DataFetchingEnvironment environment) {
        long id = number(environment.getArgument("id"));
        for (SimulatedOrder order : store(environment).orders.values()) {
            for (Pending pending : order.pending) {
                if (pending.id == id) {
                    return OrderView.pending(store(environment), order, pending);
                }
            }
        }
        return null;
    }

    private static List<?> orders(DataFetchingEnvironment environment) {
        SimulatedStore store = store(environment);
        String query = environment.getArgumentOrDefault("query", "");
        MatchResult since = SINCE.matcher(query).results().findFirst().orElseThrow();
        Instant from = Instant.parse(since.group(2));
        boolean included = since.group(1).equals(">=");
        return store.orders.values().stream()
                .filter(order -> order.updatedAt.isAfter(from) || (included && order.updatedAt.equals(from)))
                .sorted(Comparator.comparing((SimulatedOrder order) -> order.updatedAt))
                .map(order -> OrderView.of(store, order))
                .toList();
    }

    /** As Shopify's search: without regard to case, and what begins alike is found too. */
    private static List<?> variants(DataFetchingEnvironment environment) {
        SimulatedStore store = store(environment);
        String query = environment.getArgumentOrDefault("query", "");
        List<MatchResult> terms = TERM.matcher(query).results().toList();
        return store.variants.values().stream()
                .filter(variant -> terms.stream().anyMatch(term -> finds(term, variant)))
                .map(AdminReads::variant)
                .toList();
    }

    private static boolean finds(MatchResult term, Variant variant) {
        return switch (term.group(1)) {
            case "id" -> String.valueOf(variant.id).equals(term.group(3));
            case "product_id" -> String.valueOf(variant.product).equals(term.group(3));
            default -> {
                String wanted =
                        term.group(2) == null ? term.group(3) : term.group(2).replaceAll("\\\\(.)", "$1");
                yield variant.sku.regionMatches(true, 0, wanted, 0, wanted.length());
            }
        };
    }

    private static Map<String, Object> variant(Variant variant) {
        return Map.of(
                "id",
                "gid://shopify/ProductVariant/" + variant.id,
                "sku",
                variant.sku,
                "price",
                variant.price,
                "product",
                Map.of("id", "gid://shopify/Product/" + variant.product),
                "inventoryItem",
                Map.of("id", variant.item(), "tracked", variant.tracked, "variant", variant));
    }

    static @Nullable Object level(DataFetchingEnvironment environment) {
        Map<?, ?> item = environment.getSource();
        Object of = item == null ? null : item.get("variant");
        if (!(of instanceof Variant variant)) {
            return null;
        }
        synchronized (store(environment)) {
            Long pieces = variant.stock.get(number(environment.getArgument("locationId")));
            return pieces == null
                    ? null
                    : Map.of("quantities", List.of(Map.of("name", "available", "quantity", pieces.intValue())));
        }
    }

    private static List<?> locations(DataFetchingEnvironment environment) {
        SimulatedStore store = store(environment);
        return store.locations.keySet().stream().map(store::location).toList();
    }

    private static List<?> assigned(DataFetchingEnvironment environment) {
        SimulatedStore store = store(environment);
        String wanted = environment.getArgument("assignmentStatus").equals("FULFILLMENT_REQUESTED")
                ? "SUBMITTED"
                : "CANCELLATION_REQUESTED";
        List<Object> assigned = new ArrayList<>();
        for (SimulatedOrder order : store.orders.values()) {
            order.pending.stream()
                    .filter(pending -> pending.request.equals(wanted))
                    .forEach(pending -> assigned.add(OrderView.pending(store, order, pending)));
        }
        return assigned;
    }

    private static Object shop(DataFetchingEnvironment environment) {
        SimulatedStore store = store(environment);
        return Map.of(
                "currencyCode",
                store.currency,
                "fulfillmentServices",
                store.locations.values().stream()
                        .filter(location -> !location.callback().isEmpty())
                        .map(location -> Map.of(
                                "serviceName",
                                location.name(),
                                "callbackUrl",
                                location.callback(),
                                "location",
                                store.location(location.id())))
                        .toList());
    }
}
