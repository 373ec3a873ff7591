package serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.store.Stored.utf8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import serai.base.Json;
import serai.order.StoreOrder;
import serai.order.StoreOrder.Fate;
import serai.order.StoreOrder.Standing;

/**
 * One field of a good order, whichever and whatever happens to it, stops at most the line that it belongs to: the other
 * lines are bought, or the order says why it waits. Only without an id of its own is it unreadable.
 */
class AnyFieldTest {
    private static final String GONE = "gone";

    @Property(tries = 1500)
    void oneOddFieldOfAShopifyOrderStopsAtMostItsOwnLine(@ForAll("places") int place, @ForAll("values") String value) {
        holds(Stored.shopifyOrder(), place, value, body -> ShopifyReader.read(Stored.SHOPIFY, "orders/paid", body));
    }

    @Property(tries = 1500)
    void oneOddFieldOfAWooCommerceOrderStopsAtMostItsOwnLine(
            @ForAll("places") int place, @ForAll("values") String value) {
        holds(
                twoLines(Stored.wooCommerceOrder()),
                place,
                value,
                body -> WooCommerceReader.read(Stored.WOOCOMMERCE, "order.updated", body));
    }

    private interface Reader {
        StoreEvent read(byte[] body);
    }

    private static void holds(byte[] good, int place, String value, Reader reader) {
        JsonNode tree = tree(good);
        List<String> pointers = new ArrayList<>();
        collect(tree, "", pointers);
        String pointer = pointers.get(place % pointers.size());
        if (pointer.equals("/id")) {
            return;
        }
        replace(tree, pointer, value);

        StoreOrder whole = Stored.order(reader.read(good));
        StoreOrder read = Stored.order(reader.read(utf8(Json.write(tree))));

        assertThat(read.storeOrderId()).isEqualTo(whole.storeOrderId());
        assertThat(read.standing() == Standing.PLACE || !read.standingReason().isEmpty())
                .as(pointer + " = " + value)
                .isTrue();
        Set<String> sent = ids(read);
        Set<String> expected = ids(whole);
        if (pointer.equals("/line_items")) {
            assertThat(sent.isEmpty()).isTrue();
            assertThat(read.standing() != Standing.PLACE || read.hasSomethingToSend())
                    .as("/line_items = " + value)
                    .isTrue();
        } else if (pointer.startsWith("/line_items/")) {
            int own = Integer.parseInt(pointer.split("/", -1)[2]);
            expected.remove(whole.lines().get(own).lineId());
            assertThat(sent).as(pointer + " = " + value).containsAll(expected);
            assertThat(read.lines().size() + read.others().size())
                    .as("no line is dropped in silence: " + pointer + " = " + value)
                    .isGreaterThanOrEqualTo(
                            value.equals(GONE)
                                    ? whole.lines().size() - 1
                                    : whole.lines().size());
        } else {
            assertThat(sent).as(pointer + " = " + value).containsAll(expected);
        }
        assertThat(read.others())
                .filteredOn(other -> other.fate() == Fate.TO_DECIDE)
                .allMatch(other -> !other.words().isEmpty());
    }

    private static Set<String> ids(StoreOrder order) {
        return order.lines().stream().map(StoreOrder.Line::lineId).collect(Collectors.toSet());
    }

    private static byte[] twoLines(byte[] body) {
        return Stored.changed(
                body,
                order -> order.withArray("line_items")
                        .add(((ObjectNode) order.at("/line_items/0"))
                                .deepCopy()
                                .put("id", 155)
                                .put("sku", "OTHER")));
    }

    private static JsonNode tree(byte[] body) {
        try {
            return Json.mapper().readTree(Stored.text(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void collect(JsonNode node, String pointer, List<String> pointers) {
        if (!pointer.isEmpty()) {
            pointers.add(pointer);
        }
        if (node.isObject()) {
            node.fieldNames().forEachRemaining(name -> collect(node.get(name), pointer + "/" + name, pointers));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(node.get(i), pointer + "/" + i, pointers);
        }
    }

    private static void replace(JsonNode tree, String pointer, String value) {
        int last = pointer.lastIndexOf('/');
        JsonNode parent = tree.at(pointer.substring(0, last));
        String name = pointer.substring(last + 1);
        if (parent instanceof ObjectNode object) {
            if (value.equals(GONE)) {
                object.remove(name);
            } else {
                object.set(name, tree(utf8(value)));
            }
        } else if (parent instanceof ArrayNode list) {
            if (value.equals(GONE)) {
                list.remove(Integer.parseInt(name));
            } else {
                list.set(Integer.parseInt(name), tree(utf8(value)));
            }
        }
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, 100_000);
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of(
                GONE,
                "null",
                "true",
                "false",
                "[]",
                "{}",
                "[null]",
                "{\"1\":null}",
                "-1",
                "0",
                "2.5",
                "1e400",
                "1E2147483647",
                "99999999999999999999",
                "\"\"",
                "\"x\"",
                "\"1e999999999\"",
                "\"2026-13-01T00:00:00Z\"");
    }
}
