package shopify;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.Refusal;

/** Shopify's two spellings of one id: the number of webhooks, and {@code gid://shopify/Order/123} of GraphQL. */
final class Gid {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");
    private static final Pattern GLOBAL = Pattern.compile("gid://shopify/[A-Za-z]+/([0-9]{1,20})(?:\\?.*)?");

    private Gid() {}

    /** @throws Refusal if the store's id of the order is no number: this store cannot have given it */
    static String ofOrder(String storeOrderId) {
        if (!NUMBER.matcher(storeOrderId).matches()) {
            throw new Refusal(new Outcome.Rejected(
                    Cause.ORDER_NOT_IN_STORE, "", "storeOrderId: is no number, as Shopify's ids are: " + storeOrderId));
        }
        return "gid://shopify/Order/" + storeOrderId;
    }

    /** A location as the settings name it: the number, or the whole id. */
    static String ofLocation(String setting) {
        return NUMBER.matcher(setting).matches() ? "gid://shopify/Location/" + setting : setting;
    }

    /** The number of a global id; the text itself when it is none. */
    static String number(String id) {
        Matcher global = GLOBAL.matcher(id);
        return global.matches() ? global.group(1) : id;
    }
}
