package serai.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import serai.base.Json;

/**
 * Finds messages that speak of certain orders or people, in texts that nobody could read. A short number proves nothing
 * where it stands alone; it counts as the value of an {@code id}.
 */
final class Mentions {
    private static final int TELLING = 8;

    private final List<Pattern> orders;
    private final List<String> addresses;

    /** @param addresses e-mail addresses, in any case */
    Mentions(Collection<String> storeOrderIds, Collection<String> addresses) {
        this.orders = storeOrderIds.stream().map(Mentions::pattern).toList();
        this.addresses = addresses.stream()
                .filter(address -> !address.isBlank())
                .map(address -> address.toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Pattern pattern(String id) {
        String quoted = Pattern.quote(id);
        String before = id.length() >= TELLING ? "(?<![0-9A-Za-z])" : "(\"(order_?)?id\"\\s*:\\s*\"?|Order/)";
        return Pattern.compile(before + quoted + "(?![0-9A-Za-z])", Pattern.CASE_INSENSITIVE);
    }

    /** Whether a stored message speaks of any of them. */
    boolean in(String request) {
        String text = text(request);
        String lower = text.toLowerCase(Locale.ROOT);
        return orders.stream().anyMatch(order -> order.matcher(text).find())
                || addresses.stream().anyMatch(lower::contains);
    }

    private static String text(String request) {
        try {
            JsonNode message = Json.mapper().readTree(request);
            String body = message.path("body").asText();
            return message.path("base64").asBoolean()
                    ? new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8)
                    : body;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return request;
        }
    }
}
