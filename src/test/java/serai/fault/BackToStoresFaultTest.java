package serai.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import serai.fixture.GatewayProcess;
import serai.fixture.Patience;
import serai.fixture.Rig;
import serai.fixture.StoreClient;
import serai.fixture.TestOrder;
import serai.fixture.Webhooks;
import serai.simulator.Parcel;
import serai.simulator.PushSender;
import serai.simulator.shop.ShopifyShop;
import serai.simulator.shop.ShopifyStore;
import serai.simulator.shop.WebhookReceiver;

/** Stock, parcels and cancellations on their way back to real stores, with real processes. */
@SuppressWarnings("NullAway.Init") // set before each test
class BackToStoresFaultTest {
    @RegisterExtension
    final Rig rig = Rig.withShops();

    private GatewayProcess gateway;
    private long product;

    @BeforeEach
    void start() {
        product = rig.wooCommerceShop().products().simple("SKU-aliexpress", 3, "20.00");
        rig.wooCommerceShop().products().simple("SKU-amazon", 3, "30.00");
        rig.shopifyShop().store().variant(501, "SKU-aliexpress", "21.00", ShopifyShop.LOCATION, 3);
        gateway = rig.gateway()
                .with("serai.progress.interval", "10s")
                .with("serai.stock.interval", "2s")
                .with("serai.stores.orders-interval", "2s");
    }

    @Test
    void aParcelTravelsBackToTheStoreItsOrderCameFrom() throws Exception {
        gateway.start();
        String id = Rig.store(gateway)
                .post(TestOrder.anOrder("p-1").from("aliexpress"))
                .id();
        String supplierId = supplierIdOf(Rig.store(gateway), id);

        rig.aliexpress().ship(supplierId, Parcel.by("CAINIAO_STANDARD", "LP00123456789CN"));
        PushSender.send(
                gateway.uri().resolve("/providers/aliexpress/messages"),
                PushSender.message(supplierId, "OrderShipped", Instant.now()));

        await("the store hears of the parcel", () -> assertThat(parcels()).containsExactly("LP00123456789CN"));
        await("the order shows it", () -> {
            JsonNode order = Rig.store(gateway).read(id).json();
            assertThat(order.path("status").asText()).isEqualTo("DONE");
            assertThat(order.path("shipments").get(0).path("trackingNumber").asText())
                    .isEqualTo("LP00123456789CN");
        });
    }

    @Test
    void aParcelOfAShopifyOrderIsFulfilledThereOnceThoughTheAnswerIsLost() throws Exception {
        ShopifyStore shop = rig.shopifyShop().store();
        gateway.start();
        Webhooks.Delivery paid = Webhooks.shopify("orders/paid", 7101, "paid", 1, "aliexpress");
        shop.order(new String(paid.body(), StandardCharsets.UTF_8));
        assertThat(paid.to(gateway).status()).isEqualTo(200);
        String supplierId = supplierIdOf(gateway.store(Rig.SHOPIFY, Rig.STORE_KEY), "7101");
        rig.shopifyShop().trouble("accept-then-hang").times(1).on("fulfillmentCreate");

        rig.aliexpress().ship(supplierId, Parcel.by("CAINIAO_STANDARD", "LP00777CN"));
        PushSender.send(
                gateway.uri().resolve("/providers/aliexpress/messages"),
                PushSender.message(supplierId, "OrderShipped", Instant.now()));

        await(
                "the push is done",
                () -> assertThat(pushStates(Rig.SHOPIFY, "7101")).containsExactly("DONE"));
        assertThat(shop.parcels("7101")).hasSize(1);
        assertThat(shop.fulfillmentCreates("7101")).isEqualTo(1);
    }

