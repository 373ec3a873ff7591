package serai.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import serai.base.Json;

/**
 * The simulated suppliers as a process of their own: {@code --<name> PORT} for each folder of {@code wiremock/} (0 takes
 * a free port), {@code --control PORT}, {@code --latency 50ms}, {@code --wiremock FOLDER}.
 *
 * <p>When all ports answer it prints one line, {@code READY aliexpress=http://127.0.0.1:8091 … control=http://…}. The
 * control port takes {@code /<name>/situations/…} and {@code /<name>/purchases} like {@code /__admin} of the supplier's
 * own port, also while that one is closed.
 */
public final class Simulators implements AutoCloseable {
    private final Map<String, Simulator> simulators = new LinkedHashMap<>();
    private final HttpServer control;

    private Simulators(int controlPort) throws IOException {
        control = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), controlPort), 16);
        control.createContext("/", this::control);
    }

    /** Runs until the process is ended. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var simulators = start(arguments);
        System.out.println(simulators.readyLine());
        System.out.flush();
        Runtime.getRuntime().addShutdownHook(new Thread(simulators::close));
        new CountDownLatch(1).await();
    }

    /**
     * Starts what the arguments of {@link #main} ask for.
     *
     * @throws IllegalArgumentException if they name no supplier or an unknown one
     */
    public static Simulators start(String... arguments) throws IOException {
        var options = new LinkedHashMap<String, String>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!arguments[i].startsWith("--") || i + 1 == arguments.length) {
                throw new IllegalArgumentException("expected --name value, found " + arguments[i]);
            }
            options.put(arguments[i].substring(2), arguments[i + 1]);
        }
        Path root = Path.of(options.getOrDefault("wiremock", Simulator.root().toString()));
        Duration latency = Durations.parse(options.getOrDefault("latency", "0ms"));
        var started = new Simulators(Integer.parseInt(options.getOrDefault("control", "0")));
        options.remove("wiremock");
        options.remove("latency");
        options.remove("control");
        if (options.isEmpty()) {
            throw new IllegalArgumentException("name a supplier, such as --aliexpress 8091");
        }
        options.forEach((name, port) -> {
            var simulator = Simulator.start(root, name, Integer.parseInt(port));
            simulator.latency(latency);
            started.simulators.put(name, simulator);
        });
        started.control.start();
        return started;
    }

    /** One of the suppliers. @throws IllegalArgumentException if it was not started */
    public Simulator simulator(String name) {
        Simulator simulator = simulators.get(name);
        if (simulator == null) {
            throw new IllegalArgumentException(name + " was not started");
        }
        return simulator;
    }

    /** The address of the control port, without a slash at the end. */
    public String controlUrl() {
        return "http://127.0.0.1:" + control.getAddress().getPort();
    }

    String readyLine() {
        return simulators.values().stream()
                .map(each -> each.name() + "=" + each.url())
                .collect(Collectors.joining(" ", "READY ", " control=" + controlUrl()));
    }

    private void control(HttpExchange exchange) throws IOException {
        try (exchange) {
            Control.Reply reply = answer(exchange);
            byte[] body = Json.write(reply.body()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Control.Reply answer(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        int end = path.indexOf('/', 1);
        String name = end < 0 ? path.substring(1) : path.substring(1, end);
        Simulator simulator = simulators.get(name);
        if (simulator == null || end < 0) {
            return new Control.Reply(404, Map.of("error", "no such supplier", "suppliers", simulators.keySet()));
        }
        var parameters = new LinkedHashMap<String, String>();
        String query = exchange.getRequestURI().getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        var asked = new Asked(exchange.getRequestMethod(), path.substring(end), parameters, Map.of(), "");
        return new Control(simulator).answer(asked, true);
    }

    @Override
    public void close() {
        control.stop(0);
        simulators.values().forEach(Simulator::close);
    }
}
