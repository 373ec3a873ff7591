package serai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeraiTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpAndVersionEndWell() {
        assertThat(execute("--help")).isZero();
        assertThat(execute("start", "--help")).isZero();
        assertThat(execute("--version")).isZero();

        assertThat(out.toString()).contains("start", "--config", "--data").containsPattern("serai \\d+\\.\\d+\\.\\d+");
    }

    @Test
    void wrongUsageIsTwoAndOnePlainParagraph() {
        assertThat(execute("strat")).isEqualTo(2);
        assertThat(execute("start", "--dta", "x")).isEqualTo(2);
        assertThat(execute()).isEqualTo(2);

        assertThat(err.toString())
                .contains("strat", "--dta", "Say which command")
                .doesNotContain("\tat ");
    }

    @Test
    void wrongConfigurationIsTwoAndOnePlainParagraph(@TempDir Path folder) {
        String missing = folder.resolve("missing").toString();

        int exit = execute("start", "--config", missing);

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).isEqualToIgnoringNewLines("There is no configuration folder " + missing + ".");
    }

    @Test
    void everyFaultOfEveryFileIsToldAtOnceWithoutATrace(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("stores.yaml"), """
            - {id: tea, platform: generic, apiKey: "${NOBODY_HAS_SET_THIS}", entryLimitPerSecond: many}
            - {id: mugs, platform: shopify, colour: red}
            """);
        Files.writeString(folder.resolve("listings.csv"), """
            store,sku,channel,productId,variant,supplierSku,quantity,maxUnitCost,currency,shippingService
            tea,SKU-1,aliexpress,1,v,,none,,,
            tea,SKU-2,aliexpress,1,v,,1,cheap,USD,
            """);
        Files.writeString(folder.resolve("tokens.yaml"), "- {name: ann}\n- {role: admin}\n");

        int exit = execute(
                "start",
                "--config",
                folder.toString(),
                "--data",
                folder.resolve("data").toString());

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString())
                .contains("stores.yaml, store tea: apiKey environment variable NOBODY_HAS_SET_THIS is not set")
                .contains("stores.yaml, store tea: entryLimitPerSecond must be a whole number")
                .contains("stores.yaml, store mugs: colour is no key of a store")
                .contains("stores.yaml, store mugs: webhookSecret is missing")
                .contains("listings.csv line 2, column quantity")
                .contains("listings.csv line 3, column maxUnitCost")
                .contains("tokens.yaml, entry 1", "tokens.yaml, entry 2")
                .doesNotContain("\tat ", "Exception");
    }

    @Test
    void aConfigurationFolderWithoutStoresSaysWhichFileToMake(@TempDir Path folder) {
        int exit = execute(
                "start",
                "--config",
                folder.toString(),
                "--data",
                folder.resolve("data").toString());

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString())
                .contains("stores.yaml: there is no such file")
                .doesNotContain("\tat ");
    }

    @Test
    void everyWrongKeyIsToldAtOnce(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("serai.properties"), "serai.http.port=eighty\nserai.journal.keep=long\nserai.nod=n\n");

        int exit = execute("start", "--config", folder.toString());

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString())
                .contains("serai.http.port must be a port", "serai.journal.keep must be a duration", "serai.nod")
                .doesNotContain("\tat ");
    }

    @Test
    void aPortInUseIsNamedByItsKeyBeforeAnythingIsBegun() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Properties system = new Properties();
            system.setProperty("serai.http.port", "0");
            system.setProperty("serai.management.port", Integer.toString(other.getLocalPort()));
            Settings taken = Settings.read(Path.of("config"), Path.of("connectors"), Map.of(), system);

            assertThatThrownBy(() -> StartFault.refuseTakenPorts(taken))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageStartingWith("serai.management.port: port " + other.getLocalPort());
        }
        Settings settings = Settings.read(Path.of("config"), Path.of("connectors"), Map.of(), new Properties());
        Exception taken = new IllegalStateException(
                "not started", new IOException("127.0.0.1:8080 cannot be opened", new BindException("in use")));

        assertThat(StartFault.of(taken, settings))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("serai.http.port: port 8080 cannot be opened");
        assertThat(StartFault.of(new IllegalStateException(new BindException("in use")), settings))
                .hasMessageStartingWith("serai.management.port: port 8081 cannot be opened");
    }

    private int execute(String... arguments) {
        return Serai.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
