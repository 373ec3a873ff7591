package serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.store.Stored.changed;

import aliexpress.AliExpressAtDouble;
import amazon.AmazonAtDouble;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.base.Json;
import serai.base.Reference;
import serai.base.Sku;
import serai.base.StoreId;
import serai.fixture.Samples;
import serai.order.Listing;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.PlaceOrder;

/**
 * Orders as real shops send them, byte for byte, from the signed delivery through the running intake and planner and the
 * running connector to the supplier's double, or to the letter. Their sources: PrestaShop/PrestaShop#42387,
 * woocommerce/woocommerce#41226, #14907, #52198, #17941, #54580, #32038, #12645; nozzlegear/ShopifySharp#620, #638, #784;
 * myparcelnl/woocommerce#636; woocommerce/woocommerce-blocks#7136; claudiosanches/woocommerce-extra-checkout-fields-for-brazil;
 * Shopify/worldwide#221, #273; AliExpress' FAQ, appendix and change log; lineofflight/peddler#102.
 */
@Timeout(120)
class ShopCasesTest {
    private static final AtomicInteger REFERENCES = new AtomicInteger();

    private static AliExpressAtDouble aliexpress;
    private static AmazonAtDouble amazon;

    @TempDir
    Path folder;

    private Deliveries in;

    @BeforeAll
    static void openSuppliers() throws Exception {
        aliexpress = new AliExpressAtDouble("default-phone", "+15125559999");
        amazon = new AmazonAtDouble();
    }

    @AfterAll
    static void closeSuppliers() {
        amazon.close();
        aliexpress.close();
    }

    @BeforeEach
    void open() throws Exception {
        in = new Deliveries(folder);
        in.listings.loadFile(Stream.of(Deliveries.LOOP, Deliveries.GROSS)
                .flatMap(store -> Stream.of(
                        listing(store, "TEE", "1005006454451334", "14:175#Black & White;5:200003528"),
                        listing(store, "CAP", "1005006454451335", ""),
                        new Listing(store, new Sku("MUG"), Samples.AMAZON, "", "", "MCF-MUG", 1, Optional.empty(), "")))
                .toList());
    }

    private static Listing listing(StoreId store, String sku, String product, String variant) {
        return new Listing(
                store, new Sku(sku), Samples.ALIEXPRESS, product, variant, "S-" + sku, 1, Optional.empty(), "");
    }

    /** The same things from Amazon instead. */
    private void sellFromAmazon() {
        in.listings.loadFile(Stream.of(Deliveries.LOOP, Deliveries.GROSS)
                .map(store ->
                        new Listing(store, new Sku("TEE"), Samples.AMAZON, "", "", "MCF-TEE", 1, Optional.empty(), ""))
                .toList());
    }

    @AfterEach
    void close() {
        in.close();
    }

    private void woo(String name) {
        assertThat(in.woo("order.created", bytes(name))).isEqualTo(200);
    }

    private void woo(String name, Consumer<ObjectNode> change) {
        assertThat(in.woo("order.created", file(name, change))).isEqualTo(200);
    }

    private void shopify(String name) {
        assertThat(in.shopify("orders/paid", bytes(name))).isEqualTo(200);
    }

    private void shopify(String name, Consumer<ObjectNode> change) {
        assertThat(in.shopify("orders/paid", file(name, change))).isEqualTo(200);
    }

    /** The first order to a supplier; under a reference of its own, as the doubles know those of other tests. */
    private PlaceOrder first() {
        return in.requests().getFirst().withReference(new Reference("CASE-" + REFERENCES.incrementAndGet()));
    }

    /** What AliExpress is told, having taken it; nothing is left for a person. */
    private JsonNode boughtAtAliExpress() {
        assertThat(in.parked()).isEmpty();
        assertThat(in.requests()).hasSize(1);
        assertThat(aliexpress.place(first())).isInstanceOf(Outcome.Done.class);
        return aliexpress.taken().getLast();
    }

