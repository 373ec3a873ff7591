package serai.shipment;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.provider.ReadProgress.ParcelStatus.ANNOUNCED;
import static serai.provider.ReadProgress.ParcelStatus.DELIVERED;
import static serai.provider.ReadProgress.ParcelStatus.SHIPPED;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.OrderId;
import serai.base.Sku;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.fixture.FakeSupplier;
import serai.fixture.Samples;
import serai.fixture.SmallWorld;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.PushTracking;
import serai.provider.ReadProgress;

/**
 * A parcel is not its number. AliExpress shows a parcel under the number of whoever carries it at last: buyers see a USPS
 * number, 420 and their ZIP code before it (yohaybn/HA_aliexpress_package_tracker_sensor#8); the number takes "a few formats
 * based on the local delivery service used when the parcel arrives in the destination country" (itsvic-dev/deliveries#134);
 * a tracker that knows the first number has to keep the post's as well (hdnpt/geartrack#10); sellers, too, may put in
 * another number (en.xiaoniucw.com/article/36728).
 */
@SuppressWarnings("NullAway.Init") // set by the order that each test begins with
class RenumberedParcelTest {
    private static final Duration SOON = Duration.ofMinutes(12);
    private static final String FIRST = "LP00123456789CN";
    private static final String LAST_MILE = "9400100000000000000000";
    private static final String SOLD_AS = "AliExpress standard shipping";

    @TempDir
    Path folder;

    private SmallWorld world;
    private FakeSupplier.Held held;
    private OrderId order;

    /** The ledger that the tests run on. */
    Database open(Path where) {
        return Ledgers.embedded(Samples.ledgerFile(where));
    }

