package serai.order;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.fixture.MovedClock.NOON;
import static serai.fixture.Samples.line;
import static serai.fixture.Samples.order;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.ChannelName;
import serai.base.OrderId;
import serai.dispatch.Dispatch;
import serai.dispatch.Dispatches;
import serai.fixture.Samples;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.order.StoreOrder.Standing;
import serai.provider.Connector;
import serai.provider.OrderRules;
import serai.provider.PlaceOrder;

/** What a supplier will ask for is said while there is time to ask the customer. */
class ForesightTest {
    private final Set<ChannelName> held = new HashSet<>();
    private Database ledger;
    private OrderBook orders;

    @BeforeEach
    void open(@TempDir Path folder) {
        ledger = Ledgers.embedded(Samples.ledgerFile(folder));
        Planner planner = new Planner(
                Samples.listings(ledger),
                Map.of(
                        Samples.ALIEXPRESS, new Connector.Limits(3, 10),
                        Samples.AMAZON, new Connector.Limits(100, 250)));
        Foresight foresight = new Foresight(
                channel -> channel.equals(Samples.ALIEXPRESS) ? Optional.of(new AsksForCpf()) : Optional.empty(),
                held::contains,
                new Notices(Set.of(ChannelName.of(Samples.SHOP))));
        orders = new OrderBook(planner, Samples.cancellations(), foresight);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whatIsMissingIsToldWhileTheOrderWaitsForItsPayment() {
        record(order("1", NOON, Standing.WAITING_FOR_PAYMENT, line("TEE", 1), line("MUG", 1)));

        assertThat(said()).containsExactly("aliexpress will ask for taxIds.cpf: is missing");
        assertThat(dispatches()).extracting(Dispatch::kind).containsExactly(Dispatch.NOTIFY);
    }

    @Test
    void itIsToldOnceHoweverOftenTheStoreSendsTheOrder() {
        record(order("1", NOON, Standing.WAITING_FOR_PAYMENT, line("TEE", 1)));
        record(order("1", NOON.plusSeconds(9), Standing.WAITING_FOR_PAYMENT, line("TEE", 2)));

        assertThat(said()).hasSize(1);
    }

    @Test
    void itIsToldWhileTheSuppliersChannelIsHeld() {
        held.add(Samples.ALIEXPRESS);

        record(order("1", line("TEE", 1)));

        assertThat(said()).hasSize(1);
    }

    @Test
    void nothingIsToldWhereThePurchaseIsDueAnyway() {
        record(order("1", line("TEE", 1)));

        assertThat(said()).isEmpty();
    }

    private void record(StoreOrder order) {
        ledger.commit(tx -> orders.record(tx, Samples.SHOP, order, "store shop", "", NOON));
    }

    private List<String> said() {
        return ledger.read(
                tx -> tx.list("SELECT reason FROM event WHERE what = 'WILL_BE_ASKED_FOR'", row -> row.text("reason")));
    }

    private List<Dispatch> dispatches() {
        return ledger.read(tx -> Dispatches.ofOrder(tx, OrderId.of(Samples.SHOP, "1")));
    }

    private static final class AsksForCpf implements OrderRules {
        @Override
        public List<Flaw> flaws(PlaceOrder order) {
            return order.taxIds().containsKey("cpf") ? List.of() : List.of(new Flaw("taxIds.cpf", "is missing"));
        }

        @Override
        public Map<String, String> addressHints(String country) {
            return Map.of();
        }

        @Override
        public Optional<String> fieldNamed(String words) {
            return Optional.empty();
        }
    }
}