    private JsonNode deliveredByAliExpress() {
        return boughtAtAliExpress().path("logistics_address");
    }

    private JsonNode boughtAtAmazon() {
        assertThat(in.parked()).isEmpty();
        assertThat(in.requests()).hasSize(1);
        assertThat(amazon.place(first())).isInstanceOf(Outcome.Taken.class);
        return amazon.taken().getLast();
    }

    private static List<String> items(JsonNode request) {
        return StreamSupport.stream(request.path("product_items").spliterator(), false)
                .map(item -> item.path("product_count").asInt() + " "
                        + item.path("product_id").asText())
                .toList();
    }

    private static final String TEE = "1 1005006454451334";
    private static final String CAP = "1 1005006454451335";

    @Test
    void aShopifyOrderEditedWhileItWaitsIsBoughtAsItIsNow() {
        shopify("01-edit-while-waiting/shopify-before");
        assertThat(in.requests()).hasSize(1);
        in.shopify("orders/updated", bytes("01-edit-while-waiting/shopify-after"));

        JsonNode request = boughtAtAliExpress();

        assertThat(items(request)).containsExactly(TEE);
        assertThat(request.at("/logistics_address/address").asText()).isEqualTo("99 New Street");
    }

    @Test
    void aWooCommerceOrderEditedWhileItWaitsIsBoughtAsItIsNow() {
        woo("01-edit-while-waiting/woo-before");
        assertThat(in.requests()).hasSize(1);
        in.woo("order.updated", bytes("01-edit-while-waiting/woo-after"));

        JsonNode request = boughtAtAliExpress();

        assertThat(items(request)).containsExactly(TEE);
        assertThat(request.at("/logistics_address/address").asText()).isEqualTo("99 New Street");
    }

    @Test
    void anOldCompletedOrderIsRecordedAndNotBought() {
        in.woo("order.updated", bytes("04-old-orders-are-bought/woo-completed"));

        assertThat(in.standings()).hasSize(1);
        assertThat(in.bought()).isEmpty();
        assertThat(in.putAway()).singleElement().asString().startsWith("OVER_BEFORE");
    }

    @Test
    void anArchivedShopifyOrderIsRecordedAndNotBought() {
        in.shopify(
                "orders/updated",
                file("01-edit-while-waiting/shopify-before", order -> order.put("closed_at", "2026-11-30T10:00:00Z")));

        assertThat(in.standings()).hasSize(1);
        assertThat(in.bought()).isEmpty();
        assertThat(in.putAway()).singleElement().asString().startsWith("OVER_BEFORE");
    }

    @Test
    void linesThatComeAsAnObjectAreBought() {
        woo("06-line-items-as-object/order");

        assertThat(items(boughtAtAliExpress())).containsExactlyInAnyOrder(TEE, CAP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"decimal-quantity", "irt-currency", "negative-line"})
    void oneOddFieldDoesNotStopTheShirt(String name) {
        woo("07-one-odd-field/" + name);

        assertThat(in.requests()).hasSize(1);
        assertThat(aliexpress.place(first())).isInstanceOf(Outcome.Done.class);
        assertThat(items(aliexpress.taken().getLast())).containsExactly(TEE);
        assertThat(in.parked())
                .hasSize(name.equals("irt-currency") ? 0 : 1)
                .allMatch(letter -> letter.startsWith("LINE_NOT_ORDERABLE"));
    }

    /** GB as it came, and the siblings RS and XK. */
    @ParameterizedTest
    @CsvSource({"GB, '', UK, +44 20 7946 0000", "RS, RS00, SRB, +381 11 234 5678", "XK, '', KS, +383 44 123 456"})
    void aCountryGoesOutUnderAliExpressOwnCode(String country, String state, String code, String phone) {
        woo(
                "08-aliexpress-country-codes/gb",
                order -> side(order, "shipping")
                        .put("country", country)
                        .put("state", state)
                        .put("phone", phone));

        JsonNode to = deliveredByAliExpress();

        assertThat(to.path("country").asText()).isEqualTo(code);
        assertThat(to.path("province").asText()).matches("\\p{L}.*");
    }