    @BeforeEach
    void begin() {
        world = new SmallWorld(open(folder));
        world.lists(SmallWorld.SHOP, "TEE", Samples.ALIEXPRESS, "p1", 1);
        world.lists(SmallWorld.SHOP, "CAP", Samples.ALIEXPRESS, "p4", 1);
        world.lists(SmallWorld.SHOP, "SOCKS", Samples.ALIEXPRESS, "p3", 3);
        world.lists(SmallWorld.SHOP, "MUG", Samples.AMAZON, "p2", 1);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void theLastMileNumberIsTheSameParcelWithItsOwnCarrier() {
        ordered("TEE", 1);
        held.numbered(FIRST, SOLD_AS, SHIPPED, line("TEE", 1));
        world.advance(SOON);

        replaced(FIRST, LAST_MILE, line("TEE", 1));
        world.advance(SOON);

        assertThat(told()).containsExactly(FIRST + " TEE=1 last", LAST_MILE + " TEE=1 last replaces " + FIRST);
        assertThat(world.shop.told())
                .extracting(PushTracking::parcel)
                .containsOnly(shipment().id());
        assertThat(shipment().trackingNumber()).isEqualTo(LAST_MILE);
        assertThat(shipment().previousNumbers()).containsExactly(FIRST);
        assertThat(world.dispatches(order, Dispatch.PUSH_TRACKING))
                .extracting(Dispatch::state)
                .containsOnly(DispatchState.DONE);
    }

    @Test
    void theOrderIsStillFoundByTheNumberThatTheCustomerWasTold() {
        ordered("TEE", 1);
        held.numbered(FIRST, SOLD_AS, SHIPPED, line("TEE", 1));
        world.advance(SOON);

        replaced(FIRST, LAST_MILE, line("TEE", 1));
        world.advance(SOON);

        assertThat(world.ledger.<List<String>>read(tx ->
                        tx.list("SELECT order_id FROM order_mark WHERE mark = ?", row -> row.text("order_id"), FIRST)))
                .containsExactly(order.value());
    }

    @Test
    void bothNumbersInOneAnswerAreOneParcelWhereSoMuchWasNotOrdered() {
        ordered("TEE", 1);
        held.numbered(FIRST, SOLD_AS, SHIPPED, line("TEE", 1));
        world.advance(SOON);

        held.numbered(LAST_MILE, "USPS", ANNOUNCED, line("TEE", 1));
        world.advance(SOON);
        world.advance(SOON);

        assertThat(told()).containsExactly(FIRST + " TEE=1 last", LAST_MILE + " TEE=1 last replaces " + FIRST);
        assertThat(shipment().previousNumbers()).containsExactly(FIRST);
        assertThat(shipment().status())
                .as("it has left, whatever the new carrier says")
                .isEqualTo("shipped");
    }

    @Test
    void bothNumbersInTheFirstAnswerAreOneParcelAndTheLaterIsItsNumber() {
        ordered("TEE", 1);
        held.numbered(FIRST, SOLD_AS, SHIPPED, line("TEE", 1));
        held.numbered(LAST_MILE, "USPS", SHIPPED, line("TEE", 1));
        world.advance(SOON);
        world.advance(SOON);

        assertThat(told()).containsExactly(LAST_MILE + " TEE=1 last");
        assertThat(shipment().previousNumbers()).containsExactly(FIRST);
    }

    @Test
    void twoParcelsWithTheSameThingsInThemStayTwo() {
        ordered("TEE", 2);
        held.numbered("LP1", SOLD_AS, SHIPPED, line("TEE", 1));
        world.advance(SOON);
        held.numbered("LP2", SOLD_AS, SHIPPED, line("TEE", 1));
        world.advance(SOON);

        assertThat(told()).containsExactly("LP1 TEE=1", "LP2 TEE=1 last");
        assertThat(shipments()).hasSize(2);
    }

    @Test
    void oneOfTwoEqualParcelsIsRenumberedAndTheOtherIsNot() {
        ordered("TEE", 2);
        held.numbered("LP1", SOLD_AS, SHIPPED, line("TEE", 1));
        held.numbered("LP2", SOLD_AS, SHIPPED, line("TEE", 1));
        world.advance(SOON);

        replaced("LP1", LAST_MILE, line("TEE", 1));
        world.advance(SOON);

        assertThat(told()).containsExactly("LP1 TEE=1", "LP2 TEE=1 last", LAST_MILE + " TEE=1 last replaces LP1");
        assertThat(shipments()).hasSize(2);
    }

    @Test
    void whereTwoCouldBeMeantNoneIsReplaced() {
        ordered("TEE", 2);
        held.numbered("LP1", SOLD_AS, SHIPPED, line("TEE", 1));
        held.numbered("LP2", SOLD_AS, SHIPPED, line("TEE", 1));
        world.advance(SOON);

        replaced("LP1", "9400100000000000000001", line("TEE", 1));
        replaced("LP2", "9400100000000000000002", line("TEE", 1));
        world.advance(SOON);

        assertThat(shipments())
                .hasSize(4)
                .allSatisfy(one -> assertThat(one.previousNumbers()).isEmpty());
    }

    @Test
    void twoThatWereTakenForOneAreTwoWhenBothAreThereForGood() {
        ordered("TEE", 2);
        held.numbered("LP1", SOLD_AS, SHIPPED, line("TEE", 1));
        world.advance(SOON);
        replaced("LP1", "LP2", line("TEE", 1));
        world.advance(SOON);

        held.numbered("LP1", SOLD_AS, SHIPPED, line("TEE", 1));
        world.advance(SOON);
        world.advance(SOON);

        assertThat(told()).containsExactly("LP1 TEE=1", "LP2 TEE=1 replaces LP1", "LP1 TEE=1 last");
        assertThat(shipments()).hasSize(2);
    }

    @Test
    void aNumberThatChangesTwiceReplacesTheSecondAndIsStillOneParcel() {
        ordered("TEE", 1);
        held.numbered(FIRST, SOLD_AS, SHIPPED, line("TEE", 1));
        world.advance(SOON);
        replaced(FIRST, "UUS0000000000001", line("TEE", 1));
        world.advance(SOON);
        replaced("UUS0000000000001", LAST_MILE, line("TEE", 1));
        world.advance(SOON);

        assertThat(told())
                .containsExactly(
                        FIRST + " TEE=1 last",
                        "UUS0000000000001 TEE=1 last replaces " + FIRST,
                        LAST_MILE + " TEE=1 last replaces UUS0000000000001");
        assertThat(world.shop.told().getLast().previousNumbers()).containsExactly(FIRST, "UUS0000000000001");
        assertThat(shipment().previousNumbers()).containsExactly(FIRST, "UUS0000000000001");
    }

    @Test
    void anAnswerOfYesterdayDoesNotBringTheOldNumberBack() {
        ordered("TEE", 1);
        held.numbered(FIRST, SOLD_AS, SHIPPED, line("TEE", 1));
        world.advance(SOON);
        replaced(FIRST, LAST_MILE, line("TEE", 1));
        world.advance(SOON);

        replaced(LAST_MILE, FIRST, line("TEE", 1));
        world.advance(SOON);
        replaced(FIRST, LAST_MILE, line("TEE", 1));
        world.advance(SOON);

        assertThat(world.shop.told()).extracting(PushTracking::trackingNumber).containsExactly(FIRST, LAST_MILE);
    }

    @Test
    void aSecondSignOfTheSameChangeTellsTheStoreNothing() {
        ordered("TEE", 1);
        held.numbered(FIRST, SOLD_AS, SHIPPED, line("TEE", 1));
        world.advance(SOON);
        replaced(FIRST, LAST_MILE, line("TEE", 1));
        for (int message = 0; message < 2; message++) {
            Progress.hint(world.ledger, Samples.ALIEXPRESS, List.of("S-1"), world.clock.instant())
                    .join();
            world.advance(SOON);
        }

        assertThat(world.shop.told()).hasSize(2);
        assertThat(world.dispatches(order, Dispatch.PUSH_TRACKING)).hasSize(2);
    }

    @Test
    void aChangeWhileTheFirstTellingWaitsComesAfterIt() {
        ordered("TEE", 1);
        world.shop.down(true);
        held.numbered(FIRST, SOLD_AS, SHIPPED, line("TEE", 1));
        world.advance(SOON);
        replaced(FIRST, LAST_MILE, line("TEE", 1));
        world.advance(SOON);
        assertThat(told()).isEmpty();

        world.shop.down(false);
        world.advance(SOON);

        assertThat(told()).containsExactly(FIRST + " TEE=1 last", LAST_MILE + " TEE=1 last replaces " + FIRST);
    }

    @Test
    void aDeadLetterOfTheFirstNumberTakesTheNewOneAndGoesAgain() {
        ordered("TEE", 1);
        world.shop.answers("1", Optional.of(new Outcome.Rejected(Cause.STORE_REFUSED, "422", "no such carrier")));
        held.numbered(FIRST, SOLD_AS, SHIPPED, line("TEE", 1));
        world.advance(SOON);
        assertThat(world.dispatch(order, Dispatch.PUSH_TRACKING).state()).isEqualTo(DispatchState.DEAD);

        world.shop.answers("1", Optional.empty());
        replaced(FIRST, LAST_MILE, line("TEE", 1));
        world.advance(SOON);

        Dispatch letter = world.dispatch(order, Dispatch.PUSH_TRACKING);
        assertThat(letter.state()).isEqualTo(DispatchState.DONE);
        assertThat(letter.originalRequest().orElseThrow()).contains(FIRST);
        assertThat(told()).containsExactly(LAST_MILE + " TEE=1 last replaces " + FIRST);
    }

    @Test
    void aNumberThatIsReplacedAfterDeliveryIsToldWithoutAMailAndStaysDelivered() {
        ordered("TEE", 1);
        held.numbered(FIRST, SOLD_AS, DELIVERED, line("TEE", 1));
        world.advance(SOON);
        replaced(FIRST, LAST_MILE, line("TEE", 1));
        world.advance(SOON);

        assertThat(told()).containsExactly(FIRST + " TEE=1 last", LAST_MILE + " TEE=1 last replaces " + FIRST);
        assertThat(world.shop.told()).extracting(PushTracking::notifyCustomer).containsExactly(true, false);
        assertThat(shipment().status()).isEqualTo("delivered");
    }

    @Test
    void whatIsSentOnceMoreAfterADeliveryIsAParcelOfItsOwn() {
        ordered("TEE", 1);
        held.numbered(FIRST, SOLD_AS, DELIVERED, line("TEE", 1));
        world.advance(SOON);

        held.numbered("LP9", SOLD_AS, SHIPPED, line("TEE", 1));
        world.advance(SOON);

        assertThat(shipments()).extracting(Shipments.Shipment::trackingNumber).containsExactly(FIRST, "LP9");
    }

    @Test
    void aNumberOfAnotherOfTheSuppliersOrdersReplacesNothing() {
        ordered("TEE", 2);
        held.numbered("LP1", SOLD_AS, SHIPPED, line("TEE", 1));
        world.advance(SOON);

        held.hides("LP1");
        held.numbered("LP2", "S-OTHER", SOLD_AS, SHIPPED, line("TEE", 1));
        world.advance(SOON);

        assertThat(told()).containsExactly("LP1 TEE=1", "LP2 TEE=1 last");
        assertThat(shipments()).hasSize(2);
    }

    @Test
    void aParcelOfOtherThingsReplacesNothing() {
        order = world.order("1", Samples.line("TEE", 1), Samples.line("CAP", 1));
        world.advance(SOON);
        held = world.aliexpress.held("#1").getFirst();
        held.numbered("LP1", SOLD_AS, SHIPPED, line("TEE", 1));
        world.advance(SOON);

        held.hides("LP1");
        held.numbered("LP2", SOLD_AS, SHIPPED, line("CAP", 1));
        world.advance(SOON);

        assertThat(told()).containsExactly("LP1 TEE=1", "LP2 CAP=1 last");
    }

    @Test
    void aSupplierThatNeverSaysWhatIsInsideMayReplaceTheOnlyNumberThatIsGone() {
        ordered("TEE", 2);
        held.numbered(FIRST, SOLD_AS, SHIPPED);
        held.state(ReadProgress.State.SHIPPED, Optional.empty());
        world.advance(SOON);

        replaced(FIRST, LAST_MILE);
        Progress.hint(world.ledger, Samples.ALIEXPRESS, List.of("S-1"), world.clock.instant())
                .join();
        world.advance(SOON);

        assertThat(told()).containsExactly(FIRST + " TEE=2 last", LAST_MILE + " TEE=2 last replaces " + FIRST);
        assertThat(shipments()).hasSize(1);
    }

    @Test
    void aPackOfThreeIsTheSameParcelUnderAnotherNumber() {
        ordered("SOCKS", 1);
        held.numbered(FIRST, SOLD_AS, SHIPPED, line("SOCKS", 3));
        world.advance(SOON);
        replaced(FIRST, LAST_MILE, line("SOCKS", 3));
        world.advance(SOON);

        assertThat(told()).containsExactly(FIRST + " SOCKS=1 last", LAST_MILE + " SOCKS=1 last replaces " + FIRST);
        assertThat(shipments()).hasSize(1);
    }

    @Test
    void aParcelThatWasStoredBeforeThereWereContentsIsKnownAgain() {
        ordered("SOCKS", 2);
        held.numbered(FIRST, SOLD_AS, SHIPPED, line("SOCKS", 3));
        world.advance(SOON);
        world.ledger.commit(tx -> tx.update("UPDATE parcel SET contents = '[]', supplier_order = ''"));

        replaced(FIRST, LAST_MILE, line("SOCKS", 3));
        world.advance(SOON);

        assertThat(told()).containsExactly(FIRST + " SOCKS=1", LAST_MILE + " SOCKS=1 replaces " + FIRST);
        assertThat(shipments()).hasSize(1);
    }

    /** Amazon's {@code packageNumber} stays when everything else of a package changes (its model, 2020-07-01). */
    @Test
    void aPackageOfAmazonKeepsItsPackageNumberWhenItsTrackingNumberChanges() {
        order = world.order("1", Samples.line("MUG", 2));
        world.advance(SOON);
        held = world.amazon.held("#1").getFirst();
        held.parcel("543939833", "TBA000000000001", SHIPPED, line("MUG", 1));
        held.parcel("543939834", "TBA000000000002", SHIPPED, line("MUG", 1));
        world.advance(SOON);

        held.parcel("543939833", "1Z5R89390357567127", SHIPPED, line("MUG", 1));
        world.advance(SOON);

        assertThat(told())
                .containsExactly(
                        "TBA000000000001 MUG=1",
                        "TBA000000000002 MUG=1 last",
                        "1Z5R89390357567127 MUG=1 last replaces TBA000000000001");
        assertThat(shipments())
                .filteredOn(one -> one.trackingNumber().startsWith("1Z"))
                .singleElement()
                .satisfies(one -> assertThat(one.previousNumbers()).containsExactly("TBA000000000001"));
    }

    private void ordered(String sku, int pieces) {
        order = world.order("1", Samples.line(sku, pieces));
        world.advance(SOON);
        held = world.aliexpress.held("#1").getFirst();
    }

    private void replaced(String old, String number, ReadProgress.Line... lines) {
        held.hides(old);
        held.numbered(number, SOLD_AS, SHIPPED, lines);
    }

    private List<Shipments.Shipment> shipments() {
        return Shipments.ofOrder(world.ledger, order, Optional.empty());
    }

    private Shipments.Shipment shipment() {
        assertThat(shipments()).hasSize(1);
        return shipments().getFirst();
    }

    private List<String> told() {
        return world.shop.told().stream()
                .map(parcel -> parcel.trackingNumber()
                        + parcel.lines().stream()
                                .map(line -> " " + line.lineId() + "=" + line.quantity())
                                .reduce("", String::concat)
                        + (parcel.last() ? " last" : "")
                        + parcel.replaces().map(number -> " replaces " + number).orElse(""))
                .toList();
    }

    private static ReadProgress.Line line(String sku, int pieces) {
        return new ReadProgress.Line(sku, new Sku(sku), pieces);
    }
}
