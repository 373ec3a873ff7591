package serai.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.provider.PlaceOrder;

/**
 * An order that its merchant edits while its purchase waits: another street, one line less. Shapes as platforms send them;
 * reported in PrestaShop/PrestaShop#42387 and Automattic/wp-calypso#19619.
 */
class EditWhileWaitingTest {
    private static final String TEE =
            "{\"lineId\": \"1\", \"sku\": \"TEE\", \"title\": \"Tee\", \"quantity\": 1, \"unitPrice\": \"19.95\"}";

    private Deliveries in;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        in = new Deliveries(folder).selling("TEE", "CAP");
    }

    @AfterEach
    void close() {
        in.close();
    }

    @Test
    void theAddressAndLinesOfAShopifyOrderThatWaitsFollowItsEdit() {
        in.shopify("orders/paid", file("shopify-before.json"));
        PlaceOrder before = in.requests().getFirst();
        in.shopify("orders/updated", file("shopify-after.json"));

        assertThat(before.items()).hasSize(2);
        isAsEdited(before);
    }

    @Test
    void theAddressOfAWooCommerceOrderThatWaitsFollowsItsEdit() {
        in.woo("order.created", file("woo-before.json"));
        PlaceOrder before = in.requests().getFirst();
        in.woo("order.updated", file("woo-after.json"));

        isAsEdited(before);
    }

    @Test
    void theAddressAndLinesOfAnOrderThatIsPostedAgainFollowThePost() {
        String cap = TEE.replace("\"1\"", "\"2\"").replace("TEE", "CAP");
        int first = in.demo(generic("2026-11-30T10:00:00Z", "1 Old Road", TEE + ", " + cap));
        PlaceOrder before = in.requests().getFirst();
        in.demo(generic("2026-11-30T10:20:00Z", "99 New Street", TEE));

        assertThat(first).isBetween(200, 202);
        assertThat(before.items()).hasSize(2);
        isAsEdited(before);
    }

    private void isAsEdited(PlaceOrder before) {
        assertThat(before.shipTo().line1()).isEqualTo("1 Old Road");
        assertThat(in.requests()).singleElement().satisfies(now -> {
            assertThat(now.shipTo().line1()).isNotEqualTo("1 Old Road").isNotEmpty();
            assertThat(now.items())
                    .singleElement()
                    .satisfies(item -> assertThat(item.sku().value()).isEqualTo("TEE"));
            assertThat(now.reference()).isEqualTo(before.reference());
        });
        assertThat(in.discrepancies()).isEmpty();
        assertThat(in.parked()).isEmpty();
    }

    private static byte[] generic(String updatedAt, String street, String lines) {
        return """
        {"orderId": "9001", "orderNumber": "#9001", "placedAt": "2026-11-30T10:00:00Z", "updatedAt": "%s",
         "currency": "USD", "total": "39.90", "customer": {"email": "jane@example.com", "phone": "+15125550100"},
         "shipTo": {"name": "Jane Roe", "line1": "%s", "city": "Austin", "region": "TX", "postalCode": "78701",
           "country": "US", "phone": "+15125550100"},
         "lines": [%s], "shippingService": "standard", "note": ""}
        """.formatted(updatedAt, street, lines).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] file(String name) {
        try (var stream = EditWhileWaitingTest.class.getResourceAsStream("edit-while-waiting/" + name)) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
