package serai.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import serai.base.Json;

/**
 * Which order a platform's body speaks of, readable or not: so that a message that nobody can read is found by what the
 * merchant calls the order.
 *
 * @param id the store's own id of it, or empty
 * @param number what merchant and customer call it, or empty
 */
public record NamedOrder(String id, String number) {
    private static final List<String> IDS =
            List.of("/id", "/order_id", "/orderId", "/order/id", "/order/order_id", "/order_edit/order_id");
    private static final List<String> NUMBERS = List.of(
            "/name", "/order_number", "/orderNumber", "/number", "/order/name", "/order/order_number", "/order/number");

    /** Names of an order stand at the beginning of what platforms write; the rest of a broken body is not searched. */
    private static final int SEARCHED = 64 * 1024;

    private static final String VALUE = "\"\\s*:\\s*(?:\"([^\"\\\\\\p{Cntrl}]{1,128})\"|([0-9]{1,30})(?=[\\s,}]))";
    private static final Pattern BROKEN_ID = Pattern.compile("\"(?:id|order_id|orderId)" + VALUE);
    private static final Pattern BROKEN_NUMBER = Pattern.compile("\"(?:number|name|order_number|orderNumber)" + VALUE);

    /** What the body says of it, at whatever place; never throws, whatever the bytes. */
    public static NamedOrder in(byte[] body) {
        try {
            JsonNode tree = Json.read(body);
            if (tree.isObject()) {
                return new NamedOrder(first(tree, IDS), first(tree, NUMBERS));
            }
            return new NamedOrder("", "");
        } catch (IOException e) {
            return broken(body);
        }
    }

    private static String first(JsonNode tree, List<String> places) {
        return places.stream()
                .map(tree::at)
                .filter(node -> node.isIntegralNumber() || node.isTextual())
                .map(node -> node.asText().strip())
                .filter(text -> !text.equals("0") && Body.isId(text))
                .findFirst()
                .orElse("");
    }

    /** Only what stands at the top: the id of a line or an address is none of an order's. */
    private static NamedOrder broken(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, SEARCHED), StandardCharsets.UTF_8);
        int begin = text.indexOf('{');
        if (begin < 0) {
            return new NamedOrder("", "");
        }
        String top = top(text.substring(begin + 1));
        return new NamedOrder(first(top, BROKEN_ID), first(top, BROKEN_NUMBER));
    }

    private static String first(String text, Pattern named) {
        Matcher found = named.matcher(text);
        if (!found.find()) {
            return "";
        }
        return Optional.ofNullable(found.group(1))
                .or(() -> Optional.ofNullable(found.group(2)))
                .map(String::strip)
                .filter(each -> !each.equals("0") && Body.isId(each))
                .orElse("");
    }

    /** The text of an object without what is nested in it, as far as quotes and brackets can be trusted. */
    private static String top(String text) {
        StringBuilder top = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            boolean closes = !quoted && (each == '}' || each == ']');
            depth -= closes ? 1 : 0;
            if (depth < 0) {
                break;
            }
            if (depth == 0) {
                top.append(each);
            }
            if (quoted && each == '\\') {
                i++;
            } else if (each == '"') {
                quoted = !quoted;
            }
            depth += !quoted && (each == '{' || each == '[') ? 1 : 0;
        }
        return top.toString();
    }
}
