package serai.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import serai.base.Json;
import serai.base.OrderId;
import serai.base.Sku;
import serai.base.StoreId;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.Move;
import serai.fixture.MovedClock;
import serai.fixture.RawHttp;
import serai.fixture.Samples;
import serai.http.Exchanges;
import serai.http.FrontServer;
import serai.intake.FrontDoor;
import serai.intake.IntakeMeter;
import serai.intake.Journal;
import serai.intake.Recorder;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.order.Listing;
import serai.order.Listings;
import serai.order.OrderBook;
import serai.order.OrderView;
import serai.order.Planner;
import serai.provider.Connector;
import serai.provider.PlaceOrder;

/**
 * What stores deliver, over real HTTP and signed, on its whole way through front door, journal, recorder and planner into
 * a real ledger: a store of Shopify ({@code loop}), one of WooCommerce ({@code gross}) and one of its own making ({@code
 * demo}).
 */
final class Deliveries implements AutoCloseable {
    static final StoreId LOOP = new StoreId("loop");
    static final StoreId GROSS = new StoreId("gross");
    private static final String SECRET = "hush";
    private static final int MIB = 1 << 20;

    final MovedClock clock = new MovedClock();
    final Stores stores;
    final OrderBook orders;
    final Database ledger;
    final Journal journal;
    final Listings listings;
    private final Recorder recorder;
    private final FrontDoor frontDoor;
    private final FrontServer server;
    private final CamelContext camel = new DefaultCamelContext();

    Deliveries(Path folder) throws Exception {
        this(folder, "", "");
    }

    /** With more keys of these two stores, such as {@code ", pickup: buy"}. */
    Deliveries(Path folder, String ofLoop, String ofGross) throws Exception {
        stores = Stores.parse(
                "stores.yaml",
                """
                - {id: loop, platform: shopify, webhookSecret: hush%s}
                - {id: gross, platform: woocommerce, webhookSecret: hush%s}
                - {id: demo, platform: generic, apiKey: key}
                """.formatted(ofLoop.isEmpty() ? ", shopDomain: loop.myshopify.com" : ofLoop, ofGross),
                Map.of());
        ledger = Ledgers.embedded(folder.resolve("ledger.db"));
        journal = Journal.open(folder.resolve("journal.db"), 1_000, 64 << 20);
        listings = new Listings(ledger);
        Connector.Limits limits = new Connector.Limits(200, 10_000);
        Planner planner = new Planner(listings, Map.of(Samples.ALIEXPRESS, limits, Samples.AMAZON, limits));
        orders = new OrderBook(planner, Samples.cancellations());
        recorder = new Recorder(journal, ledger, orders, stores, clock);
        frontDoor = new FrontDoor(stores, journal, ledger, MIB, Duration.ofSeconds(5), clock, new Silent());
        server = new FrontServer("127.0.0.1", 0, router -> {
            router.route().handler(Exchanges::begin);
            frontDoor.attach(router);
        });
        camel.addService(server);
        camel.start();
    }

    private static final class Silent implements IntakeMeter {
        @Override
        public void accepted(String kind, Duration waited) {}

        @Override
        public void refused(String why) {}
    }

    /** Lists these SKUs of all three stores at AliExpress. */
    Deliveries selling(String... skus) {
        listings.loadFile(stores.all().stream()
                .flatMap(store -> List.of(skus).stream().map(sku -> listing(store.id(), sku)))
                .toList());
        return this;
    }

    private static Listing listing(StoreId store, String sku) {
        return new Listing(
                store, new Sku(sku), Samples.ALIEXPRESS, "1005", "", "S-" + sku, 1, java.util.Optional.empty(), "");
    }

    /** A delivery of Shopify. @return the answer's status */
    int shopify(String topic, byte[] body) {
        return shopify(topic, body, "loop.myshopify.com");
    }

    /** The same of a shop that calls itself so. */
    int shopify(String topic, byte[] body, String domain) {
        return post(
                "/stores/loop/webhooks/shopify",
                body,
                "X-Shopify-Topic: " + topic,
                "X-Shopify-Shop-Domain: " + domain,
                "X-Shopify-Hmac-Sha256: " + signature(body));
    }

    /** A delivery of WooCommerce; all come under one delivery id. @return the answer's status */
    int woo(String topic, byte[] body) {
        return post(
                "/stores/gross/webhooks/woocommerce",
                body,
                "X-WC-Webhook-Topic: " + topic,
                "X-WC-Webhook-Delivery-ID: 0123456789abcdef0123456789abcdef",
                "X-WC-Webhook-Signature: " + signature(body));
    }

