package aliexpress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import serai.base.Address;
import serai.base.ChannelName;
import serai.base.Json;
import serai.provider.AccountContext;
import serai.provider.Answer;
import serai.provider.Call;
import serai.provider.ErrorTable;
import serai.provider.PlaceOrder;
import serai.provider.Task;

/** An account with a clock that tests move, a token store in memory, and a caller that tests script. */
final class TestAccount {
    static final Instant NOON = Instant.parse("2026-01-01T00:00:00Z");
    static final ErrorTable ERRORS = ErrorTable.load(Path.of("connectors/aliexpress/errors.yaml"));

    /** AliExpress' lists of provinces cannot be had. */
    static final Function<String, Optional<Listed>> NO_LISTS = country -> Optional.empty();

    final Map<String, String> settings = new HashMap<>(Map.of(
            "base-url", "http://localhost:1",
            "app-key", "12345678",
            "app-secret", "helloworld",
            "access-token", "access-1",
            "refresh-token", "refresh-1",
            "pay-currency", "USD",
            "try-to-pay", "false",
            "default-phone", "",
            "address-lists", "false",
            "stock-country", "ES"));
    final MovableClock clock = new MovableClock();
    final List<String> saved = Collections.synchronizedList(new ArrayList<>());
    final List<Call> calls = Collections.synchronizedList(new ArrayList<>());

    AccountContext.Caller caller = (kamelet, call) -> {
        throw new AssertionError("no call expected, was " + kamelet);
    };
    Runnable beforeSave = () -> {};
    Supplier<Optional<String>> shared = Optional::empty;
    BooleanSupplier claims = () -> true;

    AccountContext context() {
        return new AccountContext(new ChannelName("aliexpress"), settings, ERRORS, new Store(), this::called, clock);
    }

    AliExpress open() {
        return new AliExpress(context());
    }

    private Answer called(String kamelet, Call call) {
        calls.add(call);
        return caller.call(kamelet, call);
    }

    static Answer ok(String body) {
        return new Answer(200, Map.of(), body);
    }

    /** The fields of a form body, decoded. */
    static Map<String, String> form(Call call) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : call.body().split("&", -1)) {
            int equals = pair.indexOf('=');
            fields.put(
                    URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return fields;
    }

    static Task example() {
        return Json.read(example("place-order.json"), Task.class);
    }

    static String example(String file) {
        try {
            return Files.readString(Path.of("connectors/aliexpress/examples", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Task with(UnaryOperator<PlaceOrder> change) {
        Task task = example();
        return new Task(change.apply(task.order()), task.supplierOrderIds(), task.takenAt(), task.unknownSince(), "");
    }

    static Task known(Optional<Instant> takenAt, String... numbers) {
        return new Task(example().order(), List.of(numbers), takenAt, Optional.empty(), "");
    }

    static PlaceOrder to(PlaceOrder order, Address address, Map<String, String> taxIds) {
        return new PlaceOrder(
                order.reference(),
                order.orderNumber(),
                order.placedAt(),
                order.email(),
                address,
                order.items(),
                order.note(),
                taxIds);
    }

    static PlaceOrder of(PlaceOrder order, PlaceOrder.Item... items) {
        return new PlaceOrder(
                order.reference(),
                order.orderNumber(),
                order.placedAt(),
                order.email(),
                order.shipTo(),
                List.of(items),
                order.note(),
                order.taxIds());
    }

    private final class Store implements AccountContext.TokenStore {
        @Override
        public Optional<String> load() {
            return saved.isEmpty() ? Optional.empty() : Optional.of(saved.getLast());
        }

        @Override
        public Optional<String> shared() {
            return shared.get();
        }

        @Override
        public boolean claim() {
            return claims.getAsBoolean();
        }

        @Override
        public void save(String secret) {
            beforeSave.run();
            saved.add(secret);
        }
    }

    static final class MovableClock extends Clock {
        private volatile Instant now = NOON;

        void advance(Duration duration) {
            now = now.plus(duration);
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
}
