package serai.order;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.fixture.MovedClock.NOON;
import static serai.fixture.Samples.ALIEXPRESS;
import static serai.fixture.Samples.line;
import static serai.fixture.Samples.order;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.ChannelName;
import serai.base.Json;
import serai.base.Money;
import serai.base.OrderId;
import serai.base.Sku;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.fixture.Samples;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.provider.Cause;
import serai.provider.Connector;
import serai.provider.PlaceOrder;

class PlannerTest {
    @TempDir
    Path folder;

    private Database ledger;
    private Listings listings;
    private Planner planner;

    @BeforeEach
    void open() {
        ledger = Ledgers.embedded(Samples.ledgerFile(folder));
        listings = Samples.listings(ledger);
        planner = new Planner(
                listings,
                Map.of(ALIEXPRESS, new Connector.Limits(3, 10), Samples.AMAZON, new Connector.Limits(100, 250)));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void eachSupplierGetsOneDispatchAndALineWithoutListingOneOfItsOwn() {
        List<Dispatch> planned =
                plan(order("1", line("TEE", 1), line("MUG", 1), line("SOCKS", 1), line("X", 1), line("Y", 1)));

        assertThat(planned)
                .extracting(each -> each.channel().value() + " " + each.part() + " " + each.state())
                .containsExactlyInAnyOrder(
                        "unmapped X DEAD", "unmapped Y DEAD", "aliexpress 1 RECORDED", "amazon 1 RECORDED");
    }

    @Test
    void idsAndReferencesAreTheSameForEver() {
        Dispatch planned = plan(order("1001", line("TEE", 1))).getFirst();

        assertThat(OrderId.of(Samples.SHOP, "1001").value()).isEqualTo("ord_f20h0xqdbwdfgev20brsw4kn3c");
        assertThat(planned.id().value()).isEqualTo("dsp_7de2qtg829c7yasrdrjgyr9dsf");
        assertThat(request(planned).reference().value()).isEqualTo("SR-gr9gnzkvb1bjzqcx05nm87e2px");
        assertThat(plan(order("1001", line("TEE", 1)))).containsExactly(planned);
    }

    @Test
    void aListingsFactorIsInTheQuantity() {
        PlaceOrder.Item item =
                request(plan(order("1", line("SOCKS", 2))).getFirst()).items().getFirst();

        assertThat(item.quantity()).isEqualTo(6);
        assertThat(item.supplierSku()).isEqualTo("SOCKS-S");
        assertThat(item.unitPrice()).contains(Money.of("19.95", "USD"));
    }

    @Test
    void onlyWhatIsStillToBeSentIsBought() {
        var part = new StoreOrder.Line("1", new Sku("TEE"), "Tee", 5, 2, Money.of("1", "USD"), Optional.empty());
        var none = new StoreOrder.Line("2", new Sku("MUG"), "Mug", 5, 0, Money.of("1", "USD"), Optional.empty());
        var unknown = new StoreOrder.Line("3", new Sku("X"), "X", 5, 0, Money.of("1", "USD"), Optional.empty());

        List<Dispatch> planned = plan(order("1", part, none, unknown));

        assertThat(planned).hasSize(1);
        assertThat(request(planned.getFirst()).items().getFirst().quantity()).isEqualTo(2);
    }

    @Test
    void anOrderIsSplitByLinesAndByPieces() {
        List<Dispatch> byLines = plan(order("1", sameSku(7, 1)));
        List<Dispatch> byPieces = plan(order("2", sameSku(3, 4)));

        assertThat(byLines).extracting(each -> request(each).items().size()).containsExactly(3, 3, 1);
        assertThat(byLines).extracting(Dispatch::part).containsExactly("1", "2", "3");
        assertThat(byLines).extracting(Dispatch::id).doesNotHaveDuplicates();
        assertThat(byPieces).extracting(each -> request(each).items().size()).containsExactly(2, 1);
    }

    @Test
    void aLineThatNoOrderCanHoldIsSplitWithoutLosingAPiece() {
        List<Dispatch> planned = plan(order("1", line("TEE", 25), line("SOCKS", 1)));

        assertThat(planned)
                .extracting(each -> request(each).items().stream()
                        .mapToInt(PlaceOrder.Item::quantity)
                        .sum())
                .containsExactly(10, 10, 8);
        assertThat(planned)
                .allSatisfy(each -> assertThat(request(each).items())
                        .extracting(PlaceOrder.Item::lineId)
                        .doesNotHaveDuplicates());
    }

    @Test
    void withoutAnAddressItWaitsForTheMerchant() {
        StoreOrder whole = order("1", line("TEE", 1));
        StoreOrder without = new StoreOrder(
                "1",
                "#1",
                NOON,
                NOON,
                whole.total(),
                "",
                "",
                Optional.empty(),
                whole.lines(),
                "",
                "",
                StoreOrder.Standing.PLACE,
                "",
                Map.of());

        Dispatch planned = plan(without).getFirst();

        assertThat(planned.state()).isEqualTo(DispatchState.DEAD);
        assertThat(planned.cause()).contains(Cause.ADDRESS_INVALID);
        assertThat(planned.readyAt()).isEmpty();
    }

    @Test
    void aListingThatNamesAnUnknownChannelIsAsGoodAsNone() {
        listings.loadFile(List.of(Samples.listing("TEE", new ChannelName("elsewhere"), 1)));

        assertThat(plan(order("1", line("TEE", 1))).getFirst().cause()).contains(Cause.NEEDS_MAPPING);
    }

    @Test
    void anExpressOrderIsDueSooner() {
        StoreOrder usual = order("1", line("TEE", 1));
        StoreOrder express = new StoreOrder(
                "2",
                "#2",
                NOON,
                NOON,
                usual.total(),
                "",
                "",
                usual.shipTo(),
                usual.lines(),
                "EXPRESS Worldwide",
                "",
                StoreOrder.Standing.PLACE,
                "",
                Map.of());

        assertThat(plan(usual).getFirst().dueBy()).isEqualTo(NOON.plus(Duration.ofDays(3)));
        assertThat(plan(express).getFirst().dueBy()).isEqualTo(NOON.plus(Duration.ofDays(1)));
    }

    @Test
    void aLineThatGetsAListingLaterKeepsItsReference() {
        PlaceOrder unmapped = request(plan(order("1", line("X", 2))).getFirst());
        assertThat(planner.remap(Samples.SHOP, unmapped)).isEmpty();

        listings.loadFile(List.of(Samples.listing("X", ALIEXPRESS, 2)));
        Planner.Remapped remapped = planner.remap(Samples.SHOP, unmapped).orElseThrow();

        assertThat(remapped.channel()).isEqualTo(ALIEXPRESS);
        assertThat(remapped.request().reference()).isEqualTo(unmapped.reference());
        assertThat(remapped.request().items().getFirst().quantity()).isEqualTo(4);
    }

    private List<Dispatch> plan(StoreOrder order) {
        return planner.plan(OrderId.of(Samples.SHOP, order.storeOrderId()), Samples.SHOP, order, "trace", NOON);
    }

    private static StoreOrder.Line[] sameSku(int lines, int quantity) {
        return IntStream.range(0, lines)
                .mapToObj(i -> new StoreOrder.Line("l" + i, new Sku("TEE"), "Tee", quantity, Money.of("1", "USD")))
                .toArray(StoreOrder.Line[]::new);
    }

    private static PlaceOrder request(Dispatch dispatch) {
        return Json.read(dispatch.request(), PlaceOrder.class);
    }
}
