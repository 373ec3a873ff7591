package serai.demo;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import serai.access.PasswordHash;
import serai.simulator.Simulators;

/**
 * A gateway in a process of its own, as {@code ./serai start} runs it, with a fresh configuration and data folder. It is
 * told to end when this is closed.
 */
final class DemoGateway implements AutoCloseable {
    /** Opens the support API of this gateway, and of no other. */
    static final String SUPPORT_TOKEN = "demo-support-token";

    private static final List<String> CONFIG = List.of("serai.properties", "stores.yaml", "listings.csv");
    private static final Duration STOP = Duration.ofSeconds(40);

    /** Of the console's account {@code demo}. */
    static final String CONSOLE_PASSWORD = "demo-of-a-caravanserai";

    private final Process process;
    private final Path folder;
    private final int port;

    private DemoGateway(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /**
     * Starts it and returns at once.
     *
     * @param home the project's folder
     * @param folder for configuration, data and log; what is in it is removed first
     */
    static DemoGateway start(
            Path home, Path folder, int port, int managementPort, Simulators suppliers, StoresThemselves stores)
            throws IOException {
        empty(folder);
        Path config = Files.createDirectories(folder.resolve("config"));
        for (String file : CONFIG) {
            try (var resource = DemoGateway.class.getResourceAsStream(file)) {
                if (resource == null) {
                    throw new IllegalStateException("serai/demo/" + file + " is not on the class path");
                }
                Files.copy(resource, config.resolve(file));
            }
        }
        Files.writeString(
                config.resolve("users.yaml"),
                "- {name: demo, role: admin, password: '"
                        + PasswordHash.make(CONSOLE_PASSWORD).text() + "'}\n");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms48m",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dserai.home=" + home,
                "-Dserai.http.port=" + port,
                "-Dserai.management.port=" + managementPort,
                "-Dserai.aliexpress.base-url="
                        + suppliers.simulator("aliexpress").url(),
                "-Dserai.amazon.base-url=" + suppliers.simulator("amazon").url(),
                "-Dserai.amazon.lwa-url=" + suppliers.simulator("amazon").url()));
        command.addAll(List.of("-cp", classPath(home), "serai.Serai", "start"));
        command.addAll(List.of(
                "--config", config.toString(), "--data", folder.resolve("data").toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("SERAI_"));
        builder.environment().putAll(secrets());
        builder.environment().putAll(stores.environment());
        builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("gateway.log").toFile());
        return new DemoGateway(builder.start(), folder, port);
    }

    /** What the simulated suppliers take; secrets never stand in a configuration file. */
    private static Map<String, String> secrets() {
        return Map.of(
                "SERAI_SUPPORT_TOKEN", SUPPORT_TOKEN,
                "SERAI_ALIEXPRESS_APP_KEY", "12345678",
                "SERAI_ALIEXPRESS_APP_SECRET", "helloworld",
                "SERAI_ALIEXPRESS_ACCESS_TOKEN", "test-session-1",
                "SERAI_ALIEXPRESS_REFRESH_TOKEN", "fake-refresh-token-0001",
                "SERAI_AMAZON_CLIENT_ID", "amzn1.application-oa2-client.example",
                "SERAI_AMAZON_CLIENT_SECRET", "fake-client-secret-0001",
                "SERAI_AMAZON_REFRESH_TOKEN", "Atzr|fake-refresh-token-0001");
    }

    /** What {@code ./serai start} would take; nothing of the tests. */
    private static String classPath(Path home) throws IOException {
        Path target = home.resolve("target");
        return target.resolve("classes") + File.pathSeparator + Files.readString(target.resolve("runtime.classpath"));
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(folder);
    }

    /** A port of 127.0.0.1 that nobody has. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Whether that port of 127.0.0.1 can be opened. */
    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The public address, without a slash at the end. */
    String url() {
        return "http://localhost:" + port;
    }

    /** What it logs. */
    Path log() {
        return folder.resolve("gateway.log");
    }

    /** The folder of everything that it keeps. */
    Path data() {
        return folder.resolve("data");
    }

    /** @throws StoryFailed with the end of its log when the process has ended */
    void mustBeAlive() {
        if (!process.isAlive()) {
            throw new StoryFailed("the gateway ended with exit code " + process.exitValue() + ":\n" + endOfLog());
        }
    }

    private String endOfLog() {
        try {
            List<String> lines = Files.readAllLines(log());
            return lines.stream().skip(Math.max(0, lines.size() - 20L)).collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "(its log cannot be read: " + e.getMessage() + ")";
        }
    }

    /** Waits until the process has ended by itself. */
    void await() throws InterruptedException {
        process.waitFor();
    }

    /** Lets it finish what is under way; ends it by force when that takes too long. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
