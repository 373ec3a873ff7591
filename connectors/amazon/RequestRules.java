package amazon;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import serai.base.Address;
import serai.provider.Cause;
import serai.provider.PlaceOrder;
import serai.provider.Refusal;

/**
 * What Amazon takes in an order, checked before anything is sent: what it would refuse, or silently cut, becomes a dead
 * letter that names our field and the reason. Messages never repeat the text at fault, it may be personal.
 */
final class RequestRules {
    private static final int MAX_LINES = 100;
    private static final int MAX_UNITS = 250;
    private static final int MAX_GIFT_MESSAGE = 512;

    /** ISO 3166-1, with the code that everybody uses for Kosovo. */
    private static final Set<String> COUNTRIES = Stream.concat(Arrays.stream(Locale.getISOCountries()), Stream.of("XK"))
            .collect(Collectors.toUnmodifiableSet());

    /** Length in characters (Unicode code points), and whether the field may be empty. */
    private record Limit<T>(String field, boolean required, int max, Function<T, String> value) {
        void check(Cause cause, String prefix, T owner) {
            String text = value.apply(owner);
            if (required && text.isBlank()) {
                throw Refusal.unmappable(cause, prefix + field, "Amazon requires it, the order has none");
            }
            int length = text.codePointCount(0, text.length());
            if (length > max) {
                throw Refusal.unmappable(
                        cause, prefix + field, "has " + length + " characters, Amazon takes at most " + max);
            }
        }
    }

    /**
     * SP-API's model states no lengths for an address. These are those of the same call in its predecessor, Amazon MWS
     * Fulfillment Outbound (as quoted by public clients of it, read 2026-11-21); nothing says that they were lifted.
     */
    private static final List<Limit<Address>> ADDRESS = List.of(
            new Limit<>("name", true, 50, RequestMapper::name),
            new Limit<>("line1", true, 60, Address::line1),
            new Limit<>("line2", false, 60, Address::line2),
            new Limit<>("company", false, 60, Address::company),
            new Limit<>("city", false, 50, Address::city),
            new Limit<>("region", false, 150, Region::of),
            new Limit<>("postalCode", true, 20, Address::postalCode),
            new Limit<>("phone", false, 20, Address::phone));

    /** Lengths of Amazon's model. Ids that we make ourselves cannot be too long. */
    private static final List<Limit<PlaceOrder.Item>> ITEM =
            List.of(new Limit<>("supplierSku", true, 50, RequestMapper.INSTANCE::sellerSku));

    private RequestRules() {}

    /** @throws Refusal naming the first field that Amazon would not take */
    static void check(PlaceOrder order) {
        checkAddress(order.shipTo());
        checkSize(order);
        for (int i = 0; i < order.items().size(); i++) {
            checkItem("items[" + i + "].", order.items().get(i), order.shipTo());
        }
    }

    /** Every field of the address for which {@link #check} would refuse the order. */
    static List<Refusal> addressRefusals(Address address) {
        List<Refusal> refusals = new ArrayList<>();
        ADDRESS.forEach(limit -> {
            try {
                limit.check(Cause.ADDRESS_INVALID, "shipTo.", address);
            } catch (Refusal refusal) {
                refusals.add(refusal);
            }
        });
        try {
            checkPlace(address);
        } catch (Refusal refusal) {
            refusals.add(refusal);
        }
        return refusals;
    }

    /** What Amazon takes in each field of an address, in words for people. */
    static Map<String, String> addressWords(String country) {
        Map<String, String> words = new LinkedHashMap<>();
        ADDRESS.forEach(limit -> words.put(
                "shipTo." + limit.field(),
                "at most " + limit.max() + " characters" + (limit.required() ? "; needed" : "")));
        if (!country.equals("JP")) {
            words.put("shipTo.city", "at most 50 characters; needed");
        }
        words.put("shipTo.region", Region.hint(country) + "; at most 150 characters");
        words.put("shipTo.country", "two capital letters, such as US");
        return words;
    }

