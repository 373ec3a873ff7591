package serai.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** What WooCommerce and its plugins call things, from {@code woocommerce-words.yaml}, which names the source of each. */
final class WooCommerceWords {
    /** Statuses of orders whose goods are on their way, delivered, or lie in the shop for the customer. */
    static final Set<String> OVER;

    /** Delivery methods by which the customer fetches the goods. */
    static final Set<String> PICKUP;

    /** Delivery methods by which the shop brings the goods around itself. */
    static final Set<String> LOCAL_DELIVERY;

    static {
        JsonNode words = read();
        OVER = names(words, "over");
        PICKUP = names(words, "pickup");
        LOCAL_DELIVERY = names(words, "local-delivery");
    }

    private WooCommerceWords() {}

    private static JsonNode read() {
        try (InputStream in = WooCommerceWords.class.getResourceAsStream("woocommerce-words.yaml")) {
            return new YAMLMapper().readTree(Objects.requireNonNull(in, "woocommerce-words.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException("woocommerce-words.yaml", e);
        }
    }

    private static Set<String> names(JsonNode words, String list) {
        Set<String> names = new HashSet<>();
        words.path(list).forEach(word -> names.add(word.path("name").asText()));
        if (names.isEmpty() || names.contains("")) {
            throw new IllegalStateException("woocommerce-words.yaml: " + list + " needs a name in each entry");
        }
        return Set.copyOf(names);
    }
}
