package serai;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
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
import serai.base.Look;
import serai.base.Looks;
import serai.base.Secret;
import serai.base.StoreId;
import serai.console.Console;
import serai.deadletter.Desk;
import serai.deadletter.Remedies;
import serai.deadletter.Replays;
import serai.dispatch.Attempts;
import serai.dispatch.BrokerLook;
import serai.dispatch.Channel;
import serai.dispatch.ChannelSettings;
import serai.dispatch.Channels;
import serai.dispatch.Doubts;
import serai.dispatch.EmbeddedBroker;
import serai.dispatch.Errands;
import serai.dispatch.HoldPolicy;
import serai.dispatch.Leases;
import serai.dispatch.LetterRows;
import serai.dispatch.Node;
import serai.dispatch.QueueContents;
import serai.dispatch.Relay;
import serai.dispatch.Sweeper;
import serai.http.Bodies;
import serai.http.Callers;
import serai.http.Doorkeeper;
import serai.http.FrontServer;
import serai.http.Gate;
import serai.http.GatedVertx;
import serai.http.Refusals;
import serai.intake.Adoption;
import serai.intake.Elsewhere;
import serai.intake.FrontDoor;
import serai.intake.Journal;
import serai.intake.JournalAlarm;
import serai.intake.Recorder;
import serai.intake.Safekeeping;
import serai.intake.ShownRefunds;
import serai.intake.StoreWord;
import serai.intake.UnreadMessages;
import serai.intake.Word;
import serai.intake.Writable;
import serai.ledger.Attachment;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;
import serai.ledger.LedgerLook;
import serai.operation.NodeTroubles;
import serai.operation.Operation;
import serai.order.Foresight;
import serai.order.ListingFile;
import serai.order.Listings;
import serai.order.OrderBook;
import serai.order.OrderCatchUp;
import serai.order.Planner;
import serai.privacy.Erasure;
import serai.provider.Connector;
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
    private static final Duration LOOK = Duration.ofSeconds(2);
    /** Of {@link #close}, with a margin to the 20 s that are promised for the process. */
    private static final Duration LONGEST_END = Duration.ofSeconds(13);
    /** Calls that are under way when the end comes are given so long; see {@link #close}. */
    private static final Duration CALLS_UNDER_WAY = Duration.ofSeconds(7);

    private static final Duration A_MOMENT = Duration.ofSeconds(2);
    /** Ready before the ledger is known to be there or away: only when it is neither for so long, as in a migration. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(10);

    /** Between two words about the own journal: who asks for an order that it does not know waits for two of them. */
    private static final Duration AMONG_OTHERS = Duration.ofMillis(500);
    /** Nobody waits for the words of the only node; they only say that it lives. */
    private static final Duration ALONE = Duration.ofSeconds(10);

    private final Settings settings;
    private final Path config;
    private final Path routes;
    private final Path connectors;
    private final Clock clock = Clock.systemUTC();
    private final RandomGenerator random = RandomGenerator.of("SplittableRandom");
    private final List<AutoCloseable> open = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private volatile @Nullable Main main;
    private volatile @Nullable StoreRoutes storeRoutes;
    private volatile @Nullable Channels channelsToEnd;
    private volatile @Nullable Attaching attachingToEnd;
    private volatile @Nullable FrontServer front;

    Gateway(Settings settings, Path config, Path routes, Path connectors) {
        this.settings = settings;
        this.config = config;
        this.routes = routes;
        this.connectors = connectors;
    }

    /**
     * Opens the front door, which is open when this returns, and attaches the ledger behind it: whatever needs the ledger
     * begins once it is there.
     */
    void start() throws Exception {
        Path data = settings.dataDir();
        opened(DataLock.take(data));
        StartFault.refuseTakenPorts(settings);
        ConfigFiles files = ConfigFiles.read(settings, config, System.getenv());
        Stores stores = files.stores();
        Cautions.guessable(settings.supportToken(), stores.all()).ifPresent(LOG::warn);
        Journal journal = opened(Journal.open(
                data.resolve("journal.db"),
                settings.journal().queue(),
                settings.journal().queueBytes()));
        Attachment attachment = attachment(settings);
        Database ledger = opened(attachment.database());
        String name = settings.node().isEmpty() ? "node-" + journal.id().substring(0, 8) : settings.node();
        Node node = new Node(name, UUID.randomUUID().toString());
        boolean twoCopies = settings.journal().copies() == 2;
        Safekeeping safekeeping = twoCopies ? Safekeeping.twoCopies(journal, ledger) : Safekeeping.oneCopy(journal);
        AdoptedFolders.label(data, journal.id());
        CompositeMeterRegistry registry = new CompositeMeterRegistry();
        Meters meters = new Meters(registry);

        List<Channel> lanes = settings.channels().stream()
                .map(channel ->
                        new Channel(channel.settings(), channel.connector(), clock, ThreadLocalRandom.current()))
                .toList();
        holdUnconfigured(lanes);
        List<StoreChannels.StoreChannel> storeChannels = StoreChannels.of(stores, settings.platforms());
        List<Channel> allLanes = new ArrayList<>(lanes);
        storeChannels.forEach(store -> allLanes.add(new Channel(
                store.channel().settings(), store.channel().connector(), clock, ThreadLocalRandom.current())));
        allLanes.forEach(Channel::awaitRoutes);
        Looks looks = opened(Looks.apart(clock));
        Channels channels = new Channels(allLanes, ledger, looks, clock);
        channelsToEnd = channels;
        Carriers carriers = Carriers.load(connectors.resolve("carriers.yaml"));
        Logistics logistics = new Logistics(settings, stores, storeChannels, carriers::of, safekeeping, ledger, clock);
        Listings listings = new Listings(ledger);
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
        Leases leases = new Leases(ledger, node);
        Operation operation = new Operation(channels, ids(stores), ledger, leases, looks, node, clock);
        opened(operation::close);
        Duration wordEvery = settings.ledger().embedded() ? ALONE : AMONG_OTHERS;
        Word word = new Word(journal.id(), node, wordEvery, twoCopies);
        Recorder recorder = new Recorder(
                journal,
                ledger,
                orders,
                stores,
                reachBack,
                refunds,
                new Recorder.Around(name, doubts(), new Alarm(operation.troubles()), word),
                clock);
        opened(recorder::end);
        Elsewhere elsewhere = new Elsewhere(ledger, recorder);
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

        ConnectionFactory listening = broker(data);
        JmsPoolConnectionFactory sending = opened(new Pool(listening)).factory();
        Attempts attempts =
                new Attempts(channels, ledger, node, clock, random, logistics.effects(planner), meters, storeWord);
        OrderCatchUp catchUp = opened(new OrderCatchUp(ledger, leases, clock));
        Errands errands = new Errands(logistics.errands(channels.stops()), channels, leases, attempts, clock);
        Relay relay = new Relay(channels, ledger, node, clock);
        Sweeper sweeper = new Sweeper(channels, attempts, relay, ledger, new QueueContents(sending), node, clock);
        FrontDoor frontDoor = opened(new FrontDoor(
                stores, journal, safekeeping, ledger, settings.door().bodies(), clock, meters));
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
        Console console = new Console(
                entrance.reception(), stores, ledger, channels, operation, desk, remedies, elsewhere, clock);
        Api api = new Api(entrance.access(), ledger, channels, listings, desk, elsewhere, clock);
        Endpoints endpoints = new Endpoints(
                frontDoor,
                ledger,
                channels,
                elsewhere,
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
        meters.watch(
                journal,
                recorder.watch(),
                looks.at("unrecorded", LOOK, recorder::lag),
                ledger,
                channels,
                settings,
                clock);
        meters.watch(storeWord);
        Refusals refusals = new Refusals(clock);
        Callers callers = entrance.reception().callers();
        Gate gate = new Gate(settings.door().connections(), callers::trusts, refusals, System::nanoTime);
        Bodies bodies = new Bodies(settings.door().memory(), refusals, System::nanoTime);
        DoorMeters.watch(registry, gate, bodies, refusals);
        LogisticsMeters.watch(registry, looks, errands, ledger, clock);
        AccessMeters.watch(registry, looks, entrance.reception().sessions(), clock);
        OperationMeters.watch(registry, operation, console);
        Look<Boolean> journalLook = looks.at("journal", LOOK, Writable.of(journal, clock));
        Look<Boolean> brokerLook = looks.at("broker", LOOK, new BrokerLook(sending));

        Main camel = new Main();
        main = camel;
        configure(camel, storeChannels);
        camel.bind("wire", new Wire(clock));
        camel.bind("recorder", recorder);
        camel.bind("relay", relay);
        camel.bind("attempts", attempts);
        camel.bind("errands", errands);
        // One hanging store after the other must not use up the threads of all; how many there are, errands bound.
        ExecutorService providers = Executors.newVirtualThreadPerTaskExecutor();
        opened(providers::shutdownNow);
        camel.bind("provider-threads", providers);
        camel.bind("logistics", logistics);
        camel.bind("channels", channels);
        camel.bind("operation", operation);
        camel.bind("sweeper", sweeper);
        camel.bind(
                "neighbours",
                new Neighbours(
                        ledger,
                        new Adoption(ledger, recorder),
                        new AdoptedFolders(settings.journal().adoptFrom(), ledger),
                        leases,
                        registry,
                        clock));
        camel.bind("erasure", new Erasure(ledger, leases, clock));
        camel.bind("replays", new Replays(ledger, desk, clock));
        camel.bind("hold-policy", new HoldPolicy(channels));
        camel.bind("jms", jms(listening, sending));
        CountDownLatch introduced = new CountDownLatch(1);
        CompletableFuture<CamelContext> made = new CompletableFuture<>();
        Attaching attaching = opened(new Attaching(
                List.of(
                        new Attaching.Step("the ledger is away", attachment::tryNow),
                        // Before the door opens, where the ledger is there: other nodes wait for this one's word from
                        // now on.
                        new Attaching.Step("the other nodes are told", () -> {
                            word.begin(ledger);
                            introduced.countDown();
                        }),
                        new Attaching.Step("letters are listed", () -> LetterRows.catchUp(ledger)),
                        new Attaching.Step(
                                "listings are loaded", () -> takeUp(listings, files, config.resolve("listings.csv"))),
                        new Attaching.Step("holds are taken up", operation::begin),
                        // Before anything is bought: what the ledger has forgotten is found out first.
                        new Attaching.Step("journal and ledger are compared", recorder::agree),
                        new Attaching.Step("routes are opened", () -> openRoutes(made.get(), channels, storeChannels)),
                        new Attaching.Step("older orders are read", catchUp::start)),
                over::completeExceptionally));
        attachingToEnd = attaching;
        attaching.start();
        LedgerLook ledgerEye = new LedgerLook(ledger, node.name(), clock);
        Look<Boolean> ledgerLook = looks.at("ledger", LOOK, () -> {
            attaching.trouble().ifPresent(why -> {
                throw new DatabaseUnavailable(why);
            });
            return ledgerEye.get();
        });
        Meters.watch(registry, looks, clock);
        camel.bind("health-journal", Health.of("journal", true, journalLook, clock));
        camel.bind("health-journal-checked", Health.of("journal-checked", false, recorder.watch()::trouble));
        camel.bind("health-door", new DoorMeters.Health(refusals));
        Vertx vertx = GatedVertx.behind(gate);
        opened(() -> vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .get(A_MOMENT.toMillis(), TimeUnit.MILLISECONDS));
        // Under its type: the management server, which Camel makes, takes it as well.
        camel.bind("vertx", vertx);
        camel.bind("health-ledger", Health.of("ledger", false, ledgerLook, clock));
        camel.bind("health-broker", Health.of("broker", false, brokerLook, clock));
        camel.bind("health-node", Health.of("node", false, node::trouble));
        Instant patience = clock.instant().plus(FIRST_LOOK);
        camel.bind(
                "health-start",
                Health.of(
                        "start",
                        true,
                        () -> attaching.hasLooked() || !clock.instant().isBefore(patience)
                                ? Optional.empty()
                                : Optional.of("the ledger is being attached")));
        camel.bind("health-configuration", Health.remarking("configuration", () -> missing(lanes)));
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport support) {
                CamelContext context = support.getCamelContext();
                bindAccounts(context, storeChannels, ledger);
                serve(context, endpoints::attach, new Doorkeeper(bodies, callers));
            }
        });
        introduce(introduced, attaching);
        try {
            camel.start();
        } catch (Exception e) {
            throw StartFault.of(e, settings);
        }
        SupplierRoutes suppliers = new SupplierRoutes(camel.getCamelContext(), connectors);
        for (Settings.Channel channel : settings.channels()) {
            suppliers.add(channel);
        }
        made.complete(camel.getCamelContext());
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

    /** Incidents of the journal among those of the channels. */
    private record Alarm(NodeTroubles troubles) implements JournalAlarm {
        @Override
        public void opened(String what, String words, Instant at) {
            troubles.opened(what, words, at);
        }

        @Override
        public void over(String what, String how, Instant at) {
            troubles.over(what, how, at);
        }
    }

    private Doubts doubts() {
        return new Doubts(settings.channels().stream()
                .collect(Collectors.toMap(
                        Settings.Channel::name, channel -> channel.connector().unknown())));
    }

    /** Where the ledger is there, the other nodes know of this one before its door opens; where it is away, nobody waits. */
    private static void introduce(CountDownLatch introduced, Attaching attaching) throws InterruptedException {
        for (int looks = 0; looks < 40 && !attaching.hasLooked(); looks++) {
            if (introduced.await(50, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    /** Waits until something ends the gateway from within. @throws Exception what it ended with */
    void awaitEnd() throws Exception {
        try {
            over.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Lets everything begin that works on the ledger; suppliers' routes are all made, so only stores' are made from here on. */
    private void openRoutes(CamelContext context, Channels channels, List<StoreChannels.StoreChannel> storeChannels)
            throws Exception {
        Routes.open(context);
        settings.channels().forEach(channel -> channels.get(channel.name()).routed());
        StoreRoutes adding = new StoreRoutes(context, channels);
        storeRoutes = adding;
        adding.add(storeChannels.stream().map(store -> store.channel().name()).toList());
    }

    /** What could not be sent anyway is not tried over and over: said once, and held until the next start. */
    private void holdUnconfigured(List<Channel> lanes) {
        for (Channel lane : lanes) {
            List<Connector.Setting> missing = settings.channel(lane.name())
                    .map(channel -> channel.connector().missing(channel.account()))
                    .orElse(List.of());
            if (!missing.isEmpty()) {
                String keys = missing.stream()
                        .map(setting -> key(lane, setting.key())
                                + setting.or()
                                        .map(other -> " or " + key(lane, other))
                                        .orElse(""))
                        .collect(Collectors.joining(", "));
                LOG.warn("channel {} is held, it is not configured: set {} and start again", lane.name(), keys);
                lane.notConfigured("not configured: there is no " + keys);
            }
        }
    }

    private static String key(Channel lane, String setting) {
        return "serai." + lane.name() + "." + setting;
    }

    private static Map<String, String> missing(List<Channel> lanes) {
        Map<String, String> all = new TreeMap<>();
        lanes.forEach(
                lane -> lane.missing().ifPresent(what -> all.put(lane.name().value(), what)));
        return all;
    }

    /** Opens the ledger that the settings name. @throws DatabaseUnavailable if it cannot be reached */
    static Database ledger(Settings settings) {
        Attachment attachment = attachment(settings);
        try {
            attachment.tryNow();
            return attachment.database();
        } catch (RuntimeException e) {
            attachment.database().close();
            throw e;
        }
    }

    private static Attachment attachment(Settings settings) {
        return settings.ledger().embedded()
                ? Attachment.embedded(settings.dataDir().resolve("ledger.db"))
                : Attachment.postgres(
                        settings.ledger().url(),
                        settings.ledger().user(),
                        settings.ledger().password().map(Secret::reveal).orElse(""),
                        settings.ledger().limits());
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
        // Not before the ledger is there: see Routes.
        properties.setProperty("camel.main.autoStartup", "false");
        properties.setProperty("camel.main.shutdownTimeout", Long.toString(CALLS_UNDER_WAY.toSeconds()));
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
        // Until Routes opens them: a node whose ledger is away takes orders.
        properties.setProperty("camel.health.routesEnabled", "false");
        properties.setProperty("camel.health.consumersEnabled", "false");
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

    private void serve(CamelContext context, Consumer<Router> endpoints, Doorkeeper doorkeeper) {
        try {
            FrontServer server =
                    new FrontServer(settings.http().host(), settings.http().port(), endpoints, Optional.of(doorkeeper));
            front = server;
            context.addService(server);
        } catch (Exception e) {
            throw new IllegalStateException("the front server cannot be made", e);
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

    private static void takeUp(Listings listings, ConfigFiles files, Path file) {
        try {
            if (Files.exists(file)) {
                listings.loadFile(files.listings(), ListingFile.state(file));
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

    /**
     * Stops taking orders, begins nothing more, lets calls under way end, then closes what was opened, last first: each
     * within its time and all within {@link #LONGEST_END}, whatever hangs. What is cut off is found out at the next start.
     */
    @Override
    public void close() {
        Ending ending = new Ending(LONGEST_END);
        FrontServer door = front;
        if (door != null) {
            ending.then("the front door", A_MOMENT, door::stop);
        }
        Attaching attaching = attachingToEnd;
        if (attaching != null) {
            ending.then("the attaching", A_MOMENT, attaching::close);
        }
        Channels channels = channelsToEnd;
        if (channels != null) {
            ending.then("the channels", A_MOMENT, () -> channels.all().forEach(Channel::end));
        }
        StoreRoutes adding = storeRoutes;
        if (adding != null) {
            ending.then("the store routes", A_MOMENT, adding::close);
        }
        Main camel = main;
        if (camel != null) {
            ending.then("the routes", CALLS_UNDER_WAY.plus(A_MOMENT), camel::stop);
        }
        List<AutoCloseable> resources = new ArrayList<>(open);
        open.clear();
        Collections.reverse(resources);
        for (AutoCloseable resource : resources) {
            String name = resource.getClass().getSimpleName().replaceFirst("\\$\\$Lambda.*", "");
            ending.then(name.isEmpty() ? "a part" : name, A_MOMENT, resource::close);
        }
        List<String> hung = ending.run();
        if (!hung.isEmpty()) {
            LOG.warn("ended; left behind: {}", String.join(", ", hung));
        }
    }
}
