package serai.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.simulator.Parcel;
import serai.simulator.PushSender;
import serai.simulator.Simulator;

/** The second act: parcels and stock on their way back to the stores, and stores that go down, too. */
final class WayBack {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String FIRST = "6200407294252";
    private static final String SECOND = "6200407294253";
    private static final String ITEM = "1005006454451336/14:175#Black";

    private final Screen screen;
    private final Calls calls;
    private final Shops shops;
    private final StoresThemselves stores;
    private final Simulator aliexpress;
    private final URI messages;

    /** @param gateway its public address */
    WayBack(Screen screen, Calls calls, Shops shops, StoresThemselves stores, Simulator aliexpress, String gateway) {
        this.screen = screen;
        this.calls = calls;
        this.shops = shops;
        this.stores = stores;
        this.aliexpress = aliexpress;
        this.messages = URI.create(gateway + "/providers/aliexpress/messages");
    }

    void play() {
        parcelTravelsBack();
        stockReachesTwoStores();
        storeGoesDown();
    }

    private void parcelTravelsBack() {
        screen.chapter("A parcel travels back");
        Duration began = screen.elapsed();
        ship(FIRST, "LP00123456789CN");
        screen.event("AliExpress ships loop-shop's order and says so, twice. Serai takes that as a reason to look.");
        Watch.until("the parcel at Shopify", PATIENCE, () -> parcels(FIRST, 1));
        screen.good("Shopify has it " + seconds(screen.elapsed().minus(began)) + " s later: fulfilled, number "
                + stores.loopShop().parcels(FIRST).getFirst().numbers().getFirst() + ", "
                + stores.loopShop().fulfillmentCreates(FIRST) + " fulfilment.");
        JsonNode shipment = Watch.until(
                "the shipment on the order",
                PATIENCE,
                () -> Optional.of(loopShopOrder(FIRST))
                        .map(order -> order.path("shipments").path(0))
                        .filter(found -> !found.isMissingNode()));
        screen.detail("On the order: " + shipment.path("carrier").asText() + " "
                + shipment.path("trackingNumber").asText() + ", "
                + shipment.path("status").asText() + ".");
    }

    private void stockReachesTwoStores() {
        screen.chapter("A change of stock reaches two stores");
        aliexpress.stock(ITEM, 17);
        screen.event("AliExpress has 17 watch straps. Two stores sell them, one on Shopify, one on WooCommerce.");
        Watch.until("17 in both stores", PATIENCE, () -> inBoth(17));
        screen.good("loop-shop says 17, gross says 17. Nobody typed anything.");
    }

    private void storeGoesDown() {
        screen.chapter("A store goes down, too");
        shops.accept(new Shops.Accepted(Shops.LOOP_SHOP, Shops.LOOP_SHOP_KEY, SECOND, 1));
        String body = DemoOrders.shopify(SECOND);
        stores.loopShop().order(body);
        calls.shopify(Shops.LOOP_SHOP, Shops.LOOP_SHOP_SECRET, "orders/paid", body)
                .expect(200, "Shopify's webhook");
        Watch.until(
                "the second order bought",
                PATIENCE,
                () -> Optional.of(loopShopOrder(SECOND))
                        .filter(order -> order.path("status").asText().equals("DONE")));
        int writes = stores.loopShop().stockWrites(Story.STRAP).size();

        stores.shopify().refuse();
        screen.trouble("Shopify's admin API refuses every connection.");
        ship(SECOND, "LP00123456790CN");
        for (long pieces = 16; pieces >= 12; pieces--) {
            long now = pieces;
            aliexpress.stock(ITEM, now);
            Watch.until(
                    "gross in step", PATIENCE, () -> Optional.of(now).filter(many -> stores.strapsAtGross() == many));
        }
        screen.good("Meanwhile 5 changes of stock reach gross: its own channel is not concerned.");
        JsonNode waiting = Watch.until(
                "the parcel that waits",
                PATIENCE,
                () -> Optional.of(loopShopOrder(SECOND))
                        .flatMap(order -> push(order))
                        .filter(push -> push.path("state").asText().equals("WAITING")));
        screen.detail("loop-shop's parcel waits: " + waiting.path("reason").asText());

        stores.shopify().accept();
        screen.event("Shopify is back.");
        Watch.until("the second parcel at Shopify", PATIENCE, () -> parcels(SECOND, 1));
        Watch.until("12 in both stores", PATIENCE, () -> inBoth(12));
        int now = stores.loopShop().stockWrites(Story.STRAP).size();
        screen.good("The parcel arrives once; of 5 stock changes only the newest is written: "
                + (now - writes == 1 ? "1 write" : (now - writes) + " writes") + ", 12 pieces.");
        if (now - writes != 1 || stores.loopShop().fulfillmentCreates(SECOND) != 1) {
            throw new StoryFailed("more was written than needed");
        }
    }

    private void ship(String order, String number) {
        String supplierId = loopShopOrder(order)
                .path("dispatches")
                .path(0)
                .path("supplierOrderIds")
                .path(0)
                .asText();
        aliexpress.ship(supplierId, Parcel.by("CAINIAO_STANDARD", number));
        try {
            for (int time = 0; time < 2; time++) {
                int status = PushSender.send(messages, PushSender.message(supplierId, "OrderShipped", Instant.now()))
                        .statusCode();
                if (status != 200) {
                    throw new StoryFailed("the supplier's message was answered " + status);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<JsonNode> push(JsonNode order) {
        for (JsonNode dispatch : order.path("dispatches")) {
            if (dispatch.path("kind").asText().equals("push-tracking")) {
                return Optional.of(dispatch);
            }
        }
        return Optional.empty();
    }

    private JsonNode loopShopOrder(String order) {
        return calls.find(Shops.LOOP_SHOP, Shops.LOOP_SHOP_KEY, order);
    }

    private Optional<List<?>> parcels(String order, int many) {
        List<?> parcels = stores.loopShop().parcels(order);
        return Optional.<List<?>>of(parcels).filter(found -> found.size() == many);
    }

    private Optional<Boolean> inBoth(long pieces) {
        return Optional.of(stores.strapsAtLoopShop() == pieces && stores.strapsAtGross() == pieces)
                .filter(both -> both);
    }

    private static String seconds(Duration time) {
        return String.format(java.util.Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
    }
}
