package serai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import serai.fixture.Kamelets;
import serai.provider.Call;
import serai.provider.HttpLimits;
import serai.provider.Outcome;
import serai.provider.Transport;

class SupplierRoutesTest {
    private static final Path CONNECTORS = Path.of("connectors");
    private static final Call CALL = new Call("POST", "/token", "", Map.of(), "grant_type=refresh_token", false);
    private final Settings settings = Settings.read(Path.of("config"), CONNECTORS, Map.of(), new Properties());
    private final NoAttempts attempts = new NoAttempts();
    private final HttpLimits limits =
            new HttpLimits(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(2), 2);

    /** Making one while the routes of stores are made is what two threads waited for each other over. */
    @Test
    void noAccountsFirstCallAndNoProbeMakesARouteOrEndpoint() throws Exception {
        try (Kamelets kamelets = new Kamelets("aliexpress", limits, "connectors/aliexpress", "connectors/amazon")) {
            CamelContext context = context(kamelets);
            SupplierRoutes routes = new SupplierRoutes(context, CONNECTORS);
            for (Settings.Channel channel : settings.channels()) {
                routes.add(channel);
            }
            List<String> before = routes(context);

            Outcome token = call(context, "direct:account-amazon-amazon-exchange-token?block=false");
            Outcome product = call(context, "direct:account-aliexpress-aliexpress-read-product?block=false");
            try (ProducerTemplate template = context.createProducerTemplate()) {
                Stream.of("aliexpress", "amazon")
                        .forEach(channel -> template.sendBody("direct:probe-" + channel, (Object) null));
            }

            assertThat(List.of(token, product)).allMatch(Outcome.Retryable.class::isInstance);
            assertThat(attempts.finished).isEmpty();
            assertThat(routes(context)).isEqualTo(before);
            assertThat(before)
                    .contains("supplier-probe-amazon", "probe-amazon", "supplier-probe-aliexpress", "probe-aliexpress")
                    .doesNotHaveDuplicates()
                    .allMatch(id ->
                            context.getRouteController().getRouteStatus(id).isStarted());
        }
    }

    @Test
    void everyKameletThatAnAccountCallsByItselfHasItsRoute() throws Exception {
        try (Kamelets kamelets = new Kamelets("aliexpress", limits, "connectors/aliexpress", "connectors/amazon")) {
            CamelContext context = context(kamelets);
            SupplierRoutes routes = new SupplierRoutes(context, CONNECTORS);
            for (Settings.Channel channel : settings.channels()) {
                routes.add(channel);
            }

            assertThat(routes(context))
                    .contains(
                            "account-amazon-amazon-exchange-token",
                            "account-aliexpress-aliexpress-refresh-token",
                            "account-aliexpress-aliexpress-read-product",
                            "account-aliexpress-aliexpress-read-places",
                            "account-aliexpress-aliexpress-read-order")
                    .doesNotContain("account-amazon-amazon-place-order");
        }
    }

    /** What the kamelet of an attempt calls; a probe of nothing calls none of it. */
    public static final class NoAttempts {
        private final List<Object> finished = new ArrayList<>();

        public Outcome failed(Throwable failure) {
            return Transport.outcome(failure, false);
        }

        public void finish(Object attempt, Object outcome) {
            finished.add(outcome);
        }
    }

    private CamelContext context(Kamelets kamelets) throws Exception {
        CamelContext context = kamelets.camel();
        kamelets.bind("amazon-http", limits);
        kamelets.property("serai.amazon.lwa-url", "http://127.0.0.1:9");
        for (Settings.Channel channel : settings.channels()) {
            kamelets.property("serai." + channel.name() + ".base-url", "http://127.0.0.1:9");
            context.getRegistry()
                    .bind(
                            channel.name().value(),
                            new Accounts(CONNECTORS, Path.of("target/credentials"), Optional.empty(), Clock.systemUTC())
                                    .open(channel, context));
        }
        kamelets.bind("attempts", attempts);
        for (String file : List.of("supplier", "work", "policies")) {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.resolveResource(context, "file:routes/" + file + ".camel.yaml"));
        }
        return context;
    }

    private static Outcome call(CamelContext context, String uri) throws Exception {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            Exception failure = template.request(
                            uri, exchange -> exchange.getMessage().setBody(CALL))
                    .getException();
            return Transport.outcome(failure, false);
        }
    }

    private static List<String> routes(CamelContext context) {
        return context.getRoutes().stream().map(Route::getRouteId).sorted().toList();
    }
}
