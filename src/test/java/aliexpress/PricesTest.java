package aliexpress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.base.Money;
import serai.provider.Answer;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.PlaceOrder;
import serai.provider.Refusal;
import serai.provider.Task;

class PricesTest {
    private final TestAccount account = new TestAccount();

    @Test
    void itemWithoutCapCostsNoRead() {
        var note = account.open().checkPrices(withoutCap()).note();

        assertThat(note).isEmpty();
        assertThat(account.calls).isEmpty();
    }

    @Test
    void priceAtTheCapPassesAndIsAskedInTheCapsCurrency() {
        answer(product("5.00", "USD"));

        var note = account.open().checkPrices(TestAccount.example()).note();

        assertThat(note).isEmpty();
        assertThat(TestAccount.form(account.calls.getFirst()))
                .containsEntry("method", "aliexpress.ds.product.get")
                .containsEntry("product_id", "1005006454451334")
                .containsEntry("ship_to_country", "ES")
                .containsEntry("target_currency", "USD");
    }

    @Test
    void priceAboveTheCapIsRefusedWithBothAmounts() {
        answer(product("5.01", "USD"));

        var refused = refused(TestAccount.example());

        assertThat(refused).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
            assertThat(rejected.cause()).isEqualTo(Cause.PRICE_ABOVE_CAP);
            assertThat(rejected.text()).contains("5.01 USD").contains("5.00 USD");
        });
    }

    @Test
    void tierForTheQuantityCountsAndItsQuoteMarksDoNot() {
        answer(product("9.99", "USD")
                .replace(
                        "\"sku_available_stock\"",
                        "\"wholesale_price_tiers\":[{\"min_quantity\":\"2\",\"wholesale_price\":\"\\\"4.78\\\"\"},"
                                + "{\"min_quantity\":3,\"wholesale_price\":\"1.00\"}],\"sku_available_stock\""));

        var note = account.open().checkPrices(TestAccount.example()).note();

        assertThat(note).isEmpty();
    }

    @Test
    void variantIsFoundBySkuNumberToo() {
        answer(product("5.01", "USD"));
        var task = TestAccount.with(order -> TestAccount.of(order, item(order, "", "12000037255569170", true)));

        assertThat(refused(task)).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void otherCurrencyIsNoted() {
        answer(product("99.00", "CNY"));

        var note = account.open().checkPrices(TestAccount.example()).note();

        assertThat(note).contains("LAMP-BW").contains("CNY");
    }

    @Test
    void unlistedVariantIsNoted() {
        answer(product("99.00", "USD").replace("14:175#Black & White;5:200003528", "14:1#Green"));

        var note = account.open().checkPrices(TestAccount.example()).note();

        assertThat(note).contains("no such variant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"InvalidApiPath", "InsufficientPermission"})
    void purchaseGoesOnWherePricesCannotBeRead(String code) {
        answer("{\"error_response\":{\"type\":\"ISV\",\"code\":\"" + code + "\",\"msg\":\"no\"}}");

        var note = account.open().checkPrices(TestAccount.example()).note();

        assertThat(note).contains(code);
    }

    @Test
    void goneProductIsRefused() {
        answer("{\"aliexpress_ds_product_get_response\":{\"rsp_code\":605,\"rsp_msg\":\"ITEM_ID_NOT_FOUND\"}}");

        assertThat(refused(TestAccount.example()))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.cause()).isEqualTo(Cause.ITEM_UNKNOWN));
    }

    @Test
    void productNotSoldToTheCountryIsRefused() {
        answer("{\"aliexpress_ds_product_get_response\":{\"rsp_code\":\"602\",\"rsp_msg\":\"no\"}}");

        assertThat(refused(TestAccount.example()))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.cause()).isEqualTo(Cause.NOT_DELIVERABLE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{\"aliexpress_ds_product_get_response\":{\"rsp_code\":404,\"rsp_msg\":\"System Error\"}}",
                "{\"aliexpress_ds_product_get_response\":{\"rsp_code\":999,\"rsp_msg\":\"?\"}}",
                "{\"error_response\":{\"code\":15,\"sub_code\":\"isp.service-unavailable\"}}",
                "{\"error_response\":{\"code\":\"ApiCallLimit\",\"msg\":\"this ban will last 1 seconds\"}}"
            })
    void priceThatCannotBeReadNowIsReadLater(String body) {
        answer(body);

        assertThat(refused(TestAccount.example())).isInstanceOf(Outcome.Retryable.class);
    }

    /**
     * Change log of 27 April 2025: an empty field means that the price has the import charges in it, an amount that they come
     * on top. Field of the SKU as in the manual's sample ("24.85").
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4.00 | ''      | ''",
                "4.00 | 1.00    | ''",
                "4.00 | 1.01    | AliExpress asks 5.01 USD for one piece (import charges of 1.01 in it), the cap is"
                        + " 5.00 USD",
                "4.00 | US $1.01| AliExpress asks 5.01 USD for one piece (import charges of 1.01 in it), the cap is"
                        + " 5.00 USD",
                "5.01 | ''      | 'AliExpress asks 5.01 USD for one piece, the cap is 5.00 USD'"
            })
    void importChargesCountTowardsTheCap(String price, String charges, String refusal) {
        answer(product(price, "USD")
                .replace(
                        "\"sku_available_stock\"",
                        "\"estimated_import_charges\":\"" + charges + "\",\"sku_available_stock\""));

        if (refusal.isEmpty()) {
            assertThat(account.open().checkPrices(TestAccount.example()).note()).isEmpty();
        } else {
            assertThat(refused(TestAccount.example())).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
                assertThat(rejected.cause()).isEqualTo(Cause.PRICE_ABOVE_CAP);
                assertThat(rejected.text()).isEqualTo("items[1].maxUnitCost: " + refusal);
                assertThat(account.open().asked(rejected.text()))
                        .contains(new serai.provider.OrderRules.Ask("1", Money.of("5.01", "USD")));
            });
        }
    }

    @Test
    void importChargesThatNobodyCanReadAreSaid() {
        answer(product("4.00", "USD")
                .replace(
                        "\"sku_available_stock\"",
                        "\"estimated_import_charges\":\"see checkout\",\"sku_available_stock\""));

        assertThat(account.open().checkPrices(TestAccount.example()).note())
                .contains("import charges that Serai cannot read");
    }

    @Test
    void thePriceIsAskedForTheCountryUnderAliExpressOwnCode() {
        answer(product("4.00", "USD"));
        var task = TestAccount.with(order -> TestAccount.to(
                order,
                RecipientTest.address("GB", "Jane Roe", "1 High Street", "", "ENG", "SW1A 1AA", "+442079460958"),
                Map.of()));

        account.open().checkPrices(task);

        assertThat(TestAccount.form(account.calls.getFirst())).containsEntry("ship_to_country", "UK");
    }

    @Test
    void sameProductIsReadOnce() {
        answer(product("1.00", "USD"));
        var task = TestAccount.with(
                order -> TestAccount.of(order, order.items().getFirst(), item(order, "", "12000037255569170", true)));

        account.open().checkPrices(task);

        assertThat(account.calls).hasSize(1);
    }

    private void answer(String body) {
        account.caller = (kamelet, call) -> new Answer(200, Map.of(), body);
    }

    private Outcome refused(Task task) {
        var thrown = new Outcome[1];
        assertThatThrownBy(() -> account.open().checkPrices(task))
                .isInstanceOfSatisfying(Refusal.class, refusal -> thrown[0] = refusal.outcome());
        return thrown[0];
    }

    static Task withoutCap() {
        return TestAccount.with(order -> TestAccount.of(order, item(order, "14:175#Black", "", false)));
    }

    private static PlaceOrder.Item item(PlaceOrder order, String variant, String supplierSku, boolean capped) {
        var first = order.items().getFirst();
        return new PlaceOrder.Item(
                first.lineId(),
                first.sku(),
                first.title(),
                first.productId(),
                variant,
                supplierSku,
                first.quantity(),
                Optional.empty(),
                capped ? Optional.of(Money.of("5.00", "USD")) : Optional.empty(),
                first.shippingService());
    }

    static String product(String price, String currency) {
        return "{\"aliexpress_ds_product_get_response\":{\"result\":{\"ae_item_base_info_dto\":{\"product_id\":"
                + "1005006454451334,\"currency_code\":\"CNY\"},\"ae_item_sku_info_dtos\":{\"ae_item_sku_info_d_t_o\":"
                + "[{\"sku_id\":\"12000037255569170\",\"sku_attr\":\"14:175#Black & White;5:200003528\","
                + "\"sku_price\":\"19.88\",\"offer_sale_price\":\"" + price + "\",\"sku_available_stock\":57,"
                + "\"currency_code\":\"" + currency + "\"}]}},\"rsp_code\":200,\"rsp_msg\":\"Call succeeds\"}}";
    }
}
