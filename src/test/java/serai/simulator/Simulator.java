package serai.simulator;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One simulated supplier on one port of 127.0.0.1, described by {@code wiremock/<name>}.
 *
 * <p>Its memory lasts as long as this object: closing the port with {@link #refuse} loses nothing. Safe for any number
 * of threads.
 */
public final class Simulator implements AutoCloseable {
    private final Supplier supplier;
    private final Simulation simulation;
    private final Gate gate;
    private final WireMockServer server;
    private final int port;

    private Simulator(Path root, String name, int port) {
        this.supplier = new Supplier(root, name);
        this.simulation = new Simulation(supplier);
        var gates = new AtomicReference<Gate>();
        this.server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .port(port)
                .usingFilesUnderDirectory(supplier.folder().toString())
                .httpServerFactory((options, admin, stubs) -> {
                    var made = new Gate(options, admin, stubs);
                    gates.set(made);
                    return made;
                })
                .extensionScanningEnabled(false)
                .extensions(simulation, new ParameterMatcher(), new Control(this))
                .asynchronousResponseEnabled(true)
                .asynchronousResponseThreads(16)
                .jettyAcceptors(1)
                .containerThreads(48)
                .jettyAcceptQueueSize(256)
                .jettyStopTimeout(100L)
                .gzipDisabled(true)
                .disableRequestJournal());
        server.start();
        this.gate = java.util.Objects.requireNonNull(gates.get(), "gate");
        this.port = server.port();
    }

    /** Starts a supplier on a free port. @throws IllegalArgumentException if {@code wiremock/<name>} does not exist */
    public static Simulator start(String name) {
        return start(name, 0);
    }

    /** Starts a supplier on this port; 0 takes a free one. */
    public static Simulator start(String name, int port) {
        return start(root(), name, port);
    }

    /** Starts the supplier that {@code root/<name>} describes. */
    public static Simulator start(Path root, String name, int port) {
        return new Simulator(root, name, port);
    }

    /** The folder {@code wiremock}, or where {@code -Dserai.wiremock} points. */
    static Path root() {
        return Path.of(System.getProperty("serai.wiremock", "wiremock"));
    }

    /** The folder's name, such as {@code aliexpress}. */
    public String name() {
        return supplier.name();
    }

    /** The port; the same for life. */
    public int port() {
        return port;
    }

    /** {@code http://127.0.0.1:<port>} without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /**
     * Switches a situation on, at once and for all requests it fits; narrow it by what this returns. On top of one that
     * is on, the newer one strikes first.
     *
     * @throws IllegalArgumentException if there is none of this name; the message lists those that exist
     */
    public Situation situation(String name) {
        Situation situation = supplier.situation(name);
        off(name);
        switch (situation.action()) {
            case "" -> {}
            case "refuse" -> gate.close();
            case "expire-tokens" -> simulation.tokens().expire();
            default -> throw new IllegalArgumentException(name + ": no such action " + situation.action());
        }
        simulation.situations().add(0, situation);
        return situation;
    }

    /** Switches one situation off; nothing happens when it is not on. */
    public void off(String name) {
        simulation.situations().removeIf(each -> {
            boolean its = each.name().equals(name);
            if (its && each.action().equals("refuse")) {
                gate.open();
            }
            return its;
        });
    }

    /** Switches every situation off and opens the port; what was bought stays remembered. */
    public void clear() {
        simulation.situations().clear();
        gate.open();
    }

    /** The situations that are on, newest first. */
    public List<Situation> situations() {
        simulation.situations().removeIf(each -> each.action().isEmpty() && each.spent());
        return List.copyOf(simulation.situations());
    }

    /** The names of all situations that this supplier knows. */
    public List<String> knownSituations() {
        return supplier.situations();
    }

    /** Closes the port and its connections: connection refused, as by a dead host. Memory stays. */
    public void refuse() {
        situation("refuse");
    }

    /** Opens the port that {@link #refuse} closed. */
    public void accept() {
        off("refuse");
        gate.open();
    }

    /** Whether the port is open. */
    public boolean isOpen() {
        return gate.isOpen();
    }

    /** All purchases so far. */
    public PurchaseReport purchases() {
        return simulation.purchases().report();
    }

    /** Forgets all purchases. */
    public void forgetPurchases() {
        simulation.purchases().forget();
    }

    /**
     * Ships parcels of a purchase; when they hold all that was ordered, the order is shipped, else it is in part.
     *
     * @param order the caller's reference, or one supplier order of it
     */
    public void ship(String order, Parcel... parcels) {
        simulation.warehouse().ship(order, List.of(parcels));
    }

    /** Says in the supplier's words where the parcel with this tracking number is. */
    public void track(String order, String tracking, String status) {
        simulation.warehouse().track(order, tracking, status);
    }

    /**
     * Shows the parcel under another number from now on, as when the last mile begins; what is in it stays. To show both,
     * {@link #ship} another one with the same lines.
     */
    public void renumber(String order, String tracking, String carrier, String newTracking) {
        simulation.warehouse().renumber(order, tracking, carrier, newTracking);
    }

    /** All parcels of the order have arrived. */
    public void deliver(String order) {
        simulation.warehouse().deliver(order);
    }

    /**
     * Lets a purchase take one of the turns in {@code simulator.json}: {@code unpaid}, {@code closed}, {@code late}, …
     *
     * @param order the caller's reference, or one supplier order of it
     */
    public void turn(String order, String to) {
        simulation.warehouse().turn(order, to);
    }

    /** Sets what the supplier has of an item: a SKU, {@code <product>/<variant>}, or a variant of every product. */
    public void stock(String item, long pieces) {
        simulation.stock().set(item, pieces);
    }

    /** What was set, by item. */
    public Map<String, Long> stock() {
        return simulation.stock().all();
    }

    /** The supplier says nothing of the item any more. */
    public void unlist(String item) {
        simulation.stock().unlist(item);
    }

    /** Requests received so far by a mapping's name ({@code order-create}) or a path ({@code /sync}). */
    public long requests(String mappingOrPath) {
        return simulation.counts().of(mappingOrPath);
    }

    /** All requests received so far. */
    public long requests() {
        return simulation.counts().all();
    }

    /** Every answer without a delay of its own takes this long; 0 as a start. */
    public void latency(Duration latency) {
        simulation.latency(latency);
    }

    /** Moves the supplier's clock forward, so that windows and tokens run out. */
    public void advance(Duration time) {
        simulation.advance(time);
    }

    /** Stops the server; what was bought can still be read. */
    @Override
    public void close() {
        server.stop();
    }
}
