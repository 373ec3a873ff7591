package serai.simulator.shop;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import serai.base.Json;

/**
 * A simulated shop behind one port of this machine: takes requests, plays its {@link Trouble}s, and leaves the rest to the
 * platform that extends it. What it holds survives {@link #refuse}. Answers from many threads at once; a platform guards
 * its own state.
 *
 * <p>{@code /__admin/situations/<name>?times=1&on=…&for=3s} on the same port switches troubles, as with the simulated
 * suppliers; {@link #control} does the same from elsewhere.
 */
public abstract class Shop implements AutoCloseable {
    private final List<Trouble> troubles = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicLong> asked = new ConcurrentHashMap<>();
    private final Port port;
    private volatile CountDownLatch hung = new CountDownLatch(1);
    private volatile Duration latency = Duration.ZERO;

    /**
     * A request as it came.
     *
     * @param path decoded, without the query
     * @param query decoded; of a repeated name the last value
     * @param headers names in lower case, first value of each
     */
    public record Request(
            String method, String path, Map<String, String> query, Map<String, String> headers, String body) {
        /** The header's value, or empty text. */
        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    /** What goes back. */
    public record Reply(int status, Map<String, String> headers, String body) {
        /** An answer in JSON. */
        public static Reply json(int status, Object body) {
            return new Reply(status, Map.of("Content-Type", "application/json; charset=utf-8"), Json.write(body));
        }

        /** The same with another header. */
        public Reply with(String name, String value) {
            var more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Reply(status, more, body);
        }
    }

    /**
     * Starts at once.
     *
     * @param port 0 takes a free one
     */
    protected Shop(int port) {
        this.port = new Port(port, this::handle);
    }

    /** Does what the request asks for. */
    protected abstract Reply answer(Request request);

    /** A short name of what the request asks for, by which a trouble is narrowed and requests are counted. */
    protected abstract String operation(Request request);

    /** Whether the request changes something. */
    protected abstract boolean writes(Request request);

    /** What the platform answers in this trouble; {@code trouble} has a name of {@link #troubles}. */
    protected abstract Reply refusal(Trouble trouble, Request request);

    /** Troubles of this platform besides {@link Trouble#COMMON}. */
    protected Set<String> troubles() {
        return Set.of();
    }

    /** The address, without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + port.number();
    }

    /** Switches a trouble on. @throws IllegalArgumentException if it is unknown; the message lists those that exist */
    public Trouble trouble(String name) {
        if (!known().contains(name)) {
            throw new IllegalArgumentException("no situation \"" + name + "\", only " + String.join(", ", known()));
        }
        var trouble = new Trouble(name);
        troubles.add(trouble);
        if (name.equals("refuse")) {
            port.refuse();
        }
        return trouble;
    }

    /** Closes the port: connections are refused, the state stays. */
    public void refuse() {
        trouble("refuse");
    }

    /** Ends all troubles of that name; what hangs is cut off. */
    public void end(String name) {
        troubles.removeIf(trouble -> trouble.name().equals(name));
        if (name.equals("refuse")) {
            port.open();
        }
        cutOff();
    }

    /** Ends all troubles and opens the port if it was closed. */
    public void accept() {
        troubles.clear();
        port.open();
        cutOff();
    }

    /** Every answer takes so long. */
    public void latency(Duration each) {
        latency = each;
    }

    /** How many requests asked for that operation, troubled ones included. */
    public long asked(String operation) {
        return asked.getOrDefault(operation, new AtomicLong()).get();
    }

    /**
     * Switches over HTTP: {@code GET|DELETE /situations}, {@code POST|DELETE /situations/<name>}, {@code POST
     * /latency?is=50ms}; everything else is the platform's {@link #report}.
     */
    public Reply control(String method, String path, Map<String, String> wishes) {
        List<String> segments = List.of(path.replaceFirst("^/", "").split("/", -1));
        String name = segments.size() > 1 ? segments.get(1) : "";
        try {
            return switch (method + " " + segments.getFirst()) {
                case "GET situations" -> situations();
                case "POST situations" -> {
                    narrow(trouble(name), wishes);
                    yield situations();
                }
                case "DELETE situations" -> {
                    Runnable off = name.isEmpty() ? this::accept : () -> end(name);
                    off.run();
                    yield situations();
                }
                case "POST latency" -> {
                    latency(duration(wishes.getOrDefault("is", "0ms")));
                    yield Reply.json(200, Map.of());
                }
                default ->
                    report(method, path)
                            .map(body -> Reply.json(200, body))
                            .orElseGet(() -> Reply.json(404, Map.of("error", "no such control")));
            };
        } catch (IllegalArgumentException e) {
            return Reply.json(400, Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    /** What the platform remembers, as a body for JSON; empty when it knows no such report. */
    protected Optional<Object> report(String method, String path) {
        return Optional.empty();
    }

    private Reply situations() {
        List<Map<String, Object>> on = troubles.stream()
                .filter(trouble -> !trouble.spent())
                .map(trouble -> Map.<String, Object>of("name", trouble.name(), "struck", trouble.struck()))
                .toList();
        return Reply.json(200, Map.of("on", on, "known", known()));
    }

    private Set<String> known() {
        Set<String> known = new TreeSet<>(Trouble.COMMON);
        known.addAll(troubles());
        return known;
    }

    private static void narrow(Trouble trouble, Map<String, String> wishes) {
        wishes.forEach((wish, value) -> {
            switch (wish) {
                case "times" -> trouble.times(Integer.parseInt(value));
                case "on" -> trouble.on(value.split(","));
                case "for" -> trouble.lasting(duration(value));
                default -> trouble.option(wish, value);
            }
        });
    }

    private static Duration duration(String text) {
        return text.endsWith("ms")
                ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                : Duration.parse("PT" + text);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = read(exchange);
            Optional<Reply> reply = request.path().startsWith("/__admin/")
                    ? Optional.of(
                            control(request.method(), request.path().substring("/__admin".length()), request.query()))
                    : reply(request);
            if (reply.isPresent()) {
                send(exchange, reply.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Empty when the connection is cut without an answer. */
    private Optional<Reply> reply(Request request) throws InterruptedException {
        String operation = operation(request);
        asked.computeIfAbsent(operation, any -> new AtomicLong()).incrementAndGet();
        TimeUnit.MILLISECONDS.sleep(latency.toMillis());
        for (Trouble trouble : troubles) {
            if (trouble.strikes(operation, writes(request))) {
                return struck(trouble, request);
            }
        }
        return Optional.of(answer(request));
    }

    private Optional<Reply> struck(Trouble trouble, Request request) throws InterruptedException {
        if (trouble.name().startsWith("accept-then-")) {
            answer(request);
        }
        if (trouble.name().endsWith("hang")) {
            hung.await();
            return Optional.empty();
        }
        return Optional.of(refusal(trouble, request));
    }

    private void cutOff() {
        CountDownLatch before = hung;
        hung = new CountDownLatch(1);
        before.countDown();
    }

    private static Request read(HttpExchange exchange) throws IOException {
        var headers = new LinkedHashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        var query = new LinkedHashMap<String, String>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
        }
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return new Request(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), query, headers, body);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        troubles.clear();
        cutOff();
        port.close();
    }
}
