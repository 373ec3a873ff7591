package serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.store.Stored.changed;
import static serai.store.Stored.order;
import static serai.store.Stored.shopifyOrder;
import static serai.store.Stored.wooCommerceOrder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.base.Address;
import serai.order.StoreOrder;

/** Who the receiver is and where: what stores keep outside the fields that every shop has, and what hides in those. */
class StoreTrapsBuyerTest {
    /** claudiosanches/woocommerce-extra-checkout-fields-for-brazil, class-extra-checkout-fields-for-brazil-api.php. */
    @Test
    void aBrazilianHouseNumberAndNeighbourhoodReachTheAddress() {
        var read = woo(brazil().andThen(order -> {
            side(order, "shipping").put("number", "123").put("neighborhood", "Centro");
            side(order, "billing")
                    .put("number", "9")
                    .put("neighborhood", "Vila")
                    .put("cpf", "52998224725");
        }));

        assertThat(read.shipTo().orElseThrow())
                .extracting(Address::line1, Address::line2)
                .containsExactly("Rua das Flores, 123", "Apto 4, Centro");
        assertThat(read.taxIds()).isEqualTo(Map.of("cpf", "52998224725"));
    }

    /** The same plugin where another one strips its REST fields: only the order's meta data has them. */
    @Test
    void aHouseNumberThatOnlyTheMetaDataHasReachesTheAddress() {
        var read = woo(brazil().andThen(order -> {
            meta(order, "_shipping_number", "123");
            meta(order, "_shipping_neighborhood", "Centro");
        }));

        assertThat(read.shipTo().orElseThrow())
                .extracting(Address::line1, Address::line2)
                .containsExactly("Rua das Flores, 123", "Apto 4, Centro");
    }

    /** woocommerce/woocommerce#14907: PHP writes a list with a gap as an object. */
    @Test
    void metaDataThatComesAsAnObjectIsRead() {
        var read = woo(brazil().andThen(order -> {
            ObjectNode meta = order.putObject("meta_data");
            meta.putObject("0").put("id", 1).put("key", "_billing_cpf").put("value", "529.982.247-25");
            meta.putObject("2").put("id", 2).put("key", "_shipping_number").put("value", "123");
        }));

        assertThat(read.taxIds()).isEqualTo(Map.of("cpf", "529.982.247-25"));
        assertThat(read.shipTo().orElseThrow().line1()).isEqualTo("Rua das Flores, 123");
    }

    /** woocommerce/woocommerce#54580: the street holds the number already when the customer wrote it there. */
    @Test
    void aHouseNumberThatTheStreetHoldsIsNotWrittenTwice() {
        var read = woo(brazil().andThen(order -> {
            side(order, "shipping").put("address_1", "Rua das Flores, 123").put("number", "123");
            side(order, "shipping").put("address_2", "").put("neighborhood", "Centro");
        }));

        assertThat(read.shipTo().orElseThrow())
                .extracting(Address::line1, Address::line2)
                .containsExactly("Rua das Flores, 123", "Centro");
    }

    @ParameterizedTest
    @CsvSource({
        "DE, Hauptstraße, Hauptstraße 12 A",
        "NL, Hoofdstraat, Hoofdstraat 12 A",
        "US, Elm Street, 12 A Elm Street",
        "ES, Calle Mayor, 'Calle Mayor, 12 A'"
    })
    void aHouseNumberStandsWhereTheCountryWritesIt(String country, String street, String written) {
        var read = woo(order -> side(order, "shipping")
                .put("country", country)
                .put("address_1", street)
                .put("house_number", "12")
                .put("house_number_suffix", "A"));

        assertThat(read.shipTo().orElseThrow().line1()).isEqualTo(written);
    }

    @Test
    void theNumberOfABillThatGoesElsewhereIsNotPutOnTheDeliveryAddress() {
        var read = woo(brazil().andThen(order ->
                side(order, "billing").put("address_1", "Av. Brasil").put("number", "9")));

        assertThat(read.shipTo().orElseThrow().line1()).isEqualTo("Rua das Flores");
    }

