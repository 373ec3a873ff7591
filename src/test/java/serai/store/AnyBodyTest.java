package serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.store.Stored.order;
import static serai.store.Stored.utf8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import serai.base.Address;
import serai.base.Json;
import serai.base.Money;
import serai.base.Sku;
import serai.order.StoreOrder;
import serai.order.StoreOrder.Line;
import serai.order.StoreOrder.Standing;
import serai.store.StoreEvent.Unreadable;

/** What holds for any order and for any bytes at all. */
class AnyBodyTest {
    @Property(tries = 300)
    void anOrderWrittenAsCanonicalJsonReadsBackEqual(@ForAll("orders") StoreOrder order) {
        byte[] body = utf8(Json.write(canonical(order)));

        assertThat(order(GenericReader.read(Stored.GENERIC, body))).isEqualTo(order);
        assertThat(GenericReader.orderId(body)).contains(order.storeOrderId());
    }

    @Property(tries = 1000)
    void bytesOfAnyKindAreUnreadableAndNeverThrow(@ForAll byte[] bytes) {
        assertThat(GenericReader.read(Stored.GENERIC, bytes)).isInstanceOf(Unreadable.class);
        assertThat(ShopifyReader.read(Stored.SHOPIFY, "orders/create", bytes)).isInstanceOf(Unreadable.class);
        assertThat(WooCommerceReader.read(Stored.WOOCOMMERCE, "order.created", bytes))
                .isInstanceOf(Unreadable.class);
        assertThat(GenericReader.orderId(bytes)).isEmpty();
        assertThat(ShopifyReader.orderId(bytes)).isEmpty();
    }

    @Property(tries = 1000)
    void aRealBodyDamagedAnywhereNeverThrows(@ForAll("places") int place, @ForAll byte damage) {
        byte[] shopify = Stored.shopifyOrder();
        byte[] wooCommerce = Stored.wooCommerceOrder();
        shopify[place % shopify.length] = damage;
        wooCommerce[place % wooCommerce.length] = damage;

        assertThat(ShopifyReader.read(Stored.SHOPIFY, "orders/create", shopify)).isNotNull();
        assertThat(WooCommerceReader.read(Stored.WOOCOMMERCE, "order.created", wooCommerce))
                .isNotNull();
        assertThat(ShopifyReader.orderId(shopify)).isNotNull();
    }

