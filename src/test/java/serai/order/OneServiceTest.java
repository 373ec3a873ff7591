package serai.order;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.fixture.MovedClock.NOON;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.Json;
import serai.base.Money;
import serai.base.OrderId;
import serai.base.Sku;
import serai.dispatch.Dispatch;
import serai.fixture.Samples;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.provider.Connector;
import serai.provider.PlaceOrder;

/** A supplier that has one shipping service for an order gets an order for each service. */
class OneServiceTest {
    private Database ledger;
    private Listings listings;

    @BeforeEach
    void open(@TempDir Path folder) {
        ledger = Ledgers.embedded(Samples.ledgerFile(folder));
        listings = new Listings(ledger);
        listings.loadFile(List.of(
                sold("USUAL", ""),
                sold("STANDARD", "standard"),
                sold("FAST", "Priority"),
                sold("FASTER", "priority ")));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private static Listing sold(String sku, String service) {
        return new Listing(
                Samples.SHOP, new Sku(sku), Samples.AMAZON, "", "", sku, 1, Optional.<Money>empty(), service);
    }

    private List<Dispatch> plan(Optional<String> oneService, String... skus) {
        List<StoreOrder.Line> lines = IntStream.range(0, skus.length)
                .mapToObj(i -> Samples.line(skus[i], 1))
                .toList();
        var planner = new Planner(listings, Map.of(Samples.AMAZON, new Connector.Limits(100, 250, oneService)));
        StoreOrder order = Samples.order("1", lines.toArray(StoreOrder.Line[]::new));
        return planner.plan(OrderId.of(Samples.SHOP, "1"), Samples.SHOP, order, "", NOON);
    }

    private static List<String> parts(List<Dispatch> planned) {
        return planned.stream()
                .map(each -> each.part() + " "
                        + Json.read(each.request(), PlaceOrder.class).items().stream()
                                .map(item -> item.sku().value())
                                .toList())
                .toList();
    }

    @Test
    void twoLinesOfDifferentSpeedsAreTwoOrders() {
        assertThat(parts(plan(Optional.of("Standard"), "FAST", "USUAL", "STANDARD", "FASTER")))
                .containsExactly("1 [FAST, FASTER]", "2 [USUAL, STANDARD]");
    }

    @Test
    void anOrderOfOneSpeedIsPlannedAsEver() {
        List<Dispatch> before = plan(Optional.empty(), "USUAL", "STANDARD");
        List<Dispatch> now = plan(Optional.of("Standard"), "USUAL", "STANDARD");

        assertThat(now).isEqualTo(before).hasSize(1);
    }

    @Test
    void partsKeepTheirNumbersWhenTheStoreListsItsLinesInAnotherOrder() {
        List<String> one = ids(plan(Optional.of("Standard"), "FAST", "USUAL"));
        List<String> other = ids(plan(Optional.of("Standard"), "USUAL", "FAST"));

        assertThat(one).isEqualTo(other).hasSize(2);
    }

    @Test
    void aSupplierThatShipsEachLineByItsOwnServiceGetsOneOrder() {
        assertThat(parts(plan(Optional.empty(), "FAST", "USUAL"))).containsExactly("1 [FAST, USUAL]");
    }

    private static List<String> ids(List<Dispatch> planned) {
        return planned.stream()
                .map(each -> each.id() + Arrays.toString(parts(List.of(each)).toArray()))
                .toList();
    }
}
