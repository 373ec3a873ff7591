package aliexpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.base.Sku;
import serai.fixture.Talks;
import serai.provider.Cause;
import serai.provider.PlaceOrder;
import serai.provider.ReadProgress;
import serai.provider.ReadProgress.Found;
import serai.provider.ReadProgress.Line;
import serai.provider.ReadProgress.ParcelStatus;
import serai.provider.ReadProgress.State;
import serai.simulator.Parcel;

/** How far an order is and what parcels it has, through the kamelet, from the simulated AliExpress. */
class ProgressTalkTest {
    private static final String STANDARD = "AliExpress standard shipping";

    private final Talks talks;
    private final PlaceOrder order = TestAccount.with(order -> TestAccount.of(
                    order, item(order, "1", "LAMP-B", "14:175#Black", 2), item(order, "2", "LAMP-W", "14:29#White", 3)))
            .order();

    ProgressTalkTest() throws Exception {
        talks = new Talks("aliexpress", AliExpress::new, StockTalkTest.SETTINGS);
    }

    @AfterEach
    void stop() {
        talks.close();
    }

    @ParameterizedTest
    @CsvSource({
        "unpaid, OPEN, CREATED_UNPAID, PLACE_ORDER_SUCCESS",
        "paying, OPEN, , PAYMENT_PROCESSING",
        "risk-control, OPEN, , RISK_CONTROL",
        "paid, OPEN, , WAIT_SELLER_SEND_GOODS",
        "part, OPEN, , SELLER_PART_SEND_GOODS",
        "shipped, SHIPPED, , WAIT_BUYER_ACCEPT_GOODS",
        "delivered, ENDED, , FINISH",
        "cancelling, OPEN, CLOSED_BY_SUPPLIER, IN_CANCEL",
        "closed, ENDED, CLOSED_BY_SUPPLIER, CANCELED",
        "closed-behind-its-status, ENDED, CLOSED_BY_SUPPLIER, CANCELED"
    })
    void statusSaysHowFarTheOrderIs(String turn, State state, Cause cause, String says) {
        ReadProgress work = bought();
        talks.supplier.turn("SHOP-1001-1", turn);

        var found = read(work);

        assertThat(found.state()).isEqualTo(state);
        assertThat(found.cause()).isEqualTo(Optional.ofNullable(cause));
        assertThat(found.note()).contains(says).contains(work.supplierOrderIds().getFirst());
        assertThat(found.parcels()).isEmpty();
    }

    @Test
    void unpaidOrderIsNotAskedForParcels() {
        ReadProgress work = bought();
        talks.supplier.turn("SHOP-1001-1", "unpaid");

        read(work);

        assertThat(talks.supplier.requests("tracking-get")).isZero();
    }

    @Test
    void parcelHasCarrierNumberLinesAndTheTimeOfItsOldestEvent() {
        ReadProgress work = bought();
        Instant before = Instant.now();
        talks.supplier.ship("SHOP-1001-1", Parcel.by(STANDARD, "LP00123"));

        var found = read(work);

        assertThat(found.state()).isEqualTo(State.SHIPPED);
        assertThat(found.parcels()).singleElement().satisfies(parcel -> {
            assertThat(parcel.ref()).isEqualTo("LP00123");
            assertThat(parcel.trackingNumber()).isEqualTo("LP00123");
            assertThat(parcel.carrier()).isEqualTo(STANDARD);
            assertThat(parcel.url()).isEmpty();
            assertThat(parcel.status()).isEqualTo(ParcelStatus.SHIPPED);
            assertThat(parcel.lines())
                    .containsExactly(new Line("1", new Sku("LAMP-B"), 2), new Line("2", new Sku("LAMP-W"), 3));
            assertThat(parcel.shippedAt().orElseThrow()).isBetween(before.minusSeconds(1), Instant.now());
            assertThat(parcel.note()).contains("Departed from country of origin");
        });
    }

