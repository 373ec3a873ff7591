package aliexpress;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Exchange;
import serai.fixture.Kamelets;
import serai.provider.Answer;
import serai.provider.HttpLimits;
import serai.provider.Outcome;
import serai.provider.PlaceOrder;
import serai.provider.Refusal;
import serai.provider.Task;
import serai.provider.Transport;
import serai.simulator.Simulator;

/** The connector as it runs, kamelets, lists of provinces and all, against the double of AliExpress. */
public final class AliExpressAtDouble implements AutoCloseable {
    private final Simulator supplier = Simulator.start("aliexpress");
    private final TestAccount account = new TestAccount();
    private final Kamelets kamelets;

    /** @param settings of the account, key and value in turn */
    public AliExpressAtDouble(String... settings) throws Exception {
        account.clock.advance(Duration.between(TestAccount.NOON, Instant.now()));
        account.settings.put("access-token", "test-session-1");
        account.settings.put("address-lists", "true");
        for (int i = 0; i < settings.length; i += 2) {
            account.settings.put(settings[i], settings[i + 1]);
        }
        kamelets = new Kamelets(
                "aliexpress",
                new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(20), 16),
                "connectors/aliexpress");
        kamelets.property("serai.aliexpress.base-url", supplier.url());
        account.caller = (kamelet, call) -> {
            Exchange exchange = kamelets.send(kamelet, call, Map.of());
            if (exchange.getException() != null) {
                throw new Refusal(Transport.outcome(exchange.getException(), false));
            }
            return Objects.requireNonNull(exchange.getMessage().getBody(Answer.class));
        };
        kamelets.bind("aliexpress", account.open());
        for (String kamelet : List.of("aliexpress-place-order", "aliexpress-read-product", "aliexpress-read-places")) {
            kamelets.route(kamelet, "channel=aliexpress");
        }
    }

    /** Places it; what the connector makes of the double's answer, or of the order itself. */
    public Outcome place(PlaceOrder order) {
        Exchange exchange = kamelets.send(
                "aliexpress-place-order", new Task(order, List.of(), Optional.empty(), Optional.empty(), ""), Map.of());
        return exchange.getException() == null
                ? Objects.requireNonNull(exchange.getMessage().getBody(Outcome.class))
                : Transport.outcome(exchange.getException(), true);
    }

    /** What AliExpress has taken, as it came, in order. */
    public List<JsonNode> taken() {
        return supplier.purchases().list().stream().map(each -> each.request()).toList();
    }

    @Override
    public void close() {
        kamelets.close();
        supplier.close();
    }
}
