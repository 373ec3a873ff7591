package serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.store.Stored.changed;
import static serai.store.Stored.shopifyOrder;
import static serai.store.Stored.utf8;
import static serai.store.Stored.wooCommerceOrder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.Json;
import serai.base.Money;
import serai.order.ListingFile;
import serai.provider.PlaceOrder;
import serai.provider.Redaction;

/** The traps of store platforms in what an order says: a test for each. */
class StoreTrapsContentTest {
    private static final String MAPPING =
            "store,sku,channel,productId,variant,supplierSku,quantity,maxUnitCost,currency,shippingService\n";

    private Deliveries in;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        in = new Deliveries(folder).selling("AE-1005006-BLK-22", "AE-HOOD-L", "SET");
    }

    @AfterEach
    void close() {
        in.close();
    }

    @Test
    void componentsOfAShopifyBundleAreBoughtEachOnce() {
        in.shopify("orders/paid", shopify(order -> {
            line(order, 0).put("sales_line_item_group_id", 77);
            line(order, 1).put("sales_line_item_group_id", 77).put("price", "0.00");
        }));

        assertThat(in.bought()).containsExactlyInAnyOrder("2 S-AE-1005006-BLK-22", "1 S-AE-HOOD-L");
    }

    @Test
    void componentsOfAWooCommerceBundleAreBoughtAndNotTheirParent() {
        in.woo("order.created", woo(order -> {
            ObjectNode parent = line(order, 0).deepCopy();
            parent.put("id", 150).put("product_id", 90).put("variation_id", 0).put("sku", "SET");
            parent.putArray("bundled_items").add(154);
            line(order, 0).put("bundled_by", "150").put("total", "0.00").put("price", 0);
            order.withArray("line_items").insert(0, parent);
        }));

        assertThat(in.bought()).containsExactly("1 S-AE-HOOD-L");
        assertThat(in.parked()).isEmpty();
    }

    @Test
    void variationsThatReportOneSkuAreAskedAboutAndBoughtOnceEachIsMapped() {
        in.woo("order.created", woo(StoreTrapsContentTest::addVariation14));
        List<String> asked = in.parked();

        imports("gross,variant:13,aliexpress,1005,14:29,,1,,,", "gross,variant:14,aliexpress,1005,14:30,,1,,,");
        in.woo("order.created", woo(order -> {
            addVariation14(order);
            order.put("id", 728);
        }));

        assertThat(asked).hasSize(2).anyMatch(why -> why.contains("SKU AE-HOOD-L; add a listing for variant:13"));
        assertThat(in.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.items())
                        .extracting(PlaceOrder.Item::variant)
                        .containsExactly("14:29", "14:30"));
    }

    private static void addVariation14(ObjectNode order) {
        order.withArray("line_items")
                .add(line(order, 0).deepCopy().put("id", 155).put("variation_id", 14));
    }

    @Test
    void theVariantIsAskedFirstAndTheSkuSecond() {
        imports(
                "gross,AE-HOOD-L,aliexpress,1,,WRONG,1,,,",
                "gross,variant:13,aliexpress,1,,BY-VARIANT,1,,,",
                "gross,AE-CAP,aliexpress,1,,BY-SKU,1,,,");

        in.woo("order.created", wooCommerceOrder());
        in.woo("order.created", woo(order -> {
            order.put("id", 728);
            line(order, 0).put("sku", "AE-CAP").put("variation_id", 99);
        }));

        assertThat(in.bought()).containsExactlyInAnyOrder("1 BY-VARIANT", "1 BY-SKU");
    }

    @Test
    void anEmptySkuGoesByTheVariantsId() {
        in.selling("variant:50398373085484");

        in.shopify("orders/paid", shopify(order -> {
            line(order, 0).put("sku", "");
            line(order, 1).putNull("sku");
        }));

        assertThat(in.bought()).containsExactly("2 S-variant:50398373085484");
        assertThat(in.parked()).singleElement().asString().contains("no listing for SKU variant:50451770802476");
    }

    @Test
    void aSupplierIdKeptInAPluginIsImportedAsAMapping() {
        imports("gross,AE-HOOD-L,aliexpress,1005006789,14:29#L,,2,,,");

        in.woo(
                "order.created",
                woo(order -> line(order, 0)
                        .withArray("meta_data")
                        .addObject()
                        .put("key", "_a2w_external_id")
                        .put("value", "1005006789")));

        assertThat(in.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.items())
                        .extracting(item -> item.quantity() + " " + item.productId() + " " + item.variant())
                        .containsExactly("2 1005006789 14:29#L"));
    }

    @Test
    void customLinesTipsGiftCardsAndFeesAreNotSentToASupplier() {
        in.shopify("orders/paid", shopify(order -> {
            ObjectNode usual = line(order, 1);
            var lines = order.withArray("line_items");
            lines.add(usual.deepCopy().put("id", 1).put("gift_card", true));
            lines.add(usual.deepCopy().put("id", 2).put("requires_shipping", false));
            lines.add(usual.deepCopy()
                    .put("id", 3)
                    .put("sku", "")
                    .putNull("variant_id")
                    .putNull("product_id"));
            ObjectNode tip = usual.deepCopy().put("id", 4);
            tip.putObject("tip").put("payment_gateway", "shopify");
            lines.add(tip);
        }));
        in.woo(
                "order.created",
                woo(order -> order.withArray("fee_lines")
                        .addObject()
                        .put("id", 160)
                        .put("name", "Wrapping")
                        .put("total", "3.00")));

        assertThat(in.bought()).containsExactlyInAnyOrder("2 S-AE-1005006-BLK-22", "1 S-AE-HOOD-L", "1 S-AE-HOOD-L");
        // The line typed in by hand says that it needs shipping: somebody has to know of it.
        assertThat(in.parked())
                .singleElement()
                .asString()
                .startsWith("NEEDS_MAPPING")
                .contains("line:3");
    }

    @Test
    void aFreeOrderIsBought() {
        in.shopify("orders/paid", shopify(order -> {
            order.put("total_price", "0.00").put("current_total_price", "0.00");
            line(order, 0).put("price", "0.00");
            line(order, 0).remove("price_set");
        }));
        in.woo("order.created", woo(order -> {
            order.put("total", "0.00").putNull("date_paid_gmt").putNull("date_paid");
            line(order, 0).put("total", "0.00").put("price", 0);
        }));

        assertThat(in.bought()).hasSize(3);
    }

    @Test
    void aPriceIsComputedFromTheTotalInDecimals() {
        in.woo(
                "order.created",
                woo(order ->
                        line(order, 0).put("quantity", 3).put("total", "50.29").put("price", 16.764706)));

        assertThat(item().unitPrice()).contains(Money.of("16.7633", "EUR"));
    }

    @Test
    void costsAreHeldAgainstTheShopsCurrencyNotTheCustomers() {
        in.shopify("orders/paid", shopifyOrder());

        assertThat(item().unitPrice().orElseThrow().currency()).isEqualTo("EUR");
    }

    @Test
    void taxNumbersReachTheSuppliersOrderAndNoLog() {
        in.woo(
                "order.created",
                woo(order -> order.withArray("meta_data")
                        .addObject()
                        .put("key", "_billing_vat_number")
                        .put("value", "DE123456789")));

        PlaceOrder request = in.requests().getFirst();
        String shown = Redaction.of(Json.write(request));
        String others = Redaction.of("{\"ioss_number\":\"IM3720000224\",\"eori\":\"PL1\",\"pccc\":\"P1\"}");
        assertThat(request.taxIds()).containsEntry("vat_no", "DE123456789");
        assertThat(shown).doesNotContain("DE123456789");
        assertThat(others).doesNotContain("IM3720000224").doesNotContain("PL1").doesNotContain("P1");
    }

    @Test
    void testOrdersAndSampleNotificationsAreRecordedAndNeverBought() {
        in.shopify("orders/paid", shopify(order -> order.put("test", true)));
        in.shopify("orders/create", shopify(order -> order.put("id", 820982911946154508L)));
        in.demo(utf8("""
            {"orderId":"1","orderNumber":"#1","placedAt":"2026-11-20T10:15:00Z","currency":"USD","total":"1.00",\
            "test":true,"shipTo":{"name":"Jane Roe","line1":"12 Elm Street","city":"Austin","region":"TX",\
            "postalCode":"78701","country":"US"},\
            "lines":[{"lineId":"1","sku":"SET","quantity":1,"unitPrice":"1.00"}]}\
            """));

        assertThat(in.standings()).hasSize(3).allMatch(order -> order.endsWith(" NEVER"));
        assertThat(in.dispatches()).isEmpty();
    }

    private void imports(String... rows) {
        in.listings.loadFile(ListingFile.parse("listings.csv", utf8(MAPPING + String.join("\n", rows) + "\n")));
    }

    private PlaceOrder.Item item() {
        return in.requests().getFirst().items().getFirst();
    }

    private static byte[] shopify(Consumer<ObjectNode> change) {
        return changed(shopifyOrder(), change);
    }

    private static byte[] woo(Consumer<ObjectNode> change) {
        return changed(wooCommerceOrder(), change);
    }

    private static ObjectNode line(ObjectNode order, int line) {
        return (ObjectNode) order.at("/line_items/" + line);
    }
}
