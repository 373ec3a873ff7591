package generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.base.ChannelName;
import serai.base.Json;
import serai.base.Money;
import serai.base.Sku;
import serai.fixture.Kamelets;
import serai.fixture.Patience;
import serai.provider.AccountContext;
import serai.provider.Carrier;
import serai.provider.Cause;
import serai.provider.Connector;
import serai.provider.ErrorTable;
import serai.provider.KeepHooks;
import serai.provider.Notify;
import serai.provider.Outcome;
import serai.provider.Outcome.Scope;
import serai.provider.PushOffers;
import serai.provider.PushTracking;
import serai.provider.Transport;
import serai.provider.Work;
import serai.provider.Worker;
import serai.simulator.shop.WebhookReceiver;
import serai.simulator.shop.WebhookReceiver.Delivery;

/** The account of a merchant's endpoint in a real Camel context, and the simulated endpoint behind it. */
@Timeout(Patience.HANGS)
class GenericStoreTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final WebhookReceiver merchant = new WebhookReceiver();
    private final Kamelets kamelets;
    private volatile Duration ahead = Duration.ZERO;
    private volatile GenericStore account = account(merchant.url() + "/hooks/serai?shop=1", WebhookReceiver.SECRET);

    GenericStoreTest() throws Exception {
        kamelets = new Kamelets("store-tea", Kamelets.patient(4));
        kamelets.bind("store-tea", (Worker) work -> account.begin(work));
        kamelets.route("provider-work", "channel=store-tea&baseUrl=" + merchant.url());
    }

    @AfterEach
    void stop() {
        kamelets.close();
        merchant.close();
    }

    private GenericStore account(String url, String secret) {
        InstantSource moved = () -> Instant.now().plus(ahead);
        AccountContext.TokenStore none = new AccountContext.TokenStore() {
            @Override
            public Optional<String> load() {
                return Optional.empty();
            }

            @Override
            public void save(String token) {
                throw new AssertionError("there are no tokens");
            }
        };
        return new GenericStore(new AccountContext(
                new ChannelName("store-tea"),
                new HashMap<>(Map.of("store", "tea", "webhook-url", url, "signing-secret", secret)),
                ErrorTable.load(Path.of("connectors/generic/errors.yaml")),
                none,
                (kamelet, call) -> {
                    throw new AssertionError("there are no kamelets");
                },
                moved.withZone(ZoneOffset.UTC)));
    }

    private Object run(Work work) {
        Exchange exchange = kamelets.send("provider-work", work, Map.of());
        return exchange.getException() == null
                ? exchange.getMessage().getBody()
                : Transport.outcome(exchange.getException(), false);
    }

    private static PushTracking parcel(String status) {
        return new PushTracking(
                "parcel-1",
                "1001",
                "#1001",
                new Carrier("YANWEN", "Yanwen", Map.of(), "https://track.example/LP001"),
                "LP001",
                Optional.empty(),
                List.of(new PushTracking.Line("1", new Sku("TEE-衣"), 2)),
                Optional.of(NOON),
                status,
                true,
                true);
    }

    private static PushOffers offers(long pieces) {
        return new PushOffers(List.of(
                new PushOffers.Offer(new Sku("TEE"), Optional.of(pieces), Optional.empty(), "k" + pieces, NOON),
                new PushOffers.Offer(
                        new Sku("CAP"), Optional.empty(), Optional.of(Money.of("12.50", "EUR")), "p1", NOON)));
    }

    private static Notify message(String id) {
        return new Notify(id, "order.cancelled", "1001", "#1001", "It is cancelled.", Map.of("by", "supplier"), NOON);
    }

    @Test
    void aParcelIsToldBySignedWebhook() {
        var outcome = run(parcel("in_transit"));

        var message = merchant.messages().getFirst();
        assertThat(outcome).isEqualTo(new Outcome.Done(List.of(message.id()), ""));
        assertThat(message.type()).isEqualTo("shipment.updated");
        assertThat(message.data().path("store").asText()).isEqualTo("tea");
        assertThat(message.data().path("trackingNumber").asText()).isEqualTo("LP001");
        assertThat(message.data().at("/lines/0/sku").asText()).isEqualTo("TEE-衣");
        assertThat(merchant.deliveries().getFirst().path()).isEqualTo("/hooks/serai");
        assertThat(merchant.deliveries().getFirst().body())
                .startsWith("{\"type\":\"shipment.updated\",\"timestamp\":\"2026-11-21T12:00:00Z\",\"data\":{");
    }

    @Test
    void theExamplesAreWhatIsSent() throws IOException {
        run(parcel("in_transit"));
        run(offers(7));
        run(message("msg_1"));

        List<JsonNode> sent = new ArrayList<>();
        for (Delivery delivery : merchant.deliveries()) {
            sent.add(Json.mapper().readTree(delivery.body()));
        }
        assertThat(sent)
                .containsExactly(
                        example("shipment-updated.json"),
                        example("inventory-updated.json"),
                        example("order-cancelled.json"));
        assertThat(merchant.messages().getLast().id()).isEqualTo("msg_1");
    }

    private static JsonNode example(String name) throws IOException {
        return Json.mapper().readTree(Files.readString(Path.of("connectors/generic/examples", name)));
    }

    @Test
    void stockAndPricesAreToldInOneWebhook() {
        var pushed = (PushOffers.Pushed) run(offers(7));

        var items = merchant.messages().getFirst().data().path("items");
        assertThat(pushed.results()).extracting(PushOffers.Result::verdict).containsOnly(PushOffers.Verdict.DONE);
        assertThat(items.at("/0/available").asLong()).isEqualTo(7);
        assertThat(items.at("/0/price").isNull()).isTrue();
        assertThat(items.at("/1/price/amount").asText()).isEqualTo("12.50");
        assertThat(merchant.messages().getFirst().type()).isEqualTo("inventory.updated");
    }

    @Test
    void aMessageKeepsItsOwnType() {
        run(message("m-1"));

        var message = merchant.messages().getFirst();
        assertThat(message.type()).isEqualTo("order.cancelled");
        assertThat(message.data().at("/details/by").asText()).isEqualTo("supplier");
    }

    @ParameterizedTest
    @ValueSource(strings = {"accept-then-error", "accept-then-hang"})
    void aRepeatAfterALostAnswerHasTheSameIdAndIsTakenOnce(String trouble) {
        merchant.trouble(trouble).times(3);

        for (Work work : List.of(parcel("in_transit"), offers(7), message("m-1"))) {
            run(work);
            run(work);
        }

        assertThat(merchant.messages()).hasSize(3);
        assertThat(merchant.messages()).extracting(WebhookReceiver.Taken::times).containsOnly(2);
    }

    @Test
    void whatChangedIsAnotherMessage() {
        run(parcel("in_transit"));
        run(parcel("delivered"));
        run(offers(7));
        run(offers(8));
        run(message("m.1"));
        run(message("m.2"));

        assertThat(merchant.messages()).hasSize(6);
        assertThat(merchant.messages()).noneMatch(each -> each.id().contains("."));
    }

    @Test
    void eachAttemptIsSignedWithItsOwnTime() {
        run(parcel("in_transit"));
        ahead = Duration.ofSeconds(200);
        run(parcel("in_transit"));

        assertThat(merchant.deliveries()).extracting(Delivery::timestamp).doesNotHaveDuplicates();
        assertThat(merchant.deliveries()).extracting(Delivery::status).containsOnly(204);
    }

    @Test
    void aClockThatIsFarOffIsRefusedByTheReceiver() {
        ahead = Duration.ofSeconds(400);

        var outcome = (Outcome.Retryable) run(parcel("in_transit"));

        assertThat(outcome.cause()).isEqualTo(Cause.CREDENTIALS_REFUSED);
        assertThat(merchant.messages()).isEmpty();
    }

    @Test
    void theReceiverMayChangeToTheNewSecretAtAnyTime() {
        account = account(merchant.url(), "new-secret " + WebhookReceiver.SECRET);

        var before = run(parcel("in_transit"));
        merchant.secret("new-secret");
        var after = run(parcel("delivered"));

        assertThat(List.of(before, after)).hasOnlyElementsOfType(Outcome.Done.class);
    }

    @ParameterizedTest
    @CsvSource({
        "redirect, CONFIGURATION_WRONG, CHANNEL",
        "rate-limited, RATE_LIMITED, CHANNEL",
        "wrong-key, CREDENTIALS_REFUSED, ORDER",
        "bad-request, STORE_REFUSED, ORDER",
        "server-error, PROVIDER_FAILING, CHANNEL",
        "html, PROVIDER_FAILING, CHANNEL",
        "hang, PROVIDER_FAILING, CHANNEL",
        "refuse, PROVIDER_UNREACHABLE, CHANNEL"
    })
    void aTroubleOfTheEndpointIsTriedAgain(String trouble, Cause cause, Scope scope) {
        merchant.trouble(trouble);

        var outcome = (Outcome.Retryable) run(parcel("in_transit"));

        assertThat(outcome.cause()).isEqualTo(cause);
        assertThat(outcome.scope()).isEqualTo(scope);
        assertThat(outcome.giveUpAfter().isPresent()).isEqualTo(scope == Scope.ORDER);
    }

    @Test
    void anEndpointThatIsGoneIsNotAskedAgain() {
        merchant.trouble("gone");

        var outcome = run(parcel("in_transit"));
        var offers = run(offers(7));

        assertThat(((Outcome.Rejected) outcome).cause()).isEqualTo(Cause.STORE_REFUSED);
        assertThat(offers).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void aPauseThatTheEndpointAsksForIsPassedOn() {
        merchant.trouble("rate-limited").option("retry-after", "9");

        var outcome = (Outcome.Retryable) run(parcel("in_transit"));

        assertThat(outcome.delay()).contains(Duration.ofSeconds(9));
    }

    @Test
    void whatItDoesNotDeclareItDoesNot() {
        account = account("https://shop.example", "secret");

        assertThatThrownBy(() -> account.begin(new KeepHooks("https://here.example")))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "shop.example/hooks", "ftp://shop.example", "https://", "https://shop.example/{id}"})
    void anAddressThatIsNoneStopsTheStart(String url) {
        assertThatThrownBy(() -> account(url, "secret")).hasMessageContaining("webhook-url");
    }

    @Test
    void theConnectorDeclaresWhatItCan() {
        var connector = Connector.load(Path.of("connectors")).stream()
                .filter(each -> each.name().equals("generic"))
                .findFirst()
                .orElseThrow();

        assertThat(connector.role()).isEqualTo(Connector.Role.STORE);
        assertThat(connector.works().offers()).isEqualTo(100);
        assertThat(connector.works().orders() || connector.works().hooks()).isFalse();
    }
}
