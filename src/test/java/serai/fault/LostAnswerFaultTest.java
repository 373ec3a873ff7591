package serai.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import serai.base.ChannelName;
import serai.base.DispatchId;
import serai.base.OrderId;
import serai.base.Reference;
import serai.base.StoreId;
import serai.fixture.GatewayProcess;
import serai.fixture.LedgerProbe;
import serai.fixture.Patience;
import serai.fixture.Rig;
import serai.fixture.StoreClient;
import serai.fixture.TestOrder;
import serai.simulator.Simulator;
import serai.simulator.Situation;

class LostAnswerFaultTest {
    /** What becomes of an answer; behind each the order was bought, or not. */
    private static final List<String> BOUGHT = List.of(
            "accept-then-close", "accept-then-reset", "empty-body", "truncated-body", "accept-then-system-error");

    private static final List<String> NOT_BOUGHT = List.of("connection-reset", "html-503");

    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void anAnswerThatHangsWhileTheGatewayIsKilledIsFoundOutAndNothingIsBoughtTwice() {
        GatewayProcess gateway = quickToGiveUp().start();
        List<Situation> hanging = rig.suppliers().stream()
                .map(supplier -> supplier.situation("accept-then-hang").times(6))
                .toList();
        List<String> ids = Rig.postAll(Rig.store(gateway), Promises.orders("hang-", 40));
        Patience.whileMoving(() -> struck(hanging))
                .untilAsserted(
                        "calls hang at both suppliers",
                        () -> assertThat(hanging)
                                .allSatisfy(situation ->
                                        assertThat(situation.struck()).isPositive()));

        gateway.restart();

        Promises.allDone(LedgerProbe.of(gateway), 40);
        Promises.boughtOnce(rig, Rig.store(gateway), ids);
        long lost = hanging.getFirst().struck();
        assertThat(rig.aliexpress().purchases().repeats())
                .as("AliExpress was asked again under the same reference")
                .isGreaterThanOrEqualTo((int) lost);
        assertThat(rig.amazon().requests("order-create"))
                .as("Amazon was looked up, not asked again")
                .isEqualTo(20);
    }

    @Test
    void everyOtherWayToLoseAnAnswerEndsInOnePurchase() {
        GatewayProcess gateway = quickToGiveUp().start();
        List<TestOrder> orders = new ArrayList<>();
        for (Simulator supplier : rig.suppliers()) {
            for (String symptom : BOUGHT) {
                TestOrder order = TestOrder.anOrder(symptom).from(supplier.name());
                orders.add(suffering(order, supplier.situation(symptom)));
                TestOrder behindProxy = TestOrder.anOrder(symptom + "-html").from(supplier.name());
                orders.add(suffering(behindProxy, supplier.situation("html-503").afterAccepting()));
            }
            for (String symptom : NOT_BOUGHT) {
                orders.add(suffering(TestOrder.anOrder(symptom).from(supplier.name()), supplier.situation(symptom)));
            }
        }

        List<String> ids = Rig.postAll(Rig.store(gateway), orders);

        Promises.allDone(LedgerProbe.of(gateway), orders.size());
        Promises.boughtOnce(rig, Rig.store(gateway), ids);
        for (Simulator supplier : rig.suppliers()) {
            assertThat(supplier.situations()).as("all symptoms were suffered").isEmpty();
        }
    }

    @Test
    void anAnswerWithoutANumberIsNotTakenForDone() {
        GatewayProcess gateway = quickToGiveUp().start();
        Situation lying = rig.aliexpress().situation("success-without-id");
        List<String> ids = Rig.postAll(Rig.store(gateway), List.of(TestOrder.anOrder("no-number")));
        LedgerProbe ledger = LedgerProbe.of(gateway);

        Patience.whileMoving(lying::struck).until("it was answered", () -> lying.struck() > 1);
        StoreClient.Answer meanwhile = Rig.store(gateway).read(ids.getFirst());
        rig.aliexpress().clear();

        assertThat(meanwhile.json().path("status").asText()).isIn("UNCONFIRMED", "ATTEMPTING", "QUEUED");
        Promises.allDone(ledger, 1);
        Promises.boughtOnce(rig, Rig.store(gateway), ids);
    }

    @Test
    void whatIsCancelledInAmazonsBlindWindowIsNotShippedByAmazon() throws IOException {
        GatewayProcess gateway = quickToGiveUp().start();
        rig.amazon().situation("blind").option("blind", "10s").times(1);
        Situation lost = rig.amazon().situation("accept-then-close").times(1);
        StoreClient store = Rig.store(gateway);
        String id = Rig.postAll(store, List.of(TestOrder.anOrder("unseen").from("amazon")))
                .getFirst();
        Patience.whileMoving(lost::struck).until("the answer is lost", () -> lost.struck() == 1);

        store.cancel(id, "changed her mind");
        List<String> seen = new ArrayList<>();
        Patience.whileMoving(() -> rig.amazon().requests()).until("it is settled", () -> {
            seen.add(store.read(id).json().path("status").asText());
            return seen.getLast().equals("CANCELLED");
        });

        assertThat(rig.amazon().requests("order-cancel"))
                .as("asked until Amazon showed it")
                .isGreaterThan(1);
        assertThat(rig.amazon().purchases().list().getFirst().marks()).containsEntry("statuses", "Cancelled");
    }

    private static long struck(List<Situation> situations) {
        return situations.stream().mapToLong(Situation::struck).sum();
    }

    private GatewayProcess quickToGiveUp() {
        GatewayProcess gateway = rig.gateway();
        for (String channel : List.of("aliexpress", "amazon")) {
            gateway.with("serai." + channel + ".response-timeout", "2s")
                    .with("serai." + channel + ".total-timeout", "3s");
        }
        return gateway;
    }

    /** The order of that name on each channel is another one, and its first call meets the situation. */
    private static TestOrder suffering(TestOrder order, Situation situation) {
        TestOrder own = TestOrder.anOrder(order.id() + "-" + order.supplier()).from(order.supplier());
        DispatchId dispatch = DispatchId.of(
                OrderId.of(new StoreId(Rig.STORE), own.id()), new ChannelName(order.supplier()), "place-order", "1");
        situation.on("order-create").reference(Reference.of(dispatch).value()).times(1);
        return own;
    }
}
