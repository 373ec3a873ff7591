package amazon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.fixture.Talks;
import serai.provider.Cause;
import serai.provider.PlaceOrder;
import serai.provider.ReadProgress;
import serai.provider.ReadProgress.Found;
import serai.provider.ReadProgress.Line;
import serai.provider.ReadProgress.ParcelStatus;
import serai.provider.ReadProgress.State;
import serai.simulator.Parcel;

/** How far an order is and its packages, from the simulated Amazon; calls and answers are held against Amazon's model. */
class AmazonProgressTest {
    private static final String ID = "SHOP1-100482-1";

    private final Talks talks;
    private final PlaceOrder order = Fixture.with(
            List.of(Fixture.item("gid://shopify/LineItem/1", "MUG", 2, ""), Fixture.item("L2", "LAMP", 3, "")));

    AmazonProgressTest() throws Exception {
        talks = new Talks("amazon", Amazon::new, Fixture.SIMULATED);
        talks.buy(order);
    }

    @AfterEach
    void stop() {
        talks.close();
    }

    @ParameterizedTest
    @CsvSource({
        "received, OPEN, , Received",
        "planning, OPEN, , Planning",
        "processing, OPEN, , Processing",
        "late, OPEN, SHIPS_LATE, 2020-01-01",
        "shipped, SHIPPED, , Complete",
        "part-closed, SHIPPED, CLOSED_BY_SUPPLIER, 3 of 3 LAMP will not come",
        "closed, ENDED, CLOSED_BY_SUPPLIER, Cancelled",
        "unfulfillable, ENDED, CLOSED_BY_SUPPLIER, Unfulfillable",
        "invalid, ENDED, CLOSED_BY_SUPPLIER, Invalid"
    })
    void statusSaysHowFarTheOrderIs(String turn, State state, Cause cause, String says) {
        talks.supplier.turn(ID, turn);

        var found = read();

        assertThat(found.state()).isEqualTo(state);
        assertThat(found.cause()).isEqualTo(Optional.ofNullable(cause));
        assertThat(found.note()).contains(says);
        assertThat(found.parcels()).isEmpty();
    }

    @Test
    void newOrderIsOpen() {
        assertThat(read().note()).isEqualTo("Amazon says New");
    }

    @Test
    void packageHasCarrierNumberLinkLinesAndTime() {
        Instant before = Instant.now();
        talks.supplier.ship(ID, Parcel.by("UPS", "1Z999AA10123456784"));

        var found = read();

        assertThat(found.parcels()).singleElement().satisfies(parcel -> {
            assertThat(parcel.ref()).isEqualTo("543939833");
            assertThat(parcel.carrier()).isEqualTo("UPS");
            assertThat(parcel.trackingNumber()).isEqualTo("1Z999AA10123456784");
            assertThat(parcel.url()).isEqualTo("https://www.swiship.com/track?id=1Z999AA10123456784");
            assertThat(parcel.status()).isEqualTo(ParcelStatus.SHIPPED);
            assertThat(parcel.lines())
                    .containsExactly(
                            new Line(
                                    "gid://shopify/LineItem/1",
                                    order.items().get(0).sku(),
                                    2),
                            new Line("L2", order.items().get(1).sku(), 3));
            assertThat(parcel.shippedAt().orElseThrow()).isBetween(before.minusSeconds(1), Instant.now());
        });
    }

    @Test
    void plainLinkIsTakenAsItIs() {
        talks.supplier.ship(ID, Parcel.by("UPS", "1Z1"));
        talks.supplier.situation("plain-tracking-link");

        assertThat(read().parcels().getFirst().url()).isEqualTo("https://www.swiship.com/track?id=1Z1");
    }

    @Test
    void linkThatIsNoneIsLeftOut() {
        talks.supplier.ship(ID, Parcel.by("UPS", "1Z1"));
        talks.supplier.situation("plain-tracking-link").option("link", "javascript:alert");

        assertThat(read().parcels().getFirst().url()).isEmpty();
    }

    @Test
    void amazonsOwnNumberStandsInForTheCarriers() {
        talks.supplier.ship(ID, Parcel.by("AMZN_US", "TBA1"));
        talks.supplier.situation("amazon-number");

        assertThat(read().parcels().getFirst().trackingNumber()).isEqualTo("TBA1");
    }

    @Test
    void numberOnAPendingShipmentIsOnlyAnnounced() {
        talks.supplier.ship(ID, Parcel.by("UPS", "1Z1").holding("MUG", 2));
        talks.supplier.situation("number-on-pending");

        var found = read();

        assertThat(found.state()).isEqualTo(State.OPEN);
        assertThat(found.parcels()).singleElement().satisfies(parcel -> {
            assertThat(parcel.status()).isEqualTo(ParcelStatus.ANNOUNCED);
            assertThat(parcel.trackingNumber()).isEqualTo("1Z1");
            assertThat(parcel.shippedAt()).isEmpty();
        });
        assertThat(talks.supplier.requests("package-tracking")).isZero();
    }

