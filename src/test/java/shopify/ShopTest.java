package shopify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import serai.base.ChannelName;
import serai.base.Sku;
import serai.fixture.Kamelets;
import serai.fixture.Patience;
import serai.provider.AccountContext;
import serai.provider.Carrier;
import serai.provider.Connector;
import serai.provider.ErrorTable;
import serai.provider.Outcome;
import serai.provider.PushTracking;
import serai.provider.PushTracking.Line;
import serai.provider.Transport;
import serai.provider.Work;
import serai.provider.Worker;
import serai.simulator.shop.ShopifyShop;
import serai.simulator.shop.ShopifyStore;

/** A store of the simulated Shopify, and the connector at work on it through the real kamelet. */
@Timeout(Patience.HANGS)
abstract class ShopTest {
    static final String ORDER = "6200407294252";
    static final String STRAP = "15518907892012";
    static final String HOODIE = "15518907924780";

    private static final Path FOLDER = Path.of("connectors/shopify");

    final ShopifyShop shop = new ShopifyShop(0);
    final ShopifyStore store = shop.store();
    private final Kamelets kamelets;
    private Worker account = new Shopify(context());

    ShopTest() {
        try {
            kamelets = new Kamelets("shop", Kamelets.patient(4));
            kamelets.bind("shop", (Worker) work -> account.begin(work));
            kamelets.route("provider-work", "channel=shop&baseUrl=" + store.url());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() {
        kamelets.close();
        shop.close();
    }

    /** Opens the account anew with these settings besides the usual. */
    final void open(String... settings) {
        account = new Shopify(context(settings));
    }

    final AccountContext context(String... settings) {
        Connector connector = Connector.load(Path.of("connectors")).stream()
                .filter(each -> each.name().equals("shopify"))
                .findFirst()
                .orElseThrow();
        Map<String, String> values = new HashMap<>();
        connector
                .settings()
                .forEach(setting ->
                        values.put(setting.key(), setting.defaultValue().orElse("")));
        values.put("admin-token", store.token());
        for (int i = 0; i < settings.length; i += 2) {
            values.put(settings[i], settings[i + 1]);
        }
        return new AccountContext(
                new ChannelName("store-loop"),
                values,
                ErrorTable.load(FOLDER.resolve("errors.yaml")),
                new NoTokens(),
                (kamelet, call) -> {
                    throw new AssertionError("nothing is called beside the talk");
                },
                Clock.systemUTC());
    }

    /** The talk's result, or what its failure means. */
    final Object work(Work work) {
        Exchange done = kamelets.send("provider-work", work, Map.of());
        return done.getException() == null
                ? done.getMessage().getBody()
                : Transport.outcome(done.getException(), false);
    }

    final Outcome.Retryable retryable(Work work) {
        return (Outcome.Retryable) work(work);
    }

    /** The order of the reference, as its webhook brings it. */
    static String order() {
        try (InputStream stream = ShopTest.class.getResourceAsStream("/serai/store/shopify-order.json")) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Line strap(int pieces) {
        return new Line(STRAP, new Sku("AE-1005006-BLK-22"), pieces);
    }

    static Line hoodie(int pieces) {
        return new Line(HOODIE, new Sku("AE-HOOD-L"), pieces);
    }

    /** A parcel of the order of the reference. */
    static PushTracking parcel(String number, Line... lines) {
        return parcel(number, Optional.empty(), lines);
    }

    static PushTracking parcel(String number, Optional<String> replaces, Line... lines) {
        return new PushTracking(
                "parcel-1",
                ORDER,
                "#1071",
                new Carrier(
                        "CAINIAO_STANDARD", "Cainiao", Map.of("shopify", "Cainiao"), "https://track.example/" + number),
                number,
                replaces,
                List.of(lines),
                Optional.of(Instant.parse("2026-11-20T12:00:00Z")),
                "in-transit",
                true,
                true);
    }

    private static final class NoTokens implements AccountContext.TokenStore {
        @Override
        public Optional<String> load() {
            return Optional.empty();
        }

        @Override
        public void save(String secret) {
            throw new AssertionError("a token of Shopify is never replaced");
        }
    }
}
