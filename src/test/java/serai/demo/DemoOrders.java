package serai.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The orders of the story, as each platform writes them; only the fields that Serai reads. */
final class DemoOrders {
    private DemoOrders() {}

    /** The body for the generic endpoint: to that city in Texas, one line a SKU. */
    static String generic(String orderId, String city, String... skus) {
        String lines = IntStream.range(0, skus.length)
                .mapToObj(i -> "{\"lineId\": \"" + (i + 1) + "\", \"sku\": \"" + skus[i]
                        + "\", \"title\": \"\", \"quantity\": 1, \"unitPrice\": \"19.95\"}")
                .collect(Collectors.joining(", "));
        return body("order.json", orderId).replace("@city@", city).replace("@lines@", lines);
    }

    /** The body of Shopify's webhook for a paid order. */
    static String shopify(String id) {
        return body("shopify-order.json", id);
    }

    /** The body of WooCommerce's webhook for a paid order. */
    static String wooCommerce(String id) {
        return body("woocommerce-order.json", id).replace("Z\"", "\"");
    }

    private static String body(String file, String id) {
        try (var resource = DemoOrders.class.getResourceAsStream(file)) {
            if (resource == null) {
                throw new IllegalStateException("serai/demo/" + file + " is not on the class path");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@id@", id)
                    .replace(
                            "@now@",
                            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
