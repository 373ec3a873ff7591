package serai.histories;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import serai.base.DispatchId;
import serai.base.Json;
import serai.base.OrderId;
import serai.base.Reference;
import serai.base.Sku;
import serai.base.StoreId;
import serai.dispatch.BeforePurchase;
import serai.dispatch.Channels;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.fixture.FakeSupplier;
import serai.fixture.SmallNode;
import serai.fixture.SmallWorld;
import serai.histories.Weather.Side;
import serai.intake.Journal;
import serai.intake.Recorder;
import serai.intake.ShownRefunds;
import serai.intake.StoreWord;
import serai.ledger.Database;
import serai.ledger.Tx;
import serai.order.Listing;
import serai.order.OrderBook;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.PlaceOrder;
import serai.provider.ReadOrder;
import serai.provider.ReadOrders;
import serai.provider.Refusal;
import serai.store.Stores;

/** Runs many histories side by side on one gateway, from the shops' webhooks to the suppliers' tills. */
final class Fleet implements AutoCloseable {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    /** Longer than a word is fresh enough to buy by it. */
    private static final Duration TICK = Duration.ofSeconds(70);

    private static final Duration BLIND = Duration.ofMinutes(8);

    private static final Duration CALM = Duration.ofMinutes(4);
    private static final int CALM_TICKS = 25;
    private static final int LATE = Integer.MAX_VALUE;
    private static final Duration REACH_BACK = Duration.ofDays(30);
    private static final StoreWord.Plan ASKING =
            new StoreWord.Plan(Optional.of(Duration.ofMinutes(1)), Duration.ofMinutes(30));
    private static final Stores STORES = Stores.parse(
            "stores.yaml", Stream.of(Shop.values()).map(Shop::entry).collect(Collectors.joining()), Map.of());

    private final Weather weather;
    private final Set<Fault> faults;
    private final SmallWorld world;
    private final Journal journal;
    private final Map<Long, Life> lives = new LinkedHashMap<>();
    private final Instant oldest;
    private Recorder recorder;
    private int tick;

    /** @param faults what is undone */
    Fleet(Path template, Path folder, Weather weather, Set<Fault> faults) {
        this.weather = weather;
        this.faults = faults.isEmpty() ? EnumSet.noneOf(Fault.class) : EnumSet.copyOf(faults);
        Set<StoreId> stores = Stream.of(Shop.values()).map(Shop::id).collect(Collectors.toSet());
        world = SmallWorld.ofOrders(FastLedger.open(template, folder.resolve("ledger.db")), stores, this::lastWord);
        journal = Journal.open(folder.resolve("journal.db"), 10_000, 64 << 20);
        world.lists(listings());
        for (Fault fault : this.faults) {
            world.ledger.commit(tx -> {
                fault.plant(tx);
                return true;
            });
        }
        recorder = recorder();
        recorder.drain();
        world.aliexpress.onPlacing(this::called);
        world.amazon.onPlacing(this::called);
        // Longer than an answer that was lost takes to be looked up, repeated and cancelled.
        world.amazon.blind(BLIND);
        oldest = world.clock.instant().minus(REACH_BACK.plusHours(1));
    }

    private Recorder recorder() {
        return new Recorder(
                journal,
                world.ledger,
                world.node().orders(),
                STORES,
                REACH_BACK,
                new ShownRefunds(ASKING::asks),
                world.clock);
    }

    private BeforePurchase lastWord(Database ledger, Clock clock, Channels channels, OrderBook orders) {
        return new StoreWord(
                ASKING,
                STORES,
                channels,
                ledger,
                orders,
                new ShownRefunds(ASKING::asks),
                (channel, work, until) -> asked(work),
                Runnable::run,
                clock);
    }

    private ReadOrder.Told asked(ReadOrder work) {
        Life life = Objects.requireNonNull(lives.get(Long.parseLong(work.storeOrderId())), work::storeOrderId);
        if (weather.down(Side.SHOPS, tick)) {
            throw new Refusal(new Outcome.Retryable(
                    Cause.PROVIDER_UNREACHABLE,
                    "",
                    "the connection was refused",
                    Optional.empty(),
                    Outcome.Scope.CHANNEL,
                    Optional.empty()));
        }
        if (!(life.asked(world.clock.instant()) instanceof ReadOrder.Told.Present present)) {
            return new ReadOrder.Told.Gone();
        }
        byte[] body = present.order().body().getBytes(StandardCharsets.UTF_8);
        for (Fault fault : faults) {
            body = fault.seen(body);
        }
        ReadOrders.Changed seen = new ReadOrders.Changed(
                present.order().storeOrderId(),
                present.order().updatedAt(),
                present.order().topic(),
                new String(body, StandardCharsets.UTF_8));
        return new ReadOrder.Told.Present(seen, present.holds());
    }

