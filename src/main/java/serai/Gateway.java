package serai;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.ext.web.Router;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.jspecify.annotations.Nullable;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.api.Api;
import serai.base.ChannelName;
import serai.base.Secret;
import serai.base.StoreId;
import serai.console.Console;
import serai.deadletter.Desk;
import serai.deadletter.Remedies;
import serai.deadletter.Replays;
import serai.dispatch.Attempts;
import serai.dispatch.Channel;
import serai.dispatch.ChannelSettings;
import serai.dispatch.Channels;
import serai.dispatch.EmbeddedBroker;
import serai.dispatch.Errands;
import serai.dispatch.HoldPolicy;
import serai.dispatch.Leases;
import serai.dispatch.LetterRows;
import serai.dispatch.Node;
import serai.dispatch.QueueContents;
import serai.dispatch.Relay;
import serai.dispatch.Sweeper;
import serai.http.FrontServer;
import serai.intake.FrontDoor;
import serai.intake.Journal;
import serai.intake.Recorder;
import serai.intake.ShownRefunds;
import serai.intake.StoreWord;
import serai.intake.UnreadMessages;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.operation.Operation;
import serai.order.Foresight;
import serai.order.ListingFile;
import serai.order.Listings;
import serai.order.OrderBook;
import serai.order.OrderCatchUp;
import serai.order.Planner;
import serai.privacy.Erasure;
import serai.provider.HttpLimits;
import serai.provider.OrderRules;
import serai.provider.PushMessages;
import serai.provider.Wire;
import serai.shipment.Carriers;
import serai.store.Store;
import serai.store.Stores;

/**
 * The running gateway: every object is made here, in the order in which data flows. YAML names only the beans that are
 * bound here.
 */
