package serai.store;

import static serai.store.Loosely.first;
import static serai.store.Loosely.isFalse;
import static serai.store.Loosely.isTrue;
import static serai.store.Loosely.text;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import serai.order.StoreOrder;
import serai.order.StoreOrder.Doubt;
import serai.provider.Cause;

/**
 * How the customer gets the goods, and whether that is anything for a supplier: not where the customer fetches them, nor
 * where the shop brings them around itself. Of an order with several ways of delivery, one such is enough: which lines go
 * which way the body does not say.
 */
final class DeliveryMethod {
    /**
     * What Shopify's shops call it; the body has no field for it. {@code delivery_category} was empty since 2020 and went
     * with 2023-07 (shopify.dev/changelog/removal-of-the-delivery_category-field-on-order-shipping-lines, read November
     * 2026), and a pickup's title and code are the location's name (community.shopify.com/t/117153). Apps still fill the
     * old field.
     */
    private static final Pattern PICKUP = Pattern.compile("(local|store|in-store|instore|curbside|shop|free|customer)?"
            + "[ _-]*pick[ _-]?up([ _-]*(in|at|from)[ _-].*|[ _-]*(location|store|point of sale))?"
            + "|click[ _-]*(&|and|n|et|und)[ _-]*collect([ _:(–-].*)?"
            + "|bopis|collect(ion)? in[ _-]store|collect in person");

    /** The same as shops of other languages call a rate of their own (names by usage). */
    private static final Pattern PICKUP_ELSEWHERE = Pattern.compile(
            "(selbst|laden|filial)?abholung( (im (laden|geschäft|shop|lager)|in der filiale|vor ort)( .*)?)?"
                    + "|selbstabholer|retrait( gratuit)? en (magasin|boutique|atelier)( .*)?"
                    + "|ritiro( gratuito)? in (negozio|sede|magazzino)( .*)?"
                    + "|(recogida|recoger|retiro) en (la )?(tienda|local|sucursal)( .*)?"
                    + "|(retirada|retirar|levantamento|recolha) (na|em) loja( .*)?"
                    + "|(gratis )?(afhalen|ophalen)( (in|bij) (de |onze )?(winkel|magazijn)( .*)?)?"
                    + "|odbiór (osobisty|własny|w sklepie)|osobní odběr|osobný odber"
                    + "|(lokal )?afhentning( i (butik|butikken))?|(hämta|upphämtning) i butik(en)?( .*)?"
                    + "|hent(e|es)? i butikk(en)?( .*)?|nouto myymälästä( .*)?|店[舗頭]で?の?お?受け?取り?.*");

    /** Where a carrier keeps a parcel until it is fetched: that is a delivery, and a supplier's affair. */
    private static final Pattern CARRIERS_PLACE = Pattern.compile(
            "parcel|locker|packstation|pa(c?ke?t|ckage)[ -]?shop|(pick[ _-]?up|service|access|collection|drop["
                    + " _-]?off)[ _-]?point(?! of sale)|ombud|punkt|post["
                    + " -]?(office|nl|nord)|posti\\b|(la|canada|australia) post|royal mail"
                    + "|\\b(dhl|dpd|gls|ups|fedex|usps|hermes|evri|yodel|inpost|packeta|matkahuolto|budbee|instabox)\\b|relais"
                    + "|paczkomat|correos");

    private static final Pattern LOCAL_DELIVERY = Pattern.compile("((free|shopify|same[ -]day) )?local[ _-]delivery.*");

    private static final Pattern FREE = Pattern.compile("(0([.,]0*)?)?");

    /** Zapiet, the usual app for pickup and delivery (docs.zapiet.com/guides/note-attributes, read November 2026). */
    private static final String CHECKOUT_METHOD = "checkout-method";

    private DeliveryMethod() {}

    private enum Way {
        PICKUP("the customer fetches it"),
        LOCAL("the shop brings it around itself"),
        TILL("it was sold over the counter"),
        OWN("the store's ownDelivery names it");

        private final String words;

        Way(String words) {
            this.words = words;
        }

        Doubt doubt(String name) {
            String method = name.isEmpty() ? "" : " (delivery method: " + Ruling.shown(name) + ")";
            return new Doubt(Cause.NOT_FOR_SUPPLIER, words + method);
        }

        boolean allowed(Buying buying) {
            return switch (this) {
                case PICKUP -> buying.pickup();
                case LOCAL -> buying.localDelivery();
                case TILL, OWN -> false;
            };
        }
    }

    private record Found(Way way, String name) {}

    /** Why a WooCommerce order is not for a supplier, if it is not. */
    static Optional<Doubt> wooCommerce(Store store, Field order) {
        return doubt(
                store,
                order.at("shipping_lines").items().stream().flatMap(line -> wooCommerceLine(store, line).stream()));
    }

