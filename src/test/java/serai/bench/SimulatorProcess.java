package serai.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import serai.base.Json;

/** The simulated AliExpress in a process of its own, each answer late by a fixed time. */
final class SimulatorProcess implements AutoCloseable {
    /** How late each answer is. */
    static final Duration LATENCY = Duration.ofMillis(50);

    private static final Duration TO_OPEN = Duration.ofSeconds(60);

    private final Process process;
    private final Map<String, String> addresses;

    private SimulatorProcess(Process process, Map<String, String> addresses) {
        this.process = process;
        this.addresses = addresses;
    }

    /** Starts it, and waits until it answers. */
    static SimulatorProcess start(Path home, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path out = folder.resolve("simulator.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "serai.simulator.Simulators",
                        "--wiremock",
                        home.resolve("wiremock").toString(),
                        "--aliexpress",
                        "0",
                        "--control",
                        "0",
                        "--latency",
                        LATENCY.toMillis() + "ms")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        long started = System.nanoTime();
        while (process.isAlive() && System.nanoTime() - started < TO_OPEN.toNanos()) {
            for (String line : Files.readAllLines(out)) {
                if (line.startsWith("READY ")) {
                    return new SimulatorProcess(
                            process,
                            Stream.of(line.substring("READY ".length()).split(" "))
                                    .map(pair -> pair.split("=", 2))
                                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
                }
            }
            Thread.sleep(20);
        }
        process.destroyForcibly();
        throw new IllegalStateException("the simulator did not start; see " + out);
    }

    String aliexpress() {
        return address("aliexpress");
    }

    /** From now on connections are refused. */
    void refuse() throws IOException, InterruptedException {
        ask("POST", "/aliexpress/situations/refuse");
    }

    /** The supplier is back. */
    void recover() throws IOException, InterruptedException {
        ask("DELETE", "/aliexpress/situations/refuse");
    }

    /** All purchases that were made: {@code total}, {@code distinct}, {@code duplicates}. */
    JsonNode purchases() throws IOException, InterruptedException {
        return ask("GET", "/aliexpress/purchases");
    }

    private JsonNode ask(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address("control") + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IOException(method + " " + path + ": " + answer.statusCode());
            }
            return Json.mapper().readTree(answer.body());
        }
    }

    private String address(String name) {
        String address = addresses.get(name);
        if (address == null) {
            throw new IllegalStateException("the simulator did not say where " + name + " is");
        }
        return address;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
