package serai.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import serai.base.Address;
import serai.base.Usable;

/**
 * Where an order goes, out of what the platforms and the usual plugins send: of several places the first that is usable, a
 * house number and a neighbourhood of their own put where the country writes them.
 */
final class StoreAddresses {
    /** "Brazilian Market on WooCommerce" ({@code number}, {@code neighborhood}) and plugins of other countries like it. */
    private static final Set<String> NUMBER =
            Set.of("number", "housenumber", "streetnumber", "addressnumber", "numero", "huisnummer");

    private static final Set<String> ADDITION = Set.of("housenumbersuffix", "housenumberaddition");
    private static final Set<String> QUARTER = Set.of("neighborhood", "neighbourhood", "bairro", "colonia");

    /** Countries that write the house number before the street, and those that write a comma between street and number. */
    private static final Set<String> NUMBER_FIRST =
            Set.of("US", "CA", "GB", "IE", "AU", "NZ", "FR", "LU", "MY", "SG", "PH", "ZA");

    private static final Set<String> WITH_COMMA = Set.of("BR", "PT", "ES", "IT");

    private StoreAddresses() {}

    /** Of an order of Shopify; empty where it has no delivery address. */
    static Optional<Address> shopify(Field order, String phone) {
        Field address = order.at("shipping_address");
        if (address.absent()) {
            return Optional.empty();
        }
        String country = Loosely.text(address.at("country_code")).toUpperCase(Locale.ROOT);
        String code = Loosely.text(address.at("province_code"));
        String name = Loosely.text(address.at("province"));
        return Optional.of(new Address(
                Usable.first(
                        Usable::words,
                        Loosely.text(address.at("name")),
                        fullName(address),
                        Pair.plain(order.at("billing_address").at("name")),
                        fullName(order.at("billing_address")),
                        fullName(order.at("customer"))),
                said(Loosely.text(address.at("company"))),
                Loosely.text(address.at("address1")),
                said(Loosely.text(address.at("address2"))),
                Loosely.text(address.at("city")),
                behindCountry(country, code.isEmpty() ? name : code),
                Loosely.text(address.at("zip")),
                country,
                phone,
                code.isEmpty() ? "" : name));
    }

    /** The number under which the receiver can be called: delivery address, order, customer, billing address. */
    static String shopifyPhone(Field order) {
        return Usable.first(
                Usable::phone,
                Loosely.text(order.at("shipping_address").at("phone")),
                Loosely.text(order.at("phone")),
                Loosely.text(order.at("customer").at("phone")),
                Loosely.text(order.at("billing_address").at("phone")));
    }

    /** Shopify's codes are those behind the dash of ISO 3166-2, except where it writes them whole: {@code JP-13} is 13. */
    private static String behindCountry(String country, String province) {
        String prefix = country + "-";
        return country.length() == 2 && province.length() > prefix.length() && province.startsWith(prefix)
                ? province.substring(prefix.length())
                : province;
    }

    /** Of an order of WooCommerce, whose delivery address is empty where it is that of the bill. */
    static Optional<Address> wooCommerce(Field order, String phone) {
        Field billing = order.at("billing");
        boolean own = Usable.words(decoded(order.at("shipping").at("address_1")));
        Field address = own ? order.at("shipping") : billing;
        String street = decoded(address.at("address_1"));
        if (street.isEmpty()) {
            return Optional.empty();
        }
        boolean same = own && street.equalsIgnoreCase(decoded(billing.at("address_1")));
        List<String> sides = !own ? List.of("billing") : same ? List.of("shipping", "billing") : List.of("shipping");
        String country = decoded(address.at("country")).toUpperCase(Locale.ROOT);
        String state = decoded(address.at("state"));
        return Optional.of(new Address(
                Usable.first(Usable::words, Entities.decode(fullName(address)), Entities.decode(fullName(billing))),
                said(decoded(address.at("company"))),
                withNumber(country, street, number(order, sides)),
                withQuarter(street, said(decoded(address.at("address_2"))), added(order, sides, QUARTER)),
                decoded(address.at("city")),
                WooCommerceStates.code(country, state),
                decoded(address.at("postcode")),
                country,
                phone,
                WooCommerceStates.name(country, state)));
    }

    /** The number under which the receiver can be called: delivery address, bill, then the mobile phone that plugins ask for. */
    static String wooCommercePhone(Field order) {
        return Usable.first(
                Usable::phone,
                decoded(order.at("shipping").at("phone")),
                decoded(order.at("billing").at("phone")),
                added(order, List.of("shipping"), Set.of("cellphone", "phone")),
                added(order, List.of("billing"), Set.of("cellphone")));
    }

    private static String number(Field order, List<String> sides) {
        return (added(order, sides, NUMBER) + " " + added(order, sides, ADDITION)).strip();
    }

    /** What a plugin has added to an address, as a member of it or as meta data of the order. */
    private static String added(Field order, List<String> sides, Set<String> keys) {
        for (String side : sides) {
            List<Pair> pairs = new ArrayList<>();
            if (order.at(side).node().isObject()) {
                pairs.addAll(Pair.of(order.at(side), "key", "value"));
            }
            Pair.of(order.at("meta_data"), "key", "value").stream()
                    .filter(pair -> pair.key().startsWith(side))
                    .map(pair -> new Pair(pair.key().substring(side.length()), pair.value()))
                    .forEach(pairs::add);
            Optional<String> found = pairs.stream()
                    .filter(pair -> keys.contains(pair.key()))
                    .map(pair -> Entities.decode(pair.text()))
                    .filter(Usable::words)
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        return "";
    }

    private static String withNumber(String country, String street, String number) {
        if (number.isEmpty() || holds(street, number)) {
            return street;
        }
        if (NUMBER_FIRST.contains(country)) {
            return number + " " + street;
        }
        return street + (WITH_COMMA.contains(country) ? ", " : " ") + number;
    }

    private static String withQuarter(String street, String line2, String quarter) {
        if (quarter.isEmpty() || holds(line2, quarter) || holds(street, quarter)) {
            return line2;
        }
        return line2.isEmpty() ? quarter : line2 + ", " + quarter;
    }

    private static boolean holds(String line, String part) {
        return Pattern.compile(
                        "(?<![\\p{L}\\p{N}])" + Pattern.quote(part) + "(?![\\p{L}\\p{N}])",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(line)
                .find();
    }

    private static String fullName(Field person) {
        return (Pair.plain(person.at("first_name")) + " " + Pair.plain(person.at("last_name"))).strip();
    }

    /** A line that may be left out says nothing where it holds a placeholder. */
    private static String said(String line) {
        return Usable.words(line) ? line : "";
    }

    /** Text as the customer wrote it; WordPress stores some of it with HTML entities. */
    private static String decoded(Field field) {
        return Entities.decode(Loosely.text(field)).strip();
    }
}
