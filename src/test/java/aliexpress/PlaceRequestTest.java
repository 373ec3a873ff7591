package aliexpress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.base.Json;
import serai.base.Wish;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.PlaceOrder;
import serai.provider.Refusal;

/** What goes out: AliExpress ignores a misspelt name without a word, so every name is held against the documented ones. */
class PlaceRequestTest {
    private static final String REQUEST = "param_place_order_request4_open_api_d_t_o";
    private static final List<String> DOCUMENTED = List.of(
            "out_order_id",
            "logistics_address",
            "product_items",
            "product_id",
            "product_count",
            "sku_attr",
            "logistics_service_name",
            "order_memo",
            "address",
            "city",
            "province",
            "country",
            "address2",
            "zip",
            "contact_person",
            "full_name",
            "mobile_no",
            "phone_country",
            "locale",
            "cpf",
            "tax_number",
            "vat_no",
            "tax_company",
            "passport_no",
            "passport_no_date",
            "passport_organization",
            "foreigner_passport_no",
            "is_foreigner",
            "rut_no",
            "location_tree_address_id",
            "payment",
            "pay_currency",
            "try_to_pay",
            "trade_extra_param",
            "nat_addr");

    private final TestAccount account = new TestAccount();

    @Test
    void exampleMapsToItsWireForm() {
        var call = account.open().writePlaceOrder(TestAccount.example());

        var expected = Json.read(TestAccount.example("place-order.wire.json"), JsonNode.class);
        var form = TestAccount.form(call);
        assertThat(Json.read(text(form, REQUEST), JsonNode.class)).isEqualTo(expected.get(REQUEST));
        assertThat(Json.read(text(form, "ds_extend_request"), JsonNode.class))
                .isEqualTo(expected.get("ds_extend_request"));
        assertThat(call.path()).isEqualTo("/sync");
        assertThat(call.query()).isEmpty();
        assertThat(call.mayBuy()).isTrue();
    }

    @Test
    void signatureCoversTheVeryTextThatIsSent() {
        var form = TestAccount.form(account.open().writePlaceOrder(TestAccount.example()));

        assertThat(form.keySet())
                .containsExactlyInAnyOrder(
                        "app_key",
                        "method",
                        "session",
                        "sign",
                        "sign_method",
                        "timestamp",
                        REQUEST,
                        "ds_extend_request");
        assertThat(form).containsEntry("timestamp", "1767225600000").containsEntry("sign_method", "sha256");
        assertThat(text(form, "sign")).isEqualTo(Signature.of("aliexpress.ds.order.create", form, "helloworld"));
    }

    @Test
    void everyOutgoingNameIsDocumented() {
        var task = TestAccount.with(order -> TestAccount.to(
                order,
                RecipientTest.address("IL", "Dana Levi", "Herzl 1", "", "", "", "+972 50 123 4567"),
                Map.of(
                        "passport_no", "123456789",
                        "cpf", "1",
                        "tax_number", "2",
                        "vat_no", "3",
                        "tax_company", "4",
                        "passport_no_date", "5",
                        "passport_organization", "6",
                        "rut_no", "7",
                        "location_tree_address_id", "8",
                        "nat_addr", "ABCD1234")));

        var form = TestAccount.form(account.open().writePlaceOrder(task));

        List<String> names = new ArrayList<>();
        collect(Json.read(text(form, REQUEST), JsonNode.class), names);
        collect(Json.read(text(form, "ds_extend_request"), JsonNode.class), names);
        assertThat(DOCUMENTED).containsAll(names);
        assertThat(names).contains("is_foreigner", "foreigner_passport_no", "nat_addr", "rut_no");
    }

    /**
     * What the customer had engraved was dropped: custom text in line meta, woocommerce/woocommerce#32038; Shopify's {@code
     * properties} likewise.
     */
    @Test
    void theCustomersWishStandsInTheMemoOfItsLineBeforeTheNote() {
        var task = TestAccount.with(order -> TestAccount.of(
                order,
                wished(order, new Wish("Engraving", "For\u200b Ann,\n1 May"), new Wish("Font", "Serif")),
                item(order, "1005006454451334")));

        var items = Json.read(text(TestAccount.form(account.open().writePlaceOrder(task)), REQUEST), JsonNode.class)
                .path("product_items");

        assertThat(items.at("/0/order_memo").asText())
                .isEqualTo("Engraving: For Ann, 1 May; Font: Serif / no invoice + no promo");
        assertThat(items.at("/1/order_memo").asText()).isEqualTo("no invoice + no promo");
    }

    @Test
    void aWishThatDoesNotFitIsADeadLetterAndNeverCut() {
        var task =
                TestAccount.with(order -> TestAccount.of(order, wished(order, new Wish("Engraving", "x".repeat(500)))));

        assertThatThrownBy(() -> account.open().writePlaceOrder(task))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.outcome())
                                .isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
                                    assertThat(rejected.cause()).isEqualTo(Cause.WISH_WOULD_BE_LOST);
                                    assertThat(rejected.text())
                                            .startsWith("items[1].wishes: ")
                                            .doesNotContain("xxx");
                                }));
    }

    private static PlaceOrder.Item wished(PlaceOrder order, Wish... wishes) {
        var first = order.items().getFirst();
        return new PlaceOrder.Item(
                first.lineId(),
                first.sku(),
                first.title(),
                first.productId(),
                first.variant(),
                first.supplierSku(),
                first.quantity(),
                first.unitPrice(),
                first.maxUnitCost(),
                first.shippingService(),
                List.of(wishes));
    }

    @Test
    void singleSkuIsSentAsEmptyText() {
        var task = TestAccount.with(order -> TestAccount.of(order, item(order, "1005006454451334")));

        var request = text(TestAccount.form(account.open().writePlaceOrder(task)), REQUEST);

        assertThat(request).contains("\"product_id\":1005006454451334,").contains("\"sku_attr\":\"\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "B0CXYZ", "1.5", "-1", "1005006454451334000000"})
    void productThatIsNoNumberIsRefusedWithItsField(String productId) {
        var task = TestAccount.with(order -> TestAccount.of(order, item(order, productId)));

        assertThatThrownBy(() -> account.open().writePlaceOrder(task))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.outcome())
                                .isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
                                    assertThat(rejected.cause()).isEqualTo(Cause.ITEM_UNKNOWN);
                                    assertThat(rejected.text()).contains("items[1].productId");
                                }));
    }

    @Test
    void missingAppSecretHoldsTheChannel() {
        account.settings.put("app-secret", "");

        assertThatThrownBy(() -> account.open().writePlaceOrder(TestAccount.example()))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.outcome())
                                .isInstanceOfSatisfying(
                                        Outcome.Retryable.class,
                                        retry -> assertThat(retry.cause()).isEqualTo(Cause.CONFIGURATION_WRONG)));
    }

    private static PlaceOrder.Item item(PlaceOrder order, String productId) {
        var first = order.items().getFirst();
        return new PlaceOrder.Item(
                first.lineId(),
                first.sku(),
                first.title(),
                productId,
                "",
                "",
                1,
                first.unitPrice(),
                first.maxUnitCost(),
                "");
    }

    private static String text(Map<String, String> form, String field) {
        return form.getOrDefault(field, "");
    }

    private static void collect(JsonNode node, List<String> names) {
        node.properties().forEach(field -> {
            names.add(field.getKey());
            collect(field.getValue(), names);
        });
        if (node.isArray()) {
            node.forEach(element -> collect(element, names));
        }
    }
}