    @Test
    void theLastMileNumberReplacesTheFirstOneInBothShopsAndNothingDies() throws Exception {
        ShopifyStore shop = rig.shopifyShop().store();
        gateway.start();
        Webhooks.Delivery paid = Webhooks.shopify("orders/paid", 7103, "paid", 1, "aliexpress");
        shop.order(new String(paid.body(), StandardCharsets.UTF_8));
        assertThat(paid.to(gateway).status()).isEqualTo(200);
        rig.wooCommerceShop().orders().add(8101, Instant.now());
        assertThat(Webhooks.wooCommerce("order.created", 8101, "processing", 1, "aliexpress")
                        .to(gateway)
                        .status())
                .isEqualTo(200);
        List<String> bought = List.of(
                supplierIdOf(gateway.store(Rig.SHOPIFY, Rig.STORE_KEY), "7103"),
                supplierIdOf(gateway.store(Rig.WOOCOMMERCE, Rig.STORE_KEY), "8101"));
        for (String supplierId : bought) {
            rig.aliexpress().ship(supplierId, Parcel.by("AliExpress standard shipping", "LPFIRST0001CN"));
            shipped(supplierId);
        }
        await("both shops know the first number", () -> {
            assertThat(pushStates(Rig.SHOPIFY, "7103")).containsExactly("DONE");
            assertThat(notes("LPFIRST0001CN")).isEqualTo(1);
        });

        for (String supplierId : bought) {
            rig.aliexpress()
                    .renumber(supplierId, "LPFIRST0001CN", "AliExpress standard shipping", "9400100000000000000000");
            shipped(supplierId);
            shipped(supplierId);
        }

        await("both shops know the last one", () -> {
            assertThat(pushStates(Rig.SHOPIFY, "7103")).containsExactly("DONE", "DONE");
            assertThat(pushStates(Rig.WOOCOMMERCE, "8101")).containsExactly("DONE", "DONE");
        });
        assertThat(shop.fulfillmentCreates("7103")).isEqualTo(1);
        assertThat(shop.parcels("7103")).singleElement().satisfies(sent -> {
            assertThat(sent.numbers()).containsExactly("9400100000000000000000");
            assertThat(sent.companies()).containsExactly("USPS");
        });
        assertThat(rig.wooCommerceShop().orders().notes(8101))
                .filteredOn(note -> note.contains("9400100000000000000000"))
                .singleElement()
                .asString()
                .contains("USPS", "This number replaces LPFIRST0001CN.");
        JsonNode shipments =
                gateway.store(Rig.SHOPIFY, Rig.STORE_KEY).read("7103").json().path("shipments");
        assertThat(shipments).hasSize(1);
        assertThat(shipments.get(0).path("trackingNumber").asText()).isEqualTo("9400100000000000000000");
        assertThat(shipments.get(0).path("previousNumbers").get(0).asText()).isEqualTo("LPFIRST0001CN");
    }

    private void shipped(String supplierId) throws Exception {
        PushSender.send(
                gateway.uri().resolve("/providers/aliexpress/messages"),
                PushSender.message(supplierId, "OrderShipped", Instant.now()));
    }

    @Test
    void anOrderThatNoWebhookBroughtIsFoundInTheShopAndBoughtOnce() {
        gateway.start();
        Webhooks.Delivery paid = Webhooks.shopify("orders/paid", 7102, "paid", 1, "amazon");

        String changedNow = new String(paid.body(), StandardCharsets.UTF_8)
                .replaceFirst("\"updated_at\":\"[^\"]*\"", "\"updated_at\":\"" + Instant.now() + "\"");
        rig.shopifyShop().store().order(changedNow);

        await(
                "it is found",
                () -> assertThat(gateway.store(Rig.SHOPIFY, Rig.STORE_KEY)
                                .read("7102")
                                .status())
                        .isEqualTo(200));
        supplierIdOf(gateway.store(Rig.SHOPIFY, Rig.STORE_KEY), "7102");
        assertThat(rig.amazon().purchases().total()).isEqualTo(1);
    }

