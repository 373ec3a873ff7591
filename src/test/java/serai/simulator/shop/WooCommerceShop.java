package serai.simulator.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import serai.base.Json;

/**
 * A simulated WooCommerce store: REST API v3 over plain http, so that only OAuth 1.0a opens it, with what WooCommerce
 * really does (10.0.2 run, 11.1 read): 400 for a missing order that is written to, {@code "12,50"} taken as 1250, notes
 * taken twice, batches of 100 at most with errors inside a 200.
 *
 * <p>Requests go by {@code read-orders}, {@code write-order}, {@code read-notes}, {@code write-shipment-trackings},
 * {@code write-products}, {@code write-variations}, {@code write-webhooks} and the like.
 */
public final class WooCommerceShop extends Shop {
    /** What opens it. */
    public static final String KEY = "ck_5e7a10000000000000000000000000000000beef";
    /** What opens it. */
    public static final String SECRET = "cs_5e7a10000000000000000000000000000000cafe";

    private static final Pattern ROUTE = Pattern.compile(
            "/wp-json/(?<space>wc/v3|wc-shipment-tracking/v3|wc-ast/v3)/?(?<kind>[a-z]*)/?(?<id>[0-9]*)/?"
                    + "(?<sub>[a-z-]*)/?(?<subId>[A-Za-z0-9]*)");

    private final WooCommerceKeys keys;
    private final WooCommerceOrders orders;
    private final WooCommerceProducts products = new WooCommerceProducts();
    private final WooCommerceHooks hooks = new WooCommerceHooks();
    private final List<Written> writes = new CopyOnWriteArrayList<>();
    private volatile boolean indexHidden;

    /**
     * One write that the shop took, or refused for what was in it.
     *
     * @param body as it was sent
     * @param status of the answer
     */
    public record Written(String operation, String path, String body, int status) {}

    /** Starts on a free port, by this machine's clock. */
    public WooCommerceShop() {
        this(0, Clock.systemUTC());
    }

    /** @param port 0 takes a free one */
    public WooCommerceShop(int port, Clock clock) {
        super(port);
        keys = new WooCommerceKeys(url(), KEY, SECRET, clock);
        orders = new WooCommerceOrders(clock);
    }

    /** Its orders, notes and parcels. */
    public WooCommerceOrders orders() {
        return orders;
    }

    /** What it sells. */
    public WooCommerceProducts products() {
        return products;
    }

    /** Its webhooks. */
    public WooCommerceHooks hooks() {
        return hooks;
    }

    /** All writes so far, in order. */
    public List<Written> writes() {
        return List.copyOf(writes);
    }

    /** How many of them were of that operation. */
    public long writes(String operation) {
        return writes.stream()
                .filter(each -> each.operation().equals(operation))
                .count();
    }

    /** A plugin for security keeps strangers from the list of routes. */
    public void hideIndex() {
        indexHidden = true;
    }

    @Override
    protected Set<String> troubles() {
        return Set.of("rate-limited", "wrong-key", "read-only-key", "no-right", "firewall", "redirect", "warnings");
    }

    @Override
    protected boolean writes(Request request) {
        return !request.method().equals("GET");
    }

    @Override
    protected String operation(Request request) {
        if (request.path().matches("/wp-json/?")) {
            return "read-index";
        }
        Matcher route = ROUTE.matcher(request.path());
        if (!route.matches()) {
            return "none";
        }
        String verb = switch (request.method()) {
            case "GET" -> "read-";
            case "DELETE" -> "remove-";
            default -> "write-";
        };
        String within = route.group("sub").replace("batch", "");
        boolean anOrder =
                route.group("kind").equals("orders") && !route.group("id").isEmpty();
        return verb + (!within.isEmpty() ? within : anOrder ? "order" : route.group("kind"));
    }

