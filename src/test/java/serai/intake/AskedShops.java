package serai.intake;

import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import serai.access.Person;
import serai.base.ChannelName;
import serai.base.OrderId;
import serai.base.Scope;
import serai.base.Sku;
import serai.base.StoreId;
import serai.deadletter.Desk;
import serai.dispatch.Attempt;
import serai.dispatch.Attempts;
import serai.dispatch.BeforePurchase;
import serai.dispatch.Channel;
import serai.dispatch.ChannelSettings;
import serai.dispatch.Channels;
import serai.dispatch.Dispatch;
import serai.dispatch.Dispatches;
import serai.dispatch.Effects;
import serai.dispatch.Node;
import serai.dispatch.Relay;
import serai.fixture.Kamelets;
import serai.fixture.MovedClock;
import serai.fixture.Samples;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.ledger.Tx;
import serai.order.Listing;
import serai.order.Listings;
import serai.order.OrderBook;
import serai.order.OrderView;
import serai.order.Planner;
import serai.provider.AccountContext;
import serai.provider.Connector;
import serai.provider.ErrorTable;
import serai.provider.Outcome;
import serai.provider.PlaceOrder;
import serai.provider.ReadOrder;
import serai.provider.Refusal;
import serai.provider.Task;
import serai.provider.Transport;
import serai.provider.Worker;
import serai.simulator.shop.ShopifyShop;
import serai.simulator.shop.WooCommerceShop;
import serai.store.Stores;
import shopify.Shopify;
import woocommerce.WooCommerce;

/**
 * Real connectors against simulated shops, a ledger, and attempts that would buy, driven by hand on a moved clock. The stores
 * are {@code gross} and {@code other} (WooCommerce), {@code keyless} (WooCommerce without keys) and {@code loop} (Shopify);
 * each sells TEE and CAP from AliExpress and MUG from Amazon.
 */
final class AskedShops implements AutoCloseable {
    static final StoreId GROSS = new StoreId("gross");
    static final StoreId OTHER = new StoreId("other");
    static final StoreId KEYLESS = new StoreId("keyless");
    static final StoreId LOOP = new StoreId("loop");
    static final Person ANN = new Person("ann", "support", "192.0.2.1");

    private static final List<StoreId> ALL = List.of(GROSS, OTHER, KEYLESS, LOOP);
    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();
    private static final Duration SECOND = Duration.ofSeconds(1);

    final MovedClock clock = new MovedClock();
    final WooCommerceShop gross;
    final WooCommerceShop other;
    final ShopifyShop loop;
    final Database ledger;
    /** What was bought, such as {@code 2 TEE}, in order. */
    final List<String> bought = new ArrayList<>();

    /** Where the parcels of it go. */
    final List<String> cities = new ArrayList<>();

    private final Map<String, Long> askedBefore = new HashMap<>();
    private final Shops shops;
    private final Stores stores;
    private final Journal journal;
    private Recorder recorder;
    private Channels channels;
    private Attempts attempts;
    private Relay relay;
    private Desk desk;
    private Runnable afterAsking = () -> {};
    private Executor executor = Runnable::run;
    private StoreWord.Plan plan = new StoreWord.Plan(Optional.of(Duration.ofMinutes(1)), Duration.ofMinutes(30));

    /** The shops themselves and the connectors that talk to them; made once for many tests. */
    static final class Shops implements AutoCloseable {
        final WooCommerceShop gross = new WooCommerceShop();
        final WooCommerceShop other = new WooCommerceShop();
        final ShopifyShop loop = new ShopifyShop(0);
        private final Map<ChannelName, Kamelets> talks = new HashMap<>();

        Shops() throws Exception {
            Map<String, String> woo =
                    Map.of("consumer-key", WooCommerceShop.KEY, "consumer-secret", WooCommerceShop.SECRET);
            talk(GROSS, "woocommerce", gross.url(), woo);
            talk(OTHER, "woocommerce", other.url(), woo);
            talk(LOOP, "shopify", loop.store().url(), Map.of("admin-token", ShopifyShop.TOKEN));
        }

        private void talk(StoreId store, String platform, String url, Map<String, String> settings) throws Exception {
            ChannelName channel = ChannelName.of(store);
            Kamelets kamelets = new Kamelets(channel.value(), Kamelets.patient(4));
            Map<String, String> all = new HashMap<>();
            connector(platform)
                    .settings()
                    .forEach(each -> all.put(each.key(), each.defaultValue().orElse("")));
            all.putAll(settings);
            all.put("admin-url", url);
            Path folder = Path.of("connectors", platform);
            AccountContext context = new AccountContext(
                    channel,
                    all,
                    ErrorTable.load(folder.resolve("errors.yaml")),
                    new NoTokens(),
                    (kamelet, call) -> {
                        throw new AssertionError("no calls beside");
                    },
                    Clock.systemUTC());
            Worker account = platform.equals("shopify") ? new Shopify(context) : new WooCommerce(context);
            kamelets.bind(channel.value(), account);
            kamelets.route("provider-work", "channel=" + channel + "&baseUrl=" + url);
            talks.put(channel, kamelets);
        }