    private static List<Listing> listings() {
        List<Listing> all = new ArrayList<>();
        for (Shop shop : Shop.values()) {
            for (Goods goods : Goods.values()) {
                goods.supplier()
                        .ifPresent(channel -> all.add(new Listing(
                                shop.id(),
                                new Sku(goods.name()),
                                channel,
                                "1005",
                                "",
                                "S-" + goods,
                                1,
                                Optional.empty(),
                                "")));
            }
        }
        return all;
    }

    /** Runs them all to their end. @return of each the promise that was broken, if any */
    List<Optional<String>> run(List<History> histories) {
        for (History history : histories) {
            long number = 5001L + lives.size();
            lives.put(number, new Life(history, number));
        }
        while (!lives.values().stream().allMatch(Life::isOver)) {
            tick();
            tick++;
            world.clock.advance(TICK);
        }
        calm();
        return verdicts();
    }

    private void tick() {
        Instant now = world.clock.instant();
        List<Journal.Entry> entries = new ArrayList<>();
        for (Life life : lives.values()) {
            life.tick(tick, now).forEach(letter -> seen(life, letter, now).ifPresent(entries::add));
        }
        deliver(entries);
        world.aliexpress.down(weather.down(Side.ALIEXPRESS, tick));
        world.amazon.down(weather.down(Side.AMAZON, tick));
        world.aliexpress.loses(() -> weather.losesAnswers(Side.ALIEXPRESS, tick));
        world.amazon.loses(() -> weather.losesAnswers(Side.AMAZON, tick));
        weather.crashes().stream().filter(crash -> crash.tick() == tick).forEach(this::expectCrash);
        round();
    }

    private void deliver(List<Journal.Entry> entries) {
        entries.stream().map(journal::append).toList().forEach(CompletableFuture::join);
        recorder.drain();
    }

    /** A supplier is being called: what the shop says by now comes too late for that call. */
    private void called(PlaceOrder order) {
        Life life = Objects.requireNonNull(lives.get(number(order)), order::orderNumber);
        if (!life.waitsForCall()) {
            return;
        }
        world.clock.advanceMillis(1);
        Instant later = world.clock.instant();
        List<Journal.Entry> entries = new ArrayList<>();
        life.called(tick, later).forEach(letter -> seen(life, letter, later).ifPresent(entries::add));
        deliver(entries);
    }

    private Optional<Journal.Entry> seen(Life life, Life.Letter letter, Instant now) {
        byte[] body = letter.body().getBytes(StandardCharsets.UTF_8);
        for (Fault fault : faults) {
            body = body.length == 0 ? body : fault.seen(body);
        }
        if (body.length == 0) {
            return Optional.empty();
        }
        StoreId store = life.history().shop().id();
        String header = life.history().shop().isWoo() ? "x-wc-webhook-source" : "x-shopify-shop-domain";
        String number = Long.toString(life.number());
        return Optional.of(new Journal.Entry(
                0,
                now,
                store,
                letter.topic(),
                letter.word().map(word -> OrderId.of(store, number)),
                number,
                TRACE,
                faults.contains(Fault.ANY_SHOP_SPEAKS) ? "{}" : Json.write(Map.of(header, letter.speaker())),
                body));
    }

    private void expectCrash(Weather.Crash crash) {
        int[] left = {crash.calls()};
        world.node().dies(() -> left[0]-- == 0);
    }

    private void round() {
        try {
            world.node().round();
        } catch (SmallNode.Crash crash) {
            world.crash();
            recorder = recorder();
        }
        world.node().dies(() -> false);
    }

    /** All is well again and time passes. */
    private void calm() {
        tick = LATE;
        world.aliexpress.down(false);
        world.amazon.down(false);
        world.aliexpress.loses(() -> false);
        world.amazon.loses(() -> false);
        for (int i = 0; i < CALM_TICKS; i++) {
            round();
            world.clock.advance(CALM);
        }
    }

    private List<Optional<String>> verdicts() {
        Map<Long, List<FakeSupplier.Sale>> sales = new HashMap<>();
        Stream.of(world.aliexpress, world.amazon)
                .flatMap(supplier -> supplier.sales().stream())
                .forEach(sale -> sales.computeIfAbsent(number(sale.request()), any -> new ArrayList<>())
                        .add(sale));
        return world.ledger.read(tx -> {
            Map<String, Instant> cut = cutOff(tx);
            List<Optional<String>> verdicts = new ArrayList<>();
            for (Life life : lives.values()) {
                List<Purchase> purchases = purchases(tx, life, sales.getOrDefault(life.number(), List.of()), cut);
                verdicts.add(new Verdict(life, purchases, oldest, world.clock.instant())
                        .broken(tx)
                        .or(() -> shipsAllTheSame(dispatches(tx, life)))
                        .or(() -> boughtAfterCancelling(tx, life, sales.getOrDefault(life.number(), List.of()))));
            }
            return verdicts;
        });
    }