    @Override
    protected Reply answer(Request request) {
        if (request.path().matches("/wp-json/?")) {
            return index(request);
        }
        Matcher route = ROUTE.matcher(request.path());
        Optional<List<String>> refused = keys.refusal(request);
        if (refused.isPresent()) {
            return error(401, refused.get().get(0), refused.get().get(1));
        }
        Reply reply = route.matches() ? routed(request, route) : noRoute();
        if (writes(request)) {
            writes.add(new Written(operation(request), request.path(), request.body(), reply.status()));
        }
        return reply;
    }

    private Reply routed(Request request, Matcher route) {
        JsonNode body;
        try {
            body = request.body().isEmpty()
                    ? JsonNodeFactory.instance.objectNode()
                    : Json.mapper().readTree(request.body());
        } catch (JsonProcessingException e) {
            return error(400, "rest_invalid_json", "Invalid JSON body passed.");
        }
        if (!route.group("space").equals("wc/v3")) {
            return orders.plugin(request, route, body);
        }
        return switch (route.group("kind")) {
            case "orders" -> orders.answer(request, route, body);
            case "products" -> products.answer(request, body);
            case "webhooks" -> hooks.answer(request, route, body);
            default -> noRoute();
        };
    }

    private Reply index(Request request) {
        if (!request.header("authorization").isEmpty()) {
            // WordPress takes Basic for its own application passwords.
            return error(401, "invalid_username", "Unknown username. Check again or try your email address.");
        }
        if (indexHidden) {
            return error(401, "rest_not_logged_in", "You are not currently logged in.");
        }
        ObjectNode index = JsonNodeFactory.instance.objectNode();
        index.putArray("namespaces").add("oembed/1.0").add("wc/v3").add("wp/v2");
        orders.pluginNamespace().ifPresent(index.withArray("namespaces")::add);
        return Reply.json(200, index);
    }

    @Override
    protected Optional<Object> report(String method, String path) {
        return switch (path) {
            case "/writes" -> Optional.of(writes());
            case "/orders" -> Optional.of(orders.report());
            case "/products" -> Optional.of(products.report());
            case "/webhooks" -> Optional.of(hooks.report());
            default -> Optional.empty();
        };
    }

    @Override
    protected Reply refusal(Trouble trouble, Request request) {
        return switch (trouble.name()) {
            case "throttled", "rate-limited" ->
                html(429, "Too many requests").with("Retry-After", trouble.option("retry-after", 2));
            case "wrong-token", "wrong-key" ->
                error(401, "woocommerce_rest_authentication_error", "Consumer secret is invalid.");
            case "read-only-key" ->
                error(
                        401,
                        "woocommerce_rest_authentication_error",
                        "The API key provided does not have write permissions.");
            case "no-right" ->
                error(403, "woocommerce_rest_cannot_edit", "Sorry, you are not allowed to edit this resource.");
            case "firewall" -> html(Integer.parseInt(trouble.option("status", 403)), "Request blocked {ray: [1]}");
            case "html" -> html(Integer.parseInt(trouble.option("status", 200)), "Briefly unavailable");
            case "redirect" -> new Reply(301, Map.of("Location", "https://www.shop.example" + request.path()), "");
            case "warnings" -> warned(answer(request));
            default -> error(500, "internal_server_error", "<p>There has been a critical error on this website.</p>");
        };
    }

    /** What PHP prints before the body where nobody switched that off, after a byte order mark from some file. */
    private static Reply warned(Reply reply) {
        String warning =
                "\uFEFF<br />\n<b>Warning</b>:  Undefined array key \"x\" in {closure} [a] in <b>/srv/p.php</b>\n";
        return new Reply(reply.status(), reply.headers(), warning + reply.body());
    }

    private static Reply html(int status, String words) {
        return new Reply(
                status,
                Map.of("Content-Type", "text/html"),
                "<!doctype html><html><style>p{margin:0}</style><p>" + words + "</p></html>");
    }

    static Reply error(int status, String code, String message) {
        return Reply.json(status, Map.of("code", code, "message", message, "data", Map.of("status", status)));
    }

    static Reply noRoute() {
        return error(404, "rest_no_route", "No route was found matching the URL and request method.");
    }
}
