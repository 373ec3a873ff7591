package serai.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import serai.base.Json;
import serai.order.StoreOrder;

/** Stores and bodies that several tests share. */
final class Stored {
    static final Store SHOPIFY = store("""
        - {id: loop-shop, platform: shopify, webhookSecret: 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}
        """);
    static final Store WOOCOMMERCE = store("""
        - {id: gross, platform: woocommerce, webhookSecret: wc_s3cret_Zx81}
        """);
    static final Store GENERIC = store("- {id: demo, platform: generic, apiKey: key}");

    private Stored() {}

    static Store store(String yaml) {
        return Stores.parse("stores.yaml", yaml, Map.of()).all().iterator().next();
    }

    /** The order of the reference, byte for byte as Shopify signed it. */
    static byte[] shopifyOrder() {
        return resource("shopify-order.json");
    }

    /** The order of the reference, byte for byte as WooCommerce signed it. */
    static byte[] wooCommerceOrder() {
        return resource("woocommerce-order.json");
    }

    /** An order of a real shop, as far as the reports have it. */
    static byte[] reported(String name) {
        return resource(name + ".json");
    }

    /** A body kept beside this class. */
    static byte[] body(String name) {
        return resource(name);
    }

    static StoreOrder order(StoreEvent event) {
        if (event instanceof StoreEvent.OrderEvent read) {
            return read.order();
        }
        throw new AssertionError("no order but " + event);
    }

    /** The body with something changed in it. */
    static byte[] changed(byte[] body, Consumer<ObjectNode> change) {
        try {
            var tree = (ObjectNode) Json.read(body);
            change.accept(tree);
            return utf8(Json.write(tree));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] resource(String name) {
        try (var stream = Stored.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