    @Test
    void anOrderThatShopifyHoldsIsBoughtWhenItIsReleased() throws Exception {
        ShopifyStore shop = rig.shopifyShop().store();
        gateway.start();
        Webhooks.Delivery paid = Webhooks.shopify("orders/paid", 7103, "paid", 1, "aliexpress");
        shop.order(new String(paid.body(), StandardCharsets.UTF_8));
        shop.hold("7103", "HIGH_RISK_OF_FRAUD");
        assertThat(paid.to(gateway).status()).isEqualTo(200);
        StoreClient store = gateway.store(Rig.SHOPIFY, Rig.STORE_KEY);
        await(
                "it waits and says why",
                () -> assertThat(store.read("7103")
                                .json()
                                .path("dispatches")
                                .path(0)
                                .path("reason")
                                .asText())
                        .contains("high risk of fraud"));
        assertThat(rig.aliexpress().purchases().total()).isZero();

        shop.release("7103");
        byte[] released = ("{\"fulfillment_order\":{\"id\":\"gid://shopify/FulfillmentOrder/"
                        + shop.fulfillmentOrders("7103").getFirst() + "\",\"status\":\"open\"}}")
                .getBytes(StandardCharsets.UTF_8);
        var webhook = new Webhooks.Delivery(
                Rig.SHOPIFY,
                "shopify",
                released,
                Map.of(
                        "X-Shopify-Topic",
                        "fulfillment_orders/hold_released",
                        "X-Shopify-Hmac-Sha256",
                        Webhooks.signature(released),
                        "Content-Type",
                        "application/json"));
        assertThat(webhook.to(gateway).status()).isEqualTo(200);

        supplierIdOf(store, "7103");
        assertThat(rig.aliexpress().purchases().total()).isEqualTo(1);
    }

    @Test
    void aRefundThatTheWebhookTellsOnlyTheSumOfIsReadFromTheShop() throws Exception {
        gateway.start();
        Webhooks.Delivery paid = Webhooks.wooCommerce("order.created", 8102, "processing", 1, "aliexpress");
        rig.wooCommerceShop().orders().put(new String(paid.body(), StandardCharsets.UTF_8));
        rig.wooCommerceShop().orders().refund(8102, 81020, 1, "19.95");
        byte[] body = rig.wooCommerceShop().orders().order(8102).toString().getBytes(StandardCharsets.UTF_8);
        var webhook = new Webhooks.Delivery(
                Rig.WOOCOMMERCE,
                "woocommerce",
                body,
                Map.of(
                        "X-WC-Webhook-Topic",
                        "order.updated",
                        "X-WC-Webhook-Signature",
                        Webhooks.signature(body),
                        "Content-Type",
                        "application/json"));

        assertThat(webhook.to(gateway).status()).isEqualTo(200);

        await(
                "nothing of it is bought",
                () -> assertThat(gateway.store(Rig.WOOCOMMERCE, Rig.STORE_KEY)
                                .read("8102")
                                .json()
                                .path("status")
                                .asText())
                        .isEqualTo("CANCELLED"));
        assertThat(rig.aliexpress().purchases().total()).isZero();
    }

    @Test
    void stockReachesEveryStoreThatListsTheItem() {
        rig.aliexpress().stock("1005006/14:193#Black", 17);
        gateway.start();

        await(
                "the shop says what the supplier has",
                () -> assertThat(stockInShop()).isEqualTo(17));
        await(
                "Shopify, too",
                () -> assertThat(rig.shopifyShop().store().stock("SKU-aliexpress", ShopifyShop.LOCATION))
                        .isEqualTo(17));
        await("the generic store hears of it", () -> assertThat(receivedStock()).contains(17L));

        rig.aliexpress().stock("1005006/14:193#Black", 4);

        await("the change, too", () -> assertThat(stockInShop()).isEqualTo(4));
        JsonNode inventory =
                Rig.store(gateway).get("/inventory?sku=SKU-aliexpress").json();
        assertThat(inventory.path("items").get(0).path("available").asLong()).isEqualTo(4);
        assertThat(inventory.path("items").get(0).path("stale").asBoolean()).isFalse();
    }

    @Test
    void whileTheShopIsDownManyChangesBecomeOneWrite() {
        rig.aliexpress().stock("1005006/14:193#Black", 17);
        gateway.start();
        await("in step", () -> assertThat(stockInShop()).isEqualTo(17));
        int before = rig.wooCommerceShop().products().stockWrites(product);

        rig.wooCommerceShop().refuse();
        for (int pieces = 30; pieces > 20; pieces--) {
            long now = pieces;
            rig.aliexpress().stock("1005006/14:193#Black", now);
            await(
                    "read",
                    () -> assertThat(Rig.store(gateway)
                                    .get("/inventory?sku=SKU-aliexpress")
                                    .json()
                                    .path("items")
                                    .get(0)
                                    .path("available")
                                    .asLong())
                            .isEqualTo(now));
        }
        rig.wooCommerceShop().accept();

        await("in step again", () -> assertThat(stockInShop()).isEqualTo(21));
        assertThat(rig.wooCommerceShop().products().stockWrites(product)).isEqualTo(before + 1);
    }