    @Test
    void shipmentThatAmazonGaveUpIsNoParcel() {
        talks.supplier.ship(ID, Parcel.by("UPS", "1Z1").holding("MUG", 2));
        talks.supplier.situation("shipment-cancelled");

        assertThat(read().parcels()).isEmpty();
    }

    @Test
    void secondPackageMayComeLater() {
        talks.supplier.ship(
                ID,
                Parcel.by("UPS", "1Z1").holding("MUG", 2),
                Parcel.by("USPS", "94001").holding("LAMP", 3));
        talks.supplier.situation("parts-later");

        var first = read();
        talks.supplier.clear();
        var second = read();

        assertThat(first.state()).isEqualTo(State.OPEN);
        assertThat(first.parcels()).hasSize(1);
        assertThat(second.state()).isEqualTo(State.SHIPPED);
        assertThat(second.parcels())
                .hasSize(2)
                .first()
                .isEqualTo(first.parcels().getFirst());
        assertThat(second.parcels().get(1).lines())
                .containsExactly(new Line("L2", order.items().get(1).sku(), 3));
    }

    @Test
    void restThatWillNotComeIsNamedBesideTheParcel() {
        talks.supplier.ship(ID, Parcel.by("UPS", "1Z1").holding("MUG", 2).holding("LAMP", 1));
        talks.supplier.turn(ID, "part-closed");

        var found = read();

        assertThat(found.state()).isEqualTo(State.SHIPPED);
        assertThat(found.cause()).contains(Cause.CLOSED_BY_SUPPLIER);
        assertThat(found.note()).contains("2 of 3 LAMP will not come").doesNotContain("MUG");
        assertThat(found.parcels().getFirst().lines()).hasSize(2);
    }

    @Test
    void orderHasEndedOnlyWhenEveryPackageHasArrived() {
        talks.supplier.ship(
                ID,
                Parcel.by("UPS", "1Z1").holding("MUG", 2),
                Parcel.by("USPS", "94001").holding("LAMP", 3));
        talks.supplier.track(ID, "1Z1", "DELIVERED");

        var one = read();
        talks.supplier.deliver(ID);
        var all = read();

        assertThat(one.state()).isEqualTo(State.SHIPPED);
        assertThat(one.parcels())
                .extracting(ReadProgress.Parcel::status)
                .containsExactly(ParcelStatus.DELIVERED, ParcelStatus.SHIPPED);
        assertThat(all.state()).isEqualTo(State.ENDED);
        assertThat(all.cause()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "IN_TRANSIT, SHIPPED",
        "DELIVERED, DELIVERED",
        "RETURNING, TROUBLED",
        "RETURNED, TROUBLED",
        "UNDELIVERABLE, TROUBLED",
        "DELAYED, TROUBLED",
        "AVAILABLE_FOR_PICKUP, OUT_FOR_DELIVERY",
        "CUSTOMER_ACTION, TROUBLED",
        "UNKNOWN, SHIPPED",
        "OUT_FOR_DELIVERY, OUT_FOR_DELIVERY",
        "DELIVERY_ATTEMPTED, TROUBLED",
        "PICKUP_SUCCESSFUL, DELIVERED",
        "PICKUP_CANCELLED, TROUBLED",
        "PICKUP_ATTEMPTED, SHIPPED",
        "PICKUP_SCHEDULED, SHIPPED",
        "RETURN_REQUEST_ACCEPTED, TROUBLED",
        "REFUND_ISSUED, TROUBLED",
        "RETURN_RECEIVED_IN_FC, TROUBLED"
    })
    void everyTrackingStatusOfTheModelMeansSomething(String word, ParcelStatus status) {
        talks.supplier.ship(ID, Parcel.by("UPS", "1Z1"));
        talks.supplier.situation("tracking-status").option("currentStatus", word);

        assertThat(read().parcels().getFirst().status()).isEqualTo(status);
    }

    private Found read() {
        Found found = unchecked();
        talks.sent()
                .forEach(sent -> assertThat(
                                AmazonModel.problems(sent.call(), sent.answer().getFirst()))
                        .isEmpty());
        return found;
    }

    /** For answers that are not as the model says. */
    private Found unchecked() {
        return talks.end(work(), Found.class);
    }

    private ReadProgress work() {
        return new ReadProgress(order.reference(), List.of(ID), order.items(), Instant.now());
    }
}
