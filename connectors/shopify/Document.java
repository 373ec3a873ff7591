package shopify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The GraphQL documents that we send, each a file beside this class; nothing is ever put together from text. */
enum Document {
    ORDER_SHIPMENTS,
    FULFILLMENT_ORDER_LINES,
    FULFILLMENT_LINES,
    CREATE_FULFILLMENT,
    UPDATE_TRACKING,
    ADD_TAGS,
    FIND_LOCATIONS,
    FIND_VARIANTS,
    FIND_VARIANTS_WITH_STOCK,
    SET_STOCK,
    SET_PRICES,
    CHANGED_ORDERS,
    ORDER_LINES,
    ORDER_NOW,
    ORDER_HOLDS,
    FIND_HOOKS,
    CREATE_HOOK,
    UPDATE_HOOK,
    ASSIGNED_ORDERS,
    ACCEPT_REQUEST,
    REJECT_REQUEST,
    ACCEPT_CANCELLATION,
    REJECT_CANCELLATION;

    private final String text = read(id() + ".graphql");

    /** The file's name without its ending; the operation of {@code errors.yaml}. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As it is sent. */
    String text() {
        return text;
    }

    private static String read(String file) {
        try (InputStream stream = Document.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("connectors/shopify/" + file + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
