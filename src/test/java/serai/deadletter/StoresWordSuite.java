package serai.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.fixture.SmallGateway.ANN;
import static serai.fixture.SmallGateway.TEA;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.base.Address;
import serai.base.DispatchId;
import serai.base.Json;
import serai.base.Sku;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.fixture.MovedClock;
import serai.fixture.Samples;
import serai.fixture.SmallGateway;
import serai.fixture.SmallRemedies;
import serai.ledger.Database;
import serai.order.OrderBook;
import serai.order.StoreOrder;
import serai.provider.Cause;
import serai.provider.PlaceOrder;

/**
 * A person's edit, a remap or a replay beside a newer word of the store: neither overwrites the other in silence.
 */
abstract class StoresWordSuite {
    private SmallGateway gateway;

    abstract Database open();

    @BeforeEach
    void prepare() {
        gateway = new SmallGateway(open(), new MovedClock());
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void anEditBesideANewerWordOfTheSameThingIsAConflictThatKeepsBoth() {
        DispatchId id = gateway.dead(Cause.ADDRESS_INVALID);
        edit(id, "12 Elm Street", "12 Elm Street, rear");

        says(id, order -> to(order, "1 Oak Road"));

        Dispatch letter = gateway.find(id);
        assertThat(letter.state()).isEqualTo(DispatchState.DEAD);
        assertThat(letter.cause()).contains(Cause.STORE_CHANGED_IT);
        assertThat(letter.reason()).contains("the delivery address").doesNotContain("Oak", "Elm");
        assertThat(request(id).shipTo().line1()).isEqualTo("12 Elm Street, rear");
        assertThat(original(id).shipTo().line1()).isEqualTo("1 Oak Road");
        assertThat(offered(id)).contains(Remedy.TAKE_STORES_WORD, Remedy.REPLAY);
    }

    @Test
    void inAConflictAPersonMayKeepTheEdit() {
        DispatchId id = gateway.dead(Cause.ADDRESS_INVALID);
        edit(id, "12 Elm Street", "12 Elm Street, rear");
        says(id, order -> to(order, "1 Oak Road"));

        gateway.desk.replay(id, Optional.empty(), ANN, "as we agreed with the customer", false);
        says(id, order -> order);

        assertThat(gateway.find(id).state()).isEqualTo(DispatchState.QUEUED);
        assertThat(request(id).shipTo().line1()).isEqualTo("12 Elm Street, rear");
    }

    @Test
    void inAConflictAPersonMayTakeTheStoresWord() {
        DispatchId id = gateway.dead(Cause.ADDRESS_INVALID);
        edit(id, "12 Elm Street", "12 Elm Street, rear");
        says(id, order -> to(order, "1 Oak Road"));
        long seen = gateway.find(id).version();

        Verdict outdated = gateway.desk.takeStoresWord(id, Optional.of(seen - 1), ANN, "");
        Verdict taken = gateway.desk.takeStoresWord(id, Optional.of(seen), ANN, "the customer moved");
        Verdict twice = gateway.desk.takeStoresWord(id, Optional.empty(), ANN, "");

        assertThat(outdated).isInstanceOf(Verdict.Outdated.class);
        assertThat(taken).isInstanceOf(Verdict.Changed.class);
        assertThat(twice).isInstanceOf(Verdict.Conflict.class);
        Dispatch letter = gateway.find(id);
        assertThat(letter.state()).isEqualTo(DispatchState.QUEUED);
        assertThat(letter.originalRequest()).isEmpty();
        assertThat(request(id).shipTo().line1()).isEqualTo("1 Oak Road");
    }

    @Test
    void anEditThatWaitsToBeSentIsStoppedByAConflictBeforeItBuys() {
        DispatchId id = gateway.dead(Cause.ADDRESS_INVALID);
        edit(id, "12 Elm Street", "12 Elm Street, rear");
        gateway.desk.replay(id, Optional.empty(), ANN, "", false);

        says(id, order -> to(order, "1 Oak Road"));

        assertThat(gateway.find(id).state()).isEqualTo(DispatchState.DEAD);
        assertThat(gateway.find(id).cause()).contains(Cause.STORE_CHANGED_IT);
    }

    @Test
    void anEditOfOneThingAndAWordOfAnotherGoTogether() {
        DispatchId id = gateway.dead(Cause.ADDRESS_INVALID);
        edit(id, "12 Elm Street", "12 Elm Street, rear");
        gateway.desk.replay(id, Optional.empty(), ANN, "", false);

        says(id, order -> pieces(order, 3));

        assertThat(gateway.find(id).state()).isEqualTo(DispatchState.QUEUED);
        assertThat(request(id).shipTo().line1()).isEqualTo("12 Elm Street, rear");
        assertThat(request(id).items()).extracting(PlaceOrder.Item::quantity).containsExactly(3);
    }

    @Test
    void aRemappedLineKeepsItsMappingAndTakesTheStoresAddressAndPieces() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);
        SmallRemedies.of(gateway)
                .remap(
                        id,
                        gateway.find(id).version(),
                        new RemedyForms.RemapWish(
                                "1", Samples.AMAZON, "B00", "", "B00-2", 2, Optional.empty(), "", false),
                        ANN,
                        "packs of two");