    @Test
    void tokyoIsNotProvince13() {
        shopify("09-province-code-instead-of-name/shopify-jp");

        assertThat(deliveredByAliExpress().path("province").asText()).isEqualTo("Tokyo");
    }

    @Test
    void romaIsNotProvinceRm() {
        shopify(
                "09-province-code-instead-of-name/shopify-jp",
                order -> side(order, "shipping_address")
                        .put("country_code", "IT")
                        .put("country", "Italy")
                        .put("province", "Roma")
                        .put("province_code", "RM")
                        .put("city", "Roma")
                        .put("zip", "00184")
                        .put("phone", "+39 06 6982 1234"));

        assertThat(deliveredByAliExpress().path("province").asText()).isEqualTo("Roma");
    }

    @Test
    void tokyoIsNotRegion13OfAmazon() {
        sellFromAmazon();
        shopify("09-province-code-instead-of-name/shopify-jp");

        assertThat(boughtAtAmazon().at("/destinationAddress/stateOrRegion").asText())
                .isIn("Tokyo", "東京都");
    }

    @Test
    void wooCommercesJp13IsNotRegion13OfAmazon() {
        sellFromAmazon();
        woo(
                "08-aliexpress-country-codes/gb",
                order -> side(order, "shipping")
                        .put("country", "JP")
                        .put("state", "JP13")
                        .put("city", "Shibuya-ku")
                        .put("postcode", "150-0041")
                        .put("phone", "+81 3 1234 5678"));

        assertThat(boughtAtAmazon().at("/destinationAddress/stateOrRegion").asText())
                .isIn("Tokyo", "東京都");
    }

    @ParameterizedTest
    @CsvSource({"Mary Ann, Smith", "Maria, de la Cruz"})
    void aNameOfMoreThanTwoWordsIsBought(String first, String last) {
        woo(
                "10-us-names-of-three-words/mary-ann",
                order -> side(order, "shipping").put("first_name", first).put("last_name", last));

        assertThat(deliveredByAliExpress().path("full_name").asText()).isEqualTo(first + " " + last);
    }

    @Test
    void aBrazilianHouseNumberIsBought() {
        woo("11-brazil/woo-number");

        JsonNode to = deliveredByAliExpress();

        assertThat(to.path("address").asText()).isEqualTo("Rua das Flores, 123");
        assertThat(to.path("address2").asText()).contains("Centro");
        assertThat(to.path("cpf").asText()).isEqualTo("529.982.247-25");
    }

    /** One of before, and one with letters as they are given out since July 2026. */
    @ParameterizedTest
    @ValueSource(strings = {"11.222.333/0001-81", "12.ABC.345/01DE-35"})
    void aBrazilianCompanysCnpjIsItsTaxNumber(String cnpj) {
        woo("11-brazil/woo-number", order -> {
            side(order, "billing")
                    .put("persontype", "J")
                    .put("cpf", "")
                    .put("cnpj", cnpj)
                    .put("company", "Loja Ltda");
            order.putArray("meta_data")
                    .addObject()
                    .put("id", 1)
                    .put("key", "_billing_cnpj")
                    .put("value", cnpj);
        });

        assertThat(deliveredByAliExpress().path("cpf").asText()).isEqualTo(cnpj);
    }

    @Test
    void aCpfInMetaDataThatComesAsAnObjectIsFound() {
        woo("11-brazil/meta-as-object");

        assertThat(deliveredByAliExpress().path("cpf").asText()).isEqualTo("529.982.247-25");
    }

    @Test
    void aShopifyOrdersCpfIsFoundInItsNoteAttributes() {
        shopify("22-invisible-characters/word-joiner", order -> {
            brazilian(order);
            order.putArray("note_attributes").addObject().put("name", "CPF").put("value", "529.982.247-25");
        });

        assertThat(deliveredByAliExpress().path("cpf").asText()).isEqualTo("529.982.247-25");
    }

