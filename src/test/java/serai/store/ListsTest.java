package serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.store.Stored.utf8;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is a list in what PHP writes: woocommerce/woocommerce#14907, #14184, #68161 and read-me's of plugins that filter
 * {@code woocommerce_rest_prepare_shop_order_object} (read November 2026).
 */
class ListsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        [{"id":1},{"id":2}]                     | 1 2
        {"1":{"id":1},"2":{"id":2}}             | 1 2
        {"10":{"id":10},"9":{"id":9},"0":{"id":7}} | 7 9 10
        {"item_a":{"id":1},"item_b":{"id":2}}   | 1 2
        {"id":5,"name":"x"}                     | 5
        {"id":5,"image":{"id":0}}               | 5
        []                                      | ''
        {}                                      | ''
        null                                    | ''
        false                                   | ''
        ""                                      | ''
        "text"                                  | ''
        7                                       | ''
        """)
    void aListIsWhatPhpMeansByIt(String json, String ids) {
        List<Problem> problems = new ArrayList<>();
        Field list = Body.object(utf8("{\"list\":" + json + "}"), problems)
                .orElseThrow()
                .at("list");

        assertThat(String.join(
                        " ",
                        list.items().stream()
                                .map(item -> item.at("id").node().asText())
                                .toList()))
                .isEqualTo(ids);
        assertThat(list.noList()).isEqualTo(json.equals("\"text\"") || json.equals("7"));
        assertThat(problems).isEmpty();
    }
}
