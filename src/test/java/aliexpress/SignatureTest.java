package aliexpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The vectors' app secret is {@code helloworld}; R1, R1b and R2 are the platform's own published samples. */
class SignatureTest {
    private static final String NOW = "1767225600000";

    @Test
    void r1SignsThePathInFront() {
        var parameters = Map.of(
                "app_key", "12345678",
                "code", "3_500102_JxZ05Ux3cnnSSUm6dCxYg6Q26",
                "sign_method", "sha256",
                "timestamp", "1517820392000");

        var sign = Signature.of("/auth/token/create", parameters, "helloworld");

        assertThat(sign).isEqualTo("35607762342831B6A417A0DED84B79C05FEFBF116969C48AD6DC00279A9F4D81");
    }

    @Test
    void r1bSignsAnotherPath() {
        var parameters = Map.of(
                "access_token", "test",
                "app_key", "123456",
                "order_id", "1234",
                "sign_method", "sha256",
                "timestamp", "1517820392000");

        var sign = Signature.of("/order/get", parameters, "helloworld");

        assertThat(sign).isEqualTo("4190D32361CFB9581350222F345CB77F3B19F0E31D162316848A2C1FFD5FAB4A");
    }

    @Test
    void r2PutsNoDottedNameInFront() {
        var parameters = Map.of(
                "access_token", "test",
                "aliexpress_category_id", "200135143",
                "app_key", "123456",
                "method", "aliexpress.logistics.redefining.getonlinelogisticsinfo",
                "sign_method", "sha256",
                "timestamp", "1517820392000");

        var sign = Signature.of("aliexpress.logistics.redefining.getonlinelogisticsinfo", parameters, "helloworld");

        assertThat(sign).isEqualTo("F7F7926B67316C9D1E8E15F7E66940ED3059B1638C497D77973F30046EFB5BBB");
    }

    @Test
    void r3SignsAProductRead() {
        var parameters = business("aliexpress.ds.product.get");
        parameters.putAll(Map.of(
                "format", "json",
                "product_id", "1005003784285827",
                "ship_to_country", "US",
                "simplify", "true",
                "target_currency", "USD",
                "target_language", "en"));

        var sign = Signature.of("aliexpress.ds.product.get", parameters, "helloworld");

        assertThat(sign).isEqualTo("C229EFAD8AAC188FD19B57BB0EE986E81333782789EB792034646130ECC042CC");
    }

    @Test
    void r4SignsJsonAsItIsSent() {
        var parameters = business("aliexpress.ds.freight.query");
        parameters.put("simplify", "false");
        parameters.put(
                "queryDeliveryReq",
                "{\"quantity\":\"1\",\"shipToCountry\":\"US\",\"productId\":\"1005006454451334\","
                        + "\"provinceCode\":\"California\",\"cityCode\":\"Mill Valley\","
                        + "\"selectedSkuId\":\"12000037255569170\",\"language\":\"en_US\",\"currency\":\"USD\","
                        + "\"locale\":\"en_US\"}");

        var sign = Signature.of("aliexpress.ds.freight.query", parameters, "helloworld");

        assertThat(sign).isEqualTo("FA4E432835B8E40891FEF7D25798C39ED895CAC6C48BBC539C793C1152425EA0");
    }

    @Test
    void r5SignsOtherScriptsAndReservedCharactersRaw() {
        var parameters = business("aliexpress.ds.order.create");
        parameters.put("ds_extend_request", "{\"payment\":{\"pay_currency\":\"USD\",\"try_to_pay\":\"false\"}}");
        parameters.put(
                "param_place_order_request4_open_api_d_t_o",
                "{\"out_order_id\":\"SHOP-1001-1\",\"logistics_address\":{\"address\":\"Calle de Alcalá 42, 3º B\","
                        + "\"city\":\"Madrid\",\"contact_person\":\"José Núñez\",\"country\":\"ES\","
                        + "\"full_name\":\"José Núñez\",\"mobile_no\":\"612345678\",\"phone_country\":\"+34\","
                        + "\"province\":\"Madrid\",\"zip\":\"28014\"},\"product_items\":[{\"product_id\":"
                        + "1005006454451334,\"product_count\":2,\"sku_attr\":\"14:175#Black & White;5:200003528\","
                        + "\"logistics_service_name\":\"CAINIAO_FULFILLMENT_STD\","
                        + "\"order_memo\":\"no invoice + no promo\"}]}");

        var sign = Signature.of("aliexpress.ds.order.create", parameters, "helloworld");

        assertThat(sign).isEqualTo("9C6227EDBE460E7C202407D61E7FDE785AB417C2F9AA483C8A8394E1E93E195F");
    }

    @Test
    void r6SignsARefresh() {
        var parameters = Map.of(
                "app_key", "12345678",
                "refresh_token", "fake-refresh-token-0001",
                "sign_method", "sha256",
                "timestamp", NOW);

        var sign = Signature.of("/auth/token/refresh", parameters, "helloworld");

        assertThat(sign).isEqualTo("B803BA960F6E0A6AD79C8012FA5BC9E49E36F048F2CB54D6C46611F9F9C13637");
    }

    @Test
    void r7SignsAPathWithItsMethodParameter() {
        var parameters = Map.of(
                "app_key", "12345678",
                "code", "0_fakeAuthCode01",
                "format", "json",
                "method", "/auth/token/create",
                "partner_id", "iop-sdk-python-20220609",
                "sign_method", "sha256",
                "simplify", "false",
                "timestamp", NOW);

        var sign = Signature.of("/auth/token/create", parameters, "helloworld");

        assertThat(sign).isEqualTo("5C67B5E20CFB97D410604BA9993768414D9F463F300EF855AD2DBA580D738D4A");
    }

    @Test
    void r8SortsByCodeUnit() {
        var parameters = Map.of(
                "app_key", "12345678",
                "method", "aliexpress.ds.image.searchV2",
                "param0", "{\"search_type\":\"same\"}",
                "paramC", "2",
                "param_b", "1",
                "session", "s",
                "sign_method", "sha256",
                "timestamp", NOW);

        var sign = Signature.of("aliexpress.ds.image.searchV2", parameters, "helloworld");

        assertThat(sign).isEqualTo("0A5F8CED58F5A55F1503CEE8EDED07953E26F55636402603106090207C9C7E5A");
    }

    @Test
    void blankValuesAndAnOldSignatureDoNotCount() {
        var parameters = business("aliexpress.ds.product.get");
        var more = new TreeMap<>(parameters);
        more.putAll(Map.of("cpf", " ", "note", "", "sign", "OLD"));

        var sign = Signature.of("aliexpress.ds.product.get", more, "helloworld");

        assertThat(sign).isEqualTo(Signature.of("aliexpress.ds.product.get", parameters, "helloworld"));
    }

    private static Map<String, String> business(String method) {
        return new TreeMap<>(Map.of(
                "app_key", "12345678",
                "method", method,
                "session", "test-session-1",
                "sign_method", "sha256",
                "timestamp", NOW));
    }
}
