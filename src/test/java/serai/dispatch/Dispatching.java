package serai.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import serai.base.ChannelName;
import serai.base.DispatchId;
import serai.base.Json;
import serai.base.OrderId;
import serai.base.Reference;
import serai.base.Sku;
import serai.base.StoreId;
import serai.fixture.MovedClock;
import serai.fixture.Samples;
import serai.provider.PlaceOrder;

/** Builds dispatches: {@code dispatch().in(WAITING).of("shop").build()}. */
final class Dispatching {
    static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private StoreId store = Samples.SHOP;
    private String order = "1001";
    private ChannelName channel = Samples.ALIEXPRESS;
    private DispatchState state = DispatchState.RECORDED;
    private Step step = Step.PLACE;
    private int attempts = 1;
    private int strikes;
    private List<String> supplierIds = List.of();
    private Optional<Instant> takenAt = Optional.empty();
    private Optional<Instant> unknownSince = Optional.empty();
    private Optional<Instant> readyAt = Optional.of(MovedClock.NOON);
    private Instant dueBy = MovedClock.NOON.plus(Duration.ofDays(3));
    private Optional<String> request = Optional.empty();

    private Dispatching() {}

    static Dispatching dispatch() {
        return new Dispatching();
    }

    Dispatching of(String storeId) {
        store = new StoreId(storeId);
        return this;
    }

    Dispatching order(String id) {
        order = id;
        return this;
    }

    Dispatching on(ChannelName name) {
        channel = name;
        return this;
    }

    Dispatching in(DispatchState where) {
        state = where;
        return this;
    }

    Dispatching step(Step next) {
        step = next;
        return this;
    }

    Dispatching attempts(int count) {
        attempts = count;
        return this;
    }

    Dispatching strikes(int count) {
        strikes = count;
        return this;
    }

    Dispatching supplierIds(String... ids) {
        supplierIds = List.of(ids);
        return this;
    }

    Dispatching unknownSince(Instant time) {
        unknownSince = Optional.of(time);
        return this;
    }

    Dispatching readyAt(Instant time) {
        readyAt = Optional.of(time);
        return this;
    }

    Dispatching dueBy(Instant time) {
        dueBy = time;
        return this;
    }

    Dispatching request(String text) {
        request = Optional.of(text);
        return this;
    }

    Dispatch build() {
        OrderId orderId = OrderId.of(store, order);
        DispatchId id = DispatchId.of(orderId, channel, Dispatch.PLACE_ORDER, "1");
        PlaceOrder place = new PlaceOrder(
                Reference.of(id),
                "#" + order,
                MovedClock.NOON,
                "jane@example.com",
                Samples.AUSTIN,
                List.of(new PlaceOrder.Item(
                        "1", new Sku("TEE"), "Tee", "1005001", "", "", 1, Optional.empty(), Optional.empty(), "")),
                "",
                Map.of());
        return new Dispatch(
                id,
                Optional.of(orderId),
                store,
                channel,
                Dispatch.PLACE_ORDER,
                "1",
                state,
                0,
                Optional.empty(),
                "",
                "",
                request.orElseGet(() -> Json.write(place)),
                Optional.empty(),
                step,
                attempts,
                strikes,
                supplierIds,
                takenAt,
                unknownSince,
                state.open() ? readyAt : Optional.empty(),
                dueBy,
                "",
                TRACE,
                MovedClock.NOON,
                MovedClock.NOON);
    }
}
