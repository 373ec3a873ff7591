package serai.browser;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import serai.fixture.GatewayProcess;
import serai.fixture.Patience;
import serai.fixture.StoreClient;
import serai.fixture.Webhooks;
import serai.simulator.Simulator;
import serai.simulator.shop.ShopifyShop;
import serai.simulator.shop.WebhookReceiver;
import serai.simulator.shop.WooCommerceShop;

/**
 * A bad hour, staged: AliExpress is down and {@value #WAITING} orders wait for it, Amazon works, dead letters of many causes
 * lie there, an incident is open, and a replay has run. A real gateway process with simulated suppliers and stores.
 */
final class Outage implements AutoCloseable {
    static final int WAITING = 64;
    /** The city that AliExpress and Amazon refuse. */
    static final String NOWHERE = "Atlantis";
    /** A listed SKU that Amazon does not know. */
    static final String UNKNOWN_TO_AMAZON = "TEA-OOLONG";

    private final Path folder;
    private final Simulator aliexpress = Simulator.start("aliexpress");
    private final Simulator amazon = Simulator.start("amazon");
    private final ShopifyShop shopify = new ShopifyShop(0);
    private final WooCommerceShop wooCommerce = new WooCommerceShop();
    private final WebhookReceiver teaHouse = new WebhookReceiver();
    private final GatewayProcess gateway;
    private final Support support;
    private final Map<Staff, String> cookies = new EnumMap<>(Staff.class);

    private Outage() throws IOException {
        folder = Files.createTempDirectory("serai-browser-");
        Path config = Files.createDirectory(folder.resolve("config"));
        Map<String, String> stores = Map.of(
                "teaHouse", teaHouse.url(),
                "signingSecret", WebhookReceiver.SECRET,
                "shopify", shopify.store().url(),
                "shopifyToken", ShopifyShop.TOKEN,
                "wooCommerce", wooCommerce.url(),
                "wooCommerceKey", WooCommerceShop.KEY,
                "wooCommerceSecret", WooCommerceShop.SECRET);
        Before.write(config, "stores.yaml", stores);
        Before.write(config, "listings.csv", Map.of());
        Before.write(config, "users.yaml", Map.of("hash", Staff.HASH.text()));
        gateway = settings(new GatewayProcess("node-1", config, folder.resolve("data"), folder.resolve("node-1.log")));
        support = new Support(gateway.uri());
    }

    /** Stages it; some seconds. */
    static Outage staged() {
        @Nullable Outage outage = null;
        try {
            outage = new Outage();
            outage.cookies.putAll(Before.signEverybodyIn(outage.folder, outage.gateway.data()));
            outage.gateway.start();
            outage.lettersDie();
            outage.someAreReplayed();
            outage.supplierGoesDown();
            return outage;
        } catch (IOException | RuntimeException | AssertionError e) {
            if (outage != null) {
                outage.gateway.close();
            }
            throw new AssertionError("the outage could not be staged", e);
        }
    }

    private GatewayProcess settings(GatewayProcess process) {
        return process.with("serai.support-token", Support.TOKEN)
                .with("serai.progress.interval", "5s")
                .with("serai.aliexpress.pace", "10")
                .with("serai.aliexpress.probe-interval", "2s")
                .with("serai.aliexpress.base-url", aliexpress.url())
                .with("serai.aliexpress.app-key", "12345678")
                .with("serai.aliexpress.app-secret", "helloworld")
                .with("serai.aliexpress.access-token", "test-session-1")
                .with("serai.aliexpress.refresh-token", "fake-refresh-token-0001")
                .with("serai.amazon.pace", "50")
                .with("serai.amazon.base-url", amazon.url())
                .with("serai.amazon.lwa-url", amazon.url())
                .with("serai.amazon.client-id", "amzn1.application-oa2-client.example")
                .with("serai.amazon.client-secret", "fake-client-secret-0001")
                .with("serai.amazon.refresh-token", "Atzr|fake-refresh-token-0001")
                .with("totp.of.tom", Staff.TOTP.reveal());
    }

    /** Dead letters of many causes: one wrong city, one unknown product, a price that rose, SKUs without a listing. */
    private void lettersDie() throws IOException {
        aliexpress.situation("reject-address").sku(NOWHERE);
        aliexpress.situation("reject-sku").sku("14:200003528#Steel");
        aliexpress.situation("price-rise").option("price", "6.49");
        amazon.situation("reject-address").sku(NOWHERE);
        amazon.situation("reject").sku("TEA-OOLONG-100G");
        post(Sale.order("T-1001").of("POT-GOLD"));
        post(Sale.order("T-1002").of("POT-GOLD", "TEA-GREEN").by("Omar Haddad", "omar@example.com"));
        post(Sale.order("T-1003").of("POT-GOLD").by("Li Na", "li@example.com"));
        post(Sale.order("T-1004").of("POT-SILVER").by("Ana Souza", "ana@example.com"));
        post(Sale.order("T-1011").of("POT-BLACK").to(NOWHERE, "TX", "78701", "US"));
        post(Sale.order("T-1012").of("CUPS-SET").to(NOWHERE, "TX", "78701", "US"));
        post(Sale.order("T-1013").of("POT-BLACK").by("Cher", "cher@example.com"));
        post(Sale.order("T-1014").of("TEA-GREEN").to(NOWHERE, "TX", "78701", "US"));
        post(Sale.order("T-1021").of("POT-WHITE"));
        post(Sale.order("T-1022").of("POT-WHITE").by("Jürgen Groß", "juergen@example.com"));
        post(Sale.order("T-1031").of("KETTLE-STEEL"));
        post(Sale.order("T-1032").of("KETTLE-STEEL", "TEA-GREEN"));
        for (String id : List.of("T-1033", "T-1034", "T-1035", "T-1036")) {
            post(Sale.order(id).of(UNKNOWN_TO_AMAZON));
        }
        post(Sale.order("T-1041")
                .of("POT-BLACK")
                .by("João Silva", "joao@example.com")
                .to("São Paulo", "SP", "01310-100", "BR"));
        post(Sale.order("M-2001").from("mug-market").of("MUG-GREEN"));
        post(Sale.order("M-2002").from("mug-market").of("MUG-RED").to(NOWHERE, "TX", "78701", "US"));
        // The next order only: whatever came before must have been sent.
        awaitDead(19);
        aliexpress.situation("created-unpaid").times(1);
        post(Sale.order("T-1051").of("POT-BLACK").by("Noor Jansen", "noor@example.com"));
        unreadable();
        awaitDead(21);
    }

