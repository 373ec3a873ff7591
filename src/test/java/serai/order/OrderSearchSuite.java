package serai.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.base.DispatchId;
import serai.base.Json;
import serai.base.OrderId;
import serai.base.Scope;
import serai.base.StoreId;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.Leases;
import serai.dispatch.Node;
import serai.fixture.MovedClock;
import serai.fixture.SmallGateway;
import serai.ledger.Database;
import serai.provider.Cause;
import serai.provider.PlaceOrder;

/** By what orders are found, and by whom; whatever the database. */
abstract class OrderSearchSuite {
    private static final StoreId CUP = new StoreId("cup");
    private static final Scope TEA_ONLY = Scope.of(Set.of(SmallGateway.TEA));

    private SmallGateway gateway;
    private OrderSearch search;

    abstract Database open();

    @BeforeEach
    void prepare() {
        gateway = new SmallGateway(open(), new MovedClock());
        search = new OrderSearch(gateway.ledger);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private List<String> found(Scope scope, String text) {
        return search.list(scope, Optional.empty(), Optional.empty(), Optional.of(text), Optional.empty(), 50).stream()
                .map(OrderSearch.Summary::orderId)
                .toList();
    }

    private List<String> found(String text) {
        return found(Scope.ALL, text);
    }

    private OrderId inCup(String sku) {
        StoreOrder order = gateway.order(sku);
        gateway.clock.advance(Duration.ofSeconds(1));
        gateway.ledger.commit(tx -> gateway.orders.record(tx, CUP, order, "store cup", "", gateway.now()));
        return OrderId.of(CUP, order.storeOrderId());
    }

    private String reference(DispatchId id) {
        return Json.read(gateway.find(id).request(), PlaceOrder.class)
                .reference()
                .value();
    }

    @Test
    void anOrderIsFoundByAllThatItIsKnownBy() {
        DispatchId id = gateway.recorded(gateway.order("ALI"));
        OrderId order = gateway.find(id).order().orElseThrow();
        gateway.dead(Cause.OUT_OF_STOCK, "AMZ", List.of("8123-77"));
        gateway.ledger.commit(tx -> tx.update(
                "INSERT INTO parcel (id, dispatch_id, order_id, store, channel, ref, carrier, tracking_number, status,"
                        + " lines, note, told_number, revision, observed_at, changed_at)"
                        + " VALUES ('pcl_1', ?, ?, 'tea', 'aliexpress', 'r', '{}', 'LP00123', 'SHIPPED', '[]', '', '', 0, 0, 0)",
                id,
                order));

        assertThat(List.of(order.value(), "1001", "#1001", " 1001 ", id.value(), reference(id), "LP00123", "ALI"))
                .allSatisfy(text -> assertThat(found(text)).containsExactly("1001"));
        assertThat(found("8123-77")).containsExactly("1002");
        assertThat(found("Jane@Example.com ")).containsExactly("1002", "1001");
        assertThat(found(EmailHash.of("jane@example.com").orElseThrow())).hasSize(2);
        assertThat(List.of("ali", "100", "%", "jane", "8123", "ord_", "' OR 1 = 1 --", "\u0000"))
                .allSatisfy(text -> assertThat(found(text)).isEmpty());
    }

    @Test
    void aSupplierSideNumberIsFoundFromTheMomentItIsKnownAndSoIsWhatAListingOrAPersonChanged() {
        DispatchId dead = gateway.dead(Cause.OUT_OF_STOCK);
        String edited = gateway.find(dead).request().replace("\"ALI\"", "\"NEW\"");
        gateway.desk.edit(
                dead,
                edited.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                Optional.empty(),
                SmallGateway.ANN,
                "x");
        gateway.desk.replay(dead, Optional.empty(), SmallGateway.ANN, "", false);
        gateway.done(dead);

        assertThat(found("8123")).containsExactly("1001");
        assertThat(found("NEW")).containsExactly("1001");
        assertThat(found("ALI")).containsExactly("1001");
    }

    @Test
    void pagesOfOneSkuHoldEachOrderOnceNewestFirst() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            StoreOrder order = gateway.order("ALI");
            made.addFirst(order.storeOrderId());
            gateway.recorded(order);
        }

        List<String> seen = new ArrayList<>();
        Optional<OrderSearch.Cursor> cursor = Optional.empty();
        for (int page = 0; page < 4; page++) {
            List<OrderSearch.Summary> found =
                    search.list(Scope.ALL, Optional.empty(), Optional.empty(), Optional.of("ALI"), cursor, 2);
            found.forEach(order -> seen.add(order.orderId()));
            cursor = Optional.of(new OrderSearch.Cursor(
                    found.getLast().recordedAt(), found.getLast().id()));
        }

