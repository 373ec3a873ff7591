package serai;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import serai.base.ChannelName;
import serai.base.Json;
import serai.base.StoreId;
import serai.dispatch.Channel;
import serai.dispatch.Channels;
import serai.fixture.BreakableLedger;
import serai.fixture.MovedClock;
import serai.fixture.Patience;
import serai.fixture.RawHttp;
import serai.fixture.Samples;
import serai.fixture.SmallGateway;
import serai.http.FrontServer;
import serai.intake.FrontDoor;
import serai.intake.IntakeMeter;
import serai.intake.Journal;
import serai.provider.Connector;
import serai.provider.PushMessages;
import serai.store.Stores;

/** The public endpoints over real HTTP and a ledger that can break: stores, Shopify as {@code loop} and a supplier ask. */
@Timeout(Patience.HANGS)
abstract class EndpointsTest {
    static final String KEY = "Authorization: Bearer key-of-tea";
    static final String SERVICE = "/stores/loop/fulfilment/long-and-random";
    static final String MESSAGES = "/providers/aliexpress/messages";

    private final CamelContext camel = new DefaultCamelContext();
    final MovedClock clock = new MovedClock();
    final List<StoreId> requested = new ArrayList<>();
    BreakableLedger breakable;
    SmallGateway gateway;
    private Journal journal;
    private FrontDoor frontDoor;
    private int port;

    /** Signed is what says so; what the body names is the order. */
    private static final PushMessages SUPPLIER = (headers, body) -> {
        boolean signed = headers.entrySet().stream()
                .anyMatch(header -> header.getKey().equalsIgnoreCase("X-Signed")
                        && header.getValue().equals("yes"));
        String text = new String(body, UTF_8);
        return signed ? Optional.of(text.matches("[0-9]+") ? List.of(text) : List.of()) : Optional.empty();
    };

    private static final class Silent implements IntakeMeter {
        @Override
        public void accepted(String kind, Duration waited) {}

        @Override
        public void refused(String why) {}
    }

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        breakable = new BreakableLedger(folder.resolve("ledger.db"));
        gateway = new SmallGateway(breakable.database(), clock);
        journal = Journal.open(folder.resolve("journal.db"), 1_000, 64 << 20);
        Stores stores = Stores.parse("stores.yaml", """
            - {id: tea, platform: generic, apiKey: key-of-tea}
            - {id: other, platform: generic, apiKey: key-of-other}
            - {id: keyless, platform: shopify, webhookSecret: hush}
            - {id: loop, platform: shopify, webhookSecret: %s, shopDomain: loop.myshopify.com, callbackKey: long-and-random}
            """.formatted(serai.fixture.Rig.WEBHOOK_SECRET), Map.of());
        frontDoor = new FrontDoor(stores, journal, gateway.ledger, 1 << 20, Duration.ofSeconds(1), clock, new Silent());
        Channels channels = new Channels(
                List.of(Samples.aliExpress(clock), lane("acme-secret-shop"), lane("beta-secret-shop")),
                gateway.ledger,
                clock);
        FrontServer server = new FrontServer(
                "127.0.0.1",
                0,
                new Endpoints(
                        frontDoor,
                        gateway.ledger,
                        channels,
                        gateway.elsewhere,
                        List.of(
                                new StoreEndpoints(frontDoor, gateway.ledger, clock)::attach,
                                new FulfilmentService(stores, gateway.ledger, requested::add, clock)::attach,
                                new ProviderEndpoints(
                                        name -> name.equals("aliexpress") ? Optional.of(SUPPLIER) : Optional.empty(),
                                        gateway.ledger,
                                        clock)::attach))::attach);
        camel.addService(server);
        camel.start();
        port = server.getPort();
        stock("loop", "AE-1");
        stock("tea", "TEE");
    }

    private Channel lane(String store) {
        Connector usual = Samples.connector("shopify", Connector.Resolution.REPEAT);
        Connector connector = new Connector(
                "shopify",
                "Shopify",
                usual.account(),
                Connector.Role.STORE,
                usual.unknown(),
                usual.limits(),
                usual.works(),
                List.of(),
                Map.of());
        return new Channel(Samples.settings(ChannelName.of(new StoreId(store))), connector, clock, new Random(1));
    }

    /** Five pieces of it, as its supplier has just said. */
    private void stock(String store, String sku) {
        gateway.ledger.commit(tx -> tx.update(
                        "INSERT INTO listing (store, sku, channel, product_id, variant, supplier_sku, quantity,"
                                + " max_unit_cost, currency, shipping_service, source)"
                                + " VALUES (?, ?, 'aliexpress', ?, '', '', 1, NULL, NULL, '', 'api')",
                        store,
                        sku,
                        sku)
                + tx.update(
                        "INSERT INTO supply VALUES ('aliexpress', ?, '', '', 'KNOWN', 5, '3.50', 'USD', '', ?, 0, 0,"
                                + " 0, 0)",
                        sku,
                        clock.instant()));
    }

    @AfterEach
    void close() {
        camel.stop();
        frontDoor.close();
        journal.close();
        breakable.close();
    }

    static JsonNode json(RawHttp.Reply reply) throws IOException {
        return Json.read(reply.body().getBytes(UTF_8));
    }

    final RawHttp.Reply get(String path, String... headers) throws IOException {
        return send("GET", path, "", headers);
    }

    final RawHttp.Reply send(String method, String path, String body, String... headers) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        String lines = String.join(
                "\r\n",
                Stream.concat(Stream.of(headers), Stream.of("Content-Length: " + bytes.length))
                        .toList());
        request.writeBytes(
                (method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + lines + "\r\n\r\n").getBytes(UTF_8));
        request.writeBytes(bytes);
        return RawHttp.send(port, request.toByteArray());
    }
}