    /** What is cancelled here is cancelled at the supplier, or was never there. */
    private Optional<String> shipsAllTheSame(List<Dispatch> dispatches) {
        return dispatches.stream()
                .filter(each -> each.places() && each.state() == DispatchState.CANCELLED)
                .map(each -> Reference.of(each.id()).value())
                .filter(reference -> Stream.of(world.aliexpress, world.amazon)
                        .flatMap(supplier -> supplier.under(reference).stream())
                        .anyMatch(held -> !held.cancelled()))
                .map(reference -> reference + " is cancelled here, and its supplier ships it")
                .findFirst();
    }

    /** Nothing that may buy is sent once the order was cancelled here, not even to find out what became of an earlier call. */
    private static Optional<String> boughtAfterCancelling(Tx tx, Life life, List<FakeSupplier.Sale> sales) {
        try {
            for (FakeSupplier.Sale sale : sales) {
                boolean cancelled = tx.first(
                                "SELECT what FROM event WHERE order_id = ? AND at <= ? AND (what = 'CANCEL_ASKED'"
                                        + " OR (what = 'RECORDED' AND dispatch_id IS NULL)"
                                        + " OR reason = 'the store restored the order in time') ORDER BY seq DESC",
                                row -> row.text("what"),
                                OrderId.of(life.history().shop().id(), Long.toString(life.number())),
                                sale.at())
                        .filter("CANCEL_ASKED"::equals)
                        .isPresent();
                if (cancelled) {
                    return Optional.of("bought at " + sale.at() + " although it was cancelled before");
                }
            }
            return Optional.empty();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Dispatch> dispatches(Tx tx, Life life) {
        try {
            return Dispatches.ofOrder(tx, OrderId.of(life.history().shop().id(), Long.toString(life.number())));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long number(PlaceOrder request) {
        return Long.parseLong(request.orderNumber().replace("#", ""));
    }

    /**
     * When the process died in a purchase, by reference. That call may have bought it: AliExpress tells only if it is made
     * once more, and that Amazon does not show it at first proves nothing. So the store's word counts until then, but for a
     * cancellation, see {@link #boughtAfterCancelling}.
     */
    private static Map<String, Instant> cutOff(Tx tx) throws SQLException {
        record Cut(String dispatch, Instant at) {}
        return tx
                .list(
                        "SELECT dispatch_id, MIN(at) AS at FROM event WHERE actor = 'sweeper' AND what = 'UNCONFIRMED'"
                                + " GROUP BY dispatch_id",
                        row -> new Cut(row.text("dispatch_id"), row.time("at")))
                .stream()
                .collect(Collectors.toMap(
                        cut -> Reference.of(new DispatchId(cut.dispatch())).value(), Cut::at));
    }

    private static List<Purchase> purchases(Tx tx, Life life, List<FakeSupplier.Sale> sales, Map<String, Instant> cut)
            throws SQLException {
        Map<String, Instant> planned = new HashMap<>();
        OrderId id = OrderId.of(life.history().shop().id(), Long.toString(life.number()));
        for (Dispatch dispatch : Dispatches.ofOrder(tx, id)) {
            planned.put(Reference.of(dispatch.id()).value(), dispatch.recordedAt());
        }
        return sales.stream()
                .sorted(Comparator.comparing(FakeSupplier.Sale::at))
                .map(sale -> new Purchase(
                        cut.getOrDefault(sale.request().reference().value(), sale.at()),
                        planned.getOrDefault(sale.request().reference().value(), Instant.MIN),
                        sale.request().shipTo().line1(),
                        sale.request().items().stream()
                                .collect(Collectors.toMap(
                                        item -> Integer.valueOf(item.lineId()), PlaceOrder.Item::quantity))))
                .toList();
    }

    /** What the ledger has of an order, for a report. */
    String timeline(int index) {
        Life life = new ArrayList<>(lives.values()).get(index);
        OrderId id = OrderId.of(life.history().shop().id(), Long.toString(life.number()));
        return world
                .ledger
                .read(tx -> tx.list(
                        "SELECT at, actor, what, reason FROM event WHERE order_id = ? ORDER BY seq",
                        row -> row.time("at") + " " + row.text("actor") + " " + row.text("what") + " "
                                + row.text("reason"),
                        id))
                .stream()
                .collect(Collectors.joining("\n    "));
    }

    @Override
    public void close() {
        journal.close();
        world.close();
    }
}
