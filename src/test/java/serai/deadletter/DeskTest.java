package serai.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.access.Audit;
import serai.access.Person;
import serai.base.DispatchId;
import serai.base.Json;
import serai.base.OrderId;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Step;
import serai.fixture.SmallGateway;
import serai.order.OrderBook;
import serai.provider.Cause;
import serai.provider.PlaceOrder;

class DeskTest {
    private static final Person ANN = SmallGateway.ANN;

    @TempDir
    Path folder;

    private SmallGateway gateway;

    @BeforeEach
    void open() {
        gateway = new SmallGateway(folder);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private Verdict replay(DispatchId id) {
        return gateway.desk.replay(id, Optional.empty(), ANN, "try again", false);
    }

    private Verdict confirmed(DispatchId id) {
        return gateway.desk.replay(id, Optional.empty(), ANN, "looked, nothing there", true);
    }

    private List<Audit.Entry> audit() {
        return new Audit(gateway.ledger).list(Optional.empty(), Optional.empty(), 100);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8})
    void manyPressingReplayAtOnceMakeOneDispatch(int people) throws Exception {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);
        CountDownLatch all = new CountDownLatch(people);
        List<Verdict> verdicts = new ArrayList<>();

        var other = new SmallGateway(gateway.ledger, gateway.clock);
        try (var threads = Executors.newFixedThreadPool(people)) {
            List<Future<Verdict>> pressed = new ArrayList<>();
            for (int i = 0; i < people; i++) {
                Desk desk = i % 2 == 0 ? gateway.desk : other.desk;
                pressed.add(threads.submit(() -> {
                    all.countDown();
                    all.await();
                    return desk.replay(id, Optional.empty(), ANN, "me", false);
                }));
            }
            for (Future<Verdict> one : pressed) {
                verdicts.add(one.get());
            }
        }