    @Test
    void orderSentInPartIsOpenUntilTheRestHasLeft() {
        ReadProgress work = bought();
        talks.supplier.ship("SHOP-1001-1", Parcel.by(STANDARD, "LP1").holding("14:29#White", 2));

        var part = read(work);
        talks.supplier.ship(
                "SHOP-1001-1",
                Parcel.by("Yanwen", "UF2").holding("14:29#White", 1).holding("14:175#Black", 2));
        var whole = read(work);

        assertThat(part.state()).isEqualTo(State.OPEN);
        assertThat(part.parcels())
                .singleElement()
                .satisfies(parcel -> assertThat(parcel.lines()).containsExactly(new Line("2", new Sku("LAMP-W"), 2)));
        assertThat(whole.state()).isEqualTo(State.SHIPPED);
        assertThat(whole.parcels()).extracting(ReadProgress.Parcel::ref).containsExactly("LP1", "UF2");
        assertThat(whole.parcels().get(1).lines())
                .containsExactly(new Line("1", new Sku("LAMP-B"), 2), new Line("2", new Sku("LAMP-W"), 1));
    }

    @Test
    void theLastMileNumberHoldsTheSameThingsOfTheSameOrderAsTheFirst() {
        ReadProgress work = bought();
        talks.supplier.ship("SHOP-1001-1", Parcel.by(STANDARD, "LP00123456789CN"));
        var first = read(work).parcels().getFirst();

        talks.supplier.renumber("SHOP-1001-1", "LP00123456789CN", "USPS", "9400100000000000000000");
        var last = read(work).parcels();

        assertThat(last).singleElement().satisfies(parcel -> {
            assertThat(parcel.trackingNumber()).isEqualTo("9400100000000000000000");
            assertThat(parcel.carrier()).isEqualTo("USPS");
            assertThat(parcel.lines()).isEqualTo(first.lines());
            assertThat(parcel.supplierOrder()).isEqualTo(first.supplierOrder()).isNotEmpty();
            assertThat(parcel.knownByNumber()).isTrue();
        });
    }

    @Test
    void twoNumbersOfOneParcelHoldTheSameThingsThoughTwoLinesAreOfOneKind() {
        var alike = TestAccount.with(order -> TestAccount.of(
                        order,
                        item(order, "1", "LAMP-B", "14:175#Black", 1),
                        item(order, "2", "LAMP-B2", "14:175#Black", 1)))
                .order();
        ReadProgress work = bought(alike);
        talks.supplier.ship("SHOP-1001-1", Parcel.by(STANDARD, "LP1"), Parcel.by("USPS", "9400100000000000000000"));

        var parcels = read(work).parcels();

        assertThat(parcels).hasSize(2);
        assertThat(parcels.get(0).lines()).hasSize(2).isEqualTo(parcels.get(1).lines());
    }

    @Test
    void secondParcelMayComeLater() {
        ReadProgress work = bought();
        talks.supplier.ship(
                "SHOP-1001-1",
                Parcel.by(STANDARD, "LP1").holding("14:175#Black", 2),
                Parcel.by(STANDARD, "LP2").holding("14:29#White", 3));
        talks.supplier.situation("parts-later");

        var first = read(work);
        talks.supplier.clear();
        var second = read(work);

        assertThat(first.state()).isEqualTo(State.OPEN);
        assertThat(first.parcels()).hasSize(1);
        assertThat(second.state()).isEqualTo(State.SHIPPED);
        assertThat(second.parcels())
                .hasSize(2)
                .first()
                .isEqualTo(first.parcels().getFirst());
    }

    @Test
    void collapsedListsAreRead() {
        ReadProgress work = bought();
        talks.supplier.ship("SHOP-1001-1", Parcel.by(STANDARD, "LP1").holding("14:175#Black", 2));
        talks.supplier.situation("collapsed-lists");

        var found = read(work);

        assertThat(found.parcels())
                .singleElement()
                .satisfies(parcel -> assertThat(parcel.lines()).containsExactly(new Line("1", new Sku("LAMP-B"), 2)));
    }

