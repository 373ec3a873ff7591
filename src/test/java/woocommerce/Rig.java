package woocommerce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import serai.base.ChannelName;
import serai.base.Json;
import serai.base.Money;
import serai.base.Sku;
import serai.fixture.Kamelets;
import serai.provider.AccountContext;
import serai.provider.Carrier;
import serai.provider.Connector;
import serai.provider.ErrorTable;
import serai.provider.Notify;
import serai.provider.Outcome;
import serai.provider.PushOffers;
import serai.provider.PushTracking;
import serai.provider.Transport;
import serai.provider.Wire;
import serai.provider.Work;
import serai.simulator.shop.WooCommerceShop;

/** The account of one store in a real Camel context, and the simulated store behind it. */
final class Rig implements AutoCloseable {
    static final Path FOLDER = Path.of("connectors/woocommerce");
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    static final String URL = "https://t.17track.net/en#nums=";

    final WooCommerceShop shop = new WooCommerceShop();
    private final Kamelets kamelets;
    private final WooCommerce account;
    private volatile Duration ahead = Duration.ZERO;

    Rig(String... settings) throws Exception {
        kamelets = new Kamelets("store-loop", Kamelets.patient(4));
        account = new WooCommerce(context(settings));
        kamelets.bind("store-loop", account);
        kamelets.route("provider-work", "channel=store-loop&baseUrl=" + shop.url());
    }

    private AccountContext context(String... settings) {
        InstantSource moved = () -> Instant.now().plus(ahead);
        Map<String, String> all = settings("admin-url", shop.url() + "/");
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return context(all, moved.withZone(ZoneOffset.UTC));
    }

    static AccountContext context(Map<String, String> settings, Clock clock) {
        AccountContext.TokenStore none = new AccountContext.TokenStore() {
            @Override
            public Optional<String> load() {
                return Optional.empty();
            }

            @Override
            public void save(String secret) {
                throw new AssertionError("WooCommerce has no tokens");
            }
        };
        return new AccountContext(
                new ChannelName("store-loop"),
                settings,
                ErrorTable.load(FOLDER.resolve("errors.yaml")),
                none,
                (kamelet, call) -> {
                    throw new AssertionError("WooCommerce has no kamelets of its own");
                },
                clock);
    }

    /** All that {@code connector.yaml} declares, unset ones empty, with the simulated shop's keys. */
    static Map<String, String> settings(String... changes) {
        Map<String, String> settings = new HashMap<>();
        connector()
                .settings()
                .forEach(setting ->
                        settings.put(setting.key(), setting.defaultValue().orElse("")));
        settings.putAll(Map.of(
                "store", "loop",
                "consumer-key", WooCommerceShop.KEY,
                "consumer-secret", WooCommerceShop.SECRET,
                "webhook-secret", "wc_s3cret_Zx81",
                "currency", "EUR"));
        for (int i = 0; i < changes.length; i += 2) {
            settings.put(changes[i], changes[i + 1]);
        }
        return settings;
    }

    static Connector connector() {
        return Connector.load(Path.of("connectors")).stream()
                .filter(connector -> connector.name().equals("woocommerce"))
                .findFirst()
                .orElseThrow();
    }

    WooCommerce account() {
        return account;
    }

    /** Moves the account's clock, not the shop's. */
    void pass(Duration time) {
        ahead = ahead.plus(time);
    }

    private Exchange sent(Work work) {
        return kamelets.send("provider-work", work, Map.of());
    }

    /** The result of a talk that must succeed. */
    <T> T done(Work work, Class<T> type) {
        Exchange exchange = sent(work);
        if (exchange.getException() != null) {
            throw new AssertionError(
                    Transport.outcome(exchange.getException(), false).toString(), exchange.getException());
        }
        return type.cast(exchange.getMessage().getBody());
    }

    /** The outcome, of a talk that ended or that failed. */
    Outcome outcome(Work work) {
        Exchange exchange = sent(work);
        return exchange.getException() == null
                ? exchange.getMessage().getBody(Outcome.class)
                : Transport.outcome(exchange.getException(), false);
    }

    /** What went over the wire in one talk. */
    List<Wire.Sent> sentFor(Work work) {
        return Wire.sent(sent(work));
    }

    static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static JsonNode example(String name) {
        try {
            return json(Files.readString(FOLDER.resolve("examples").resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The calls of one talk, as method and path. */
    List<String> calls(Work work) {
        return sentFor(work).stream()
                .map(one -> one.call().method() + " " + one.call().path())
                .toList();
    }

    static PushTracking parcel(String number) {
        return parcel(number, Optional.empty(), true);
    }

    static PushTracking parcel(String number, Optional<String> replaces, boolean last) {
        return parcel("727", number, replaces, last, "");
    }

    static PushTracking parcel(
            String order, String number, Optional<String> replaces, boolean last, String platformName) {
        Map<String, String> names = platformName.isEmpty() ? Map.of() : Map.of("woocommerce", platformName);
        return new PushTracking(
                "parcel-1",
                order,
                "#727",
                new Carrier("CAINIAO_STANDARD", "Cainiao", names, URL + number),
                number,
                replaces,
                List.of(new PushTracking.Line("154", new Sku("AE-HOOD-L"), 1)),
                Optional.of(Instant.parse("2026-11-20T23:30:00Z")),
                "in_transit",
                last,
                true);
    }

    static Notify message(String id) {
        return new Notify(id, "order.cancel-refused", "727", "#727", "The supplier ships already.", Map.of(), NOON);
    }

    static PushOffers offers(PushOffers.Offer... offers) {
        return new PushOffers(List.of(offers));
    }

    static PushOffers.Offer stock(String sku, long pieces) {
        return new PushOffers.Offer(new Sku(sku), Optional.of(pieces), Optional.empty(), "k" + pieces, NOON);
    }

    static PushOffers.Offer price(String sku, String amount, String currency) {
        return new PushOffers.Offer(
                new Sku(sku), Optional.empty(), Optional.of(Money.of(amount, currency)), "p" + amount, NOON);
    }

    @Override
    public void close() {
        kamelets.close();
        shop.close();
    }
}