    private static Optional<Found> wooCommerceLine(Store store, Field line) {
        String id = text(line.at("method_id")).toLowerCase(Locale.ROOT);
        String method = id.contains(":") ? id.substring(0, id.indexOf(':')) : id;
        String title = Entities.decode(text(line.at("method_title"))).strip();
        String name = first(title, id);
        boolean own = Stream.of(id, method, method + ":" + text(line.at("instance_id")), title)
                .anyMatch(store.buying()::serves);
        if (own) {
            return Optional.of(new Found(Way.OWN, name));
        }
        if (WooCommerceWords.PICKUP.contains(method)) {
            return Optional.of(new Found(Way.PICKUP, name));
        }
        return WooCommerceWords.LOCAL_DELIVERY.contains(method)
                ? Optional.of(new Found(Way.LOCAL, name))
                : called(name, List.of(title));
    }

    private static Optional<Found> called(String name, List<String> words) {
        List<String> plain = words.stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !CARRIERS_PLACE.matcher(word).find())
                .toList();
        if (plain.stream()
                .anyMatch(word -> PICKUP.matcher(word).matches()
                        || PICKUP_ELSEWHERE.matcher(word).matches())) {
            return Optional.of(new Found(Way.PICKUP, name));
        }
        return plain.stream().anyMatch(word -> LOCAL_DELIVERY.matcher(word).matches())
                ? Optional.of(new Found(Way.LOCAL, name))
                : Optional.empty();
    }

    /** Why a Shopify order is not for a supplier, if it is not. */
    static Optional<Doubt> shopify(Store store, Field order) {
        List<Field> lines = order.at("shipping_lines").items().stream()
                .filter(line -> !isTrue(line.at("is_removed")))
                .toList();
        Stream<Found> named = lines.stream().flatMap(line -> shopifyLine(store, line).stream());
        Stream<Found> planned = order.at("fulfillment_orders").items().stream()
                .flatMap(each -> byType(text(each.at("delivery_method").at("method_type"))).stream());
        Stream<Found> asked = order.at("note_attributes").items().stream()
                .filter(each -> text(each.at("name")).equalsIgnoreCase(CHECKOUT_METHOD))
                .flatMap(each -> byZapiet(text(each.at("value"))).stream());
        return doubt(
                store,
                Stream.of(named, planned, asked, placeless(order, lines).stream())
                        .flatMap(each -> each));
    }

    private static Optional<Found> shopifyLine(Store store, Field line) {
        String title = text(line.at("title"));
        String code = text(line.at("code"));
        String name = first(title, code);
        if (store.buying().serves(title) || store.buying().serves(code)) {
            return Optional.of(new Found(Way.OWN, name));
        }
        return called(name, List.of(text(line.at("delivery_category")), title, code));
    }

    /** The types of Shopify's {@code DeliveryMethodType}, as REST and GraphQL write them (schema 2026-10). */
    private static Optional<Found> byType(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "pick_up" -> Optional.of(new Found(Way.PICKUP, ""));
            case "local" -> Optional.of(new Found(Way.LOCAL, ""));
            case "retail" -> Optional.of(new Found(Way.TILL, ""));
            default -> Optional.empty();
        };
    }

    private static Optional<Found> byZapiet(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "pickup" -> Optional.of(new Found(Way.PICKUP, ""));
            case "delivery" -> Optional.of(new Found(Way.LOCAL, ""));
            default -> Optional.empty();
        };
    }

    /**
     * Shopify gives a pickup no delivery address and asks nothing for it, and what was sold at a till has none either. An
     * app without approval for customer data gets no address at all, neither for delivery nor for the bill: that says
     * nothing.
     */
    private static Optional<Found> placeless(Field order, List<Field> lines) {
        boolean goods = order.at("line_items").items().stream()
                .anyMatch(line -> !isFalse(line.at("requires_shipping")) && !isTrue(line.at("gift_card")));
        if (!order.at("shipping_address").absent() || !goods) {
            return Optional.empty();
        }
        if (text(order.at("source_name")).equalsIgnoreCase("pos")) {
            return Optional.of(new Found(Way.TILL, ""));
        }
        boolean known = !order.at("billing_address").absent()
                || !first(text(order.at("email")), text(order.at("contact_email")), text(order.at("phone")))
                        .isEmpty();
        return lines.stream()
                .filter(line -> known && FREE.matcher(text(line.at("price"))).matches())
                .map(line -> new Found(Way.PICKUP, first(text(line.at("title")), text(line.at("code")))))
                .findFirst();
    }

    /** Why an order of the generic endpoint is not for a supplier: only where the store's entry says so. */
    static Optional<Doubt> generic(Store store, StoreOrder order) {
        return Optional.of(order.shippingService())
                .filter(service -> !service.isEmpty() && store.buying().serves(service))
                .map(Way.OWN::doubt);
    }

    private static Optional<Doubt> doubt(Store store, Stream<Found> found) {
        return found.filter(each -> !each.way().allowed(store.buying()))
                .findFirst()
                .map(each -> each.way().doubt(each.name()));
    }
}