    private static void checkAddress(Address address) {
        ADDRESS.forEach(limit -> limit.check(Cause.ADDRESS_INVALID, "shipTo.", address));
        checkPlace(address);
    }

    private static void checkPlace(Address address) {
        if (!COUNTRIES.contains(address.country())) {
            throw Refusal.unmappable(
                    Cause.ADDRESS_INVALID, "shipTo.country", "must be two capital letters of ISO 3166-1");
        }
        if (address.city().isBlank() && !address.country().equals("JP")) {
            throw Refusal.unmappable(
                    Cause.ADDRESS_INVALID, "shipTo.city", "Amazon requires it outside Japan, the order has none");
        }
        if (RequestMapper.lines(address).size() > 3) {
            throw Refusal.unmappable(
                    Cause.ADDRESS_INVALID,
                    "shipTo.company",
                    "Amazon has three address lines; this address needs four with the company");
        }
    }

    private static void checkSize(PlaceOrder order) {
        long units = order.items().stream().mapToLong(PlaceOrder.Item::quantity).sum();
        if (order.items().size() > MAX_LINES || units > MAX_UNITS) {
            throw Refusal.unmappable(
                    Cause.ORDER_NOT_ACCEPTABLE,
                    "items",
                    order.items().size() + " lines with " + units + " pieces; Amazon takes at most " + MAX_LINES
                            + " lines and " + MAX_UNITS + " pieces");
        }
    }

    private static void checkItem(String prefix, PlaceOrder.Item item, Address shipTo) {
        ITEM.forEach(limit -> limit.check(Cause.ITEM_UNKNOWN, prefix, item));
        if (RequestMapper.INSTANCE.sellerSku(item).contains("\"")) {
            throw Refusal.unmappable(
                    Cause.ITEM_UNKNOWN, prefix + "supplierSku", "has a double quote, which Amazon fails on");
        }
        Wishes.lost(item).ifPresent(why -> {
            throw Refusal.unmappable(Cause.WISH_WOULD_BE_LOST, prefix + "wishes", why);
        });
        String message = Wishes.giftMessage(item);
        int length = message.codePointCount(0, message.length());
        if (length > MAX_GIFT_MESSAGE) {
            throw Refusal.unmappable(
                    Cause.WISH_WOULD_BE_LOST,
                    prefix + "wishes",
                    "the gift message has " + length + " characters, Amazon takes at most " + MAX_GIFT_MESSAGE);
        }
        if (shipTo.country().equals("IN") && item.unitPrice().isEmpty()) {
            throw Refusal.unmappable(
                    Cause.ORDER_NOT_ACCEPTABLE, prefix + "unitPrice", "Amazon requires a declared value for India");
        }
    }

    /**
     * The speed of the whole order: Amazon has one for all lines.
     *
     * @throws Refusal if a listing names a speed that Amazon does not have, or two listings differ
     */
    static ShippingSpeed shippingSpeed(PlaceOrder order, ShippingSpeed usual) {
        Set<ShippingSpeed> speeds = new LinkedHashSet<>();
        for (int i = 0; i < order.items().size(); i++) {
            String field = "items[" + i + "].shippingService";
            String service = order.items().get(i).shippingService();
            speeds.add(
                    service.isBlank()
                            ? usual
                            : ShippingSpeed.find(service)
                                    .orElseThrow(() -> Refusal.unmappable(
                                            Cause.NOT_DELIVERABLE,
                                            field,
                                            "must be " + ShippingSpeed.CHOICES + ", was \"" + service + "\"")));
            if (speeds.size() > 1) {
                throw Refusal.unmappable(
                        Cause.NOT_DELIVERABLE, field, "differs from a line before; Amazon has one speed for an order");
            }
        }
        return speeds.iterator().next();
    }
}