    @Test
    void parcelWithoutANumberIsLeftForLater() {
        ReadProgress work = bought();
        talks.supplier.ship("SHOP-1001-1", Parcel.by(STANDARD, ""));

        assertThat(read(work).parcels()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Delivered | DELIVERED",
                "Package delivered | DELIVERED",
                "Your package has been successfully delivered. | DELIVERED",
                "Delivery successful | DELIVERED",
                "Package delivered to local carrier | SHIPPED",
                "Delivered to the sorting center | SHIPPED",
                "Your package will be delivered tomorrow | SHIPPED",
                "Estimated delivery: to be delivered by Friday | SHIPPED",
                "Out for delivery | OUT_FOR_DELIVERY",
                "Delivery attempt failed | TROUBLED",
                "Package could not be delivered | TROUBLED",
                "Returned to sender | TROUBLED",
                "Undelivered: address not found | TROUBLED",
                "Customs clearance complete | SHIPPED",
                "Wurde zugestellt | SHIPPED"
            })
    void onlyPlainWordsMakeAParcelDelivered(String words, ParcelStatus status) {
        ReadProgress work = bought();
        talks.supplier.ship("SHOP-1001-1", Parcel.by(STANDARD, "LP1"));
        talks.supplier.track("SHOP-1001-1", "LP1", words);

        assertThat(read(work).parcels().getFirst().status()).isEqualTo(status);
    }

    @Test
    void deliveredOrderHasEnded() {
        ReadProgress work = bought();
        talks.supplier.ship("SHOP-1001-1", Parcel.by(STANDARD, "LP1"));
        talks.supplier.deliver("SHOP-1001-1");

        var found = read(work);

        assertThat(found.state()).isEqualTo(State.ENDED);
        assertThat(found.cause()).isEmpty();
        assertThat(found.parcels().getFirst().status()).isEqualTo(ParcelStatus.DELIVERED);
    }

    @Test
    void severalOrdersOfOursAreToldOfAsOne() {
        talks.supplier.situation("split-order");
        ReadProgress work = bought();
        String first = work.supplierOrderIds().get(0);
        String second = work.supplierOrderIds().get(1);
        talks.supplier.ship(first, Parcel.by(STANDARD, "LP1").holding("14:175#Black", 2));
        talks.supplier.turn(first, "shipped");
        talks.supplier.turn(second, "unpaid");

        var half = read(work);
        talks.supplier.ship(second, Parcel.by(STANDARD, "LP2").holding("14:29#White", 3));
        talks.supplier.turn(second, "shipped");
        var whole = read(work);
        talks.supplier.turn(first, "delivered");
        talks.supplier.turn(second, "closed");
        var ended = read(work);

        assertThat(half.state()).isEqualTo(State.OPEN);
        assertThat(half.cause()).contains(Cause.CREATED_UNPAID);
        assertThat(half.parcels()).extracting(ReadProgress.Parcel::ref).containsExactly("LP1");
        assertThat(whole.state()).isEqualTo(State.SHIPPED);
        assertThat(whole.parcels()).extracting(ReadProgress.Parcel::ref).containsExactly("LP1", "LP2");
        assertThat(ended.state()).isEqualTo(State.ENDED);
        assertThat(ended.cause()).contains(Cause.CLOSED_BY_SUPPLIER);
    }

    private ReadProgress bought() {
        return bought(order);
    }

    private ReadProgress bought(PlaceOrder what) {
        List<String> numbers = talks.buy(what);
        return new ReadProgress(what.reference(), numbers, what.items(), Instant.now());
    }

    private Found read(ReadProgress work) {
        return talks.end(work, Found.class);
    }

    private static PlaceOrder.Item item(PlaceOrder order, String lineId, String sku, String variant, int quantity) {
        var first = order.items().getFirst();
        return new PlaceOrder.Item(
                lineId,
                new Sku(sku),
                first.title(),
                first.productId(),
                variant,
                "",
                quantity,
                Optional.empty(),
                Optional.empty(),
                first.shippingService());
    }
}