    /** The same of a shop that calls itself so. */
    int woo(String topic, byte[] body, String source) {
        return post(
                "/stores/gross/webhooks/woocommerce",
                body,
                "X-WC-Webhook-Topic: " + topic,
                "X-WC-Webhook-Source: " + source,
                "X-WC-Webhook-Signature: " + signature(body));
    }

    /** An order that a look into the store of WooCommerce finds. */
    void found(byte[] body) {
        String id = WooCommerceReader.orderId(body).orElseThrow();
        journal.append(new Journal.Entry(
                        0,
                        clock.instant(),
                        GROSS,
                        "woocommerce:order.updated",
                        Optional.of(OrderId.of(GROSS, id)),
                        id,
                        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                        "{\"x-serai-found-by\":\"visit\"}",
                        body))
                .join();
    }

    /** What the front door says of an order of the store of WooCommerce that the ledger does not know. */
    Optional<OrderView> received(String storeOrderId) {
        return frontDoor.received(stores.find(GROSS).orElseThrow(), OrderId.of(GROSS, storeOrderId));
    }

    /** An order of a store that has no platform. @return the answer's status */
    int demo(byte[] body) {
        return post("/stores/demo/orders", body, "Authorization: Bearer key");
    }

    private int post(String path, byte[] body, String... headers) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", headers)
                        + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(UTF_8));
        request.writeBytes(body);
        try {
            return RawHttp.send(server.getPort(), request.toByteArray()).status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is to be bought or was, by the supplier's SKU: {@code 2 S-TEE}. */
    List<String> bought() {
        return requests().stream()
                .flatMap(order -> order.items().stream())
                .map(item -> item.quantity() + " " + item.supplierSku())
                .toList();
    }

    /** The orders to suppliers that are to be bought or were. */
    List<PlaceOrder> requests() {
        return dispatches().stream()
                .filter(Dispatch::places)
                .filter(dispatch ->
                        dispatch.state() != DispatchState.DEAD && dispatch.state() != DispatchState.ARCHIVED)
                .map(dispatch -> Json.read(dispatch.request(), PlaceOrder.class))
                .toList();
    }

    /** Why something waits for a person. */
    List<String> parked() {
        return letters(DispatchState.DEAD);
    }

    /** Why something was put away at once. */
    List<String> putAway() {
        return letters(DispatchState.ARCHIVED);
    }

    private List<String> letters(DispatchState state) {
        return dispatches().stream()
                .filter(dispatch -> dispatch.state() == state)
                .map(dispatch -> dispatch.cause().orElseThrow() + ": " + dispatch.reason())
                .toList();
    }

    List<Dispatch> dispatches() {
        recorder.drain();
        return ledger.read(tx -> tx.list("SELECT * FROM dispatch ORDER BY recorded_at, id", Dispatches::read));
    }

    /** The standing of each order, by the order's number. */
    List<String> standings() {
        recorder.drain();
        return ledger.read(tx -> tx.list(
                "SELECT order_number, standing FROM orders ORDER BY id",
                row -> row.text("order_number") + " " + row.text("standing")));
    }

    /** What people are shown of changed wishes. */
    List<String> discrepancies() {
        recorder.drain();
        return ledger.read(
                tx -> tx.list("SELECT difference FROM discrepancy ORDER BY found_at", row -> row.text("difference")));
    }

    /** The supplier takes all that is to be bought. */
    void buy() {
        for (Dispatch open : dispatches()) {
            if (open.state() == DispatchState.RECORDED) {
                move(open, DispatchState.QUEUED);
                move(open, DispatchState.ATTEMPTING);
                move(open, DispatchState.DONE);
            }
        }
    }

    private void move(Dispatch dispatch, DispatchState to) {
        ledger.commit(tx -> {
            Dispatch now = Dispatches.find(tx, dispatch.id()).orElseThrow();
            Move move = new Move(now, to);
            return Dispatches.apply(
                    tx,
                    switch (to) {
                        case QUEUED -> move.queuedBy("node-1");
                        case ATTEMPTING -> move.attemptBy("node-1");
                        case DONE -> move.because("").supplierIds(List.of("8123"));
                        case RECORDED, WAITING, UNCONFIRMED, DEAD, ARCHIVED, CANCELLED -> move;
                    },
                    "dispatcher",
                    clock.instant());
        });
    }

    @Override
    public void close() {
        camel.stop();
        frontDoor.close();
        journal.close();
        ledger.close();
    }
}
