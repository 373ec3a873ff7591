package amazon;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import serai.fixture.Kamelets;
import serai.provider.Answer;
import serai.provider.HttpLimits;
import serai.provider.Outcome;
import serai.provider.PlaceOrder;
import serai.provider.Refusal;
import serai.provider.Transport;
import serai.simulator.Simulator;

/** The connector as it runs, kamelets, token and all, against the double of Amazon. */
public final class AmazonAtDouble implements AutoCloseable {
    private final Simulator simulator = Simulator.start("amazon");
    private final Kamelets kamelets;
    private final Amazon account;

    /** @param settings of the account, key and value in turn */
    public AmazonAtDouble(String... settings) throws Exception {
        kamelets = new Kamelets(
                "amazon",
                new HttpLimits(Duration.ofSeconds(3), Duration.ofSeconds(20), Duration.ofSeconds(30), 8),
                "connectors/amazon");
        String url = simulator.url();
        kamelets.property("serai.amazon.base-url", url);
        kamelets.property("serai.amazon.lwa-url", url);
        Map<String, String> all = Fixture.settings(settings);
        all.putAll(Fixture.SIMULATED);
        all.putAll(Map.of("base-url", url, "lwa-url", url));
        account = new Amazon(Fixture.context(
                all,
                (kamelet, call) -> {
                    Exchange exchange = kamelets.send(kamelet, call, Map.of());
                    if (exchange.getException() != null) {
                        throw new Refusal(Transport.outcome(exchange.getException(), false));
                    }
                    return exchange.getMessage().getBody(Answer.class);
                },
                Clock.systemUTC()));
        kamelets.bind("amazon", account);
        for (String kamelet : List.of("amazon-place-order", "amazon-exchange-token")) {
            kamelets.route(kamelet, "channel=amazon");
        }
    }

    /** Places it; what the connector makes of the double's answer, or of the order itself. */
    public Outcome place(PlaceOrder order) {
        Exchange exchange = kamelets.send("amazon-place-order", Fixture.task(order), Map.of());
        return exchange.getException() == null
                ? exchange.getMessage().getBody(Outcome.class)
                : Transport.outcome(exchange.getException(), true);
    }

    /** What Amazon has taken, as it came, in order. */
    public List<JsonNode> taken() {
        var bought = simulator.purchases().list();
        return IntStream.range(0, bought.size())
                .mapToObj(i -> bought.get(i).request())
                .toList();
    }

    /** From now on Amazon refuses with these words. */
    public void refusing(String words) {
        simulator.situation("reject").option("message", words);
    }

    /** The field of ours that the console marks for these words; empty text when none. */
    public String marks(String words) {
        return account.fieldNamed(words).orElse("");
    }

    @Override
    public void close() {
        kamelets.close();
        simulator.close();
    }
}
