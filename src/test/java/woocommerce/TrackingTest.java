package woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.simulator.shop.WooCommerceTrackings.ADVANCED_SHIPMENT_TRACKING;
import static serai.simulator.shop.WooCommerceTrackings.SHIPMENT_TRACKING;
import static woocommerce.Rig.parcel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.fixture.Patience;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.PushTracking;
import serai.simulator.shop.WooCommerceShop.Written;

@Timeout(Patience.HANGS)
class TrackingTest {
    private final Rig rig = new Rig();

    TrackingTest() throws Exception {
        rig.shop.orders().add(727, Rig.NOON);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private String status() {
        return rig.shop.orders().order(727).path("status").asText();
    }

    @Test
    void withoutAPluginTheCustomerIsToldByANote() {
        var outcome = rig.outcome(parcel("LP001"));

        assertThat(((Outcome.Done) outcome).supplierOrderIds()).containsExactly("101");
        assertThat(rig.shop.orders().notes(727))
                .containsExactly("Your parcel is on its way with Cainiao. Tracking number: LP001. Follow it here: "
                        + Rig.URL + "LP001");
        assertThat(rig.shop.orders().mails(727)).isEqualTo(1);
        assertThat(status()).isEqualTo("completed");
    }

    @Test
    void aRepeatMakesNoSecondNote() {
        rig.outcome(parcel("LP001"));

        var again = rig.outcome(parcel("LP001"));

        assertThat(again).isEqualTo(new Outcome.Done(List.of("101"), ""));
        assertThat(rig.shop.orders().notes(727)).hasSize(1);
        assertThat(rig.shop.writes("write-order")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"accept-then-error", "accept-then-hang"})
    void aLostAnswerAfterANoteMakesNoSecondNote(String trouble) {
        rig.shop.trouble(trouble).on("write-notes").times(1);

        var lost = rig.outcome(parcel("LP001"));
        var again = rig.outcome(parcel("LP001"));

        assertThat(lost).isInstanceOf(Outcome.Retryable.class);
        assertThat(again).isInstanceOf(Outcome.Done.class);
        assertThat(rig.shop.orders().mails(727)).isEqualTo(1);
        assertThat(status()).isEqualTo("completed");
    }

    @Test
    void aNumberThatTheMerchantWroteByHandIsNotToldAgain() {
        rig.shop.orders().note(727, "sent today, (LP001)");

        rig.outcome(parcel("LP001"));

        assertThat(rig.shop.orders().notes(727)).hasSize(1);
    }

    @Test
    void aLongerNumberIsAnotherNumber() {
        rig.outcome(parcel("LP0012", Optional.empty(), false));

        rig.outcome(parcel("LP001"));

        assertThat(rig.shop.orders().notes(727)).hasSize(2);
    }

    @Test
    void aNewNumberIsToldAsReplacingTheOldOneAndMayGoBack() {
        rig.outcome(parcel("LP001", Optional.empty(), false));
        rig.outcome(parcel("LP002", Optional.of("LP001"), false));
        rig.outcome(parcel("LP002", Optional.of("LP001"), false));
        rig.outcome(parcel("LP001", Optional.of("LP002"), false));

        rig.outcome(parcel("LP001", Optional.of("LP002"), false));

        assertThat(rig.shop.orders().notes(727)).hasSize(3);
        assertThat(rig.shop.orders().notes(727).get(1)).contains("LP002", "This number replaces LP001.");
    }

    @Test
    void theLastMileNumberIsSaidToReplaceTheFirstOnce() {
        rig.outcome(parcel("LP001", Optional.empty(), false));

        rig.outcome(parcel("9400100000000000000000", Optional.of("LP001"), false));
        rig.outcome(parcel("9400100000000000000000", Optional.of("LP001"), false));

        assertThat(rig.shop.orders().notes(727)).hasSize(2);
        assertThat(rig.shop.orders().notes(727).get(1))
                .contains("9400100000000000000000", "This number replaces LP001.");
    }

    @Test
    void aLateTellingOfANumberThatWasReplacedWritesNothing() {
        rig.outcome(parcel("9400100000000000000000", Optional.of("LP001"), false));

        rig.outcome(parcel("LP001", Optional.empty(), false));

        assertThat(rig.shop.orders().notes(727)).hasSize(1);
    }

    @Test
    void allNumbersThatTheParcelHadBeforeAreTakenOutOfThePlugin() {
        rig.shop.orders().trackings().install(SHIPMENT_TRACKING);
        rig.outcome(parcel("LP001", Optional.empty(), false));
        rig.outcome(parcel("UUS001", Optional.empty(), false));
        PushTracking last = parcel("9400100000000000000000", Optional.of("UUS001"), false);

        rig.outcome(new PushTracking(
                last.parcel(),
                last.storeOrderId(),
                last.orderNumber(),
                last.carrier(),
                last.trackingNumber(),
                last.replaces(),
                last.lines(),
                last.shippedAt(),
                last.status(),
                last.last(),
                last.notifyCustomer(),
                List.of("LP001", "UUS001")));

        assertThat(rig.shop.orders().trackings().numbers(727)).containsExactly("9400100000000000000000");
    }

    @Test
    void aParcelThatIsNotTheLastLeavesTheOrderOpen() {
        rig.outcome(parcel("LP001", Optional.empty(), false));

        assertThat(status()).isEqualTo("processing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "cancelled", "refunded", "trash"})
    void anOrderThatIsOverIsNotCompleted(String status) {
        rig.shop.orders().status(727, status, Rig.NOON);

        var outcome = rig.outcome(parcel("LP001"));

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(status()).isEqualTo(status);
        assertThat(rig.shop.writes("write-order")).isZero();
    }

    @Test
    void ownLinesAreNeverSentSoThatTheTotalStays() {
        rig.outcome(parcel("LP001"));

        assertThat(rig.shop.writes()).extracting(Written::body).noneMatch(body -> body.contains("line_items"));
        assertThat(rig.shop.writes()).extracting(Written::body).contains("{\"status\":\"completed\"}");
        assertThat(rig.shop.orders().order(727).path("total").asText()).isEqualTo("35.83");
    }

    @Test
    void whereTheMerchantForbidsItTheNoteIsPrivate() throws Exception {
        try (Rig silent = new Rig("notify-customer", "false")) {
            silent.shop.orders().add(727, Rig.NOON);

            silent.outcome(parcel("LP001"));

            assertThat(silent.shop.orders().notes(727)).hasSize(1);
            assertThat(silent.shop.orders().mails(727)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SHIPMENT_TRACKING, ADVANCED_SHIPMENT_TRACKING})
    void aPluginTakesEachNumberOnce(String plugin) {
        rig.shop.orders().trackings().install(plugin);
        rig.shop.trouble("accept-then-error").on("write-shipment-trackings").times(1);

        rig.outcome(parcel("LP001"));
        rig.outcome(parcel("LP001"));
        var third = rig.outcome(parcel("LP001"));

        assertThat(third).isEqualTo(new Outcome.Done(List.of("f0000001"), ""));
        assertThat(rig.shop.orders().trackings().numbers(727)).containsExactly("LP001");
        assertThat(rig.shop.orders().notes(727)).isEmpty();
        assertThat(status()).isEqualTo("completed");
    }

    @Test
    void shipmentTrackingGetsALinkForACarrierThatItDoesNotKnow() {
        rig.shop.orders().trackings().install(SHIPMENT_TRACKING);

        rig.outcome(parcel("LP001"));

        assertThat(Rig.json(rig.shop.writes().getFirst().body())).isEqualTo(Rig.example("tracking.json"));
    }

    @Test
    void shipmentTrackingGetsItsOwnNameOfACarrierThatItKnows() {
        rig.shop.orders().trackings().install(SHIPMENT_TRACKING);

        rig.outcome(parcel("727", "LP001", Optional.empty(), true, "DHL Germany"));

        var written = rig.shop.orders().trackings().all(727).getFirst();
        assertThat(written.path("tracking_provider").asText()).isEqualTo("DHL Germany");
        assertThat(written.has("custom_tracking_link")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {SHIPMENT_TRACKING, ADVANCED_SHIPMENT_TRACKING})
    void aReplacedNumberIsTakenBackAndOthersStay(String plugin) {
        rig.shop.orders().trackings().install(plugin);
        rig.outcome(parcel("LP001", Optional.empty(), false));
        rig.outcome(parcel("LP900", Optional.empty(), false));

        rig.outcome(parcel("LP002", Optional.of("LP001"), false));
        rig.outcome(parcel("LP002", Optional.of("LP001"), false));

        assertThat(rig.shop.orders().trackings().numbers(727)).containsExactly("LP900", "LP002");
    }

    @Test
    void aNumberThatCannotBeTakenBackIsToldAndHoldsUpNothing() {
        rig.shop.orders().trackings().install(SHIPMENT_TRACKING);
        rig.shop.orders().trackings().keeps();
        rig.outcome(parcel("LP001", Optional.empty(), false));

        var outcome = rig.outcome(parcel("LP002", Optional.of("LP001"), true));

        assertThat(((Outcome.Done) outcome).note()).contains("the old number stayed");
        assertThat(status()).isEqualTo("completed");
    }

    @Test
    void advancedShipmentTrackingNeitherCompletesNorReplacesByItself() {
        rig.shop.orders().trackings().install(ADVANCED_SHIPMENT_TRACKING);

        rig.outcome(parcel("LP001", Optional.empty(), false));

        var written = rig.shop.orders().trackings().all(727).getFirst();
        assertThat(written.path("tracking_provider").asText()).isEqualTo("Cainiao");
        assertThat(written.path("custom_tracking_link").asText()).isEqualTo(Rig.URL + "LP001");
        assertThat(written.path("status_shipped").asInt(9)).isZero();
        assertThat(written.path("replace_tracking").asInt(9)).isZero();
    }

    @Test
    void aCarrierThatThePluginRefusesIsToldByANote() {
        rig.shop.orders().trackings().install(ADVANCED_SHIPMENT_TRACKING);
        rig.shop.orders().trackings().carriers("dhl");

        rig.outcome(parcel("LP001"));
        var again = rig.outcome(parcel("LP001"));

        assertThat(((Outcome.Done) again).note()).contains("refused");
        assertThat(rig.shop.orders().notes(727)).hasSize(1);
    }

    @Test
    void theRoutesAreProbedOnceAndAgainAfterSomeHours() {
        rig.outcome(parcel("LP001"));
        rig.outcome(parcel("LP002"));
        long before = rig.shop.asked("read-index");

        rig.shop.orders().trackings().install(SHIPMENT_TRACKING);
        rig.pass(Plugins.REMEMBERED.minus(Duration.ofMinutes(1)));
        var calls = rig.calls(parcel("LP003"));
        rig.pass(Duration.ofMinutes(2));
        var later = rig.calls(parcel("LP004"));

        assertThat(before).isEqualTo(1);
        assertThat(calls).doesNotContain("GET /wp-json/");
        assertThat(later).contains("GET /wp-json/");
    }

    @Test
    void aHiddenListOfRoutesIsGotRoundWithOurKey() {
        rig.shop.hideIndex();
        rig.shop.orders().trackings().install(ADVANCED_SHIPMENT_TRACKING);

        rig.outcome(parcel("LP001"));

        assertThat(rig.shop.orders().trackings().numbers(727)).containsExactly("LP001");
    }

    @Test
    void aHiddenListOfRoutesOfAShopWithoutPluginMeansANote() {
        rig.shop.hideIndex();

        rig.outcome(parcel("LP001"));

        assertThat(rig.shop.orders().notes(727)).hasSize(1);
    }

    @Test
    void aPluginThatWasRemovedIsNoticedAtOnce() {
        rig.shop.orders().trackings().install(SHIPMENT_TRACKING);
        rig.outcome(parcel("LP001", Optional.empty(), false));
        rig.shop.orders().trackings().install("");

        var outcome = rig.outcome(parcel("LP002"));

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(rig.shop.orders().notes(727)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", SHIPMENT_TRACKING})
    void anOrderThatIsGoneIsRejected(String plugin) {
        rig.shop.orders().trackings().install(plugin);
        rig.shop.orders().delete(727);

        var outcome = rig.outcome(parcel("LP001"));

        assertThat(((Outcome.Rejected) outcome).cause()).isEqualTo(Cause.ORDER_NOT_IN_STORE);
    }

    @Test
    void anOrderIdThatWooCommerceCannotHaveIsRejectedWithoutACall() {
        var outcome = rig.outcome(parcel("7/../27", "LP001", Optional.empty(), true, ""));

        assertThat(((Outcome.Rejected) outcome).cause()).isEqualTo(Cause.ORDER_NOT_IN_STORE);
        assertThat(rig.shop.writes()).isEmpty();
    }

    @Test
    void noOrderIsReadInFullSoThatNoAddressTravels() {
        var sent = rig.sentFor(parcel("LP001"));

        assertThat(sent)
                .filteredOn(one -> one.call().path().endsWith("/orders/727"))
                .hasSize(2)
                .allMatch(one -> one.call().query().contains("_fields=id%2Cstatus"))
                .noneMatch(one -> one.answer().getFirst().body().contains("line_items"));
    }

    @Test
    void aNumberThatReplacesItselfIsNotToldSo() {
        rig.outcome(parcel("LP001", Optional.of("LP001"), false));

        assertThat(rig.shop.orders().notes(727).getFirst()).doesNotContain("replaces");
    }
}