final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final Settings settings;
    private final Path config;
    private final Path routes;
    private final Path connectors;
    private final Clock clock = Clock.systemUTC();
    private final RandomGenerator random = RandomGenerator.of("SplittableRandom");
    private final List<AutoCloseable> open = Collections.synchronizedList(new ArrayList<>());
    private @Nullable Main main;
    private @Nullable StoreRoutes storeRoutes;

    Gateway(Settings settings, Path config, Path routes, Path connectors) {
        this.settings = settings;
        this.config = config;
        this.routes = routes;
        this.connectors = connectors;
    }

    /** Starts everything; the front door is open when this returns. */
    void start() throws Exception {
        Path data = settings.dataDir();
        opened(DataLock.take(data));
        Stores stores = Stores.load(config.resolve("stores.yaml"), System.getenv());
        Journal journal = opened(Journal.open(
                data.resolve("journal.db"),
                settings.journal().queue(),
                settings.journal().queueBytes()));
        Database ledger = opened(ledger(data));
        LetterRows.catchUp(ledger);
        CompositeMeterRegistry registry = new CompositeMeterRegistry();
        Meters meters = new Meters(registry);

        List<Channel> lanes = settings.channels().stream()
                .map(channel ->
                        new Channel(channel.settings(), channel.connector(), clock, ThreadLocalRandom.current()))
                .toList();
        List<StoreChannels.StoreChannel> storeChannels = StoreChannels.of(stores, settings.platforms());
        List<Channel> allLanes = new ArrayList<>(lanes);
        storeChannels.forEach(store -> allLanes.add(new Channel(
                store.channel().settings(), store.channel().connector(), clock, ThreadLocalRandom.current())));
        allLanes.forEach(Channel::awaitRoutes);
        Channels channels = new Channels(allLanes, ledger, clock);
        Carriers carriers = Carriers.load(connectors.resolve("carriers.yaml"));
        Logistics logistics = new Logistics(settings, stores, storeChannels, carriers::of, journal, ledger, clock);
        Listings listings = new Listings(ledger);
        takeUp(listings, config.resolve("listings.csv"));
        Planner planner = new Planner(
                listings,
                settings.channels().stream()
                        .collect(Collectors.toMap(
                                Settings.Channel::name,
                                channel -> channel.connector().limits().of(channel.account()))));
        Map<ChannelName, Channel> byName = lanes.stream().collect(Collectors.toMap(Channel::name, lane -> lane));
        Foresight foresight = new Foresight(
                channel -> accountOf(channel.value(), OrderRules.class),
                channel -> Optional.ofNullable(byName.get(channel))
                        .filter(Channel::isHeld)
                        .isPresent(),
                logistics.notices());
        OrderBook orders = new OrderBook(planner, logistics.cancellations(), foresight);
        ShownRefunds refunds = new ShownRefunds(settings.storeCheck()::asks);
        Duration reachBack = settings.intake().reachBack();
        Recorder recorder = new Recorder(journal, ledger, orders, stores, reachBack, refunds, clock);
        ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
        // Nobody waits at the end for a store that hangs: it is asked again after the start.
        opened(asking::shutdownNow);
        StoreWord storeWord = new StoreWord(
                settings.storeCheck(),
                stores,
                channels,
                ledger,
                orders,
                refunds,
                new StoreCalls(() -> main),
                asking,
                clock);

        String name = settings.node().isEmpty() ? "node-" + journal.id().substring(0, 8) : settings.node();
        Node node = new Node(name, UUID.randomUUID().toString());
        ConnectionFactory listening = broker(data);
        JmsPoolConnectionFactory sending = opened(new Pool(listening)).factory();
        Attempts attempts =
                new Attempts(channels, ledger, node, clock, random, logistics.effects(planner), meters, storeWord);
        Leases leases = new Leases(ledger, node);
        opened(new OrderCatchUp(ledger, leases, clock)).start();
        Operation operation = new Operation(channels, ids(stores), ledger, leases, node, clock);
        opened(operation::close);
        Errands errands = new Errands(logistics.errands(channels.stops()), channels, leases, attempts, clock);
        Relay relay = new Relay(channels, ledger, node, clock);
        Sweeper sweeper = new Sweeper(channels, attempts, relay, ledger, new QueueContents(sending), node, clock);
        FrontDoor frontDoor =
                opened(new FrontDoor(stores, journal, ledger, settings.intake().maxBody(), clock, meters));
        Entrance entrance = Entrance.of(settings, config, ledger, clock);
        Desk desk = new Desk(
                ledger, planner, channels, new UnreadMessages(stores, orders, ledger, reachBack, refunds), clock);
        Remedies remedies = new Remedies(new Remedies.Means(
                ledger,
                channels,
                desk,
                listings,
                logistics.notices(),
                logistics.effects(planner),
                channel -> accountOf(channel.value(), OrderRules.class),
                clock));
        Console console = new Console(entrance.reception(), stores, ledger, channels, operation, desk, remedies, clock);
        Api api = new Api(entrance.access(), ledger, channels, listings, desk, clock);
        Endpoints endpoints = new Endpoints(
                frontDoor,
                ledger,
                channels,
                List.of(
                        api::attach,
                        console::attach,
                        new StoreEndpoints(frontDoor, ledger, clock)::attach,
                        new FulfilmentService(
                                        stores,
                                        ledger,
                                        store -> logistics.visits().requested(store, clock.instant()),
                                        clock)::attach,
                        new ProviderEndpoints(channel -> accountOf(channel, PushMessages.class), ledger, clock)
                                ::attach));
        meters.watch(journal, recorder, ledger, channels, settings);
        LogisticsMeters.watch(registry, errands, ledger, clock);
        AccessMeters.watch(registry, entrance.reception().sessions(), clock);
        OperationMeters.watch(registry, operation, console);

        Main camel = new Main();
        main = camel;
        configure(camel, storeChannels);
        camel.bind("wire", new Wire(clock));
        camel.bind("recorder", recorder);
        camel.bind("relay", relay);
        camel.bind("attempts", attempts);
        camel.bind("errands", errands);
        // One hanging store after the other must not use up the threads of all; how many there are, errands bound.
        camel.bind("provider-threads", opened(Executors.newVirtualThreadPerTaskExecutor()));
        camel.bind("logistics", logistics);
        camel.bind("channels", channels);
        camel.bind("operation", operation);
        camel.bind("sweeper", sweeper);
        camel.bind("erasure", new Erasure(ledger, leases, clock));
        camel.bind("replays", new Replays(ledger, desk, clock));
        camel.bind("hold-policy", new HoldPolicy(channels));
        camel.bind("jms", jms(listening, sending));
        camel.bind("health-journal", new Health("journal", true, journal::last));
        camel.bind("health-ledger", new Health("ledger", false, ledger::ping));
        camel.bind("health-node", new Health("node", false, node::check));
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport support) {
                CamelContext context = support.getCamelContext();
                bindAccounts(context, storeChannels, ledger);
                serve(context, endpoints::attach);
            }
        });
        camel.start();
        for (Settings.Channel channel : settings.channels()) {
            StoreRoutes.work(camel.getCamelContext(), channel.name());
            StoreRoutes.probe(camel.getCamelContext(), channel.name(), channel.connector());
            channels.get(channel.name()).routed();
        }
        StoreRoutes adding = new StoreRoutes(camel.getCamelContext(), channels);
        storeRoutes = adding;
        adding.add(storeChannels.stream().map(store -> store.channel().name()).toList());
        MeterRegistry camels = camel.getCamelContext().getRegistry().findSingleByType(MeterRegistry.class);
        if (camels != null) {
            registry.add(camels);
        }
        LOG.info(
                "Serai is open on http://{}:{}, health and metrics on port {}",
                settings.http().host(),
                settings.http().port(),
                settings.management().port());
    }

    private Database ledger(Path data) {
        return settings.ledger().embedded()
                ? Ledgers.embedded(data.resolve("ledger.db"))
                : Ledgers.postgres(
                        settings.ledger().url(),
                        settings.ledger().user(),
                        settings.ledger().password().map(Secret::reveal).orElse(""));
    }

    private ConnectionFactory broker(Path data) throws Exception {
        if (!settings.broker().embedded()) {
            return new ActiveMQConnectionFactory(settings.broker().url());
        }
        EmbeddedBroker broker = opened(new EmbeddedBroker(data.resolve("broker")));
        broker.start();
        return new ActiveMQConnectionFactory(EmbeddedBroker.URL);
    }

    /** The pool of sending connections. */
    private record Pool(JmsPoolConnectionFactory factory) implements AutoCloseable {
        private Pool(ConnectionFactory connections) {
            this(new JmsPoolConnectionFactory());
            factory.setConnectionFactory(connections);
            factory.setMaxConnections(2);
        }

        @Override
        public void close() {
            factory.stop();
        }
    }

    private static JmsComponent jms(ConnectionFactory listening, ConnectionFactory sending) {
        JmsComponent jms = new JmsComponent();
        jms.getConfiguration().setListenerConnectionFactory(listening);
        jms.getConfiguration().setTemplateConnectionFactory(sending);
        jms.getConfiguration().setConnectionFactory(listening);
        return jms;
    }

    private void configure(Main camel, List<StoreChannels.StoreChannel> storeChannels) throws IOException {
        Properties properties = new Properties();
        properties.putAll(settings.camelProperties());
        for (StoreChannels.StoreChannel store : storeChannels) {
            String prefix = "serai." + store.channel().name() + ".";
            properties.setProperty(prefix + "base-url", store.baseUrl());
            properties.setProperty(
                    prefix + "concurrency",
                    Integer.toString(store.channel().settings().concurrency()));
        }
        properties.setProperty("camel.component.kamelet.location", kameletFolders());
        properties.setProperty("camel.main.name", "serai");
        properties.setProperty(
                "camel.main.routesIncludePattern",
                "file:" + routes + "/*.camel.yaml,file:" + connectors + "/*/*.camel.yaml");
        properties.setProperty("camel.main.jmxEnabled", "false");
        properties.setProperty("camel.main.shutdownTimeout", "25");
        properties.setProperty("camel.main.autoConfigurationLogSummary", "false");
        properties.setProperty("camel.main.startupSummaryLevel", "off");
        properties.setProperty("camel.main.streamCachingEnabled", "false");
        properties.setProperty("camel.management.enabled", "true");
        properties.setProperty("camel.management.host", settings.management().host());
        properties.setProperty(
                "camel.management.port", Integer.toString(settings.management().port()));
        properties.setProperty("camel.management.healthCheckEnabled", "true");
        properties.setProperty("camel.management.metricsEnabled", "true");
        properties.setProperty("camel.metrics.enabled", "true");
        properties.setProperty("camel.metrics.clearOnReload", "false");
        // Its meters carry a route id or none, which Prometheus refuses; the route policy's meters say the same.
        properties.setProperty("camel.metrics.enableExchangeEventNotifier", "false");
        properties.setProperty("camel.health.enabled", "true");
        properties.setProperty("camel.health.exposureLevel", "full");
        camel.setDefaultPropertyPlaceholderLocation("false");
        camel.setOverrideProperties(properties);
    }

    private String kameletFolders() throws IOException {
        try (Stream<Path> folders = Files.list(connectors)) {
            return Stream.concat(
                            Stream.of(routes),
                            folders.filter(Files::isDirectory).sorted())
                    .map(folder -> "file:" + folder)
                    .collect(Collectors.joining(","));
        }
    }

    private void bindAccounts(CamelContext context, List<StoreChannels.StoreChannel> storeChannels, Database ledger) {
        Optional<Database> shared = settings.ledger().embedded() ? Optional.empty() : Optional.of(ledger);
        Accounts accounts = new Accounts(connectors, settings.dataDir().resolve("credentials"), shared, clock);
        List<Settings.Channel> all = new ArrayList<>(settings.channels());
        storeChannels.forEach(store -> all.add(store.channel()));
        for (Settings.Channel channel : all) {
            ChannelSettings limits = channel.settings();
            context.getRegistry().bind(channel.name().value(), accounts.open(channel, context));
            context.getRegistry()
                    .bind(
                            channel.name() + "-http",
                            new HttpLimits(
                                    limits.connectTimeout(),
                                    limits.responseTimeout(),
                                    limits.totalTimeout(),
                                    // Dispatches, two sources of errands, probes of both kinds, and asks.
                                    limits.concurrency() + 2 * Errands.atOnce(limits) + 2 + StoreWord.AT_ONCE));
        }
    }

    private void serve(CamelContext context, Consumer<Router> endpoints) {
        try {
            context.addService(
                    new FrontServer(settings.http().host(), settings.http().port(), endpoints));
        } catch (Exception e) {
            throw new IllegalStateException(
                    "port " + settings.http().port() + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** The account behind a channel, for what it can do besides; empty where it cannot, or before the start. */
    private <T> Optional<T> accountOf(String channel, Class<T> able) {
        Main camel = main;
        return camel == null
                ? Optional.empty()
                : Optional.ofNullable(camel.getCamelContext().getRegistry().lookupByNameAndType(channel, able));
    }

    private static Set<StoreId> ids(Stores stores) {
        return stores.all().stream().map(Store::id).collect(Collectors.toSet());
    }

    private static void takeUp(Listings listings, Path file) {
        try {
            if (Files.exists(file)) {
                listings.loadFile(ListingFile.read(file), ListingFile.state(file));
            } else {
                listings.refresh();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.add(resource);
        return resource;
    }

    /** Stops taking orders, lets calls under way end, then closes what was opened, last first. */
    @Override
    public void close() {
        StoreRoutes adding = storeRoutes;
        if (adding != null) {
            adding.close();
        }
        Main camel = main;
        if (camel != null) {
            camel.stop();
        }
        List<AutoCloseable> resources = new ArrayList<>(open);
        open.clear();
        Collections.reverse(resources);
        for (AutoCloseable resource : resources) {
            try {
                resource.close();
            } catch (Exception e) {
                LOG.warn("closing {}: {}", resource.getClass().getSimpleName(), e.toString());
            }
        }
    }
}