    /** A paid order of Shopify, signed by it, that nobody can read. */
    private void unreadable() throws IOException {
        byte[] body =
                "{\"id\": 6200407294252, \"name\": \"#1071\", \"line_items\": [{".getBytes(StandardCharsets.UTF_8);
        StoreClient.Answer answer = store("loop-shop")
                .post(
                        "/webhooks/shopify",
                        body,
                        Map.of(
                                "X-Shopify-Topic", "orders/paid",
                                "X-Shopify-Hmac-Sha256", Webhooks.signature(body),
                                "Content-Type", "application/json"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    /** Amazon knows the product now, a person replays what had died of it, and the first of them dies again. */
    private void someAreReplayed() {
        amazon.off("reject");
        amazon.situation("reject").sku("TEA-OOLONG-100G").times(1);
        JsonNode replay = support.change(
                "POST",
                "replays",
                Map.of(
                        "filter",
                        Map.of("cause", "item-unknown", "channel", "amazon"),
                        "stopAboveFailureShare",
                        1,
                        "reason",
                        "Amazon has listed the oolong again"));
        Patience.forOneStep()
                .untilAsserted(
                        "the replay is over",
                        () -> assertThat(support.read(
                                                "replays/" + replay.path("id").asText())
                                        .path("state")
                                        .asText())
                                .isEqualToIgnoringCase("finished"));
        amazon.off("reject");
        amazon.situation("reject").sku("TEA-OOLONG-100G");
    }

    private void supplierGoesDown() throws IOException {
        aliexpress.refuse();
        for (int i = 0; i < WAITING; i++) {
            boolean mugs = i % 4 == 3;
            post(Sale.order((mugs ? "M-" : "T-") + (3001 + i))
                    .from(mugs ? "mug-market" : "tea-house")
                    .of(mugs ? "MUG-BLUE" : List.of("POT-BLACK", "CUPS-SET").get(i % 2)));
        }
        for (String id : IntStream.range(4001, 4013).mapToObj(i -> "T-" + i).toList()) {
            post(Sale.order(id));
        }
        Patience.whileMoving(() -> gateway.status().backlog("aliexpress")).untilAsserted("AliExpress is held", () -> {
            assertThat(gateway.status().of("aliexpress")).isEqualTo("HELD");
            assertThat(gateway.status().backlog("aliexpress")).isGreaterThanOrEqualTo(WAITING);
        });
    }

    /** The value of that person's session cookie. */
    String session(Staff who) {
        return requireNonNull(cookies.get(who));
    }

    /** Hands in an order. @return our id */
    String post(Sale purchase) throws IOException {
        StoreClient.Answer answer = store(purchase.store())
                .post(
                        "/orders",
                        purchase.json().getBytes(StandardCharsets.UTF_8),
                        Map.of(
                                "Authorization",
                                "Bearer key-of-" + purchase.store(),
                                "Content-Type",
                                "application/json"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.id();
    }

    /** From now on the tea house's SKU comes from Amazon. */
    void list(String sku) {
        support.change(
                "PUT",
                "listings?reason=found",
                Map.of("store", "tea-house", "sku", sku, "channel", "amazon", "supplierSku", sku, "quantity", 1));
    }

    /** What the tea house's own server has been told so far, as it came. */
    Stream<String> toldTeaHouse() {
        return teaHouse.messages().stream().map(Object::toString);
    }

    /** Hands in an order and waits until it has died. @return the letter's id */
    String dead(Sale purchase) throws IOException {
        post(purchase);
        return Patience.forOneStep()
                .lookingEvery(Duration.ofMillis(50))
                .untilFound(
                        purchase.id() + " is dead",
                        () -> support.read("dead-letters?orderId=" + purchase.id())
                                .path("items")
                                .path(0)
                                .path("id")
                                .asText(),
                        id -> !id.isEmpty());
    }

    private void awaitDead(int number) {
        Patience.whileMoving(() -> dead().size())
                .untilAsserted(number + " are dead", () -> assertThat(dead()).hasSizeGreaterThanOrEqualTo(number));
    }

    private JsonNode dead() {
        return support.read("dead-letters?limit=100").path("items");
    }

    StoreClient store(String id) {
        return gateway.store(id, "key-of-" + id);
    }

    GatewayProcess gateway() {
        return gateway;
    }

    Simulator aliexpress() {
        return aliexpress;
    }

    Simulator amazon() {
        return amazon;
    }

    Support support() {
        return support;
    }

    URI uri() {
        return gateway.uri();
    }

    @Override
    public void close() {
        gateway.close();
        aliexpress.close();
        amazon.close();
        shopify.close();
        wooCommerce.close();
        teaHouse.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