    @Test
    void aShopifyOrdersCpfIsFoundInTheCompany() {
        shopify("22-invisible-characters/word-joiner", order -> {
            brazilian(order);
            side(order, "shipping_address").put("company", "529.982.247-25");
        });

        assertThat(deliveredByAliExpress().path("cpf").asText()).isEqualTo("529.982.247-25");
    }

    private static void brazilian(ObjectNode order) {
        side(order, "shipping_address")
                .put("country_code", "BR")
                .put("country", "Brazil")
                .put("province", "São Paulo")
                .put("province_code", "SP")
                .put("city", "Bauru")
                .put("zip", "17012-110")
                .put("phone", "+55 14 3232-0000");
    }

    @TestFactory
    Stream<DynamicTest> whatTheCustomerFetchesOrTheShopBringsIsNotBought() {
        Consumer<ObjectNode> asItCame = order -> {};
        Consumer<ObjectNode> classic =
                order -> shipping(order).put("method_id", "local_pickup").put("method_title", "Local pickup");
        Consumer<ObjectNode> local =
                order -> shipping(order).put("title", "Local Delivery").put("code", "Local Delivery");
        Consumer<ObjectNode> pickup = order -> {
            order.putNull("shipping_address");
            shipping(order).put("title", "Main shop").put("code", "Main shop").put("price", "0.00");
        };
        return Stream.of(
                DynamicTest.dynamicTest(
                        "woo-pickup",
                        () -> isParked(() -> {
                            woo("13-pickup-and-local-delivery/woo-pickup", asItCame);
                        })),
                DynamicTest.dynamicTest(
                        "woo-local-pickup",
                        () -> isParked(() -> {
                            woo(
                                    "13-pickup-and-local-delivery/woo-pickup",
                                    classic.andThen(order -> order.put("id", 5031)));
                        })),
                DynamicTest.dynamicTest(
                        "shopify-local",
                        () -> isParked(() -> {
                            shopify("20-personalisation-lost/order", local);
                        })),
                DynamicTest.dynamicTest(
                        "shopify-pickup",
                        () -> isParked(() -> {
                            shopify("20-personalisation-lost/order", pickup.andThen(order -> order.put("id", 6204)));
                        })));
    }

