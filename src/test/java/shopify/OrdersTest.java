package shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import serai.base.Json;
import serai.base.Wish;
import serai.order.StoreOrder;
import serai.provider.ReadOrder;
import serai.provider.ReadOrders;
import serai.provider.ReadOrders.Changed;
import serai.provider.ReadOrders.Page;
import serai.store.ShopifyReader;
import serai.store.Store;
import serai.store.StoreEvent;
import serai.store.Stores;

/** Changed orders, read by the reader of the webhooks. */
class OrdersTest extends ShopTest {
    private static final Instant BEFORE = Instant.parse("2026-11-20T00:00:00Z");
    private static final Store STORE = Stores.parse(
                    "stores.yaml", "- {id: loop, platform: shopify, webhookSecret: s}", Map.of())
            .all()
            .iterator()
            .next();

    @Test
    void anOrderThatIsReadIsTheSameAsItsWebhook() {
        store.order(order());

        var page = page(BEFORE, Optional.empty());

        assertThat(page.next()).isEmpty();
        assertThat(page.orders()).singleElement().satisfies(changed -> {
            assertThat(changed.storeOrderId()).isEqualTo(ORDER);
            assertThat(changed.topic()).isEqualTo("orders/updated");
            assertThat(changed.updatedAt()).isEqualTo(Instant.parse("2026-11-20T09:15:04Z"));
            assertThat(read(changed.body())).isEqualTo(read(order()));
        });
    }

    @Test
    void discountsGiftCardsCustomLinesAndRemovedPiecesAreReadTheSame() {
        String order = changed(body -> {
            ObjectNode strap = (ObjectNode) body.at("/line_items/0");
            strap.put("current_quantity", 1).put("fulfillable_quantity", 1).put("sku", "");
            strap.putArray("discount_allocations").addObject().put("amount", "2.80");
            ArrayNode lines = (ArrayNode) body.path("line_items");
            lines.add(line(strap, 1).put("gift_card", true));
            lines.add(line(strap, 2).put("requires_shipping", false));
            lines.add(line(strap, 3).putNull("variant_id").putNull("product_id"));
            body.put("phone", "+48 1").put("financial_status", "pending").put("email", "");
            body.set("shipping_address", null);
            ((ObjectNode) body.path("customer")).put("phone", "+48 2");
        });
        store.order(order);

        var page = page(BEFORE, Optional.empty());

        assertThat(read(page.orders().getFirst().body())).isEqualTo(read(order));
    }

    @Test
    void whatTheCustomerWroteAndTheNoteAttributesAreReadTheSame() {
        String order = changed(body -> {
            ((ObjectNode) body.at("/line_items/0"))
                    .putArray("properties")
                    .addObject()
                    .put("name", "Engraving")
                    .put("value", "To Łucja");
            ((ObjectNode) body.path("shipping_address")).put("country_code", "KR");
            body.putArray("note_attributes").addObject().put("name", "PCCC").put("value", "P123456789012");
        });
        store.order(order);

        var read = read(page(BEFORE, Optional.empty()).orders().getFirst().body());

        assertThat(read).isEqualTo(read(order));
        assertThat(read.lines().getFirst().wishes()).containsExactly(new Wish("Engraving", "To Łucja"));
        assertThat(read.taxIds()).isEqualTo(Map.of("passport_no", "P123456789012"));
    }

    /** Tax ids that Shopify's own checkout asks for are in localizedFields, which no webhook brings (schema 2026-10). */
    @Test
    void theCpfOfShopifysOwnCheckoutIsReadFromTheLocalizedFields() {
        store.order(changed(body -> {
            ((ObjectNode) body.path("shipping_address")).put("country_code", "BR");
            body.putArray("localized_fields")
                    .addObject()
                    .put("key", "SHIPPING_CREDENTIAL_BR")
                    .put("value", "529.982.247-25");
        }));

        var read = read(page(BEFORE, Optional.empty()).orders().getFirst().body());

        assertThat(read.taxIds()).isEqualTo(Map.of("cpf", "529.982.247-25"));
    }

    @Test
    void aCancelledOrderIsReadAsCancelled() {
        String order = changed(body -> body.put("cancelled_at", "2026-11-20T11:00:00+01:00"));
        store.order(order);

        var read = read(page(BEFORE, Optional.empty()).orders().getFirst().body());

        assertThat(read.standing()).isEqualTo(StoreOrder.Standing.CANCELLED);
        assertThat(read).isEqualTo(read(order));
    }

    @Test
    void anOrderOfManyLinesIsReadWithAllOfThem() {
        String order = changed(body -> {
            ArrayNode lines = (ArrayNode) body.path("line_items");
            ObjectNode first = (ObjectNode) lines.get(0);
            for (int n = 0; n < 118; n++) {
                lines.add(line(first, 100 + n));
            }
        });
        store.order(order);

        var page = page(BEFORE, Optional.empty());

        var read = read(page.orders().getFirst().body());
        assertThat(read.lines()).hasSize(120);
        assertThat(read).isEqualTo(read(order));
    }

    @Test
    void manyOrdersComePageByPageOldestChangeFirst() {
        for (int n = 0; n < 23; n++) {
            int minute = 59 - n;
            int id = 1_000 + n;
            store.order(changed(body -> body.put("id", id).put("updated_at", "2026-11-20T10:" + minute + ":00Z")));
        }

        List<Changed> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page page = page(BEFORE, cursor);
            all.addAll(page.orders());
            cursor = page.next();
        } while (cursor.isPresent());

