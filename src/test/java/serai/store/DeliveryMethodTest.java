package serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.store.Stored.changed;
import static serai.store.Stored.order;
import static serai.store.Stored.reported;
import static serai.store.Stored.shopifyOrder;
import static serai.store.Stored.wooCommerceOrder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.order.StoreOrder.Doubt;
import serai.provider.Cause;

/** How the customer gets the goods, and whether that is anything for a supplier. */
class DeliveryMethodTest {
    /** myparcelnl/woocommerce#636, #777; woocommerce/woocommerce-blocks#7136. */
    @Test
    void anOrderThatTheCustomerFetchesIsNotSentToASupplier(@TempDir Path folder) throws Exception {
        try (Deliveries in = new Deliveries(folder).selling("TEE")) {
            in.woo("order.created", reported("woo-pickup"));

            assertThat(in.bought()).isEmpty();
            assertThat(in.parked())
                    .containsExactly("NOT_FOR_SUPPLIER: the customer fetches it (delivery method: Pickup (Main shop))");
        }
    }

    /** Their sources stand in woocommerce-words.yaml. Before 3.4 the id held the instance, too. */
    @ParameterizedTest
    @CsvSource({
        "local_pickup, the customer fetches it",
        "local_pickup:5, the customer fetches it",
        "legacy_local_pickup, the customer fetches it",
        "local_pickup_plus, the customer fetches it",
        "wc_pickup_store, the customer fetches it",
        "legacy_local_delivery, the shop brings it around itself",
        "local_delivery, the shop brings it around itself"
    })
    void aMethodOfAPluginForPickupOrLocalDeliveryIsKnown(String method, String words) {
        assertThat(woo("", order -> shipping(order).put("method_id", method).put("method_title", "Hier")))
                .contains(new Doubt(Cause.NOT_FOR_SUPPLIER, words + " (delivery method: Hier)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Standard", "Free shipping", "Pickup point DHL 123", "DHL Packstation", "Local post"})
    void aParcelIsASuppliersAffair(String title) {
        assertThat(woo("", order -> shipping(order).put("method_title", title))).isEmpty();
        assertThat(shopify("", order -> shipping(order).put("title", title).put("code", title)))
                .isEmpty();
    }

    /** A parcel that the customer fetches at his carrier's is sent like any other. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Free shipping – pickup point",
                "Pickup at DHL ServicePoint",
                "Pick up from a parcel locker",
                "Pickup in Packeta point",
                "Pick-up at PostNord service point",
                "Pickup at post office",
                "Abholung im Paketshop",
                "Retrait en point relais",
                "Afhalen bij PostNL-punt",
                "Click & Collect - Royal Mail",
                "Osobní odběr Zásilkovna"
            })
    void aParcelThatIsFetchedAtACarriersPlaceIsASuppliersAffair(String title) {
        assertThat(woo("", order -> shipping(order).put("method_title", title))).isEmpty();
        assertThat(shopify("", order -> shipping(order).put("title", title).put("code", title)))
                .isEmpty();
    }

    /** Rates of their own, as shops call them in other languages. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Selbstabholung",
                "Abholung im Laden",
                "Retrait en magasin",
                "Ritiro in negozio",
                "Recogida en tienda",
                "Retirada na loja",
                "Afhalen in de winkel",
                "Odbiór osobisty",
                "Afhentning i butik",
                "店舗受取",
                "Click & Collect – Leeds",
                "Pickup at Main Street"
            })
    void whatTheCustomerFetchesInTheShopIsKnownInItsLanguage(String title) {
        assertThat(woo("", order -> shipping(order).put("method_title", title))).isPresent();
        assertThat(shopify("", order -> shipping(order).put("title", title).put("code", "custom")))
                .isPresent();
    }

    @Test
    void anOrderOfWhichOnlyPartIsFetchedIsAskedAbout() {
        assertThat(woo(
                        "",
                        order -> order.withArray("shipping_lines").addObject().put("method_id", "local_pickup")))
                .isPresent();
    }

    /** Shopify's own words, and those of shops for their rates (community.shopify.com/t/117153). */
    @ParameterizedTest
    @CsvSource({
        "Local Delivery, the shop brings it around itself",
        "Local delivery (up to 5 km), the shop brings it around itself",
        "Local Pickup, the customer fetches it",
        "Store Pick-Up, the customer fetches it",
        "Pickup in store, the customer fetches it",
        "Click & Collect, the customer fetches it"
    })
    void aShopifyOrderSaysSoInTheNameOfItsRate(String title, String words) {
        assertThat(shopify("", order -> shipping(order).put("title", title).put("code", "custom")))
                .contains(new Doubt(Cause.NOT_FOR_SUPPLIER, words + " (delivery method: " + title + ")"));
    }

    /** nozzlegear/ShopifySharp#638: a pickup has the location's name as title and code, and no delivery address. */
    @Test
    void aPickupAtShopifyHasNoDeliveryAddressAndCostsNothing() {
        assertThat(shopify("", order -> {
                    order.putNull("shipping_address");
                    shipping(order)
                            .put("title", "SantaVenera")
                            .put("code", "SantaVenera")
                            .put("price", "0.00");
                }))
                .contains(new Doubt(Cause.NOT_FOR_SUPPLIER, "the customer fetches it (delivery method: SantaVenera)"));
    }

    @Test
    void anAppWithoutApprovalForCustomerDataSeesNoPickupEverywhere() {
        assertThat(shopify("", order -> {
                    order.putNull("shipping_address").putNull("billing_address").putNull("email");
                    order.putNull("contact_email").putNull("phone");
                    shipping(order).put("price", "0.00");
                }))
                .isEmpty();
    }

    @Test
    void whatWasSoldOverTheCounterIsNotSentToASupplier() {
        assertThat(shopify("", order -> {
                    order.put("source_name", "pos").putNull("shipping_address").putArray("shipping_lines");
                }))
                .contains(new Doubt(Cause.NOT_FOR_SUPPLIER, "it was sold over the counter"));
    }

    /** docs.zapiet.com/guides/note-attributes. */
    @ParameterizedTest
    @CsvSource({"pickup, true", "delivery, true", "shipping, false"})
    void anAppForPickupWritesItIntoTheAttributes(String method, boolean doubted) {
        assertThat(shopify(
                                "",
                                order -> order.putArray("note_attributes")
                                        .addObject()
                                        .put("name", "Checkout-Method")
                                        .put("value", method))
                        .isPresent())
                .isEqualTo(doubted);
    }

    @Test
    void aMethodThatTheMerchantServesHimselfIsHis() {
        String keys = ", ownDelivery: [\"flat_rate:7\", \"Bike Courier\"]";

        assertThat(woo(keys, order -> shipping(order).put("instance_id", "7"))).isPresent();
        assertThat(woo(keys, order -> shipping(order).put("instance_id", "8"))).isEmpty();
        assertThat(woo(keys, order -> shipping(order).put("method_title", "bike courier")))
                .contains(new Doubt(
                        Cause.NOT_FOR_SUPPLIER, "the store's ownDelivery names it (delivery method: bike courier)"));
        assertThat(shopify(keys, order -> shipping(order).put("code", "BIKE COURIER")))
                .isPresent();
    }

    @Test
    void aStoreMayHavePickupsBought() {
        assertThat(woo(", pickup: buy", order -> shipping(order).put("method_id", "local_pickup")))
                .isEmpty();
        assertThat(woo(", pickup: buy", order -> shipping(order).put("method_id", "local_delivery")))
                .isPresent();
        assertThat(shopify(", localDelivery: buy", order -> shipping(order).put("title", "Local Delivery")))
                .isEmpty();
    }

    private static ObjectNode shipping(ObjectNode order) {
        return (ObjectNode) order.withArray("shipping_lines").get(0);
    }

    private static Optional<Doubt> woo(String keys, Consumer<ObjectNode> change) {
        Store store = Stored.store("- {id: a, platform: woocommerce, webhookSecret: s" + keys + "}");
        return order(WooCommerceReader.read(store, "order.created", changed(wooCommerceOrder(), change)))
                .doubt();
    }

    private static Optional<Doubt> shopify(String keys, Consumer<ObjectNode> change) {
        Store store = Stored.store("- {id: a, platform: shopify, webhookSecret: s" + keys + "}");
        return order(ShopifyReader.read(store, "orders/create", changed(shopifyOrder(), change)))
                .doubt();
    }
}