    private void isParked(Runnable delivery) {
        int before = in.parked().size();

        delivery.run();

        assertThat(in.bought()).isEmpty();
        assertThat(in.parked()).hasSize(before + 1).allMatch(letter -> letter.startsWith("NOT_FOR_SUPPLIER"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yith", "meta-as-object"})
    void onlyThePartsOfASetAreBought(String name) {
        woo("14-bundle-plugins/" + name);

        assertThat(items(boughtAtAliExpress())).containsExactly(CAP);
    }

    /** WPC Composite names the set's product; Mix and Match the set's cart key. */
    @ParameterizedTest
    @CsvSource({"wooco_parent_id, 71, _x", "_mnm_container, k1, _mnm_cart_key"})
    void onlyThePartsOfASetOfOtherPluginsAreBought(String child, String value, String parent) {
        woo("14-bundle-plugins/yith", order -> {
            meta((ObjectNode) order.at("/line_items/0"), parent, "k1");
            meta((ObjectNode) order.at("/line_items/1"), child, value);
        });

        assertThat(items(boughtAtAliExpress())).containsExactly(CAP);
    }

    private static void meta(ObjectNode line, String key, String value) {
        line.putArray("meta_data").addObject().put("id", 1).put("key", key).put("value", value);
    }

    @ParameterizedTest
    @CsvSource({
        "N/A, +15125550100, 5125550100",
        "0000000000, +15125550100, 5125550100",
        "-, 123, 5125559999",
        "N/A, N/A, 5125559999"
    })
    void aPlaceholderPhoneHidesNoGoodNumber(String shipping, String billing, String sent) {
        woo("15-placeholder-phone/woo", order -> {
            side(order, "shipping").put("phone", shipping);
            side(order, "billing").put("phone", billing);
        });

        JsonNode to = deliveredByAliExpress();

        assertThat(to.path("mobile_no").asText()).isEqualTo(sent);
    }

    @TestFactory
    Stream<DynamicTest> amazonsRefusalsAreRead() throws IOException {
        List<Cause> causes = List.of(
                Cause.ADDRESS_INVALID,
                Cause.ADDRESS_INVALID,
                Cause.NOT_DELIVERABLE,
                Cause.NOT_DELIVERABLE,
                Cause.ADDRESS_INVALID,
                Cause.ORDER_NOT_ACCEPTABLE);
        List<String> fields = List.of("shipTo.postalCode", "shipTo.region", "", "", "shipTo.postalCode", "");
        JsonNode answers = Json.mapper().readTree(bytes("17-amazon-refusals-misread/answers"));
        assertThat(answers).hasSize(causes.size());
        return Stream.iterate(0, i -> i + 1).limit(causes.size()).map(i -> {
            String words = answers.path(i).asText();
            return DynamicTest.dynamicTest(words, () -> {
                try (AmazonAtDouble refusing = new AmazonAtDouble()) {
                    refusing.refusing(words);
                    woo("18-declared-value-decimals/woo-jpy", order -> order.put("id", 5300 + i));
                    Outcome outcome = refusing.place(in.requests().getLast());

                    assertThat(outcome).isInstanceOfSatisfying(Outcome.Rejected.class, refused -> {
                        assertThat(refused.cause()).isEqualTo(causes.get(i));
                        assertThat(refusing.marks(refused.text())).isEqualTo(fields.get(i));
                    });
                }
            });
        });
    }

    @ParameterizedTest
    @CsvSource({"JPY, 1000, 333", "USD, 10.00, 3.33"})
    void aDeclaredValueHasItsCurrencysDigits(String currency, String total, String value) {
        woo("18-declared-value-decimals/woo-jpy", order -> {
            order.put("currency", currency);
            ((ObjectNode) order.at("/line_items/0")).put("total", total);
        });

        JsonNode declared = boughtAtAmazon().at("/items/0/perUnitDeclaredValue");

        assertThat(declared.path("value").asText()).isEqualTo(value);
        assertThat(declared.path("currencyCode").asText()).isEqualTo(currency);
    }

    @Test
    void whatTheCustomerHadEngravedIsPassedOn() {
        shopify("20-personalisation-lost/order");

        JsonNode item = boughtAtAliExpress().at("/product_items/0");

        assertThat(item.path("order_memo").asText()).isEqualTo("Engraving: To Łucja");
    }

    @Test
    void whatTheCustomerHadEngravedIsALetterAtAmazon() {
        sellFromAmazon();
        shopify("20-personalisation-lost/order");

        assertThat(amazon.place(first()))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        refused -> assertThat(refused.cause()).isEqualTo(Cause.WISH_WOULD_BE_LOST));
    }

    @Test
    void aNameWithAZeroWidthSpaceIsBoughtInAustralia() {
        woo("22-invisible-characters/au-zero-width");

        assertThat(deliveredByAliExpress().path("full_name").asText()).isEqualTo("Jane Smith");
    }

    @Test
    void aWordJoinerOfShopifyIsNotSent() {
        shopify("22-invisible-characters/word-joiner");

        JsonNode to = deliveredByAliExpress();

        assertThat(to.path("address").asText()).isEqualTo("Rua das Flores, 123");
        assertThat(to.path("address2").asText()).isEqualTo("Apto 4, Centro");
    }

    private static ObjectNode side(ObjectNode order, String side) {
        return (ObjectNode) order.path(side);
    }

    private static ObjectNode shipping(ObjectNode order) {
        return (ObjectNode) order.at("/shipping_lines/0");
    }

    private static byte[] file(String name, Consumer<ObjectNode> change) {
        return changed(bytes(name), change);
    }

    private static byte[] bytes(String name) {
        try (var stream = ShopCasesTest.class.getResourceAsStream("/serai/cases/" + name + ".json")) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