        says(id, order -> pieces(to(order, "1 Oak Road"), 3));

        Dispatch remapped = gateway.find(id);
        assertThat(remapped.state()).isEqualTo(DispatchState.QUEUED);
        assertThat(remapped.channel()).isEqualTo(Samples.AMAZON);
        assertThat(request(id).shipTo().line1()).isEqualTo("1 Oak Road");
        assertThat(request(id).items()).singleElement().satisfies(item -> {
            assertThat(item.supplierSku()).isEqualTo("B00-2");
            assertThat(item.quantity()).isEqualTo(6);
        });
        assertThat(all(id)).hasSize(1);
    }

    @Test
    void aLineThatAListingHasMappedFollowsTheStoreWhereItIs() {
        DispatchId id = gateway.recorded(gateway.order("NEW"));
        gateway.listings.loadFile(List.of(
                SmallGateway.listing("ALI", "aliexpress"),
                SmallGateway.listing("AMZ", "amazon"),
                SmallGateway.listing("NEW", "aliexpress")));
        gateway.desk.replay(id, Optional.empty(), ANN, "", false);

        says(id, order -> pieces(to(order, "1 Oak Road"), 2));

        assertThat(all(id)).singleElement().satisfies(one -> {
            assertThat(one.channel()).isEqualTo(Samples.ALIEXPRESS);
            assertThat(one.state()).isEqualTo(DispatchState.QUEUED);
        });
        assertThat(request(id).shipTo().line1()).isEqualTo("1 Oak Road");
        assertThat(request(id).items()).extracting(PlaceOrder.Item::quantity).containsExactly(2);
    }

    @Test
    void aRemappedLineThatTheStoreTakesOffIsNotBought() {
        DispatchId id = gateway.recorded(gateway.order("NEW"));
        gateway.listings.loadFile(
                List.of(SmallGateway.listing("ALI", "aliexpress"), SmallGateway.listing("NEW", "aliexpress")));
        gateway.desk.replay(id, Optional.empty(), ANN, "", false);

        says(id, order -> line(order, "2", "ALI"));

        assertThat(gateway.find(id).state()).isEqualTo(DispatchState.CANCELLED);
        assertThat(all(id)).hasSize(2);
    }

    @Test
    void aReplayOfWhatHadToStayBehindBuysByTheNewestWord() {
        DispatchId id = gateway.dead(Cause.CONNECTOR_FAULT);
        says(id, order -> pieces(to(order, "1 Oak Road"), 2));
        String behind = request(id).shipTo().line1();

        gateway.desk.replay(id, Optional.empty(), ANN, "", true);

        assertThat(behind).isEqualTo("12 Elm Street");
        assertThat(gateway.find(id).state()).isEqualTo(DispatchState.QUEUED);
        assertThat(request(id).shipTo().line1()).isEqualTo("1 Oak Road");
        assertThat(request(id).items()).extracting(PlaceOrder.Item::quantity).containsExactly(2);
    }

    @Test
    void whatWasPutAwayStaysSoAndIsReplayedByTheNewestWord() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);
        gateway.desk.archive(id, Optional.empty(), ANN, "");

        says(id, order -> to(order, "1 Oak Road"));
        DispatchState away = gateway.find(id).state();
        gateway.desk.restore(id, Optional.empty(), ANN, "");
        gateway.desk.replay(id, Optional.empty(), ANN, "", false);

        assertThat(away).isEqualTo(DispatchState.ARCHIVED);
        assertThat(gateway.find(id).state()).isEqualTo(DispatchState.QUEUED);
        assertThat(request(id).shipTo().line1()).isEqualTo("1 Oak Road");
    }

    @Test
    void whatThePersonSawBeforeTheStoreChangedItIsNotSent() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);
        long seen = gateway.find(id).version();
        says(id, order -> to(order, "1 Oak Road"));

        assertThat(gateway.desk.replay(id, Optional.of(seen), ANN, "", false)).isInstanceOf(Verdict.Outdated.class);
    }

    @Test
    void whatTheStoreHoldsIsNotReplayed() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);
        gateway.desk.archive(id, Optional.empty(), ANN, "");
        says(id, order -> order.standing(StoreOrder.Standing.WAITING_FOR_PAYMENT, "on-hold"));
        gateway.desk.restore(id, Optional.empty(), ANN, "");

        Verdict verdict = gateway.desk.replay(id, Optional.empty(), ANN, "", false);

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Conflict.class,
                        conflict -> assertThat(conflict.why()).contains("does not want it bought now"));
    }

    private void edit(DispatchId id, String what, String with) {
        byte[] payload = gateway.find(id).request().replace(what, with).getBytes(StandardCharsets.UTF_8);
        assertThat(gateway.desk.edit(id, payload, Optional.empty(), ANN, "as the customer said"))
                .isInstanceOf(Verdict.Changed.class);
    }

    /** The store says something else of that letter's order. */
    private void says(DispatchId id, UnaryOperator<StoreOrder> change) {
        gateway.clock.advance(Duration.ofSeconds(5));
        gateway.ledger.commit(tx -> {
            OrderBook.Entry order =
                    OrderBook.find(tx, gateway.find(id).order().orElseThrow()).orElseThrow();
            StoreOrder word = change.apply(order.content());
            StoreOrder now = copy(word, word.shipTo(), word.lines());
            return gateway.orders.record(tx, TEA, now, "store tea", "", gateway.now());
        });
    }

    private static StoreOrder to(StoreOrder order, String street) {
        Address old = order.shipTo().orElseThrow();
        Address other = new Address(
                old.name(), "", street, "", old.city(), old.region(), old.postalCode(), old.country(), old.phone());
        return copy(order, order.updatedAt(), Optional.of(other), order.lines());
    }

    private static StoreOrder pieces(StoreOrder order, int pieces) {
        StoreOrder.Line line = order.lines().getFirst();
        return copy(
                order,
                order.updatedAt(),
                order.shipTo(),
                List.of(new StoreOrder.Line(
                        line.lineId(),
                        line.sku(),
                        line.title(),
                        pieces,
                        line.unitPrice().orElseThrow())));
    }

    private static StoreOrder line(StoreOrder order, String id, String sku) {
        StoreOrder.Line line = order.lines().getFirst();
        return copy(
                order,
                order.updatedAt(),
                order.shipTo(),
                List.of(new StoreOrder.Line(
                        id, new Sku(sku), line.title(), 1, line.unitPrice().orElseThrow())));
    }

    private StoreOrder copy(StoreOrder order, Optional<Address> shipTo, List<StoreOrder.Line> lines) {
        return copy(order, gateway.now(), shipTo, lines);
    }

    private static StoreOrder copy(
            StoreOrder order, java.time.Instant at, Optional<Address> shipTo, List<StoreOrder.Line> lines) {
        return new StoreOrder(
                order.storeOrderId(),
                order.orderNumber(),
                order.placedAt(),
                at,
                order.total(),
                order.email(),
                order.phone(),
                shipTo,
                lines,
                order.shippingService(),
                order.note(),
                order.standing(),
                order.standingReason(),
                order.taxIds());
    }

    private PlaceOrder request(DispatchId id) {
        return Json.read(gateway.find(id).request(), PlaceOrder.class);
    }

    private PlaceOrder original(DispatchId id) {
        return Json.read(gateway.find(id).originalRequest().orElseThrow(), PlaceOrder.class);
    }

    private List<Remedy> offered(DispatchId id) {
        return SmallRemedies.of(gateway).offered(id, ANN).orElseThrow().stream()
                .map(Remedies.Offered::remedy)
                .toList();
    }

    private List<Dispatch> all(DispatchId id) {
        return gateway.ledger.read(
                tx -> Dispatches.ofOrder(tx, gateway.find(id).order().orElseThrow()));
    }
}