        private long asked(String operation) {
            return gross.asked(operation) + other.asked(operation) + loop.asked(operation);
        }

        /** No orders and no troubles any more. */
        private void clear() {
            gross.accept();
            other.accept();
            loop.accept();
            gross.orders().clear();
            other.orders().clear();
        }

        @Override
        public void close() {
            talks.values().forEach(Kamelets::close);
            gross.close();
            other.close();
            loop.close();
        }
    }

    AskedShops(Shops shops, Path folder) {
        this.shops = shops;
        shops.clear();
        gross = shops.gross;
        other = shops.other;
        loop = shops.loop;
        for (String operation : List.of("read-order", "read-refunds", "order")) {
            askedBefore.put(operation, shops.asked(operation));
        }
        ledger = Ledgers.embedded(Samples.ledgerFile(folder));
        journal = Journal.open(folder.resolve("journal.db"), 2_000, 64 << 20);
        String keys = ", consumerKey: " + WooCommerceShop.KEY + ", consumerSecret: " + WooCommerceShop.SECRET + "}";
        stores = Stores.parse(
                "stores.yaml",
                """
                - {id: gross, platform: woocommerce, webhookSecret: hush, adminUrl: "%s"%s
                - {id: other, platform: woocommerce, webhookSecret: hush, adminUrl: "%s"%s
                - {id: keyless, platform: woocommerce, webhookSecret: hush}
                - {id: loop, platform: shopify, webhookSecret: hush, adminUrl: "%s", adminToken: %s}
                """.formatted(gross.url(), keys, other.url(), keys, loop.store().url(), ShopifyShop.TOKEN),
                Map.of());
        start();
    }

    private static final class NoTokens implements AccountContext.TokenStore {
        @Override
        public Optional<String> load() {
            return Optional.empty();
        }

        @Override
        public void save(String secret) {
            throw new AssertionError("a store has no tokens");
        }
    }

