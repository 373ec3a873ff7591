package serai.order;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.fixture.Samples.line;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.base.Address;
import serai.base.OrderId;
import serai.deadletter.DeadLetters;
import serai.deadletter.Desk;
import serai.deadletter.Verdict;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.fixture.Samples;
import serai.fixture.SmallGateway;
import serai.fixture.SmallWorld;
import serai.intake.UnreadMessages;
import serai.ledger.Database;
import serai.order.StoreOrder.Line;
import serai.order.StoreOrder.Standing;
import serai.provider.Cause;
import serai.provider.Connector;
import serai.provider.PlaceOrder;
import serai.store.Stores;

/** What a store changes after the purchase waits for a person, with an owner and a way out, and not on a timeline only. */
abstract class DifferenceLettersSuite {
    private static final Address OAK =
            new Address("Jane Roe", "", "1 Oak Road", "", "Austin", "TX", "78702", "US", "+15125550100");

    private SmallWorld world;
    private Desk desk;

    abstract Database open();

    @BeforeEach
    void prepare() {
        world = new SmallWorld(open());
        world.lists(SmallWorld.SHOP, "TEE", Samples.ALIEXPRESS, "1005001", 1);
        world.lists(SmallWorld.SHOP, "CAP", Samples.ALIEXPRESS, "1005002", 2);
        Connector.Limits limits = new Connector.Limits(3, 10);
        Planner planner =
                new Planner(world.node().listings(), Map.of(Samples.ALIEXPRESS, limits, Samples.AMAZON, limits));
        desk = new Desk(
                world.ledger,
                planner,
                world.node().channels(),
                new UnreadMessages(
                        Stores.parse("stores.yaml", "- {id: shop, platform: generic, apiKey: key-of-shop}", Map.of()),
                        world.node().orders(),
                        world.ledger),
                world.clock);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private OrderId bought(Line... lines) {
        OrderId id = world.says(order(lines));
        world.node().round();
        return id;
    }

    private StoreOrder order(Line... lines) {
        return standing(Standing.PLACE, lines);
    }

    private StoreOrder standing(Standing standing, Line... lines) {
        world.clock.advance(Duration.ofSeconds(1));
        return Samples.order("1", world.clock.instant(), standing, lines);
    }

    private List<Dispatch> letters(OrderId id) {
        return world.dispatches(id, Dispatch.SETTLE_DIFFERENCE);
    }

    private List<Dispatch> waiting(OrderId id) {
        return letters(id).stream()
                .filter(letter -> letter.state() == DispatchState.DEAD)
                .toList();
    }

    private Dispatch only(OrderId id) {
        List<Dispatch> waiting = waiting(id);
        assertThat(waiting).hasSize(1);
        return waiting.getFirst();
    }

    private List<Integer> quantities(OrderId id) {
        return world.dispatches(id, Dispatch.PLACE_ORDER).stream()
                .flatMap(one -> world.request(one).items().stream())
                .map(PlaceOrder.Item::quantity)
                .toList();
    }

    @Test
    void aLineAddedAfterThePurchaseWaitsForAPersonWhoHasItBoughtOnce() {
        OrderId id = bought(line("TEE", 1));

        world.says(order(line("TEE", 1), line("CAP", 3)));
        Dispatch letter = only(id);
        world.advance(Duration.ofMinutes(2));
        List<Integer> unasked = quantities(id);
        Verdict replayed = desk.replay(letter.id(), Optional.empty(), SmallGateway.ANN, "the merchant wants it", false);
        Verdict again = desk.replay(letter.id(), Optional.empty(), SmallGateway.ANN, "", false);
        world.says(order(line("TEE", 1), line("CAP", 3)));
        world.advance(Duration.ofMinutes(2));

        assertThat(letter.cause()).contains(Cause.WANTED_AFTER_PURCHASE);
        assertThat(letter.cause().orElseThrow().owner()).isEqualTo(Cause.Owner.MERCHANT);
        assertThat(letter.reason())
                .startsWith("line CAP (CAP) with 3 pieces was added; that is not bought (bought as aliexpress ");
        assertThat(unasked).containsExactly(1);
        assertThat(replayed).isInstanceOf(Verdict.Changed.class);
        assertThat(again).isInstanceOf(Verdict.Conflict.class);
        assertThat(quantities(id)).containsExactly(1, 6);
        assertThat(world.dispatches(id, Dispatch.PLACE_ORDER))
                .allMatch(one -> one.state() == DispatchState.DONE)
                .extracting(Dispatch::part)
                .containsExactly("1", "2");
        assertThat(waiting(id)).isEmpty();
        assertThat(world.ledger
                        .<StoreOrder>read(
                                tx -> OrderBook.find(tx, id).orElseThrow().bought())
                        .lines())
                .extracting(Line::quantity)
                .containsExactly(1, 3);
    }

    @Test
    void morePiecesOfALineThatIsBoughtAreBoughtByAPersonsWord() {
        OrderId id = bought(line("TEE", 2));

        world.says(order(line("TEE", 5)));
        desk.replay(only(id).id(), Optional.empty(), SmallGateway.ANN, "yes", false);
        world.says(order(line("TEE", 5)));
        world.advance(Duration.ofMinutes(2));

        assertThat(quantities(id)).containsExactly(2, 3);
        assertThat(waiting(id)).isEmpty();
    }

    @Test
    void aRefundOfAPartAfterThePurchaseSaysWhereItIsBoughtAndCannotBeReplayed() {
        OrderId id = bought(line("TEE", 3), line("CAP", 1));

        world.says(order(line("TEE", 1)));
        Dispatch letter = only(id);
        Verdict replayed = desk.replay(letter.id(), Optional.empty(), SmallGateway.ANN, "", false);

        assertThat(letter.cause()).contains(Cause.UNWANTED_AFTER_PURCHASE);
        assertThat(letter.reason())
                .contains("line TEE (TEE) has 1 instead of 3 pieces", "line CAP (CAP) with 1 piece was taken off")
                .contains("it is bought already (bought as aliexpress ");
        assertThat(replayed).isInstanceOf(Verdict.Conflict.class);
        assertThat(new DeadLetters(world.ledger)
                        .find(letter.id(), serai.base.Scope.ALL, true)
                        .orElseThrow()
                        .letter()
                        .orderId())
                .contains(id);
    }

    @Test
    void anAddressChangedAfterThePurchaseIsALetterThatHoldsNoAddress() {
        OrderId id = bought(line("TEE", 1));

        world.says(to(order(line("TEE", 1))));

        assertThat(only(id).cause()).contains(Cause.ADDRESS_AFTER_PURCHASE);
        assertThat(only(id).request() + only(id).reason()).doesNotContain("Oak", "Elm", "Jane");
    }

    private static StoreOrder to(StoreOrder order) {
        return new StoreOrder(
                order.storeOrderId(),
                order.orderNumber(),
                order.placedAt(),
                order.updatedAt(),
                order.total(),
                order.email(),
                order.phone(),
                Optional.of(OAK),
                order.lines(),
                order.shippingService(),
                order.note(),
                order.standing(),
                order.standingReason(),
                order.taxIds());
    }

    @Test
    void aStoreThatChangesItsWordTenTimesHasOneLetterAndNoneWhenItGoesBack() {
        OrderId id = bought(line("TEE", 1));

        for (int pieces = 2; pieces < 12; pieces++) {
            world.says(order(line("TEE", pieces)));
        }
        List<Dispatch> storm = letters(id);
        world.says(order(line("TEE", 1)));
        Dispatch gone = letters(id).getFirst();
        world.says(order(line("TEE", 3)));

        assertThat(storm)
                .singleElement()
                .satisfies(one -> assertThat(one.reason()).contains("has 11 instead of 1"));
        assertThat(gone.state()).isEqualTo(DispatchState.CANCELLED);
        assertThat(gone.reason()).isEqualTo("the store has it again as it was bought");
        assertThat(only(id).id()).isEqualTo(gone.id());
    }

    @Test
    void aLetterThatWasPutAwayComesBackOnlyWithSomethingNew() {
        OrderId id = bought(line("TEE", 3));
        world.says(order(line("TEE", 2)));
        desk.archive(only(id).id(), Optional.empty(), SmallGateway.ANN, "the customer keeps it");

        world.says(order(line("TEE", 2)));
        List<Dispatch> same = waiting(id);
        world.says(order(line("TEE", 1)));

        assertThat(same).isEmpty();
        assertThat(only(id).reason()).contains("has 1 instead of 3 pieces");
    }

    @Test
    void aChangeWhileTheCallIsUnderWayIsALetterWhenTheCallBoughtTheOldOne() {
        world.aliexpress.whilePlacing(() -> world.says(order(line("TEE", 2))));

        OrderId id = bought(line("TEE", 1));

        assertThat(only(id).cause()).contains(Cause.WANTED_AFTER_PURCHASE);
    }

    @Test
    void anOrderThatIsCancelledAsAWholeLeavesNoOtherLetter() {
        OrderId id = bought(line("TEE", 3));
        world.says(order(line("TEE", 2)));

        world.says(standing(Standing.CANCELLED, line("TEE", 2)));

        assertThat(waiting(id)).isEmpty();
    }

    @Test
    void anOrderThatIsWantedAgainAfterItWasCancelledWaitsForAPerson() {
        OrderId id = bought(line("TEE", 1));
        world.says(standing(Standing.CANCELLED, line("TEE", 1)));

        world.says(order(line("TEE", 1)));
        world.says(order(line("TEE", 1)));

        assertThat(only(id).cause()).contains(Cause.RESTORED_AFTER_CANCEL);
    }

    private Instant tick() {
        world.clock.advance(Duration.ofSeconds(1));
        return world.clock.instant();
    }

    @Test
    void theSameWordTwiceChangesNoLetter() {
        OrderId id = bought(line("TEE", 1));
        StoreOrder word = order(line("TEE", 2));
        world.says(word);
        long version = only(id).version();

        world.says(word);
        world.says(word.seenAt(tick()));

        assertThat(only(id).version()).isEqualTo(version);
    }
}
