package serai.simulator.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import serai.base.Json;

/**
 * Shopify's Admin API for as many stores as wanted, on one port: {@code /<store>/admin/api/<version>/graphql.json}. As strict
 * as Shopify: every document is held against Shopify's own schema and against a bucket of cost, stock needs an idempotency
 * key and the number it changes from, an old version is answered as a later one.
 *
 * <p>{@code POST /<store>/orders} takes an order in the shape of a webhook's body. {@code GET /__admin/writes} tells every
 * write. Troubles besides the common ones: {@code frozen}, {@code locked}, {@code forbidden}, {@code no-scope},
 * {@code older} ({@code version}: says that it answered as that one) and {@code sold-meanwhile} ({@code sku}, {@code
 * location}), a sale right before a stock write.
 */
public final class ShopifyShop extends Shop {
    /** The store that is always there. */
    public static final String STORE = "loop";

    /** The token of that store. */
    public static final String TOKEN = "shpat_simulated";

    /** The location that every store has. */
    public static final long LOCATION = 71;

    private static final Pattern PATH = Pattern.compile("/([a-z0-9-]+)/admin/api/([a-z0-9-]+)/graphql\\.json");
    private static final Pattern ORDERS = Pattern.compile("/([a-z0-9-]+)/orders");
    private static final List<String> VERSIONS = List.of("2026-01", "2026-04", "2026-07", "2026-10");

    private final GraphQL engine = GraphQL.newGraphQL(AdminSchema.schema()).build();
    private final Map<String, SimulatedStore> stores = new ConcurrentHashMap<>();

    /** What a body asks for. */
    private record Query(Document document, String text, Map<String, Object> variables) {
        OperationDefinition operation() {
            return document.getDefinitionsOfType(OperationDefinition.class).getFirst();
        }
    }

    /**
     * Starts at once, with one store of one location that sells in euro.
     *
     * @param port 0 takes a free one
     */
    public ShopifyShop(int port) {
        super(port);
        add(STORE, TOKEN, "EUR");
    }