    private static Connector connector(String name) {
        return Connector.load(Path.of("connectors")).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Another process on the same ledger: all that the one before held in memory is gone. */
    void start() {
        Connector.Limits limits = new Connector.Limits(50, 1_000);
        List<Channel> lanes =
                new ArrayList<>(List.of(lane(Samples.ALIEXPRESS, "aliexpress"), lane(Samples.AMAZON, "amazon")));
        List.of(GROSS, OTHER).forEach(store -> lanes.add(lane(ChannelName.of(store), "woocommerce")));
        lanes.add(lane(ChannelName.of(LOOP), "shopify"));
        channels = new Channels(lanes, ledger, clock);
        Listings listings = new Listings(ledger);
        List<Listing> all = new ArrayList<>();
        for (StoreId store : ALL) {
            for (String sku : List.of("TEE", "CAP", "MUG")) {
                all.add(new Listing(
                        store,
                        new Sku(sku),
                        sku.equals("MUG") ? Samples.AMAZON : Samples.ALIEXPRESS,
                        "1005",
                        "",
                        "S-" + sku,
                        1,
                        Optional.empty(),
                        ""));
            }
        }
        listings.loadFile(all);
        Planner planner = new Planner(listings, Map.of(Samples.ALIEXPRESS, limits, Samples.AMAZON, limits));
        OrderBook orders = new OrderBook(planner, Samples.cancellations());
        ShownRefunds refunds = new ShownRefunds(plan::asks);
        Node node = new Node("n1", "boot" + System.nanoTime());
        recorder = new Recorder(journal, ledger, orders, stores, Connections.REACH_BACK, refunds, clock);
        StoreWord word = new StoreWord(
                plan, stores, channels, ledger, orders, refunds, this::ask, task -> executor.execute(task), clock);
        attempts = new Attempts(
                channels,
                ledger,
                node,
                clock,
                Samples.lowest(),
                Effects.NONE,
                (one, outcome, move, at) -> {},
                new BeforePurchase() {
                    @Override
                    public Word on(Dispatch dispatch) throws InterruptedException {
                        Word said = word.on(dispatch);
                        Runnable once = afterAsking;
                        afterAsking = () -> {};
                        once.run();
                        return said;
                    }

                    @Override
                    public boolean stillSo(Tx tx, Dispatch dispatch) throws SQLException {
                        return word.stillSo(tx, dispatch);
                    }
                });
        relay = new Relay(channels, ledger, node, clock);
        desk = new Desk(
                ledger,
                planner,
                channels,
                new UnreadMessages(stores, orders, ledger, Connections.REACH_BACK, refunds),
                clock);
    }

    /** Takes effect at once. */
    void plan(StoreWord.Plan other) {
        plan = other;
        start();
    }

    /** Happens once, between the next asking and the purchase. */
    void afterAsking(Runnable once) {
        afterAsking = once;
    }

    /** Runs the calls from now on. */
    void executor(Executor other) {
        executor = other;
    }

    private Channel lane(ChannelName name, String platform) {
        return new Channel(
                new ChannelSettings(
                        name, platform, 1e6, 1_000_000, 4, SECOND, SECOND, SECOND, SECOND, 3, 0.1, 200, 1e6),
                connector(platform),
                clock,
                Samples.lowest());
    }

    private ReadOrder.Told ask(ChannelName channel, ReadOrder work, Instant sendBefore) {
        Kamelets kamelets = Optional.ofNullable(shops.talks.get(channel)).orElseThrow();
        Exchange exchange = kamelets.send("provider-work", work, Map.of());
        if (exchange.getException() != null) {
            throw new Refusal(Transport.outcome(exchange.getException(), false));
        }
        return exchange.getMessage().getBody(ReadOrder.Told.class);
    }

    /** A paid WooCommerce order of these lines, such as {@code 2 TEE}; the line's id is its place. */
    static String wooOrder(long id, String status, String... lines) {
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < lines.length; i++) {
            String[] parts = lines[i].split(" ", 2);
            items.append(i == 0 ? "" : ",").append("""
                {"id":%d,"name":"Thing %s","product_id":%d,"variation_id":0,"quantity":%s,"total":"19.95",
                 "total_tax":"0.00","meta_data":[],"sku":"%s","price":19.95}
                """.formatted(i + 1, parts[1], 71 + i, parts[0], parts[1]));
        }
        String address = """
            {"first_name":"Jane","last_name":"Roe","company":"","address_1":"12 Elm Street","address_2":"",
             "city":"Austin","state":"TX","postcode":"78701","country":"US","phone":"+15125550100"}\
            """;
        return """
            {"id":%d,"number":"%d","status":"%s","currency":"USD","total":"39.90","customer_note":"",
             "date_created_gmt":"2026-11-20T11:00:00","date_modified_gmt":"2026-11-20T11:00:00",
             "date_paid_gmt":%s,"meta_data":[],"billing":%s,"shipping":%s,"line_items":[%s],
             "shipping_lines":[{"id":90,"method_title":"Flat rate","method_id":"flat_rate","total":"4.90"}],
             "refunds":[]}
            """.formatted(
                id, id, status, status.equals("on-hold") ? "null" : "\"2026-11-20T11:00:00\"", address, address, items);
    }