    @Test
    void aCancelledOrderIsCancelledAtAmazonAndTheStoreIsTold() throws Exception {
        gateway.start();
        String id =
                Rig.store(gateway).post(TestOrder.anOrder("c-1").from("amazon")).id();
        supplierIdOf(Rig.store(gateway), id);

        Rig.store(gateway).cancel(id, "customer changed her mind");

        await(
                "it is cancelled",
                () -> assertThat(Rig.store(gateway)
                                .read(id)
                                .json()
                                .path("status")
                                .asText())
                        .isEqualTo("CANCELLED"));
        await(
                "the store knows",
                () -> assertThat(rig.receiver().messages())
                        .extracting(WebhookReceiver.Taken::type)
                        .contains("order.cancelled"));
    }

    @Test
    void aParcelThatIsFoundWhileTheShopIsDownReachesItOnceAfterwards() throws Exception {
        gateway.start();
        rig.wooCommerceShop().orders().add(8101, Instant.now());
        assertThat(Webhooks.wooCommerce("order.created", 8101, "processing", 1, "aliexpress")
                        .to(gateway)
                        .status())
                .isEqualTo(200);
        String supplierId = supplierIdOf(gateway.store(Rig.WOOCOMMERCE, Rig.STORE_KEY), "8101");
        rig.wooCommerceShop().trouble("accept-then-hang").times(1);

        rig.aliexpress().ship(supplierId, Parcel.by("CAINIAO_STANDARD", "LP00999CN"));
        PushSender.send(
                gateway.uri().resolve("/providers/aliexpress/messages"),
                PushSender.message(supplierId, "OrderShipped", Instant.now()));

        await("the note is there", () -> assertThat(notes("LP00999CN")).isEqualTo(1));
        gateway.kill();
        gateway.start();
        await(
                "the order is complete",
                () -> assertThat(rig.wooCommerceShop()
                                .orders()
                                .order(8101)
                                .path("status")
                                .asText())
                        .isEqualTo("completed"));
        assertThat(notes("LP00999CN")).isEqualTo(1);
    }

    private long notes(String number) {
        return rig.wooCommerceShop().orders().notes(8101).stream()
                .filter(note -> note.contains(number))
                .count();
    }

    /** Waits until the order is bought. @return the supplier's number */
    private String supplierIdOf(StoreClient store, String id) {
        await(
                "it is bought",
                () -> assertThat(store.read(id).json().path("status").asText()).isEqualTo("DONE"));
        return store.read(id)
                .json()
                .path("dispatches")
                .get(0)
                .path("supplierOrderIds")
                .get(0)
                .asText();
    }

    private List<String> pushStates(String store, String order) {
        List<String> states = new ArrayList<>();
        gateway.store(store, Rig.STORE_KEY)
                .read(order)
                .json()
                .path("dispatches")
                .forEach(dispatch -> {
                    if (dispatch.path("kind").asText().equals("push-tracking")) {
                        states.add(dispatch.path("state").asText());
                    }
                });
        return states;
    }

    private List<String> parcels() {
        return rig.receiver().messages().stream()
                .filter(message -> message.type().equals("shipment.updated"))
                .map(message -> message.data().path("trackingNumber").asText())
                .toList();
    }

    private List<Long> receivedStock() {
        return rig.receiver().messages().stream()
                .filter(message -> message.type().equals("inventory.updated"))
                .flatMap(message -> message.data().findValues("available").stream())
                .map(JsonNode::asLong)
                .toList();
    }

    private long stockInShop() {
        return rig.wooCommerceShop()
                .products()
                .product(product)
                .path("stock_quantity")
                .asLong();
    }

    /** Each is one step, which a machine may take its time for. */
    private void await(String what, ThrowingRunnable assertion) {
        Patience.forOneStep().untilAsserted(what, assertion);
    }
}
