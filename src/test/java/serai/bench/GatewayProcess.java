package serai.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The gateway as a user runs it: {@code ./serai start} in a process of its own, with a configuration and a data folder
 * of the benchmark.
 */
final class GatewayProcess implements AutoCloseable {
    private static final Duration TO_OPEN = Duration.ofSeconds(90);
    private static final Duration TO_STOP = Duration.ofSeconds(60);

    private final Process process;
    private final Path folder;
    private final int port;
    private final long startedNanos;
    private final boolean gently;

    private GatewayProcess(Process process, Path folder, int port, long startedNanos, boolean gently) {
        this.process = process;
        this.folder = folder;
        this.port = port;
        this.startedNanos = startedNanos;
        this.gently = gently;
    }

    /**
     * Starts it; returns at once.
     *
     * @param home where {@code ./serai} is
     * @param folder a folder that does not exist yet, for configuration, data and log
     * @param merchants its stores and listings
     * @param aliexpress address of the simulated supplier
     * @param keys configuration keys other than the defaults
     * @param jvm more options for the JVM
     */
    static GatewayProcess start(
            Path home, Path folder, Merchants merchants, String aliexpress, Map<String, String> keys, List<String> jvm)
            throws IOException {
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.copy(home.resolve("config/serai.properties"), config.resolve("serai.properties"));
        Files.writeString(config.resolve("stores.yaml"), merchants.stores());
        Files.writeString(config.resolve("listings.csv"), merchants.listings());
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                home.resolve("serai").toString(),
                "start",
                "--config",
                config.toString(),
                "--data",
                folder.resolve("data").toString(),
                "-Dserai.http.port=" + port,
                "-Dserai.management.port=" + otherThan(port),
                "-Dserai.aliexpress.base-url=" + aliexpress));
        keys.forEach((key, value) -> command.add("-D" + key + "=" + value));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("gateway.log").toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("SERAI_"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("SERAI_JAVA_OPTS", String.join(" ", jvm));
        environment.put("SERAI_ALIEXPRESS_APP_KEY", "12345678");
        environment.put("SERAI_ALIEXPRESS_APP_SECRET", "helloworld");
        environment.put("SERAI_ALIEXPRESS_ACCESS_TOKEN", "test-session-1");
        environment.put("SERAI_AMAZON_CLIENT_ID", "amzn1.application-oa2-client.example");
        environment.put("SERAI_AMAZON_CLIENT_SECRET", "fake-client-secret-0001");
        environment.put("SERAI_AMAZON_REFRESH_TOKEN", "Atzr|fake-refresh-token-0001");
        long started = System.nanoTime();
        return new GatewayProcess(builder.start(), folder, port, started, !jvm.isEmpty());
    }

    private static int otherThan(int taken) throws IOException {
        int port = freePort();
        while (port == taken) {
            port = freePort();
        }
        return port;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    Path data() {
        return folder.resolve("data");
    }

    /**
     * Sends an order again and again until one is answered 202.
     *
     * @return from the start of the process, launcher script included, to that answer
     * @throws IllegalStateException if the process ends first or does not open within a minute
     */
    Duration untilFirstAccepted() throws InterruptedException {
        while (true) {
            try (Load load = new Load(port, 1, 0)) {
                Load.Result result = load.run(Load.Plan.flatOut(1));
                if (result.accepted().get(0)) {
                    return Duration.ofNanos(System.nanoTime() - startedNanos);
                }
            } catch (IOException notYet) {
                Thread.sleep(2);
            }
            if (!process.isAlive()) {
                throw new IllegalStateException("the gateway ended with exit code " + process.exitValue() + "; see "
                        + folder.resolve("gateway.log"));
            }
            if (System.nanoTime() - startedNanos > TO_OPEN.toNanos()) {
                throw new IllegalStateException(
                        "the gateway did not open within " + TO_OPEN + "; see " + folder.resolve("gateway.log"));
            }
        }
    }

    /**
     * Waits until its log says that every store can be told; the front door opens before that.
     *
     * @return from the start of the process to that line
     */
    Duration untilComplete() throws IOException, InterruptedException {
        Path log = folder.resolve("gateway.log");
        while (!Files.readString(log).contains("stores can be told")) {
            if (!process.isAlive() || System.nanoTime() - startedNanos > TO_OPEN.toNanos()) {
                throw new IllegalStateException("the gateway did not come up within " + TO_OPEN + "; see " + log);
            }
            Thread.sleep(10);
        }
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** Resident memory, MiB; Linux only. */
    long residentMiB() throws IOException {
        return status("VmRSS") / 1024;
    }

    /** Threads that it has at this moment; Linux only. */
    long threads() throws IOException {
        return status("Threads");
    }

    private long status(String line) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(each -> each.startsWith(line + ":"))
                .map(each -> Long.parseLong(each.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0L);
    }

    /** CPU time used so far. */
    Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Ends it without a farewell, unless it has a recording to write. */
    @Override
    public void close() {
        if (gently && process.isAlive()) {
            stop();
        }
        process.destroyForcibly().onExit().join();
    }

    /** Stops it as a user would, which keeps what the JVM loaded for the next start. */
    void stop() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, TO_STOP.toSeconds(), TimeUnit.SECONDS)
                .join();
        if (process.isAlive()) {
            process.destroyForcibly();
            throw new IllegalStateException("the gateway did not stop within " + TO_STOP);
        }
    }
}