    /** A paid Shopify order of these lines, such as {@code 2 TEE}; line ids are ten times the order's and their place. */
    static String shopifyOrder(long id, String... lines) {
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < lines.length; i++) {
            String[] parts = lines[i].split(" ", 2);
            items.append(i == 0 ? "" : ",")
                    .append("""
                        {"id":%d,"sku":"%s","name":"Thing","title":"Thing","quantity":%s,"current_quantity":%s,
                         "fulfillable_quantity":%s,"price":"19.95","requires_shipping":true,"gift_card":false,
                         "variant_id":%d,"product_id":%d,"properties":[],"discount_allocations":[]}
                        """.formatted(id * 10 + i + 1, parts[1], parts[0], parts[0], parts[0], 500 + i, 400 + i));
        }
        return """
            {"id":%d,"name":"#%d","created_at":"2026-11-20T11:00:00Z","processed_at":"2026-11-20T11:00:00Z",
             "updated_at":"2026-11-20T11:00:00Z","financial_status":"paid","currency":"USD","total_price":"39.90",
             "current_total_price":"39.90","email":"jane@example.com","test":false,"confirmed":true,"tags":"",
             "shipping_address":{"name":"Jane Roe","first_name":"Jane","last_name":"Roe","address1":"12 Elm Street",
              "city":"Austin","province":"Texas","province_code":"TX","zip":"78701","country":"United States",
              "country_code":"US","phone":"+15125550100"},
             "shipping_lines":[],"line_items":[%s]}
            """.formatted(id, id, items);
    }

    /** The WooCommerce shop has the order, and its webhook brings it. */
    OrderId sold(StoreId store, String body) {
        if (store.equals(GROSS)) {
            gross.orders().put(body);
        } else if (store.equals(OTHER)) {
            other.orders().put(body);
        } else if (store.equals(LOOP)) {
            loop.store().order(body);
        }
        return deliver(store, store.equals(LOOP) ? "shopify:orders/paid" : "woocommerce:order.updated", body);
    }

    /** The webhook of an order as the shop {@code gross} has it now. */
    OrderId webhook(long order) {
        return deliver(
                GROSS, "woocommerce:order.updated", gross.orders().order(order).toString());
    }

    OrderId deliver(StoreId store, String kind, String body) {
        String id = body.replaceFirst("(?s).*?\"id\":([0-9]+).*", "$1");
        OrderId order = OrderId.of(store, id);
        journal.append(new Journal.Entry(
                        0,
                        clock.instant(),
                        store,
                        kind,
                        Optional.of(order),
                        id,
                        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                        "{}",
                        body.getBytes(StandardCharsets.UTF_8)))
                .join();
        recorder.drain();
        return order;
    }

    /** Everything that is due goes out; what begins is bought. */
    void round() {
        relay.next().forEach(message -> {
            relay.sent(message);
            buy(begun(message.dispatch().value(), message.channel()));
        });
    }

    private @Nullable Attempt begun(String dispatch, ChannelName channel) {
        try {
            return attempts.begin(dispatch, channel.value());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The supplier refuses connections: what goes out finds out, and its channel is held. */
    void supplierDown(ChannelName supplier) {
        for (int i = 0; i < 3; i++) {
            channel(supplier).record(Transport.outcome(new ConnectException("refused"), true));
        }
    }

    /** Probes that are due; what begins is bought. @return how many began */
    int probe() {
        int begun = 0;
        for (Channels.Probe probe : channels.dueProbes()) {
            try {
                Attempt attempt = attempts.probe(probe);
                begun += attempt == null ? 0 : 1;
                buy(attempt);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return begun;
    }

    private void buy(@Nullable Attempt attempt) {
        if (attempt == null) {
            return;
        }
        PlaceOrder order = ((Task) attempt.task()).order();
        order.items().forEach(item -> bought.add(item.quantity() + " " + item.sku()));
        cities.add(order.shipTo().city());
        try {
            attempts.finish(attempt, new Outcome.Done(List.of("8001"), ""), new DefaultExchange(CAMEL));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets that much time pass, in steps of 15 s, with everything done that comes up meanwhile. */
    void advance(Duration by) {
        Instant end = clock.instant().plus(by);
        while (clock.instant().isBefore(end)) {
            clock.advance(Duration.ofSeconds(15));
            round();
        }
    }

    /** What the recorder clears up every few minutes. */
    void settle() {
        recorder.settleRemovals();
    }

    /** Orders of which the ledger notes that they wait for their store. */
    int waiting() {
        return ledger.read(tx -> tx.list("SELECT order_id FROM store_check", row -> row.text("order_id")))
                .size();
    }

    /** Calls of that kind that the shops have had in this test. */
    long asked(String operation) {
        return shops.asked(operation) - askedBefore.getOrDefault(operation, 0L);
    }

    Channel channel(ChannelName name) {
        return channels.get(name);
    }

    List<Dispatch> dispatches(OrderId order) {
        return ledger.read(tx -> Dispatches.ofOrder(tx, order));
    }

    /** The order as merchants and support see it. */
    OrderView seen(OrderId order) {
        return OrderView.find(ledger, channels, order, Scope.ALL).orElseThrow();
    }

    Dispatch dispatch(OrderId order) {
        List<Dispatch> all = dispatches(order);
        if (all.size() != 1) {
            throw new AssertionError("one dispatch expected, there are " + all);
        }
        return all.getFirst();
    }

    /** A person replays all dead letters of the order. */
    void replay(OrderId order) {
        dispatches(order).stream()
                .filter(dispatch -> dispatch.state() == serai.dispatch.DispatchState.DEAD)
                .forEach(dispatch -> desk.replay(dispatch.id(), Optional.empty(), ANN, "asked the customer", false));
    }

    /** What the order's timeline says, oldest first. */
    List<String> timeline(OrderId order) {
        return ledger.read(tx -> tx.list(
                "SELECT what, reason FROM event WHERE order_id = ? ORDER BY seq",
                row -> row.text("what") + " " + row.text("reason"),
                order));
    }

    @Override
    public void close() {
        journal.close();
        ledger.close();
    }
}