        assertThat(seen).isEqualTo(made);
    }

    @Test
    void ordersOfOtherStoresAreNotThere() {
        gateway.recorded(gateway.order("ALI"));
        OrderId theirs = inCup("ALI");
        DispatchId dispatch = gateway.ledger
                .read(tx -> Dispatches.ofOrder(tx, theirs))
                .getFirst()
                .id();

        assertThat(found("ALI")).containsExactly("1002", "1001");
        assertThat(found(TEA_ONLY, "ALI")).containsExactly("1001");
        assertThat(found(TEA_ONLY, "jane@example.com")).containsExactly("1001");
        assertThat(List.of(theirs.value(), "1002", "#1002", dispatch.value(), reference(dispatch)))
                .allSatisfy(text -> {
                    assertThat(found(text)).containsExactly("1002");
                    assertThat(found(TEA_ONLY, text)).isEmpty();
                    assertThat(found(Scope.of(Set.of()), text)).isEmpty();
                });
        assertThat(search.list(TEA_ONLY, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 9))
                .hasSize(1);
        assertThat(search.list(TEA_ONLY, Optional.of("cup"), Optional.empty(), Optional.empty(), Optional.empty(), 9))
                .isEmpty();
    }

    @Test
    void statusOfAnOrderIsThatOfItsDispatchThatNeedsAttentionMost() {
        DispatchId done = gateway.recorded(gateway.order("ALI"));
        gateway.desk.archive(gateway.dead(Cause.OUT_OF_STOCK), Optional.empty(), SmallGateway.ANN, "x");
        gateway.dead(Cause.OUT_OF_STOCK);
        gateway.recorded(gateway.order("ALI"));
        gateway.ledger.commit(tx -> tx.update("UPDATE dispatch SET state = ? WHERE id = ?", DispatchState.DONE, done));

        for (OrderStatus status :
                List.of(OrderStatus.DONE, OrderStatus.ARCHIVED, OrderStatus.DEAD, OrderStatus.RECORDED)) {
            assertThat(search.list(
                            Scope.ALL, Optional.empty(), Optional.of(status), Optional.empty(), Optional.empty(), 9))
                    .singleElement()
                    .satisfies(order -> assertThat(order.status()).isEqualTo(status));
            assertThat(search.list(
                            Scope.ALL,
                            Optional.of("tea"),
                            Optional.of(status),
                            Optional.of("ALI"),
                            Optional.empty(),
                            9))
                    .hasSize(1);
        }
        assertThat(search.list(
                        Scope.ALL,
                        Optional.empty(),
                        Optional.of(OrderStatus.CANCELLED),
                        Optional.empty(),
                        Optional.empty(),
                        9))
                .isEmpty();
    }

    @Test
    void anAddressThatTheStoreCorrectsFindsTheOrderAndTheOldOneNoMore() {
        StoreOrder order = gateway.order("ALI");
        StoreOrder waiting = order.standing(StoreOrder.Standing.WAITING_FOR_PAYMENT, "unpaid");
        gateway.ledger.commit(
                tx -> gateway.orders.record(tx, SmallGateway.TEA, waiting, "store tea", "", gateway.now()));
        StoreOrder corrected = Json.read(
                        Json.write(order).replace("jane@example.com", "JANE@example.org"), StoreOrder.class)
                .seenAt(gateway.now().plusSeconds(1));
        gateway.ledger.commit(
                tx -> gateway.orders.record(tx, SmallGateway.TEA, corrected, "store tea", "", gateway.now()));

        assertThat(found("jane@example.org")).containsExactly("1001");
        assertThat(found("jane@example.com")).isEmpty();
    }

    @Test
    void ordersOfAnOlderLedgerAreFoundOnceTheyHaveBeenRead() {
        for (int i = 0; i < 300; i++) {
            gateway.recorded(gateway.order("ALI"));
        }
        gateway.dead(Cause.OUT_OF_STOCK, "AMZ", List.of("8123-77"));
        gateway.ledger.commit(tx -> tx.update("DELETE FROM order_mark"));
        gateway.ledger.commit(tx -> tx.update("UPDATE orders SET email_hash = NULL"));

        int rounds = 1;
        OrderCatchUp catchUp = catchUp("here");
        while (catchUp.round().isPresent()) {
            rounds++;
        }

        assertThat(rounds).isEqualTo(7);
        assertThat(catchUp.round()).isEmpty();
        assertThat(found("8123-77")).containsExactly("1301");
        assertThat(found("AMZ")).containsExactly("1301");
        assertThat(found("ALI")).hasSize(50);
        assertThat(found("jane@example.com")).hasSize(50);
    }

    private OrderCatchUp catchUp(String node) {
        return new OrderCatchUp(gateway.ledger, new Leases(gateway.ledger, new Node(node, "boot")), gateway.clock);
    }

    @Test
    void oneOlderOrderThatCannotBeReadDoesNotEndTheReadingOfAllOthers() {
        DispatchId unreadable = gateway.recorded(gateway.order("ALI"));
        gateway.recorded(gateway.order("AMZ"));
        gateway.ledger.commit(tx -> tx.update("DELETE FROM order_mark"));
        gateway.ledger.commit(tx -> tx.update(
                "UPDATE orders SET body = 'no order' WHERE id = ?",
                gateway.find(unreadable).order().orElseThrow()));

        Optional<Duration> rest = catchUp("here").round();

        assertThat(rest).isEmpty();
        assertThat(found("AMZ")).containsExactly("1002");
        assertThat(found("ALI")).isEmpty();
    }

    @Test
    void olderOrdersAreReadByOneNodeAtATime() {
        gateway.recorded(gateway.order("ALI"));
        gateway.ledger.commit(tx -> tx.update("DELETE FROM order_mark"));
        new Leases(gateway.ledger, new Node("other", "boot")).mine("order-marks", gateway.now());

        Optional<Duration> whileAnotherDoes = catchUp("here").round();
        List<String> meanwhile = found("ALI");
        gateway.clock.advance(Duration.ofMinutes(1));
        Optional<Duration> whenItIsGone = catchUp("here").round();

        assertThat(whileAnotherDoes).isPresent();
        assertThat(meanwhile).isEmpty();
        assertThat(whenItIsGone).isEmpty();
        assertThat(found("ALI")).hasSize(1);
    }
}
