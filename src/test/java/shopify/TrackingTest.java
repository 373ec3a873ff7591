package shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import serai.base.Json;
import serai.base.Sku;
import serai.provider.Carrier;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.Outcome.Scope;
import serai.provider.PushTracking;
import serai.provider.PushTracking.Line;
import serai.simulator.shop.ShopifyShop;

class TrackingTest extends ShopTest {
    @Test
    void aParcelBecomesOneFulfillmentWithItsNumberAndItsPieces() {
        store.order(order());

        var outcome = work(parcel("LP001", strap(2), hoodie(1)));

        assertThat(store.parcels(ORDER)).singleElement().satisfies(sent -> {
            assertThat(outcome).isEqualTo(new Outcome.Done(List.of(sent.id()), ""));
            assertThat(sent.numbers()).containsExactly("LP001");
            assertThat(sent.companies()).containsExactly("Cainiao");
            assertThat(sent.urls()).containsExactly("https://track.example/LP001");
            assertThat(sent.pieces()).isEqualTo(Map.of(STRAP, 2, HOODIE, 1));
            assertThat(sent.notified()).isTrue();
        });
    }

    @Test
    void aRepeatMakesNoSecondFulfillment() {
        store.order(order());
        var first = (Outcome.Done) work(parcel("LP001", strap(2), hoodie(1)));

        var second = (Outcome.Done) work(parcel("LP001", strap(2), hoodie(1)));

        assertThat(second.supplierOrderIds()).isEqualTo(first.supplierOrderIds());
        assertThat(store.fulfillmentCreates(ORDER)).isEqualTo(1);
    }

    @Test
    void aLostAnswerMakesNoSecondFulfillment() {
        store.order(order());
        shop.trouble("accept-then-hang").on("fulfillmentCreate").times(1);

        var lost = retryable(parcel("LP001", strap(2), hoodie(1)));
        var found = work(parcel("LP001", strap(2), hoodie(1)));

        assertThat(lost.cause()).isEqualTo(Cause.PROVIDER_FAILING);
        assertThat(found).isInstanceOf(Outcome.Done.class);
        assertThat(store.fulfillmentCreates(ORDER)).isEqualTo(1);
        assertThat(store.parcels(ORDER)).hasSize(1);
    }

    @Test
    void aServerErrorAfterTheWriteMakesNoSecondFulfillment() {
        store.order(order());
        shop.trouble("accept-then-error").times(1);

        var failed = retryable(parcel("LP001", strap(2)));
        var found = work(parcel("LP001", strap(2)));

        assertThat(failed.scope()).isEqualTo(Scope.CHANNEL);
        assertThat(found).isInstanceOf(Outcome.Done.class);
        assertThat(store.fulfillmentCreates(ORDER)).isEqualTo(1);
    }

    @Test
    void severalLocationsGetOneFulfillmentEach() {
        twoLocations();

        var outcome = (Outcome.Done) work(parcel("LP001", strap(2), hoodie(1)));

        assertThat(outcome.supplierOrderIds()).hasSize(2);
        assertThat(store.parcels(ORDER))
                .extracting(sent -> sent.pieces())
                .containsExactlyInAnyOrder(Map.of(STRAP, 2), Map.of(HOODIE, 1));
        assertThat(store.parcels(ORDER))
                .allSatisfy(sent -> assertThat(sent.numbers()).containsExactly("LP001"));
    }

    @Test
    void anAnswerLostBetweenTwoLocationsIsTakenUpWhereItBroke() {
        twoLocations();
        shop.trouble("accept-then-error").on("fulfillmentCreate").times(1);

        var failed = work(parcel("LP001", strap(2), hoodie(1)));
        var outcome = (Outcome.Done) work(parcel("LP001", strap(2), hoodie(1)));

        assertThat(failed).isInstanceOf(Outcome.Retryable.class);
        assertThat(outcome.supplierOrderIds()).hasSize(2);
        assertThat(store.fulfillmentCreates(ORDER)).isEqualTo(2);
    }

    @Test
    void aPartialParcelFulfilsOnlyItsPiecesAndTheNextOneTheRest() {
        store.order(order());

        var first = work(parcel("LP001", strap(1)));
        var second = work(parcel("LP002", strap(1), hoodie(1)));

        assertThat(List.of(first, second)).allSatisfy(each -> assertThat(each).isInstanceOf(Outcome.Done.class));
        assertThat(store.parcels(ORDER))
                .extracting(sent -> sent.pieces())
                .containsExactly(Map.of(STRAP, 1), Map.of(STRAP, 1, HOODIE, 1));
    }

