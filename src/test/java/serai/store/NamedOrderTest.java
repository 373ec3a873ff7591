package serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.store.Stored.shopifyOrder;
import static serai.store.Stored.utf8;
import static serai.store.Stored.wooCommerceOrder;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which order a body speaks of, whatever else is wrong with it. */
class NamedOrderTest {
    @Test
    void aWholeBodyNamesIdAndNumber() {
        assertThat(NamedOrder.in(shopifyOrder())).isEqualTo(new NamedOrder("6200407294252", "#1071"));
        assertThat(NamedOrder.in(wooCommerceOrder())).isEqualTo(new NamedOrder("727", "727"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"order":{"id":727,"order_number":"A-7"}}                              | 727  | A-7
        {"order_edit":{"id":1,"order_id":6200407294252}}                       | 6200407294252 |
        {"id":5020,"number":"5020","line_items":[{"id":1                       | 5020 | 5020
        {"billing":{"id":9,"name":"x"},"line_items":[{"id":1}],"id":5020,"a":  | 5020 |
        <br /><b>Notice</b>: x in y.php {"id":5020,"number":"B 1","a":1}       | 5020 | B 1
        {"line_items":[{"id":1,"name":"Tee"                                    |      |
        {"id":5020.5,"number":"5020"}                                          |      | 5020
        {"id":null,"order_id":"0","name":"#1"}                                 |      | '#1'
        [{"id":1}]                                                             |      |
        ""                                                                     |      |
        """)
    void namesAreFoundWhereverTheyStandAndNeverALinesForAnOrders(String body, String id, String number) {
        assertThat(NamedOrder.in(utf8(body)))
                .isEqualTo(new NamedOrder(id == null ? "" : id, number == null ? "" : number));
    }

    @Test
    void aBodyInAnotherEncodingNamesItsOrder() {
        var body = "{\"id\":5020,\"number\":\"5020\",\"billing\":{\"city\":\"K\u00f6ln\"}}"
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(NamedOrder.in(body)).isEqualTo(new NamedOrder("5020", "5020"));
    }

    @Property(tries = 500)
    void noBytesAtAllMakeItThrow(@ForAll byte[] bytes, @ForAll byte damage) {
        byte[] real = wooCommerceOrder();
        real[Math.floorMod(bytes.length * 37, real.length)] = damage;

        assertThat(NamedOrder.in(bytes)).isNotNull();
        assertThat(NamedOrder.in(real)).isNotNull();
    }
}