    /** The store that is always there. */
    public ShopifyStore store() {
        return store(STORE);
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public ShopifyStore store(String name) {
        SimulatedStore store = stores.get(name);
        if (store == null) {
            throw new IllegalArgumentException("no store " + name + ", only " + stores.keySet());
        }
        return new ShopifyStore(url() + "/" + name, store);
    }

    /** Another store. */
    public ShopifyStore add(String name, String token, String currency) {
        stores.put(name, new SimulatedStore(token, currency));
        ShopifyStore store = store(name);
        store.location(LOCATION, "Warehouse");
        return store;
    }

    @Override
    protected Set<String> troubles() {
        return Set.of("frozen", "locked", "forbidden", "no-scope", "older", "sold-meanwhile");
    }

    /** The mutation's or question's own name, such as {@code fulfillmentCreate}. */
    @Override
    protected String operation(Request request) {
        return query(request)
                .map(query -> ((Field) query.operation()
                                .getSelectionSet()
                                .getSelections()
                                .getLast())
                        .getName())
                .orElse("");
    }

    @Override
    protected boolean writes(Request request) {
        return query(request)
                .map(query -> query.operation().getOperation() == OperationDefinition.Operation.MUTATION)
                .orElse(false);
    }

    @Override
    protected Reply refusal(Trouble trouble, Request request) {
        return switch (trouble.name()) {
            case "throttled" -> throttled(trouble);
            case "wrong-token" -> refused();
            case "html" ->
                new Reply(
                        Integer.parseInt(trouble.option("status", 502)),
                        Map.of("Content-Type", "text/html"),
                        "<!DOCTYPE html><title>Something went wrong</title>");
            case "frozen" -> Reply.json(402, Map.of("errors", "Unavailable Shop"));
            case "locked" -> Reply.json(423, Map.of("errors", "Shop locked"));
            case "forbidden" -> Reply.json(403, Map.of("errors", "[API] This action requires merchant approval."));
            case "no-scope" -> Reply.json(200, Map.of("errors", List.of(error("Access denied", "ACCESS_DENIED"))));
            case "sold-meanwhile" -> {
                store(STORE)
                        .sell(
                                trouble.option("sku", (Object) ""),
                                Long.parseLong(trouble.option("location", LOCATION)),
                                1);
                yield answer(request);
            }
            case "older" ->
                answer(request).with("X-Shopify-API-Version", trouble.option("version", (Object) "2026-01"));
            default ->
                Reply.json(Integer.parseInt(trouble.option("status", 503)), Map.of("errors", "Service Unavailable"));
        };
    }

    @Override
    protected Reply answer(Request request) {
        Matcher orders = ORDERS.matcher(request.path());
        if (orders.matches() && request.method().equals("POST")) {
            store(orders.group(1)).order(request.body());
            return Reply.json(201, Map.of());
        }
        Matcher path = PATH.matcher(request.path());
        SimulatedStore store = path.matches() ? stores.get(path.group(1)) : null;
        if (store == null || !request.method().equals("POST")) {
            return Reply.json(404, Map.of("errors", "Not Found"));
        }
        String asked = path.group(2);
        if (asked.compareTo(VERSIONS.getLast()) > 0) {
            return Reply.json(404, Map.of("errors", "Not Found"));
        }
        String version = VERSIONS.contains(asked) ? asked : VERSIONS.getFirst();
        Reply reply = request.header("X-Shopify-Access-Token").equals(store.token)
                ? answer(store, version, request)
                : refused();
        return reply.with("X-Shopify-API-Version", version).with("X-Request-Id", "simulated-" + request.hashCode());
    }

    private Reply answer(SimulatedStore store, String version, Request request) {
        Optional<Query> query = query(request);
        if (query.isEmpty()) {
            return Reply.json(400, Map.of("errors", "Required parameter missing or invalid"));
        }
        double requested = CostBucket.requested(query.get().document());
        if (requested > CostBucket.MOST_PER_QUERY) {
            return Reply.json(200, Map.of("errors", List.of(error("Query cost is " + requested, "MAX_COST_EXCEEDED"))));
        }
        if (!store.bucket.holds(requested)) {
            Map<String, Object> body = new LinkedHashMap<>(Map.of("errors", List.of(error("Throttled", "THROTTLED"))));
            body.put("extensions", store.bucket.extensions(requested, null));
            return Reply.json(200, body);
        }
        ExecutionResult result =
                engine.execute(ExecutionInput.newExecutionInput(query.get().text())
                        .variables(query.get().variables())
                        .graphQLContext(Map.of("store", store, "version", version))
                        .build());
        double actual = CostBucket.actual(result.getData());
        store.bucket.drain(actual);
        Map<String, Object> body = new LinkedHashMap<>();
        if (result.isDataPresent()) {
            body.put("data", result.getData());
        }
        if (!result.getErrors().isEmpty()) {
            body.put(
                    "errors",
                    result.getErrors().stream().map(ShopifyShop::error).toList());
        }
        body.put("extensions", store.bucket.extensions(requested, actual));
        return Reply.json(200, body);
    }

    @Override
    protected Optional<Object> report(String method, String path) {
        if (!path.equals("/writes")) {
            return Optional.empty();
        }
        Map<String, Object> all = new LinkedHashMap<>();
        stores.keySet().forEach(name -> all.put(name, store(name).report()));
        return Optional.of(all);
    }

    private static Optional<Query> query(Request request) {
        try {
            JsonNode body = Json.mapper().readTree(request.body());
            String text = body.path("query").asText("");
            Map<String, Object> variables = Json.mapper()
                    .convertValue(body.path("variables"), new TypeReference<LinkedHashMap<String, Object>>() {});
            Document document = text.isBlank() ? new Document(List.of()) : new Parser().parseDocument(text);
            return document.getDefinitions().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Query(document, text, variables == null ? Map.of() : variables));
        } catch (JsonProcessingException | InvalidSyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> error(GraphQLError error) {
        String kind = String.valueOf(error.getErrorType());
        boolean variable = error.getMessage().startsWith("Variable");
        return error(error.getMessage(), variable ? "INVALID_VARIABLE" : kind);
    }

    private static Map<String, Object> error(String message, String code) {
        return Map.of("message", message, "extensions", Map.of("code", code));
    }

    private static Reply refused() {
        return Reply.json(
                401, Map.of("errors", "[API] Invalid API key or access token (unrecognized login or wrong password)"));
    }

    /** A query of 400 points where 100 are left and 50 come back a second; with {@code status=429} the older form. */
    private static Reply throttled(Trouble trouble) {
        if (trouble.option("status", 200).equals("429")) {
            return Reply.json(429, Map.of("errors", "Exceeded 2 calls per second"))
                    .with("Retry-After", trouble.option("retry-after", 2.0));
        }
        Map<String, Object> status = Map.of("maximumAvailable", 2000.0, "currentlyAvailable", 100, "restoreRate", 50.0);
        Map<String, Object> cost = new LinkedHashMap<>();
        cost.put("requestedQueryCost", 400);
        cost.put("actualQueryCost", null);
        cost.put("throttleStatus", status);
        return Reply.json(
                200, Map.of("errors", List.of(error("Throttled", "THROTTLED")), "extensions", Map.of("cost", cost)));
    }
}