        assertThat(all).hasSize(23).extracting(Changed::updatedAt).isSorted();
        assertThat(all).extracting(Changed::storeOrderId).doesNotHaveDuplicates();
    }

    @Test
    void onlyWhatChangedSinceIsRead() {
        store.order(order());
        Instant updated = Instant.parse("2026-11-20T09:15:04Z");

        var same = page(updated.plusMillis(900), Optional.empty());
        var later = page(updated.plusSeconds(1), Optional.empty());

        assertThat(same.orders()).hasSize(1);
        assertThat(later.orders()).isEmpty();
    }

    @Test
    void whatWasSentIsNoLongerToSend() {
        store.order(order());
        work(parcel("LP001", strap(1)));

        var read = read(page(BEFORE, Optional.empty()).orders().getFirst().body());

        assertThat(read.lines()).extracting(StoreOrder.Line::toSend).containsExactly(1, 1);
        assertThat(read.lines()).extracting(StoreOrder.Line::quantity).containsExactly(2, 1);
    }

    @Test
    void oneOrderIsReadAsItIsNowTheSameAsItsWebhook() {
        store.order(order());

        var told = (ReadOrder.Told.Present) work(new ReadOrder(ORDER));

        assertThat(told.holds()).isEmpty();
        assertThat(read(told.order().body())).isEqualTo(read(order()));
    }

    @Test
    void whatTheCustomerTypedInIsInTheBodyInTheWordsOfWebhooks() throws IOException {
        store.order(order());

        var told = (ReadOrder.Told.Present) work(new ReadOrder(ORDER));

        var body = Json.read(told.order().body().getBytes(StandardCharsets.UTF_8));
        var webhook = Json.read(order().getBytes(StandardCharsets.UTF_8));
        assertThat(body.at("/line_items/1/properties")).isEqualTo(webhook.at("/line_items/1/properties"));
        assertThat(body.path("note_attributes")).isEqualTo(webhook.path("note_attributes"));
    }

    @Test
    void amountsHaveTheDigitsOfTheirCurrencyAsInWebhooks() {
        store.order(changed(body -> ((ObjectNode) body.at("/line_items/0")).put("price", "12.9")));
        var euro = (ReadOrder.Told.Present) work(new ReadOrder(ORDER));
        store.order(changed(body -> {
            body.put("currency", "JPY");
            ((ObjectNode) body.at("/line_items/0")).put("price", "1000.0");
        }));
        var yen = (ReadOrder.Told.Present) work(new ReadOrder(ORDER));

        assertThat(euro.order().body()).contains("\"price\":\"12.90\"");
        assertThat(yen.order().body()).contains("\"price\":\"1000\"");
    }

    @Test
    void aHoldNamesItsLinesAndItsReasonButNoNotes() {
        store.location(72, "Second");
        store.variant(501, "AE-HOOD-L", "29.95", 72, 5);
        store.order(order());
        store.hold(ORDER, "INCORRECT_ADDRESS");
        store.work(HOODIE);

        var told = (ReadOrder.Told.Present) work(new ReadOrder(ORDER));

        assertThat(told.holds()).hasSize(1).first().satisfies(hold -> {
            assertThat(hold.lines()).containsExactly(STRAP);
            assertThat(hold.why()).isEqualTo("on hold: incorrect address");
        });
    }

    @Test
    void holdsOfManyFulfilmentOrdersAreReadPageByPage() {
        for (int n = 0; n < 9; n++) {
            store.location(80 + n, "Location " + n);
            store.variant(600 + n, "SKU-" + n, "1.00", 80 + n, 5);
        }
        store.order(changed(body -> {
            ArrayNode lines = (ArrayNode) body.path("line_items");
            ObjectNode first = (ObjectNode) lines.get(0).deepCopy();
            lines.removeAll();
            for (int n = 0; n < 9; n++) {
                lines.add(line(first, 100 + n).put("sku", "SKU-" + n));
            }
        }));
        store.hold(ORDER);

        var told = (ReadOrder.Told.Present) work(new ReadOrder(ORDER));

        assertThat(told.holds()).hasSize(9);
    }

    @Test
    void anOrderThatTheStoreHasNotIsGone() {
        assertThat(work(new ReadOrder("12345"))).isEqualTo(new ReadOrder.Told.Gone());
    }

    private Page page(Instant since, Optional<String> cursor) {
        return (Page) work(new ReadOrders(since, cursor));
    }

    private static StoreOrder read(String body) {
        StoreEvent event = ShopifyReader.read(STORE, "orders/updated", body.getBytes(StandardCharsets.UTF_8));
        if (event instanceof StoreEvent.OrderEvent read) {
            return read.order();
        }
        throw new AssertionError("no order but " + event);
    }

    private static ObjectNode line(ObjectNode like, long id) {
        return like.deepCopy().put("id", id);
    }

    private static String changed(Consumer<ObjectNode> change) {
        try {
            ObjectNode body = (ObjectNode) Json.read(order().getBytes(StandardCharsets.UTF_8));
            change.accept(body);
            return Json.write(body);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
