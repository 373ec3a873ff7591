package serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.store.Stored.changed;
import static serai.store.Stored.order;
import static serai.store.Stored.shopifyOrder;
import static serai.store.Stored.wooCommerceOrder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.base.Wish;

/** What plugins and apps put onto lines: sets and their parts, the customer's own text, variants that share a SKU. */
class StoreTrapsPluginsTest {
    private Deliveries in;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        in = new Deliveries(folder).selling("SET", "CAP", "TEE");
    }

    @AfterEach
    void close() {
        in.close();
    }

    /** The words of each plugin; sources stand in bundle-plugins.yaml. */
    @ParameterizedTest
    @CsvSource({
        "YITH, _yith_bundle_cart_key, k1, _bundled_by, k1",
        "YITH free, _cartstamp, a:1, _bundled_by, k1",
        "Mix and Match, _mnm_cart_key, k2, _mnm_container, k2",
        "Product Bundles without REST fields, _bundle_cart_key, k3, _bundled_by, k3",
        "Composite without REST fields, _composite_cart_key, k4, _composite_parent, k4",
        "WPC Bundles, _woosb_ids, 72/1, _woosb_parent_id, 500",
        "WPC Bundles of old, woosb_ids, 72/1, woosb_parent_id, 500",
        "WPC Composite, wooco_ids, 72/1, wooco_parent_id, 500",
        "WPC Composite hidden, _wooco_ids, 72/1, _wooco_parent_id, 500",
        "Easy Product Bundles, _asnp_wepb_items, x, _asnp_wepb_parent_id, 500"
    })
    void onlyThePartsOfASetAreBought(String plugin, String setKey, String setValue, String partKey, String partValue) {
        in.woo("order.created", woo(order -> {
            meta(set(order, 500), setKey, setValue);
            meta(part(order, 72, "CAP"), partKey, partValue);
            meta(part(order, 73, "TEE"), partKey, partValue);
        }));

        assertThat(in.bought()).as(plugin).containsExactlyInAnyOrder("1 S-CAP", "1 S-TEE");
        assertThat(in.parked()).isEmpty();
    }

    /** woocommerce/woocommerce#14907: PHP writes a list with a gap as an object. */
    @Test
    void onlyThePartsOfASetAreBoughtWhoseMetaDataComesAsAnObject() {
        in.woo("order.created", woo(order -> {
            set(order, 500);
            part(order, 72, "CAP")
                    .putObject("meta_data")
                    .putObject("3")
                    .put("id", 3)
                    .put("key", "_woosb_parent_id")
                    .put("value", "500");
        }));

        assertThat(in.bought()).containsExactly("1 S-CAP");
    }

    @Test
    void aSetWhosePartsAreNotInTheOrderIsBoughtItself() {
        in.woo("order.created", woo(order -> {
            meta(set(order, 500), "_yith_bundle_cart_key", "k1");
            meta(part(order, 72, "CAP"), "_bundled_by", "of-another-order");
        }));

        assertThat(in.bought()).containsExactlyInAnyOrder("1 S-SET", "1 S-CAP");
    }

    /** Chained Products, WPC Force Sells and Frequently Bought Together: both things are sold. */
    @ParameterizedTest
    @CsvSource({"_chained_product_of", "_woofs_parent_id", "_woobt_parent_id", "_bundle_sell_of"})
    void whatIsOnlySoldTogetherIsBoughtBoth(String key) {
        in.woo("order.created", woo(order -> {
            set(order, 500);
            meta(part(order, 72, "CAP"), key, "500");
        }));

        assertThat(in.bought()).containsExactlyInAnyOrder("1 S-SET", "1 S-CAP");
    }

    @Test
    void ofTwoSetsOfOneKindEachIsLeftOut() {
        in.woo("order.created", woo(order -> {
            meta(set(order, 500), "_yith_bundle_cart_key", "k1");
            meta(part(order, 72, "CAP"), "_bundled_by", "k1");
            meta(part(order, 500, "SET"), "_yith_bundle_cart_key", "k2");
            meta(part(order, 73, "TEE"), "_bundled_by", "k2");
        }));

        assertThat(in.bought()).containsExactlyInAnyOrder("1 S-CAP", "1 S-TEE");
    }

    @Test
    void whatTheCustomerHadEngravedComesWithTheLine() {
        assertThat(shopifyWishes(line -> {
                    property(line, "Engraving", "To Łucja");
                    property(line, "_internal", "x");
                    property(line, "Size", "");
                }))
                .containsExactly(new Wish("Engraving", "To Łucja"));
    }

    /** Recharge's subscriptions on Shopify write theirs without the underscore. */
    @Test
    void whatAnAppWritesForItselfIsNoWish() {
        assertThat(shopifyWishes(line -> property(line, "shipping_interval_frequency", "30")))
                .isEmpty();
    }

    /** woocommerce/woocommerce#32038 and WooCommerce Product Add-Ons: a label of its own, the price behind it. */
    @Test
    void theTextOfAnAddOnIsAWishAndWhatPluginsHideIsNot() {
        assertThat(wooWishes(line -> {
                    meta(line, "Engraving (€5.00)", "Für Anna &amp; Paul");
                    meta(line, "_pao_ids", "1");
                    meta(line, "_reduced_stock", "1");
                    meta(line, "Backordered", "1");
                }))
                .containsExactly(new Wish("Engraving (€5.00)", "Für Anna & Paul"));
    }

    /** A file that the customer sent: its address is what the supplier needs. */
    @Test
    void ofAnUploadTheAddressIsKept() {
        assertThat(wooWishes(line -> line.withArray("meta_data")
                        .addObject()
                        .put("key", "Your photo")
                        .put("value", "x")
                        .put("display_key", "Your photo")
                        .put("display_value", "<p><a href=\"https://shop.example/u/1.png\">1.png</a></p>\n")))
                .containsExactly(new Wish("Your photo", "https://shop.example/u/1.png"));
    }

    /** TM Extra Product Options keeps all of it under a hidden name (readers of _tmcartepo_data). */
    @Test
    void whatExtraProductOptionsKeepsUnderAHiddenNameIsAWish() {
        assertThat(wooWishes(line -> {
                    var options = line.withArray("meta_data")
                            .addObject()
                            .put("key", "_tmcartepo_data")
                            .putArray("value");
                    options.addObject()
                            .put("mode", "builder")
                            .put("name", "Name on it")
                            .put("value", "Łucja");
                    options.addObject()
                            .put("mode", "builder")
                            .put("name", "Gift box")
                            .put("value", "");
                }))
                .containsExactly(new Wish("Name on it", "Łucja"));
    }

    /** As WooCommerce writes variations: of the shop's attributes, of the product's own, and of more than two. */
    @Test
    void whichVariationWasBoughtIsNoWish() {
        assertThat(wooWishes(line -> {})).isEmpty();
        assertThat(wooWishes(line -> {
                    line.put("name", "Hoodie - Blue, L")
                            .put("parent_name", "Hoodie")
                            .putArray("meta_data");
                    attribute(line, "pa_color", "blue", "Color", "Blue");
                    attribute(line, "size", "L", "size", "L");
                }))
                .isEmpty();
        assertThat(wooWishes(line -> {
                    line.put("name", "Hoodie").put("parent_name", "Hoodie").putArray("meta_data");
                    attribute(line, "color", "Blue", "Color", "Blue");
                    attribute(line, "size", "L", "size", "L");
                    attribute(line, "cut", "wide", "cut", "wide");
                }))
                .isEmpty();
        // Bodies of WooCommerce before 5.x have no display_key.
        assertThat(wooWishes(line -> {
                    line.put("name", "Hoodie - Blue").putNull("parent_name").putArray("meta_data");
                    meta(line, "color", "Blue");
                }))
                .isEmpty();
    }

    /** Plugins name their field for people by the filter woocommerce_order_item_display_meta_key. */
    @Test
    void anEngravingThatAPluginShowsUnderANameIsNotTakenForAnAttribute() {
        assertThat(wooWishes(line -> {
                    line.put("name", "Ring - Gold, 1,5 mm")
                            .put("parent_name", "Ring")
                            .putArray("meta_data");
                    attribute(line, "metal", "Gold", "Metal", "Gold");
                    attribute(line, "width", "1,5 mm", "Width", "1,5 mm");
                    attribute(line, "engraving_text", "To Anna", "Engraving", "To Anna");
                }))
                .containsExactly(new Wish("Engraving", "To Anna"));
    }

    /** A variation may leave an attribute open ("Any size"); what the customer chose is in the line's meta data only. */
    @Test
    void theSizeThatAVariationLeavesOpenIsPassedOn() {
        assertThat(wooWishes(line -> {
                    line.put("name", "Hoodie - Blue")
                            .put("parent_name", "Hoodie")
                            .putArray("meta_data");
                    attribute(line, "pa_color", "blue", "Color", "Blue");
                    attribute(line, "pa_size", "l", "Size", "L");
                }))
                .containsExactly(new Wish("Size", "L"));
    }

    /** Weight and bar code of the product, and the marks of subscription apps. */
    @ParameterizedTest
    @CsvSource({"Weight, 0.2 kg", "EAN, 4006381333931", "Brand, Acme", "frequency_type, month", "Recurring Order, yes"})
    void whatTheShopPrintsOnALineIsNoWish(String name, String value) {
        assertThat(shopifyWishes(line -> property(line, name, value))).isEmpty();
        assertThat(wooWishes(line -> {
                    line.put("variation_id", 0).putArray("meta_data");
                    meta(line, name, value);
                }))
                .isEmpty();
    }

    /** Every app has words of its own; where a supplier has no field for wishes each would stop a purchase. */
    @Test
    void aFieldThatTheStoreSaysIsItsOwnIsNoWish() {
        Store store = Stored.store(
                "- {id: a, platform: shopify, webhookSecret: s, shopFields: [\"Pre-order\", \"Bundle name\"]}");
        byte[] body = changed(shopifyOrder(), order -> {
            ObjectNode line = (ObjectNode) order.at("/line_items/0");
            line.putArray("properties");
            property(line, "Pre-Order", "ships in May");
            property(line, "bundle name", "Summer");
            property(line, "Initials", "A");
        });

        assertThat(order(ShopifyReader.read(store, "orders/paid", body))
                        .lines()
                        .getFirst()
                        .wishes())
                .containsExactly(new Wish("Initials", "A"));
    }

    @Test
    void theTextOnAVariationIsAWishBesideItsAttributes() {
        assertThat(wooWishes(line -> meta(line, "Initials", "L"))).containsExactly(new Wish("Initials", "L"));
        assertThat(wooWishes(line -> {
                    line.put("variation_id", 0).putArray("meta_data");
                    meta(line, "engraving", "To Anna");
                }))
                .containsExactly(new Wish("engraving", "To Anna"));
    }

    /** Variations without a SKU report their parent's: the first is bought by it, another variant asks. */
    @ParameterizedTest
    @CsvSource({"9001, 9002", "9002, 9001"})
    void twoVariationsUnderOneSkuAreNotBothBoughtAsOne(String first, String second) {
        in.woo("order.created", variation(1, first));
        List<String> bought = in.bought();
        in.woo("order.created", variation(2, second));
        List<String> asked = in.parked();
        in.woo("order.created", variation(3, first));

        assertThat(bought).containsExactly("1 S-TEE");
        assertThat(asked).hasSize(1);
        assertThat(in.bought()).containsExactly("1 S-TEE");
        assertThat(in.parked())
                .hasSize(2)
                .anyMatch(why -> why.contains("SKU TEE; add a listing for variant:" + second))
                .anyMatch(why -> why.contains("SKU TEE; add a listing for variant:" + first));
    }

    /** In one batch of the recorder, whichever it takes first. */
    @Test
    void ofTwoVariationsThatComeAtOnceOneAsks() {
        in.woo("order.created", variation(1, "9001"));
        in.woo("order.created", variation(2, "9002"));

        assertThat(in.bought()).containsExactly("1 S-TEE");
        assertThat(in.parked()).singleElement().asString().contains("SKU TEE; add a listing for variant:");
    }

    @Test
    void oneVariationUnderItsOwnSkuIsBoughtHoweverOften() {
        in.woo("order.created", variation(1, "9001"));
        in.woo("order.created", variation(2, "9001"));

        assertThat(in.bought()).containsExactly("1 S-TEE", "1 S-TEE");
    }

    /** What the shop says of an order that is not paid yet is a word about its SKUs, too. */
    @Test
    void anOrderThatOnlyWaitsTeachesWhatASkuStandsFor() {
        in.woo(
                "order.created",
                changed(
                        variation(1, "9001"),
                        order -> order.put("status", "pending").putNull("date_paid_gmt")));
        assertThat(in.standings()).containsExactly("727 WAITING_FOR_PAYMENT");
        in.woo("order.created", variation(2, "9002"));

        assertThat(in.bought()).isEmpty();
        assertThat(in.parked()).singleElement().asString().contains("add a listing for variant:9002");
    }

    @Test
    void aListingOfTheVariantItselfIsNoDoubt() {
        in.selling("TEE", "variant:9001", "variant:9002");

        in.woo("order.created", variation(1, "9001"));
        in.woo("order.created", variation(2, "9002"));

        assertThat(in.bought()).containsExactlyInAnyOrder("1 S-variant:9001", "1 S-variant:9002");
    }

    @Test
    void shopifysVariantsThatShareASkuAreNotBothBoughtAsOne() {
        in.shopify("orders/paid", shopifyVariant(1, 9001));
        List<String> first = in.bought();
        in.shopify("orders/paid", shopifyVariant(2, 9002));

        assertThat(first).containsExactly("2 S-TEE");
        assertThat(in.bought()).isEqualTo(first);
        assertThat(in.parked()).singleElement().asString().contains("add a listing for variant:9002");
    }

    private static byte[] variation(int id, String variation) {
        return woo(order -> {
            order.put("id", id);
            line(order).put("sku", "TEE").put("variation_id", Long.parseLong(variation));
        });
    }

    private static byte[] shopifyVariant(int id, long variant) {
        return changed(shopifyOrder(), order -> {
            order.put("id", id);
            ObjectNode line = line(order).deepCopy();
            order.putArray("line_items").add(line.put("sku", "TEE").put("variant_id", variant));
        });
    }

    private static List<Wish> wooWishes(Consumer<ObjectNode> change) {
        byte[] body = woo(order -> change.accept(line(order)));
        return order(WooCommerceReader.read(Stored.WOOCOMMERCE, "order.created", body))
                .lines()
                .getFirst()
                .wishes();
    }

    private static List<Wish> shopifyWishes(Consumer<ObjectNode> change) {
        byte[] body = changed(shopifyOrder(), order -> change.accept(line(order)));
        return order(ShopifyReader.read(Stored.SHOPIFY, "orders/paid", body))
                .lines()
                .getFirst()
                .wishes();
    }

    private static byte[] woo(Consumer<ObjectNode> change) {
        return changed(wooCommerceOrder(), change);
    }

    private static ObjectNode line(ObjectNode order) {
        return (ObjectNode) order.at("/line_items/0");
    }

    /** The order's only line so far. */
    private static ObjectNode set(ObjectNode order, int product) {
        ObjectNode set = line(order);
        set.put("id", 1).put("sku", "SET").put("product_id", product).put("variation_id", 0);
        set.putArray("meta_data");
        return set;
    }

    private static ObjectNode part(ObjectNode order, int product, String sku) {
        ObjectNode part = line(order).deepCopy();
        part.put("id", order.path("line_items").size() + 1L);
        part.put("sku", sku).put("product_id", product).put("variation_id", 0).put("total", "0.00");
        part.putArray("meta_data");
        order.withArray("line_items").add(part);
        return part;
    }

    private static void meta(ObjectNode line, String key, String value) {
        line.withArray("meta_data").addObject().put("id", 1).put("key", key).put("value", value);
    }

    private static void attribute(ObjectNode line, String key, String value, String label, String shown) {
        line.withArray("meta_data")
                .addObject()
                .put("key", key)
                .put("value", value)
                .put("display_key", label)
                .put("display_value", shown);
    }

    private static void property(ObjectNode line, String name, String value) {
        line.withArray("properties").addObject().put("name", name).put("value", value);
    }
}
