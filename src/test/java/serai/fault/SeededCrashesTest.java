package serai.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.base.OrderId;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.fixture.FakeProvider;
import serai.fixture.FakeSupplier;
import serai.fixture.Samples;
import serai.fixture.SmallNode;
import serai.fixture.SmallWorld;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.order.StoreOrder;
import serai.provider.Cause;
import serai.provider.PushTracking;
import serai.provider.ReadProgress;
import serai.provider.ReadStock;

/** Orders, parcels, corrections and cancellations while both sides fail and the process dies at any step. */
class SeededCrashesTest {
    private static final Duration STEP = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final Map<FakeSupplier.Held, Integer> shipped = new HashMap<>();
    private final List<OrderId> ids = new ArrayList<>();

    /** The ledger that the tests run on. */
    Database open(Path where) {
        return Ledgers.embedded(Samples.ledgerFile(where));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverHappensEachThingHappensOnceAndInOrder(long seed) {
        Random random = new Random(seed);
        try (SmallWorld world = new SmallWorld(open(folder))) {
            List<ReadStock.Item> items = List.of(
                    world.lists(SmallWorld.SHOP, "TEE", Samples.ALIEXPRESS, "p1", 1),
                    world.lists(SmallWorld.SHOP, "PACK", Samples.ALIEXPRESS, "p1", 3));
            ReadStock.Item mug = world.lists(SmallWorld.SHOP, "MUG", Samples.AMAZON, "p2", 1);
            List<FakeProvider> all = List.of(world.aliexpress, world.amazon, world.shop);
            all.forEach(each -> each.loses(() -> random.nextInt(7) == 0));
            BooleanSupplier dies = () -> random.nextInt(120) == 0;

            for (int step = 0; step < 90; step++) {
                items.forEach(item -> world.aliexpress.stock(item, random.nextInt(50)));
                world.amazon.stock(mug, random.nextInt(50));
                all.forEach(each -> each.down(random.nextInt(4) == 0));
                act(world, random, step);
                round(world, dies);
                world.clock.advance(STEP);
            }
            all.forEach(each -> {
                each.loses(() -> false);
                each.down(false);
            });
            world.node().dies(() -> false);
            world.advance(Duration.ofMinutes(25), Duration.ofSeconds(30));

            conserved(world);
            boughtOnce(world);
            toldOnceAndInOrder(world);
            inStep(world, items, mug);
        }
    }

    private static void round(SmallWorld world, BooleanSupplier dies) {
        try {
            world.node().dies(dies);
            world.node().round();
        } catch (SmallNode.Crash crash) {
            world.crash();
        }
    }

    private void act(SmallWorld world, Random random, int step) {
        List<FakeSupplier.Held> held = new ArrayList<>();
        for (int i = 0; i < step; i++) {
            held.addAll(world.aliexpress.held("#" + i));
            held.addAll(world.amazon.held("#" + i));
        }
        int what = random.nextInt(10);
        if (what < 5 || held.isEmpty()) {
            List<StoreOrder.Line> lines = new ArrayList<>(List.of(Samples.line("MUG", 1 + random.nextInt(2))));
            for (String sku : List.of("TEE", "PACK")) {
                if (random.nextBoolean()) {
                    lines.add(Samples.line(sku, 1 + random.nextInt(2)));
                }
            }
            ids.add(world.order("" + step, lines.toArray(new StoreOrder.Line[0])));
        } else if (what < 8) {
            ship(held.get(random.nextInt(held.size())));
        } else if (what < 9) {
            correct(held.get(random.nextInt(held.size())), step);
        } else {
            world.cancel(ids.get(random.nextInt(ids.size())));
        }
    }

    /** The next piece leaves, each in a parcel of its own. */
    private void ship(FakeSupplier.Held held) {
        List<ReadProgress.Line> pieces = new ArrayList<>();
        held.request().items().forEach(item -> {
            for (int i = 0; i < item.quantity(); i++) {
                pieces.add(new ReadProgress.Line(item.lineId(), item.sku(), 1));
            }
        });
        int number = shipped.getOrDefault(held, 0);
        if (held.cancelled() || number >= pieces.size()) {
            return;
        }
        shipped.put(held, number + 1);
        held.parcel("r" + number, name(held, number, 0), ReadProgress.ParcelStatus.SHIPPED, pieces.get(number));
    }

    private void correct(FakeSupplier.Held held, int step) {
        int count = shipped.getOrDefault(held, 0);
        if (count > 0 && !held.cancelled()) {
            ReadProgress.Line line = Objects.requireNonNull(held.parcels().get("r" + (count - 1)))
                    .lines()
                    .getFirst();
            held.parcel("r" + (count - 1), name(held, count - 1, step), ReadProgress.ParcelStatus.SHIPPED, line);
        }
    }

    private static String name(FakeSupplier.Held held, int number, int revision) {
        return held.request().reference() + "/" + number + "/" + revision;
    }

    private void conserved(SmallWorld world) {
        Map<String, Long> fates = world.fates();
        assertThat(fates).doesNotContainKey("UNACCOUNTED");
        assertThat(fates.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(world.orders());
        assertThat(world.orders()).isEqualTo(ids.size());
        List<Dispatch> all = world.ledger.read(tx -> tx.list("SELECT * FROM dispatch", Dispatches::read));
        assertThat(all.stream().filter(dispatch -> dispatch.state().open()))
                .as("nothing waits any more")
                .isEmpty();
        // What a supplier holds that no program can ask to cancel, or that has left already, is a task for a person.
        assertThat(all.stream().filter(dispatch -> dispatch.state() == DispatchState.DEAD))
                .as("nothing else is dead")
                .allMatch(dispatch -> dispatch.cause()
                        .filter(Set.of(Cause.CANCEL_BY_HAND, Cause.TOO_LATE_TO_CANCEL)::contains)
                        .isPresent());
    }

    private static void boughtOnce(SmallWorld world) {
        assertThat(world.aliexpress.purchases()).doesNotHaveDuplicates();
        assertThat(world.amazon.purchases()).doesNotHaveDuplicates();
    }

    private void toldOnceAndInOrder(SmallWorld world) {
        assertThat(world.shop.told().stream().map(PushTracking::trackingNumber).toList())
                .as("no number twice")
                .doesNotHaveDuplicates();
        for (Map.Entry<FakeSupplier.Held, Integer> entry : shipped.entrySet()) {
            List<String[]> told = world.shop.told().stream()
                    .map(parcel -> parcel.trackingNumber().split("/"))
                    .filter(parts ->
                            parts[0].equals(entry.getKey().request().reference().value()))
                    .toList();
            List<Integer> first = told.stream()
                    .map(parts -> Integer.valueOf(parts[1]))
                    .distinct()
                    .toList();
            assertThat(first)
                    .as("each parcel, in the order in which they left")
                    .isSorted()
                    .hasSize(entry.getValue());
            Map<String, Integer> revisions = new HashMap<>();
            told.forEach(parts -> assertThat(Integer.valueOf(parts[2]))
                    .as("never an older number")
                    .isGreaterThanOrEqualTo(Optional.ofNullable(revisions.put(parts[1], Integer.valueOf(parts[2])))
                            .orElse(0)));
            entry.getKey()
                    .parcels()
                    .forEach((ref, parcel) -> assertThat(world.shop.told())
                            .extracting(PushTracking::trackingNumber)
                            .contains(parcel.trackingNumber()));
        }
    }

    private static void inStep(SmallWorld world, List<ReadStock.Item> items, ReadStock.Item mug) {
        assertThat(world.shop.available("TEE")).contains(world.aliexpress.has(items.get(0)));
        assertThat(world.shop.available("PACK")).contains(world.aliexpress.has(items.get(1)) / 3);
        assertThat(world.shop.available("MUG")).contains(world.amazon.has(mug));
    }
}