    @Test
    void anOrderOnHoldWaitsAndGoesOnWhenItIsReleased() {
        store.order(order());
        store.hold(ORDER);

        var held = retryable(parcel("LP001", strap(2)));
        store.release(ORDER);
        var outcome = work(parcel("LP001", strap(2)));

        assertThat(held.cause()).isEqualTo(Cause.STORE_REFUSED);
        assertThat(held.scope()).isEqualTo(Scope.ORDER);
        assertThat(held.delay()).contains(Duration.ofMinutes(15));
        assertThat(held.giveUpAfter().orElseThrow()).isGreaterThan(500);
        assertThat(held.text()).contains("ON_HOLD");
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aScheduledOrderIsLookedAtAgainWhenItIsDue() {
        store.order(order());
        store.schedule(ORDER, Instant.now().plus(Duration.ofHours(3)));

        var waiting = retryable(parcel("LP001", strap(2)));

        assertThat(waiting.delay().orElseThrow()).isBetween(Duration.ofMinutes(175), Duration.ofHours(3));
        assertThat(store.fulfillmentCreates(ORDER)).isZero();
    }

    @Test
    void anOrderFulfilledByHandGetsTheNumberAndNoSecondFulfillment() {
        store.order(order());
        store.fulfilByHand(ORDER, STRAP, 2, Optional.empty());

        var outcome = (Outcome.Done) work(parcel("LP001", strap(2)));

        assertThat(store.fulfillmentCreates(ORDER)).isZero();
        assertThat(store.parcels(ORDER)).singleElement().satisfies(sent -> {
            assertThat(sent.numbers()).containsExactly("LP001");
            assertThat(outcome.supplierOrderIds()).containsExactly(sent.id());
        });
    }

    @Test
    void aNumberThatSomebodyTypedInByHandIsLeftAlone() {
        store.order(order());
        store.fulfilByHand(ORDER, STRAP, 2, Optional.of("OTHER-1"));

        var outcome = (Outcome.Done) work(parcel("LP001", strap(2)));

        assertThat(store.parcels(ORDER))
                .singleElement()
                .satisfies(sent -> assertThat(sent.numbers()).containsExactly("OTHER-1"));
        assertThat(outcome.note()).contains("another number");
    }

    @Test
    void piecesBeyondWhatIsLeftAreNotAskedFor() {
        store.order(order());
        store.fulfilByHand(ORDER, STRAP, 1, Optional.of("OTHER-1"));

        var outcome = (Outcome.Done) work(parcel("LP001", strap(2)));

        assertThat(store.parcels(ORDER).getLast().pieces()).isEqualTo(Map.of(STRAP, 1));
        assertThat(outcome.note()).contains("fulfilled at the store before");
    }

    @Test
    void aNewNumberReplacesTheOldOneOnTheSameFulfillment() {
        store.order(order());
        work(parcel("LP001", strap(2)));

        var outcome = work(parcel("LP002", Optional.of("LP001"), strap(2)));
        var repeat = work(parcel("LP002", Optional.of("LP001"), strap(2)));

        assertThat(List.of(outcome, repeat)).allSatisfy(each -> assertThat(each).isInstanceOf(Outcome.Done.class));
        assertThat(store.fulfillmentCreates(ORDER)).isEqualTo(1);
        assertThat(shop.asked("fulfillmentTrackingInfoUpdate")).isEqualTo(1);
        assertThat(store.parcels(ORDER))
                .singleElement()
                .satisfies(sent -> assertThat(sent.numbers()).containsExactly("LP002"));
    }

    /** shopify.dev, fulfillmentTrackingInfoUpdate (2026-11-21): company, number and url of a fulfilment change together. */
    @Test
    void theLastMileNumberGoesOntoTheSameFulfillmentWithItsOwnCarrier() {
        store.order(order());
        work(parcel("LP001", strap(2)));

        var outcome = work(renumbered("9400100000000000000000", List.of("LP001"), strap(2)));

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(store.fulfillmentCreates(ORDER)).isEqualTo(1);
        assertThat(store.parcels(ORDER)).singleElement().satisfies(sent -> {
            assertThat(sent.numbers()).containsExactly("9400100000000000000000");
            assertThat(sent.companies()).containsExactly("USPS");
        });
    }

    @Test
    void aNumberWhoseTellingFailedIsSkippedAndTheOneThatTheStoreHasIsReplaced() {
        store.order(order());
        work(parcel("LP001", strap(2)));

        work(renumbered("9400100000000000000000", List.of("LP001", "UUS001"), strap(2)));

        assertThat(store.fulfillmentCreates(ORDER)).isEqualTo(1);
        assertThat(store.parcels(ORDER))
                .singleElement()
                .satisfies(sent -> assertThat(sent.numbers()).containsExactly("9400100000000000000000"));
    }

    @Test
    void anOldNumberThatTheStoreNeverHeardOfMakesOneFulfillmentUnderTheNewOne() {
        store.order(order());

        work(renumbered("9400100000000000000000", List.of("LP001"), strap(2)));
        work(renumbered("9400100000000000000000", List.of("LP001"), strap(2)));

        assertThat(store.fulfillmentCreates(ORDER)).isEqualTo(1);
        assertThat(store.parcels(ORDER))
                .singleElement()
                .satisfies(sent -> assertThat(sent.numbers()).containsExactly("9400100000000000000000"));
    }

    @Test
    void whatTheOldNumberDidNotHoldYetIsShippedUnderTheNewOne() {
        store.order(order());
        work(parcel("LP001", strap(1)));

        work(renumbered("9400100000000000000000", List.of("LP001"), strap(2)));

        assertThat(store.parcels(ORDER))
                .hasSize(2)
                .allSatisfy(sent -> assertThat(sent.numbers()).containsExactly("9400100000000000000000"))
                .extracting(sent -> sent.pieces())
                .containsExactly(Map.of(STRAP, 1), Map.of(STRAP, 1));
    }

    @Test
    void aParcelWithNothingNewInItIsShownBesideTheOthersAndDoesNotDie() {
        store.order(order());
        work(parcel("LP001", strap(2)));

        var outcome = work(parcel("LP009"));
        var repeat = work(parcel("LP009"));

        assertThat(List.of(outcome, repeat)).allSatisfy(each -> assertThat(each).isInstanceOf(Outcome.Done.class));
        assertThat(store.fulfillmentCreates(ORDER)).isEqualTo(1);
        assertThat(shop.asked("fulfillmentTrackingInfoUpdate")).isEqualTo(1);
        assertThat(store.parcels(ORDER))
                .singleElement()
                .satisfies(sent -> assertThat(sent.numbers()).containsExactlyInAnyOrder("LP001", "LP009"));
    }

    private static PushTracking renumbered(String number, List<String> previous, PushTracking.Line... lines) {
        PushTracking one = parcel(number, Optional.of(previous.getLast()), lines);
        return new PushTracking(
                one.parcel(),
                one.storeOrderId(),
                one.orderNumber(),
                new Carrier("", "USPS", Map.of("shopify", "USPS"), "https://usps.example/" + number),
                number,
                one.replaces(),
                one.lines(),
                one.shippedAt(),
                one.status(),
                one.last(),
                one.notifyCustomer(),
                previous);
    }

    @Test
    void anOrderThatTheStoreDoesNotKnowIsRejected() {
        var outcome = (Outcome.Rejected) work(parcel("LP001", strap(2)));

        assertThat(outcome.cause()).isEqualTo(Cause.ORDER_NOT_IN_STORE);
    }

    @Test
    void aLineThatIsGoneFromTheOrderIsRejected() {
        store.order(order());
        store.remove(ORDER, STRAP);

        var outcome = (Outcome.Rejected) work(parcel("LP001", strap(2)));

        assertThat(outcome.cause()).isEqualTo(Cause.ORDER_NOT_IN_STORE);
        assertThat(store.fulfillmentCreates(ORDER)).isZero();
    }

    @Test
    void theStoresSettingKeepsShopifyFromWritingToCustomers() {
        store.order(order());
        open("notify-customer", "false");

        work(parcel("LP001", strap(2)));

        assertThat(store.parcels(ORDER))
                .singleElement()
                .satisfies(sent -> assertThat(sent.notified()).isFalse());
    }

    @Test
    void anOrderOfManyLocationsAndLinesIsReadWhole() {
        store.order(manyLines(60));
        Line[] all = lines(60);

        var outcome = (Outcome.Done) work(parcel("LP001", all));
        var repeat = (Outcome.Done) work(parcel("LP001", all));

        assertThat(outcome.supplierOrderIds()).hasSize(10).hasSameElementsAs(repeat.supplierOrderIds());
        assertThat(store.fulfillmentCreates(ORDER)).isEqualTo(10);
        assertThat(store.parcels(ORDER))
                .extracting(sent -> sent.pieces().size())
                .containsOnly(6);
    }

    @Test
    void fulfillmentOrdersOfMoreThanAPageOfLinesAreReadWhole() {
        store.order(manyLines(250));
        Line[] all = lines(250);

        work(parcel("LP001", all));
        work(parcel("LP001", all));

        assertThat(store.fulfillmentCreates(ORDER)).isEqualTo(10);
        assertThat(store.parcels(ORDER).stream()
                        .mapToInt(sent -> sent.pieces().size())
                        .sum())
                .isEqualTo(250);
    }

    /** Lines 1 to {@code many}, spread over ten locations. */
    private String manyLines(int many) {
        var order = (ObjectNode) json(order());
        var lines = (ArrayNode) order.path("line_items");
        var first = (ObjectNode) lines.get(0);
        lines.removeAll();
        for (int n = 1; n <= many; n++) {
            long location = 100L + n % 10;
            store.location(location, "Location " + location);
            store.variant(10_000 + n * 2L, "MANY-" + n, "1.00", location, 5);
            lines.add(first.deepCopy().put("id", n).put("sku", "MANY-" + n));
        }
        return Json.write(order);
    }

    private static Line[] lines(int many) {
        return IntStream.rangeClosed(1, many)
                .mapToObj(n -> new Line(String.valueOf(n), new Sku("MANY-" + n), 2))
                .toArray(Line[]::new);
    }

    private static JsonNode json(String text) {
        try {
            return Json.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void twoLocations() {
        store.location(72, "Supplier");
        store.variant(50398373085484L, "AE-1005006-BLK-22", "12.90", ShopifyShop.LOCATION, 5);
        store.variant(50451770802476L, "AE-HOOD-L", "29.95", 72, 5);
        store.order(order());
    }
}
