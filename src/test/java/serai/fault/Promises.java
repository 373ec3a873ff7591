package serai.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import serai.fixture.LedgerProbe;
import serai.fixture.Patience;
import serai.fixture.Rig;
import serai.fixture.StoreClient;
import serai.fixture.TestOrder;
import serai.simulator.Purchase;
import serai.simulator.Simulator;

/** What must hold after every fault, whatever it was. */
final class Promises {
    private Promises() {}

    /** Orders number {@code from} to {@code to}, in turn from both suppliers. */
    static List<TestOrder> orders(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> TestOrder.anOrder(prefix + n).from(n % 2 == 0 ? "aliexpress" : "amazon"))
                .toList();
    }

    /** Waits until the ledger holds at least so many orders and all of them are done; then nothing may be unaccounted for. */
    static void allDone(LedgerProbe ledger, int atLeast) {
        Patience.whileMoving(ledger::progress).untilAsserted("all orders are done", () -> {
            // One look for both: what is recorded between two looks is not done yet.
            Map<String, Long> fates = ledger.fates();
            assertThat(fates).containsOnlyKeys("DONE");
            assertThat(fates.get("DONE")).isGreaterThanOrEqualTo(atLeast);
        });
        conserved(ledger);
    }

    /** Every order that was read stands in exactly one place. */
    static void conserved(LedgerProbe ledger) {
        Map<String, Long> fates = ledger.fates();
        assertThat(fates).doesNotContainKey("UNACCOUNTED");
        long standing = fates.values().stream().mapToLong(Long::longValue).sum();
        assertThat(standing).as("orders by fate %s", fates).isEqualTo(ledger.orders());
    }

    /** Each of these orders is done and was bought once, and the suppliers know of no other purchase. */
    static void boughtOnce(Rig rig, StoreClient store, Collection<String> ids) {
        assertThat(references(store, ids)).isEqualTo(purchased(rig));
    }

    /** Each of these orders is done and was bought once; others may have been bought as well, none of them twice. */
    static void boughtAtLeast(Rig rig, StoreClient store, Collection<String> ids) {
        assertThat(purchased(rig)).containsAll(references(store, ids));
    }

    /** The references of done orders, as the gateway shows them. */
    static Set<String> references(StoreClient store, Collection<String> ids) {
        Set<String> references = new HashSet<>();
        for (String id : ids) {
            StoreClient.Answer answer = store.read(id);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            JsonNode order = answer.json();
            assertThat(order.path("status").asText()).as(answer.text()).isEqualTo("DONE");
            for (JsonNode dispatch : order.path("dispatches")) {
                assertThat(dispatch.path("supplierOrderIds")).as(answer.text()).isNotEmpty();
                references.add(dispatch.path("reference").asText());
            }
        }
        return references;
    }

    /** The references that the suppliers sold under; none of them twice. */
    static Set<String> purchased(Rig rig) {
        return rig.suppliers().stream()
                .map(Simulator::purchases)
                .peek(report -> assertThat(report.list())
                        .as("bought more than once")
                        .filteredOn(purchase -> purchase.count() > 1)
                        .isEmpty())
                .peek(report -> assertThat(report.withoutReference()).isZero())
                .flatMap(report -> report.list().stream())
                .map(Purchase::reference)
                .collect(Collectors.toSet());
    }

    static Stream<JsonNode> dispatches(StoreClient.Answer order) {
        return IntStream.range(0, order.json().path("dispatches").size())
                .mapToObj(n -> order.json().path("dispatches").path(n));
    }
}
