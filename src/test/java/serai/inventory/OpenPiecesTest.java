package serai.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.ChannelName;
import serai.base.DispatchId;
import serai.base.Sku;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.ErrandSource;
import serai.dispatch.Move;
import serai.fixture.SmallGateway;
import serai.provider.Cause;
import serai.provider.Connector;
import serai.provider.ReadStock;

/** What a supplier has and what stores may still offer of it, while sales wait to be bought. */
class OpenPiecesTest {
    private static final ChannelName ALIEXPRESS = new ChannelName("aliexpress");
    private static final ReadStock.Item TEE = new ReadStock.Item("1005", "", "S-ALI");

    private SmallGateway gateway;
    private StockReader reader;

    @BeforeEach
    void open(@TempDir Path folder) {
        gateway = new SmallGateway(folder);
        Supplies supplies = new Supplies(Duration.ofMinutes(10));
        supplies.followListings(gateway.ledger, gateway.now());
        Connector.Works works = new Connector.Works(10, Connector.StockBy.SKU, false, false, 0, false, false);
        reader = new StockReader(
                gateway.ledger,
                Map.of(ALIEXPRESS, works),
                supplies,
                new Offers(store -> Optional.of(StockPolicy.USUAL)));
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void whatIsSoldAndNotBoughtYetIsNotWrittenIntoTheStoreAgain() {
        gateway.recorded(gateway.order("ALI"));
        gateway.recorded(gateway.order("ALI"));
        gateway.recorded(gateway.order("AMZ"));

        supplierHas(10);

        assertThat(wished()).isEqualTo(8);
        assertThat(shown()).isEqualTo(8);
    }

    @Test
    void whatIsBoughtIsTheSuppliersToCount() {
        DispatchId id = gateway.recorded(gateway.order("ALI"));
        gateway.ledger.commit(tx -> Dispatches.apply(
                tx, new Move(gateway.find(id), DispatchState.QUEUED).queuedBy("node-1"), "relay", gateway.now()));
        gateway.done(id);

        supplierHas(9);

        assertThat(wished()).isEqualTo(9);
    }

    @Test
    void whatWaitsForAPersonHoldsNoStockBack() {
        gateway.dead(Cause.ADDRESS_INVALID);

        supplierHas(10);

        assertThat(wished()).isEqualTo(10);
    }

    @Test
    void moreSoldThanThereIsLeavesNoneAndNeverLess() {
        for (int n = 0; n < 5; n++) {
            gateway.recorded(gateway.order("ALI"));
        }

        supplierHas(3);

        assertThat(wished()).isZero();
    }

    @Test
    void anOrderThatComesAfterTheReadingIsInWhatAStoreReads() {
        supplierHas(10);
        gateway.recorded(gateway.order("ALI"));

        assertThat(shown()).isEqualTo(9);
    }

    private void supplierHas(long pieces) {
        gateway.clock.advance(Duration.ofMinutes(1));
        var reading = new ReadStock.Reading(TEE, ReadStock.State.KNOWN, pieces, Optional.empty(), "");
        reader.done(
                ALIEXPRESS,
                new ErrandSource.Task(new ReadStock(List.of(TEE)), ""),
                new ReadStock.Found(List.of(reading), gateway.now()),
                gateway.now());
    }

    private long wished() {
        return gateway.ledger
                .read(tx -> tx.first(
                        "SELECT available FROM offer WHERE store = 'tea' AND sku = 'ALI'",
                        row -> row.number("available")))
                .orElseThrow();
    }

    private long shown() {
        return InventoryView.of(
                        gateway.ledger, SmallGateway.TEA, List.of(new Sku("ALI")), StockPolicy.USUAL, gateway.now())
                .getFirst()
                .available()
                .orElseThrow();
    }
}
