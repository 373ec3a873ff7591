package woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import serai.provider.Cause;
import serai.provider.Notify;
import serai.provider.Outcome;
import serai.provider.Refusal;
import serai.provider.Turn;

/**
 * Notes on an order. WooCommerce makes a second one, and sends a second mail, for every repeat; so the notes are read first.
 */
final class NoteTalk {
    static final String READ = "read-notes";
    static final String WRITE = "write-note";

    private static final Pattern ORDER_ID = Pattern.compile("[0-9]{1,18}");
    private static final Map<String, String> FIELDS = Map.of("_fields", "id,note");

    private final Shop shop;

    NoteTalk(Shop shop) {
        this.shop = shop;
    }

    /** A private note for the merchant, made once for one message however often it is repeated. */
    Turn begin(Notify message) {
        String marker = "[serai " + message.id() + "]";
        return unlessThere(
                message.storeOrderId(),
                notes -> notes.stream()
                        .filter(note -> note.path("note").asText().contains(marker))
                        .findFirst(),
                message.text() + "\n" + marker,
                false,
                id -> new Turn.End(new Outcome.Done(List.of(id), "")));
    }

    /**
     * Makes a note unless one of those that are there says the same.
     *
     * @param said finds the note that does
     * @param toCustomer whether WooCommerce shall mail it
     * @param then goes on with the note's id
     */
    Turn unlessThere(
            String orderId,
            Function<List<JsonNode>, Optional<JsonNode>> said,
            String text,
            boolean toCustomer,
            Function<String, Turn> then) {
        String path = order(orderId) + "/notes";
        return shop.ask(READ, shop.rest().get(path, FIELDS), answer -> {
            List<JsonNode> notes = Shop.list(answer).valueStream().toList();
            Optional<JsonNode> there = said.apply(notes);
            return there.isPresent()
                    ? then.apply(id(there.get()))
                    : shop.ask(
                            WRITE,
                            shop.rest().post(path, FIELDS, Map.of("note", text, "customer_note", toCustomer)),
                            made -> then.apply(id(Shop.body(made))));
        });
    }

    /**
     * The order's path.
     *
     * @throws Refusal if no order of WooCommerce can have this id; its routes would answer as if they were not there
     */
    static String order(String orderId) {
        if (!ORDER_ID.matcher(orderId).matches()) {
            throw Refusal.unmappable(
                    Cause.ORDER_NOT_IN_STORE,
                    "storeOrderId",
                    "WooCommerce's order ids are numbers, not \"" + orderId + "\"");
        }
        return Rest.WC + "/orders/" + orderId;
    }

    private static String id(JsonNode note) {
        return note.path("id").asText("note");
    }
}