    /** The plugin's fields for companies; issue 23 of the same repository. */
    @Test
    void aBrazilianCompanysCnpjIsItsTaxId() {
        var read = woo(brazil().andThen(order -> {
            side(order, "billing").put("persontype", "J").put("cpf", "").put("cnpj", "11.222.333/0001-81");
            meta(order, "_billing_cnpj", "11.222.333/0001-81");
        }));

        assertThat(read.taxIds()).isEqualTo(Map.of("cpf", "11.222.333/0001-81"));
    }

    @Test
    void aPlaceholderInTheCpfHidesNoGoodOneBehindIt() {
        var read = woo(brazil().andThen(order -> {
            side(order, "billing").put("cpf", "000");
            meta(order, "_billing_cpf", "529.982.247-25");
        }));

        assertThat(read.taxIds()).isEqualTo(Map.of("cpf", "529.982.247-25"));
    }

    @Test
    void aCpfThatIsNoneIsKeptSoThatTheLetterCanSaySo() {
        var read = woo(brazil().andThen(order -> side(order, "billing").put("cpf", "12")));

        assertThat(read.taxIds()).isEqualTo(Map.of("cpf", "12"));
    }

    /** nozzlegear/ShopifySharp#620: such fields come as note attributes. */
    @ParameterizedTest
    @ValueSource(strings = {"CPF", "cpf", "CPF/CNPJ", "billing_cpf"})
    void aCpfInShopifysNoteAttributesIsFound(String name) {
        var read = shopify(order -> {
            side(order, "shipping_address").put("country_code", "BR");
            attribute(order, name, "529.982.247-25");
        });

        assertThat(read.taxIds()).isEqualTo(Map.of("cpf", "529.982.247-25"));
    }

    /** Shops without an app have customers write it into the company's line. */
    @Test
    void aCpfInTheCompanysLineIsFoundByItsCheckDigits() {
        var read = shopify(order ->
                side(order, "shipping_address").put("country_code", "BR").put("company", "CPF 529.982.247-25"));
        var other = shopify(order ->
                side(order, "shipping_address").put("country_code", "BR").put("company", "Loja 529.982.247-24"));

        assertThat(read.taxIds()).isEqualTo(Map.of("cpf", "529.982.247-25"));
        assertThat(other.taxIds()).isEmpty();
    }

    /** Names as plugins and shops of each country keep them; sources stand in buyer-ids.yaml. */
    @ParameterizedTest
    @CsvSource({
        "CL, _billing_rut, 12.345.678-5, rut_no, 12.345.678-5",
        "KR, Personal Customs Clearance Code, P123456789012, passport_no, P123456789012",
        "KR, 개인통관고유부호, P123456789012, passport_no, P123456789012",
        "MX, _billing_rfc, GODE561231GR8, passport_no, GODE561231GR8",
        "MX, CURP, BOXW310820HNERXN09, passport_no, BOXW310820HNERXN09",
        "IL, ID Number, 12345678-2, passport_no, 123456782",
        "IL, תעודת זהות, 123456782, passport_no, 123456782",
        "AR, cuit, 20123456786, passport_no, 20-12345678-6",
        "SA, billing_short_address, RRRD 2929, nat_addr, RRRD2929",
        "TR, _billing_TC_Kimlik_No, 10000000146, passport_no, 10000000146",
        "TR, _billing_vkn, 1234567890, tax_number, 1234567890",
        "ZA, SA ID Number, 8001015009087, passport_no, 8001015009087",
        "BR, _wc_other/my-plugin/cpf, 52998224725, cpf, 52998224725",
        "DE, _billing_vat_number, DE123456789, vat_no, DE123456789"
    })
    void whatCustomsAskForIsFoundWhereShopsKeepIt(String country, String name, String value, String field, String id) {
        var woo = woo(order -> {
            side(order, "shipping").put("country", country);
            meta(order, name, value);
        });
        var shopify = shopify(order -> {
            side(order, "shipping_address").put("country_code", country);
            attribute(order, name, value);
        });

        assertThat(woo.taxIds()).isEqualTo(Map.of(field, id));
        assertThat(shopify.taxIds()).isEqualTo(Map.of(field, id));
    }

