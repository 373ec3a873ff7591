package serai.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import serai.simulator.Simulators;

/** Every command that the documentation offers for the demo is run against a gateway as the demo starts it. */
class QuickStartRouteTest {
    private static final Pattern BLOCK = Pattern.compile("^( *)```sh\n(.*?)^ *```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final List<String> PAGES =
            List.of("README.md", "docs/merchant.md", "docs/integrator.md", "docs/support.md", "docs/operator.md");

    private static Simulators suppliers;
    private static StoresThemselves stores;
    private static DemoGateway gateway;
    private static int port;
    private static int managementPort;

    @BeforeAll
    static void demoIsRunning(@TempDir Path folder) throws IOException {
        port = DemoGateway.freePort();
        do {
            managementPort = DemoGateway.freePort();
        } while (managementPort == port);
        suppliers = Simulators.start("--aliexpress", "0", "--amazon", "0");
        stores = new StoresThemselves();
        gateway = DemoGateway.start(
                Path.of("").toAbsolutePath(), folder.resolve("demo"), port, managementPort, suppliers, stores);
        var calls = new Calls(gateway.url(), DemoGateway.SUPPORT_TOKEN);
        Watch.until("the gateway's first answer", Duration.ofSeconds(60), () -> {
            gateway.mustBeAlive();
            return calls.answers() ? Optional.of(true) : Optional.empty();
        });
    }

    @AfterAll
    static void demoEnds() {
        gateway.close();
        suppliers.close();
        stores.close();
    }

    static Stream<Arguments> commands() {
        return PAGES.stream()
                .flatMap(page -> BLOCK.matcher(read(page))
                        .results()
                        .map(block -> block.group(2).replaceAll("(?m)^" + block.group(1), ""))
                        .filter(commands -> commands.contains("localhost:"))
                        .map(commands -> Arguments.of(page, commands)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("commands")
    void commandsOfThePageWork(String page, String commands) throws Exception {
        String here = commands.replace("localhost:8080", "localhost:" + port)
                .replace("localhost:8081", "localhost:" + managementPort)
                .replace("http://localhost:8090", suppliers.controlUrl());

        var shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", here)
                .redirectErrorStream(true)
                .start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shell.waitFor()).as(output).isZero();
        assertThat(output).doesNotContain("urn:serai:problem").doesNotContain("\"error\"");
    }

    private static String read(String page) {
        try {
            return Files.readString(Path.of(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
