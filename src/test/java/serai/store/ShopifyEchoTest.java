package serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.store.Stored.changed;
import static serai.store.Stored.shopifyOrder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.ChannelName;
import serai.base.OrderId;
import serai.base.Sku;
import serai.dispatch.Dispatch;
import serai.dispatch.Dispatches;
import serai.fixture.MovedClock;
import serai.fixture.Samples;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.order.Listing;
import serai.order.Listings;
import serai.order.OrderBook;
import serai.order.OrderBook.Recorded;
import serai.order.Planner;
import serai.provider.Connector;

/** What Shopify sends after we bought: its bodies in their real shape, from the reader to the ledger. */
class ShopifyEchoTest {
    private static final OrderId ORDER = OrderId.of(Stored.SHOPIFY.id(), "6200407294252");

    @TempDir
    Path folder;

    private final MovedClock clock = new MovedClock();
    private Database ledger;
    private OrderBook orders;

    @BeforeEach
    void open() {
        ledger = Ledgers.embedded(folder.resolve("ledger.db"));
        Listings listings = new Listings(ledger);
        listings.loadFile(
                List.of(listing("AE-1005006-BLK-22", Samples.ALIEXPRESS), listing("AE-HOOD-L", Samples.AMAZON)));
        Connector.Limits limits = new Connector.Limits(10, 100);
        Planner planner = new Planner(listings, Map.of(Samples.ALIEXPRESS, limits, Samples.AMAZON, limits));
        orders = new OrderBook(planner, Samples.cancellations());
        assertThat(receive("orders/create", shopifyOrder())).isEqualTo(Recorded.NEW);
        // Bought, as the suppliers have answered.
        ledger.commit(
                tx -> tx.update("UPDATE dispatch SET state = 'DONE', supplier_ids = '[\"S-1\"]', ready_at = NULL"));
    }

    private static Listing listing(String sku, ChannelName channel) {
        return new Listing(Stored.SHOPIFY.id(), new Sku(sku), channel, "p1", "", "", 1, Optional.empty(), "");
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void ourOwnFulfilmentOpensNoDiscrepancy() {
        byte[] partly = later(1, order -> fulfil(order, 0));
        byte[] wholly = later(2, order -> {
            fulfil(order, 0);
            fulfil(order, 1);
            order.put("fulfillment_status", "fulfilled").put("closed_at", "2026-11-25T10:15:04+01:00");
        });

        assertThat(receive("orders/partially_fulfilled", partly)).isEqualTo(Recorded.UNCHANGED);
        assertThat(receive("orders/updated", partly)).isEqualTo(Recorded.UNCHANGED);
        assertThat(receive("orders/fulfilled", wholly)).isEqualTo(Recorded.UNCHANGED);
        assertThat(receive("orders/updated", wholly)).isEqualTo(Recorded.UNCHANGED);

        assertThat(discrepancies()).isEmpty();
        List<Dispatch> planned = ledger.read(tx -> Dispatches.ofOrder(tx, ORDER));
        assertThat(planned).hasSize(2);
    }

    @Test
    void aNoteOrATagIsNoEdit() {
        assertThat(receive(
                        "orders/updated",
                        later(1, order -> order.put("tags", "vip").put("note", "hello"))))
                .isEqualTo(Recorded.UNCHANGED);
    }

    @Test
    void aPieceTakenOffIsAnEdit() {
        receive(
                "orders/updated",
                later(1, order -> line(order, 0).put("current_quantity", 1).put("fulfillable_quantity", 1)));

        assertThat(discrepancies())
                .containsExactly("line 15518907892012 (AE-1005006-BLK-22) changed from 2 to 1 pieces");
    }

    @Test
    void aLineTakenOffIsAnEditThoughShopifyStillShowsIt() {
        receive(
                "orders/updated",
                later(1, order -> line(order, 1).put("current_quantity", 0).put("fulfillable_quantity", 0)));

        assertThat(discrepancies()).containsExactly("line 15518907924780 (1 of AE-HOOD-L) was removed");
    }

    @Test
    void aLineAddedAfterAFulfilmentIsAnEdit() {
        receive("orders/updated", later(1, order -> fulfil(order, 0)));
        clock.advanceMillis(10);
        receive("orders/updated", later(2, order -> {
            fulfil(order, 0);
            ObjectNode added = line(order, 1).deepCopy();
            order.withArray("line_items").add(added.put("id", 15518907999999L).put("sku", "AE-NEW"));
        }));

        assertThat(discrepancies()).containsExactly("line 15518907999999 (1 of AE-NEW) was added");
    }

    @Test
    void anotherAddressIsAnEdit() {
        receive(
                "orders/updated",
                later(1, order -> ((ObjectNode) order.get("shipping_address")).put("address1", "ul. Nowa 1")));

        assertThat(discrepancies()).containsExactly("the delivery address changed");
    }

    private Recorded receive(String topic, byte[] body) {
        var order = Stored.order(ShopifyReader.read(Stored.SHOPIFY, topic, body));
        return ledger.commit(
                tx -> orders.record(tx, Stored.SHOPIFY.id(), order, "store loop-shop", "trace", clock.instant()));
    }

    private static byte[] later(int hours, Consumer<ObjectNode> change) {
        return changed(shopifyOrder(), order -> {
            order.put(
                    "updated_at",
                    Instant.parse("2026-11-20T10:15:04Z")
                            .plusSeconds(3_600L * hours)
                            .toString());
            change.accept(order);
        });
    }

    /** As Shopify shows a line that was sent: nothing left to fulfil, what was ordered stays. */
    private static void fulfil(ObjectNode order, int line) {
        line(order, line).put("fulfillable_quantity", 0).put("fulfillment_status", "fulfilled");
        order.withArray("fulfillments").addObject().put("status", "success");
    }

    private static ObjectNode line(ObjectNode order, int line) {
        return (ObjectNode) order.at("/line_items/" + line);
    }

    private List<String> discrepancies() {
        return ledger.read(tx -> tx.list(
                "SELECT difference FROM discrepancy WHERE order_id = ? ORDER BY found_at",
                row -> row.text("difference"),
                ORDER));
    }
}
