package amazon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import serai.base.Address;
import serai.base.ChannelName;
import serai.base.Json;
import serai.provider.AccountContext;
import serai.provider.Answer;
import serai.provider.Call;
import serai.provider.Connector;
import serai.provider.ErrorTable;
import serai.provider.PlaceOrder;
import serai.provider.Task;

/** An account with a clock to move and a token endpoint to script; the example order and small changes of it. */
final class Fixture {
    static final Path FOLDER = Path.of("connectors/amazon");
    static final ErrorTable ERRORS = ErrorTable.load(FOLDER.resolve("errors.yaml"));
    /** What the simulated Amazon knows us by. */
    static final Map<String, String> SIMULATED = Map.of(
            "client-id", "amzn1.application-oa2-client.example",
            "client-secret", "fake-client-secret-0001",
            "refresh-token", "Atzr|fake-refresh-token-0001");

    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    /** A clock that a test moves. */
    static final class MovedClock extends Clock {
        private volatile Instant now = NOON;

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    final MovedClock clock = new MovedClock();
    final AtomicInteger exchanges = new AtomicInteger();
    volatile Call lastExchange = new Call("GET", "/none", "", Map.of(), "", false);
    final Amazon amazon;
    private volatile AccountContext.Caller tokenEndpoint;

    Fixture(String... settings) {
        tokenEndpoint = (kamelet, call) -> token("Atza|" + exchanges.get(), 3600);
        AccountContext.Caller caller = (kamelet, call) -> {
            exchanges.incrementAndGet();
            lastExchange = call;
            return tokenEndpoint.call(kamelet, call);
        };
        amazon = new Amazon(context(settings(settings), caller, clock));
    }

    void tokens(AccountContext.Caller endpoint) {
        tokenEndpoint = endpoint;
    }

    static Answer token(String token, int seconds) {
        return answer(200, Json.write(Map.of("access_token", token, "token_type", "bearer", "expires_in", seconds)));
    }

    static AccountContext context(Map<String, String> settings, AccountContext.Caller caller, Clock clock) {
        AccountContext.TokenStore neverSaved = new AccountContext.TokenStore() {
            @Override
            public Optional<String> load() {
                return Optional.empty();
            }

            @Override
            public void save(String secret) {
                throw new AssertionError("Amazon's refresh token is never replaced");
            }
        };
        return new AccountContext(new ChannelName("amazon"), settings, ERRORS, neverSaved, caller, clock);
    }

    /** The connector's defaults, changed by key and value in turn. */
    static Map<String, String> settings(String... changes) {
        Connector connector = connector();
        Map<String, String> settings = new HashMap<>();
        connector
                .settings()
                .forEach(setting ->
                        settings.put(setting.key(), setting.defaultValue().orElse("")));
        settings.putAll(
                Map.of("client-id", "client 1", "client-secret", "s&cret", "refresh-token", "Atzr|refresh+token"));
        for (int i = 0; i < changes.length; i += 2) {
            settings.put(changes[i], changes[i + 1]);
        }
        return settings;
    }

    static Connector connector() {
        return Connector.load(Path.of("connectors")).stream()
                .filter(connector -> connector.name().equals("amazon"))
                .findFirst()
                .orElseThrow();
    }

    static Answer answer(int status, String body) {
        return new Answer(status, Map.of("X-Amzn-RequestId", "req-1"), body);
    }

    static String errors(String code, String message, String details) {
        return Json.write(Map.of("errors", List.of(Map.of("code", code, "message", message, "details", details))));
    }

    static String example(String name) {
        try {
            return Files.readString(FOLDER.resolve("examples").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code examples/found.json} in that status. */
    static String found(String status) {
        return example("found.json").replace("\"Processing\"", Json.write(status));
    }

    static PlaceOrder order() {
        return Json.read(example("order.json"), PlaceOrder.class);
    }

    static PlaceOrder with(Address shipTo) {
        PlaceOrder order = order();
        return new PlaceOrder(
                order.reference(),
                order.orderNumber(),
                order.placedAt(),
                order.email(),
                shipTo,
                order.items(),
                order.note(),
                order.taxIds());
    }

    static PlaceOrder with(List<PlaceOrder.Item> items) {
        PlaceOrder order = order();
        return new PlaceOrder(
                order.reference(),
                order.orderNumber(),
                order.placedAt(),
                order.email(),
                order.shipTo(),
                items,
                order.note(),
                order.taxIds());
    }

    static PlaceOrder numbered(String orderNumber) {
        PlaceOrder order = order();
        return new PlaceOrder(
                order.reference(),
                orderNumber,
                order.placedAt(),
                order.email(),
                order.shipTo(),
                order.items(),
                order.note(),
                order.taxIds());
    }

    static PlaceOrder.Item item(String lineId, String supplierSku, int quantity, String shippingService) {
        PlaceOrder.Item item = order().items().getFirst();
        return new PlaceOrder.Item(
                lineId,
                item.sku(),
                item.title(),
                "",
                "",
                supplierSku,
                quantity,
                item.unitPrice(),
                Optional.empty(),
                shippingService);
    }

    static Task task(PlaceOrder order) {
        return new Task(order, List.of(), Optional.empty(), Optional.empty(), "");
    }

    static Task takenAt(Instant instant) {
        return new Task(order(), List.of(), Optional.of(instant), Optional.empty(), "");
    }
}