    /** Saudi buildings have four digits: what only looks like a national address must not be sent as one. */
    @Test
    void aSaudiBuildingsNumberIsNoNationalAddress() {
        var building = shopify(order -> side(order, "shipping_address")
                .put("country_code", "SA")
                .put("address1", "Bldg 7432, King Fahd Road 2929")
                .put("address2", "Unit 1204"));
        var behind = shopify(order ->
                side(order, "shipping_address").put("country_code", "SA").put("address1", "Bldg 7432, RRRD2929"));

        assertThat(building.taxIds()).isEmpty();
        assertThat(behind.taxIds()).isEqualTo(Map.of("nat_addr", "RRRD2929"));
    }

    @Test
    void whatAnotherCountryAsksForIsLeftWhereItIs() {
        var read = woo(order -> {
            meta(order, "_billing_cpf", "529.982.247-25");
            meta(order, "_billing_rut", "12.345.678-5");
        });

        assertThat(read.taxIds()).isEmpty();
    }

    @Test
    void aShopsOwnNameComesFirst() {
        var store = Stored.store(
                "- {id: gross, platform: woocommerce, webhookSecret: s, buyerIds: {cpf: [_my_cpf], tax_number:"
                        + " [_eori]}}");
        var body = changed(wooCommerceOrder(), brazil().andThen(order -> {
            meta(order, "_billing_cpf", "111.444.777-35");
            meta(order, "_my_cpf", "529.982.247-25");
            meta(order, "_eori", "GB1");
        }));

        var read = order(WooCommerceReader.read(store, "order.created", body));

        assertThat(read.taxIds()).isEqualTo(Map.of("cpf", "529.982.247-25", "tax_number", "GB1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"529.982.247-25", "52998224725", "11.222.333/0001-81", "12ABC34501DE35"})
    void numbersWithTheirCheckDigitsAreBrazilianIds(String id) {
        assertThat(BrazilianId.isOne(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"529.982.247-24", "111.111.111-11", "11.222.333/0001-80", "12ABC34501DE34", "5299822472"})
    void otherNumbersAreNone(String id) {
        assertThat(BrazilianId.isOne(id)).isFalse();
    }

    /** A number that says nothing must not hide the one in the bill, or the mobile phone that a plugin asks for. */
    @ParameterizedTest
    @ValueSource(strings = {"N/A", "-", "0000000000", "1234567890", "12345"})
    void aPlaceholderInTheFirstPhoneHidesNoGoodNumberBehindIt(String placeholder) {
        var billed = woo(order -> {
            side(order, "shipping").put("phone", placeholder);
            side(order, "billing").put("phone", "+4922112345679");
        });
        var mobile = woo(order -> {
            side(order, "shipping").put("phone", placeholder);
            side(order, "billing").put("phone", placeholder).put("cellphone", "+4915112345679");
        });
        var customers = shopify(order -> {
            side(order, "shipping_address").put("phone", placeholder);
            side(order, "customer").put("phone", "+48600100299");
        });

        assertThat(billed.shipTo().orElseThrow().phone()).isEqualTo("+4922112345679");
        assertThat(mobile.shipTo().orElseThrow().phone()).isEqualTo("+4915112345679");
        assertThat(customers.shipTo().orElseThrow().phone()).isEqualTo("+48600100299");
    }

    @Test
    void whereNoPhoneIsUsableTheFirstStandsSoThatTheLetterCanNameIt() {
        var read = woo(order -> {
            side(order, "shipping").put("phone", "N/A");
            side(order, "billing").put("phone", "0");
        });

        assertThat(read.shipTo().orElseThrow().phone()).isEqualTo("N/A");
    }

    @Test
    void aPlaceholderForNameMailOrCompanyHidesNothing() {
        var woo = woo(order -> side(order, "shipping")
                .put("first_name", ".")
                .put("last_name", "-")
                .put("company", "N/A")
                .put("address_2", "."));
        var shopify = shopify(order -> {
            side(order, "shipping_address")
                    .put("name", "- -")
                    .put("first_name", "-")
                    .put("last_name", "-");
            order.put("email", "n/a");
        });

        assertThat(woo.shipTo().orElseThrow())
                .extracting(Address::name, Address::company, Address::line2)
                .containsExactly("Jürgen Groß", "", "");
        assertThat(shopify.shipTo().orElseThrow().name()).isEqualTo("Łucja Żółć");
        assertThat(shopify.email()).isEqualTo("lucja@example.com");
    }

    @Test
    void aPlaceholderForTheDeliveryAddressHidesNotThatOfTheBill() {
        var read = woo(order -> side(order, "shipping").put("address_1", "-").put("city", "-"));

        assertThat(read.shipTo().orElseThrow())
                .extracting(Address::line1, Address::city)
                .containsExactly("Königstraße 5", "Köln");
    }

    @Test
    void theProvincesNameThatShopifySendsBesideTheCodeIsKept() {
        var read = shopify(order -> side(order, "shipping_address")
                .put("country_code", "JP")
                .put("province", "Tōkyō")
                .put("province_code", "JP-13"));

        assertThat(read.shipTo().orElseThrow())
                .extracting(Address::region, Address::regionName)
                .containsExactly("13", "Tōkyō");
    }

    /** woocommerce/woocommerce#17941 and its i18n/states.php: where the code is WooCommerce's own, its name is kept. */
    @ParameterizedTest
    @CsvSource({
        "CN, CN1, CN1, Yunnan",
        "CN, CN11, CN11, Jiangsu",
        "MX, JA, JA, Jalisco",
        "MX, MX, MX, Estado de México",
        "NZ, AK, AK, Auckland",
        "MY, KUL, KUL, Kuala Lumpur",
        "JP, JP13, 13, ''",
        "TH, TH-10, 10, ''",
        "EG, EGALX, ALX, ''",
        "US, OR, OR, ''"
    })
    void aCodeOfWooCommercesOwnComesWithItsName(String country, String state, String region, String name) {
        var read = woo(order -> side(order, "shipping").put("country", country).put("state", state));

        assertThat(read.shipTo().orElseThrow())
                .extracting(Address::region, Address::regionName)
                .containsExactly(region, name);
    }

    /** Shopify/worldwide#221: the record keeps what the shop sent; what goes out is the connector's business. */
    @Test
    void whatNobodySeesInAnAddressStaysInTheRecord() {
        var read = shopify(order -> side(order, "shipping_address").put("address1", "Rua das Flores, \u2060123"));

        assertThat(read.shipTo().orElseThrow().line1()).isEqualTo("Rua das Flores, \u2060123");
    }

    private static Consumer<ObjectNode> brazil() {
        return order -> {
            for (String side : new String[] {"billing", "shipping"}) {
                side(order, side)
                        .put("country", "BR")
                        .put("state", "SP")
                        .put("city", "Bauru")
                        .put("address_1", "Rua das Flores")
                        .put("address_2", "Apto 4");
            }
        };
    }

    private static StoreOrder woo(Consumer<ObjectNode> change) {
        return order(WooCommerceReader.read(Stored.WOOCOMMERCE, "order.created", changed(wooCommerceOrder(), change)));
    }

    private static StoreOrder shopify(Consumer<ObjectNode> change) {
        return order(ShopifyReader.read(Stored.SHOPIFY, "orders/paid", changed(shopifyOrder(), change)));
    }

    private static ObjectNode side(ObjectNode order, String side) {
        return (ObjectNode) order.path(side);
    }

    private static void meta(ObjectNode order, String key, String value) {
        order.withArray("meta_data").addObject().put("id", 1).put("key", key).put("value", value);
    }

    private static void attribute(ObjectNode order, String name, String value) {
        order.withArray("note_attributes").addObject().put("name", name).put("value", value);
    }
}