    @Property(tries = 300)
    void aRealBodyWithAnyValueAnywhereNeverThrows(@ForAll("places") int place, @ForAll("values") String value) {
        for (byte[] real : List.of(Stored.shopifyOrder(), Stored.wooCommerceOrder())) {
            String text = Stored.text(real);
            int colon = text.indexOf(':', place % (text.length() - 100));
            byte[] body = utf8(text.substring(0, colon + 1) + value + ",\"_\":" + text.substring(colon + 1));

            assertThat(ShopifyReader.read(Stored.SHOPIFY, "orders/paid", body)).isNotNull();
            assertThat(WooCommerceReader.read(Stored.WOOCOMMERCE, "order.updated", body))
                    .isNotNull();
            assertThat(GenericReader.read(Stored.GENERIC, body)).isInstanceOf(Unreadable.class);
        }
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, 5000);
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of(
                "null",
                "true",
                "[]",
                "{}",
                "[null]",
                "[{}]",
                "{\"a\":[]}",
                "-1",
                "0",
                "1e400",
                "1e-400",
                "1E2147483647",
                "99999999999999999999",
                "\"\"",
                "\"1e999999999\"",
                "\"\\ud800\"",
                "\"-\"",
                "\"2026-13-01T00:00:00Z\"");
    }

    @Provide
    Arbitrary<StoreOrder> orders() {
        var ids = Arbitraries.strings()
                .withChars("abcXYZ0189-_#/.é衛")
                .ofMinLength(1)
                .ofMaxLength(128);
        var currencies = Arbitraries.of("USD", "EUR", "JPY", "KWD");
        var people = Combinators.combine(texts(320), texts(64)).as(List::of);
        var heads = Combinators.combine(ids, texts(128), times(), times(), amounts(), currencies, people, lines(ids))
                .as((id, number, placedAt, updatedAt, total, currency, person, lines) -> new StoreOrder(
                        id,
                        number,
                        placedAt,
                        updatedAt,
                        new Money(total, currency),
                        person.get(0),
                        person.get(1),
                        Optional.empty(),
                        inCurrency(lines, currency),
                        "",
                        "",
                        Standing.PLACE,
                        "",
                        Map.of()));
        return Combinators.combine(heads, addresses(), texts(100), texts(5000), Arbitraries.of(true, false))
                .as((head, address, service, note, test) -> new StoreOrder(
                        head.storeOrderId(),
                        head.orderNumber(),
                        head.placedAt(),
                        head.updatedAt(),
                        head.total(),
                        head.email(),
                        head.phone(),
                        Optional.of(address),
                        head.lines(),
                        service,
                        note,
                        test ? Standing.NEVER : Standing.PLACE,
                        test ? "it is a test order" : "",
                        Map.of("cpf", "12345678901")));
    }

    private static Arbitrary<List<Line>> lines(Arbitrary<String> ids) {
        var line = Combinators.combine(
                        ids, ids, texts(1000), Arbitraries.integers().between(1, 9999), amounts())
                .as((id, sku, title, quantity, price) ->
                        new Line(id, new Sku(sku), title, quantity, new Money(price, "USD")));
        return line.list().ofMinSize(1).ofMaxSize(20).uniqueElements(Line::lineId);
    }

    private static List<Line> inCurrency(List<Line> lines, String currency) {
        List<Line> converted = new ArrayList<>();
        for (Line line : lines) {
            var price = new Money(line.unitPrice().orElseThrow().amount(), currency);
            converted.add(new Line(line.lineId(), line.sku(), line.title(), line.quantity(), price));
        }
        return converted;
    }

    private static Arbitrary<Address> addresses() {
        var required = texts(100).map(text -> "x" + text);
        return Combinators.combine(
                        required,
                        texts(200),
                        required,
                        texts(300),
                        required,
                        texts(100),
                        Arbitraries.of("US", "PL", "HK", "XK"),
                        texts(64))
                .as((name, company, line1, line2, city, region, country, phone) ->
                        new Address(name, company, line1, line2, city, region, "90-001", country, phone));
    }

    /** Any text of whole characters, U+0000 among them. */
    private static Arbitrary<String> texts(int max) {
        return Arbitraries.strings()
                .all()
                .ofMaxLength(max)
                .filter(text -> text.length() <= max && Body.wellFormed(text));
    }

    private static Arbitrary<BigDecimal> amounts() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 999_999_999_999L),
                        Arbitraries.integers().between(0, 4))
                .as(BigDecimal::valueOf);
    }

    private static Arbitrary<Instant> times() {
        return Arbitraries.longs().between(0, 4_102_444_800_000L).map(Instant::ofEpochMilli);
    }

    private static ObjectNode canonical(StoreOrder order) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("orderId", order.storeOrderId())
                .put("orderNumber", order.orderNumber())
                .put("placedAt", order.placedAt().toString())
                .put("updatedAt", order.updatedAt().toString())
                .put("currency", order.total().orElseThrow().currency())
                .put("total", order.total().orElseThrow().plain())
                .put("shippingService", order.shippingService())
                .put("note", order.note())
                .put("test", order.standing() == Standing.NEVER);
        json.putObject("customer").put("email", order.email()).put("phone", order.phone());
        json.set("shipTo", Json.mapper().valueToTree(order.shipTo().orElseThrow()));
        json.set("taxIds", Json.mapper().valueToTree(order.taxIds()));
        var lines = json.putArray("lines");
        for (Line line : order.lines()) {
            lines.addObject()
                    .put("lineId", line.lineId())
                    .put("sku", line.sku().value())
                    .put("title", line.title())
                    .put("quantity", line.quantity())
                    .put("unitPrice", line.unitPrice().orElseThrow().plain());
        }
        return json;
    }
}
