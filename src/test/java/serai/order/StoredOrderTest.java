package serai.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import serai.base.Json;
import serai.base.Money;
import serai.fixture.Samples;

class StoredOrderTest {
    @Test
    void anOrderThatAnEarlierVersionStoredReadsWithItsPrices() {
        var read = Json.read("""
            {"storeOrderId":"1","orderNumber":"#1","placedAt":"2026-11-20T10:15:00Z",\
            "updatedAt":"2026-11-20T10:15:00Z","total":{"amount":"19.95","currency":"USD"},"email":"","phone":"",\
            "shipTo":null,"lines":[{"lineId":"1","sku":"TEE","title":"Tee","quantity":1,"toSend":1,\
            "unitPrice":{"amount":"19.95","currency":"USD"},"variant":null}],"shippingService":"","note":"",\
            "standing":"PLACE","standingReason":"","taxIds":{}}\
            """, StoreOrder.class);

        assertThat(read.total()).contains(Money.of("19.95", "USD"));
        assertThat(read.lines().getFirst().unitPrice()).contains(Money.of("19.95", "USD"));
        assertThat(read.unread()).isEmpty();
    }

    @Test
    void anOrderWithoutPricesReadsAsItWasWritten() {
        var priced = Samples.order("1", Samples.line("TEE", 1));
        var bare = new StoreOrder.Line(
                "1",
                priced.lines().getFirst().sku(),
                "Tee",
                1,
                1,
                java.util.Optional.empty(),
                java.util.Optional.empty());

        var read = Json.read(Json.write(bare), StoreOrder.Line.class);

        assertThat(read).isEqualTo(bare);
    }
}