        assertThat(verdicts).filteredOn(Verdict.Changed.class::isInstance).hasSize(1);
        assertThat(verdicts).filteredOn(Verdict.Conflict.class::isInstance).hasSize(people - 1);
        assertThat(audit()).hasSize(1);
        assertThat(gateway.find(id).version()).isEqualTo(4);
    }

    @Test
    void theSecondIsToldWhoWasFirst() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);
        replay(id);

        Verdict second = gateway.desk.replay(id, Optional.empty(), new Person("bob", "admin", ""), "me too", false);

        assertThat(second)
                .isInstanceOfSatisfying(
                        Verdict.Conflict.class,
                        conflict -> assertThat(conflict.why()).contains("QUEUED", "ann", "replay"));
    }

    @Test
    void notBoughtSaysNothingOfAnAttemptThatWasMadeAfterThePersonLooked() {
        DispatchId id = gateway.dead(Cause.OUTCOME_UNKNOWN);
        Optional<Long> seen = Optional.of(gateway.find(id).version());
        gateway.desk.replay(id, seen, new Person("bob", "support", ""), "looked", true);
        gateway.attempt(
                id, move -> move.because(Cause.OUTCOME_UNKNOWN, "", "lost").unknownSince(Optional.of(gateway.now())));
        long now = gateway.find(id).version();

        Verdict replayed = gateway.desk.replay(id, seen, ANN, "looked before bob", true);
        Verdict archived = gateway.desk.archive(id, seen, ANN, "x");

        assertThat(List.of(replayed, archived)).containsOnly(new Verdict.Outdated(now));
        assertThat(gateway.find(id).version()).isEqualTo(now);
        assertThat(audit()).hasSize(1);
    }

    @Test
    void replayedLetterIsReadyForTheRelayAndItsTimelineSaysWhy() {
        DispatchId id = gateway.dead(Cause.KEEPS_FAILING);

        replay(id);

        Dispatch after = gateway.find(id);
        assertThat(after.state()).isEqualTo(DispatchState.QUEUED);
        assertThat(after.readyAt()).contains(gateway.now());
        assertThat(after.node()).isEmpty();
        assertThat(after.strikes()).isZero();
        assertThat(after.reason()).isEqualTo("replayed by ann: try again");
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {
                "ADDRESS_INVALID", "BUYER_DATA_MISSING", "ITEM_UNKNOWN", "NOT_DELIVERABLE", "OUT_OF_STOCK",
                "PRICE_ABOVE_CAP", "ORDER_NOT_ACCEPTABLE", "KEEPS_FAILING", "REFUSED_BY_SUPPLIER", "ACCOUNT_BLOCKED",
                "CREDENTIALS_REFUSED", "PERMISSION_MISSING", "CONFIGURATION_WRONG"
            })
    void whatTheSupplierDoesNotHoldGoesAgainAsItIs(Cause cause) {
        DispatchId id = gateway.dead(cause);
        String request = gateway.find(id).request();

        Verdict verdict = replay(id);

        assertThat(verdict).isInstanceOf(Verdict.Changed.class);
        assertThat(gateway.find(id).step()).isEqualTo(Step.PLACE);
        assertThat(gateway.find(id).request()).isEqualTo(request);
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"OUTCOME_UNKNOWN", "PROBABLY_BOUGHT", "LOST_AT_SUPPLIER", "CONNECTOR_FAULT"})
    void whatMayBeBoughtNeedsAPersonsWordWhereItCannotBeLookedUp(Cause cause) {
        DispatchId id = gateway.dead(cause);

        Verdict without = replay(id);
        DispatchState between = gateway.find(id).state();
        Verdict with = confirmed(id);

        assertThat(without).isInstanceOf(Verdict.ConfirmationNeeded.class);
        assertThat(between).isEqualTo(DispatchState.DEAD);
        assertThat(with).isInstanceOf(Verdict.Changed.class);
        assertThat(gateway.find(id).step()).isEqualTo(Step.PLACE);
        assertThat(gateway.find(id).mayBeBought()).isFalse();
        assertThat(audit()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"OUTCOME_UNKNOWN", "PROBABLY_BOUGHT", "LOST_AT_SUPPLIER", "CONNECTOR_FAULT"})
    void whatMayBeBoughtIsLookedUpFirstWhereThatIsPossible(Cause cause) {
        DispatchId id = gateway.dead(cause, "AMZ", List.of());

        Verdict verdict = replay(id);

        assertThat(verdict).isInstanceOf(Verdict.Changed.class);
        assertThat(gateway.find(id).step()).isEqualTo(Step.FIND);
    }

    @Test
    void unpaidOrderKeepsItsNumbersAndIsLookedUp() {
        DispatchId id = gateway.dead(Cause.CREATED_UNPAID, "ALI", List.of("8123"));

        replay(id);

        assertThat(gateway.find(id).step()).isEqualTo(Step.FIND);
        assertThat(gateway.find(id).supplierIds()).containsExactly("8123");
    }

    @Test
    void usedUpReferenceIsFollowedByANewOneEachTime() {
        DispatchId id = gateway.dead(Cause.DIED_AT_SUPPLIER, "AMZ", List.of("SR-1"));
        String first = reference(id);

        Verdict without = replay(id);
        confirmed(id);
        String second = reference(id);
        gateway.attempt(id, move -> move.because(Cause.DIED_AT_SUPPLIER, "Invalid", "again"));
        confirmed(id);
        String third = reference(id);

        assertThat(without).isInstanceOf(Verdict.ConfirmationNeeded.class);
        assertThat(second).isEqualTo(first + "-R1");
        assertThat(third).isEqualTo(first + "-R2");
        assertThat(gateway.find(id).supplierIds()).isEmpty();
        assertThat(gateway.find(id).originalRequest().orElseThrow()).contains("\"" + first + "\"");
    }

    private String reference(DispatchId id) {
        return Json.read(gateway.find(id).request(), PlaceOrder.class)
                .reference()
                .value();
    }

    @Test
    void unmappedLineGoesOnceAListingSaysWhere() {
        DispatchId id = gateway.dead(Cause.NEEDS_MAPPING, "NEW", List.of());

        Verdict before = replay(id);
        gateway.ledger.commit(tx -> {
            gateway.listings.put(tx, SmallGateway.listing("NEW", "amazon"));
            return true;
        });
        gateway.listings.refresh();
        Verdict after = replay(id);

        assertThat(before)
                .isInstanceOfSatisfying(
                        Verdict.Conflict.class,
                        conflict -> assertThat(conflict.why()).contains("NEW", "listing"));
        assertThat(after).isInstanceOf(Verdict.Changed.class);
        assertThat(gateway.find(id).channel().value()).isEqualTo("amazon");
        assertThat(Json.read(gateway.find(id).request(), PlaceOrder.class)
                        .items()
                        .getFirst()
                        .supplierSku())
                .isEqualTo("S-NEW");
    }

    @Test
    void cancelledOrderIsNotBoughtAfterAll() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);
        OrderId order = gateway.find(id).order().orElseThrow();
        gateway.ledger.commit(tx -> gateway.orders.cancelAsAsked(
                tx, OrderBook.find(tx, order).orElseThrow(), "store tea", "changed their mind", gateway.now()));

        Verdict verdict = confirmed(id);

        assertThat(verdict).isInstanceOf(Verdict.Conflict.class);
        assertThat(gateway.find(id).state()).isEqualTo(DispatchState.DEAD);
    }

    @Test
    void messageThatCanBeReadNowBecomesItsOrder() {
        DispatchId id = gateway.unreadable(
                "{\"orderId\":\"77\",\"total\":\"19.95\",\"lines\":[{\"lineId\":\"1\",\"sku\":\"ALI\","
                        + "\"title\":\"Tee\",\"quantity\":1,\"unitPrice\":\"19.95\"}]}");
        byte[] mended = """
            {"orderId":"77","placedAt":"2026-11-20T10:15:00Z","currency":"USD","total":"19.95",
             "shipTo":{"name":"Jane Roe","line1":"12 Elm Street","city":"Austin","region":"TX","postalCode":"78701","country":"US"},
             "lines":[{"lineId":"1","sku":"ALI","title":"Tee","quantity":1,"unitPrice":"19.95"}]}\
            """.getBytes(StandardCharsets.UTF_8);

        Verdict before = replay(id);
        gateway.desk.edit(id, mended, Optional.empty(), ANN, "currency added");
        Verdict after = replay(id);

        OrderId order = OrderId.of(SmallGateway.TEA, "77");
        assertThat(before).isInstanceOf(Verdict.StillUnreadable.class);
        assertThat(after).isInstanceOf(Verdict.Changed.class);
        assertThat(gateway.find(id).state()).isEqualTo(DispatchState.DONE);
        assertThat(gateway.find(id).supplierIds()).containsExactly(order.value());
        assertThat(gateway.ledger.<Boolean>read(tx -> OrderBook.find(tx, order).isPresent()))
                .isTrue();
        assertThat(gateway.in(DispatchState.RECORDED)).hasSize(1);
    }

    @Test
    void anEditLiftsNoPriceCapByASlipOfTheHand() {
        DispatchId id = gateway.dead(Cause.PRICE_ABOVE_CAP);
        capped(id, "5.00");
        Verdict far = edited(id, "5.00", "500.00", ANN);
        Verdict near = edited(id, "5.00", "50.00", ANN);
        Verdict admin = edited(id, "50.00", "5000.00", new Person("ada", "admin", "192.0.2.9"));

        assertThat(far)
                .isInstanceOfSatisfying(
                        Verdict.Invalid.class,
                        invalid -> assertThat(invalid.faults())
                                .singleElement()
                                .satisfies(fault -> assertThat(fault.pointer()).isEqualTo("/items/0/maxUnitCost")));
        assertThat(near).isInstanceOf(Verdict.Changed.class);
        assertThat(admin).isInstanceOf(Verdict.Changed.class);
    }

    private void capped(DispatchId id, String amount) {
        String request = gateway.find(id).request();
        String wanted = request.replaceAll(
                "\"maxUnitCost\":(null|\\{[^}]*\\})",
                "\"maxUnitCost\":{\"amount\":\"" + amount + "\",\"currency\":\"USD\"}");
        Verdict verdict = gateway.desk.edit(
                id,
                wanted.getBytes(StandardCharsets.UTF_8),
                Optional.empty(),
                new Person("ada", "admin", "192.0.2.9"),
                "");
        assertThat(verdict).isInstanceOf(Verdict.Changed.class);
        assertThat(gateway.find(id).request()).contains("\"" + amount + "\"");
    }

    private Verdict edited(DispatchId id, String from, String to, Person who) {
        String wanted = gateway.find(id).request().replace("\"" + from + "\"", "\"" + to + "\"");
        return gateway.desk.edit(id, wanted.getBytes(StandardCharsets.UTF_8), Optional.empty(), who, "");
    }

    @Test
    void editedPayloadKeepsTheFirstOneBesideIt() {
        DispatchId id = gateway.dead(Cause.ADDRESS_INVALID);
        Dispatch before = gateway.find(id);
        byte[] edited = before.request().replace("78701", "78702").getBytes(StandardCharsets.UTF_8);
        byte[] again = before.request().replace("78701", "78703").getBytes(StandardCharsets.UTF_8);

        gateway.desk.edit(id, edited, Optional.of(before.version()), ANN, "postal code");
        Verdict stale = gateway.desk.edit(id, again, Optional.of(before.version()), ANN, "");
        Verdict second = gateway.desk.edit(id, again, Optional.empty(), ANN, "");

        Dispatch after = gateway.find(id);
        assertThat(stale).isEqualTo(new Verdict.Outdated(before.version() + 1));
        assertThat(second).isInstanceOf(Verdict.Changed.class);
        assertThat(after.state()).isEqualTo(DispatchState.DEAD);
        assertThat(after.changedAt()).isEqualTo(before.changedAt());
        assertThat(after.request()).contains("78703");
        assertThat(after.originalRequest()).contains(before.request());
        assertThat(audit().getLast().reason()).isEqualTo("postal code; changed /shipTo/postalCode");
    }

    @Test
    void everyFaultOfAnEditedPayloadIsToldWithItsPlace() {
        DispatchId id = gateway.dead(Cause.ADDRESS_INVALID);
        String request = gateway.find(id).request();
        String bad = request.replaceFirst("\"reference\":\"[^\"]*\"", "\"reference\":\"SR-other\"")
                .replace("\"city\":\"Austin\"", "\"city\":7")
                .replace("\"quantity\":1", "\"quantity\":0")
                .replace("\"email\"", "\"e-mail\"");

        Verdict verdict = gateway.desk.edit(id, bad.getBytes(StandardCharsets.UTF_8), Optional.empty(), ANN, "");

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Invalid.class,
                        invalid -> assertThat(invalid.faults())
                                .extracting(Fault::pointer)
                                .containsExactlyInAnyOrder(
                                        "/reference", "/shipTo/city", "/items/0/quantity", "/e-mail", "/email"));
        assertThat(gateway.find(id).request()).isEqualTo(request);
        assertThat(audit()).isEmpty();
    }

    @Test
    void archivedLetterKeepsItsCauseAndComesBackWithIt() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);

        Verdict archived = gateway.desk.archive(id, Optional.empty(), ANN, "refunded");
        Optional<Cause> put = gateway.find(id).cause();
        Verdict twice = gateway.desk.archive(id, Optional.empty(), ANN, "refunded");
        Verdict replayed = replay(id);
        Verdict restored = gateway.desk.restore(id, Optional.empty(), ANN, "sorry");

        assertThat(archived).isInstanceOf(Verdict.Changed.class);
        assertThat(put).contains(Cause.OUT_OF_STOCK);
        assertThat(twice).isInstanceOf(Verdict.Conflict.class);
        assertThat(replayed).isInstanceOf(Verdict.Conflict.class);
        assertThat(restored).isInstanceOf(Verdict.Changed.class);
        assertThat(gateway.find(id).state()).isEqualTo(DispatchState.DEAD);
        assertThat(gateway.find(id).cause()).contains(Cause.OUT_OF_STOCK);
        assertThat(gateway.find(id).reason()).isEqualTo("refused because of out-of-stock");
        assertThat(audit()).extracting(Audit.Entry::action).containsExactly("restore", "archive");
    }

    @Test
    void changeThatCannotBeWrittenIntoTheAuditBookDoesNotHappen() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);
        gateway.ledger.commit(tx -> tx.update("ALTER TABLE audit RENAME TO lost"));

        assertThatThrownBy(() -> gateway.desk.archive(id, Optional.empty(), ANN, "x"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> replay(id)).isInstanceOf(IllegalStateException.class);

        assertThat(gateway.find(id).state()).isEqualTo(DispatchState.DEAD);
    }
}
