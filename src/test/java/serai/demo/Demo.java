package serai.demo;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import serai.simulator.Simulators;

/**
 * {@code ./serai demo}: starts simulated suppliers and a gateway, plays the story, and leaves the gateway running until
 * Ctrl-C. Exit codes: 0 when all that is told was seen, 1 when not, 2 when the command is wrong or a port is taken.
 */
@Command(
        name = "./serai demo",
        description = "Plays a short story with simulated suppliers, then stays up to be tried.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class Demo implements Callable<Integer> {
    private static final Duration START = Duration.ofSeconds(60);
    private static final int WRONG = 2;

    @Option(names = "--no-wait", description = "End after the story.")
    private boolean noWait;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The gateway's port; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
    private int port = 8080;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            description = "Port of its health and metrics; 0 takes a free one. Default: the one above --port.")
    private Optional<Integer> managementPort = Optional.empty();

    @Option(
            names = "--supplier-port",
            paramLabel = "PORT",
            description = "Port that switches the simulated suppliers; 0 takes a free one. Default: ten above --port.")
    private Optional<Integer> supplierPort = Optional.empty();

    private final Screen screen = new Screen(System.out, Boolean.getBoolean("serai.demo.terminal"), System.getenv());

    /** Runs the demo and ends the process. */
    public static void main(String... arguments) {
        // Logback otherwise tells its own start when it has a remark on the gateway's configuration.
        System.setProperty("logback.statusListenerClass", "ch.qos.logback.core.status.NopStatusListener");
        System.exit(new CommandLine(new Demo()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        int gatewayPort = port == 0 ? DemoGateway.freePort() : port;
        int management = managementPort.orElse(port == 0 ? 0 : gatewayPort + 1);
        int control = supplierPort.orElse(port == 0 ? 0 : gatewayPort + 10);
        for (int wanted : new int[] {gatewayPort, management, control}) {
            if (wanted != 0 && !DemoGateway.isFree(wanted)) {
                System.err.println(
                        "Port " + wanted + " is taken. End what uses it, or take others: ./serai demo --port 0");
                return WRONG;
            }
        }
        management = management == 0 ? DemoGateway.freePort() : management;
        while (port == 0 && management == gatewayPort) {
            management = DemoGateway.freePort();
        }
        Path home = Path.of(System.getProperty("serai.home", "")).toAbsolutePath();
        Path folder = home.resolve("target/demo").resolve(Integer.toString(gatewayPort));
        screen.title("Serai: orders survive, and are bought once. A demo with simulated suppliers and real HTTP.");
        try (StoresThemselves stores = new StoresThemselves();
                Simulators suppliers = Simulators.start(
                        "--wiremock",
                        home.resolve("wiremock").toString(),
                        "--aliexpress",
                        "0",
                        "--amazon",
                        "0",
                        "--control",
                        Integer.toString(control))) {
            screen.event("AliExpress and Amazon, simulated, answer on ports "
                    + suppliers.simulator("aliexpress").port() + " and "
                    + suppliers.simulator("amazon").port() + ".");
            try (DemoGateway gateway = DemoGateway.start(home, folder, gatewayPort, management, suppliers, stores)) {
                Thread stop = new Thread(gateway::close, "stop");
                Runtime.getRuntime().addShutdownHook(stop);
                return play(gateway, suppliers, stores, new Guide(gateway, management, suppliers.controlUrl()));
            }
        }
    }

    private int play(DemoGateway gateway, Simulators suppliers, StoresThemselves stores, Guide guide)
            throws InterruptedException {
        Calls calls = new Calls(gateway.url(), DemoGateway.SUPPORT_TOKEN);
        Shops shops = new Shops(calls);
        try {
            Watch.until("the gateway's first answer", START, () -> {
                gateway.mustBeAlive();
                return calls.answers() ? Optional.of(true) : Optional.empty();
            });
            screen.event("Serai answers on " + gateway.url() + ", a process of its own with an empty data folder.");
            new Story(screen, calls, shops, stores, suppliers.simulator("aliexpress"), suppliers.simulator("amazon"))
                    .play();
            new WayBack(screen, calls, shops, stores, suppliers.simulator("aliexpress"), gateway.url()).play();
            if (!new Balance(screen, calls, shops, suppliers).holds()) {
                screen.trouble("The numbers are wrong. The gateway's log: " + gateway.log());
                return 1;
            }
            if (!noWait) {
                new DeskFull(screen, calls, shops).leave();
            }
        } catch (StoryFailed | UncheckedIOException e) {
            screen.trouble("The story broke off: " + e.getMessage());
            screen.detail("The gateway's log: " + gateway.log());
            return 1;
        }
        if (!noWait) {
            guide.print(screen);
            gateway.await();
        }
        return 0;
    }
}
