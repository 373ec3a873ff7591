package serai.store;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What customs ask of the receiver (CPF, PCCC, RFC, a national address, …), looked for wherever shops keep it. The names are
 * data: {@code buyer-ids.yaml}, and a store's own in {@code stores.yaml}. Only what the country of delivery asks for is
 * taken; the values are personal.
 */
final class BuyerIds {
    private static final Pattern BEFORE = Pattern.compile("^(billing|shipping|customer|order|checkout)(?=.)");
    private static final Pattern ANYTHING = Pattern.compile("(?s).+");
    private static final Set<String> COMPANY = Set.of("j", "2", "juridica", "pessoajuridica");
    private static final List<Row> ROWS = StoreData.read("buyer-ids.yaml", new TypeReference<>() {});

    /** @param free lines of the address in which a value of an unmistakable form may stand */
    private record Given(List<Pair> pairs, List<String> free, boolean company) {}

    /** One row of the table; what it may leave out is empty. */
    record Row(
            String field,
            List<String> countries,
            List<String> names,
            List<String> company,
            Pattern form,
            String write,
            boolean anywhere,
            String source) {
        Row {
            countries = List.copyOf(Objects.requireNonNullElse(countries, List.of()));
            names = keys(names);
            company = company == null ? names : keys(company);
            form = Objects.requireNonNullElse(form, ANYTHING);
            write = Objects.requireNonNullElse(write, "");
        }

        private static List<String> keys(List<String> names) {
            return names.stream().map(BuyerIds::key).toList();
        }

        boolean askedIn(String country) {
            return countries.isEmpty() || countries.contains(country);
        }

        Optional<String> fitting(String text) {
            Matcher matcher = form.matcher(text.strip());
            return matcher.matches()
                    ? Optional.of(write.isEmpty() ? matcher.group() : matcher.replaceFirst(write))
                    : Optional.empty();
        }

        /** The first value of that form inside a longer text; two words of it are none: {@code Bldg 7432} in Riyadh. */
        Optional<String> inside(String text) {
            return Pattern.compile("(?<![\\p{L}\\p{N}])(?:" + form + ")(?![\\p{L}\\p{N}])")
                    .matcher(text)
                    .results()
                    .map(MatchResult::group)
                    .filter(found -> found.chars().noneMatch(Character::isWhitespace))
                    .flatMap(found -> fitting(found).stream())
                    .findFirst();
        }
    }

    private BuyerIds() {}

    /** Of an order of Shopify: localised fields, note attributes, then the lines of the delivery address. */
    static Map<String, String> shopify(Store store, Field order, String country) {
        List<Pair> pairs = new ArrayList<>(Pair.of(order.at("localized_fields"), "key", "value"));
        pairs.addAll(Pair.of(order.at("note_attributes"), "name", "value"));
        Field address = order.at("shipping_address");
        List<String> free = List.of(
                Pair.plain(address.at("company")),
                Pair.plain(address.at("address2")),
                Pair.plain(address.at("address1")),
                Pair.plain(order.at("billing_address").at("company")));
        return read(store, country, new Given(pairs, free, false));
    }

    /** Of an order of WooCommerce: its meta data, what plugins add to its two addresses, then the address' lines. */
    static Map<String, String> wooCommerce(Store store, Field order, String country) {
        List<Pair> pairs = new ArrayList<>();
        for (String side : List.of("shipping", "billing")) {
            if (order.at(side).node().isObject()) {
                pairs.addAll(Pair.of(order.at(side), "key", "value"));
            }
        }
        pairs.addAll(Pair.of(order.at("meta_data"), "key", "value"));
        boolean company = pairs.stream()
                .filter(pair -> key(pair).equals("persontype"))
                .anyMatch(pair -> COMPANY.contains(Pair.key(pair.text())));
        List<String> free = List.of(
                Pair.plain(order.at("shipping").at("company")),
                Pair.plain(order.at("shipping").at("address_2")),
                Pair.plain(order.at("shipping").at("address_1")),
                Pair.plain(order.at("billing").at("company")),
                Pair.plain(order.at("billing").at("address_2")));
        return read(store, country, new Given(pairs, free, company));
    }

    private static Map<String, String> read(Store store, String country, Given given) {
        Map<String, String> ids = new HashMap<>();
        store.buyerIds()
                .forEach((field, names) -> own(field, names, country, given).ifPresent(id -> ids.put(field, id)));
        Map<String, String> unfit = new LinkedHashMap<>();
        for (Row row : ROWS) {
            if (!row.askedIn(country) || ids.containsKey(row.field())) {
                continue;
            }
            List<String> named = named(given.company() ? row.company() : row.names(), given.pairs());
            named.stream()
                    .flatMap(text -> row.fitting(text).stream())
                    .findFirst()
                    .or(() -> free(row, given))
                    .ifPresentOrElse(
                            id -> ids.put(row.field(), id),
                            () -> named.stream().findFirst().ifPresent(text -> unfit.putIfAbsent(row.field(), text)));
        }
        unfit.forEach(ids::putIfAbsent);
        return ids;
    }

    /** Under the store's own names, in the form of that field's row where it has one. */
    private static Optional<String> own(String field, List<String> names, String country, Given given) {
        List<String> named = named(names.stream().map(BuyerIds::key).toList(), given.pairs());
        return ROWS.stream()
                .filter(row -> row.field().equals(field) && row.askedIn(country))
                .flatMap(row -> named.stream().flatMap(text -> row.fitting(text).stream()))
                .findFirst()
                .or(() -> named.stream().findFirst());
    }

    /** What is there under these names, in the names' order. */
    private static List<String> named(List<String> keys, List<Pair> pairs) {
        return keys.stream()
                .flatMap(key -> pairs.stream().filter(pair -> key(pair).equals(key)))
                .map(Pair::text)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static Optional<String> free(Row row, Given given) {
        return row.anywhere()
                ? given.free().stream()
                        .flatMap(text -> row.inside(text).stream())
                        .filter(id -> !row.field().equals("cpf") || BrazilianId.isOne(id))
                        .findFirst()
                : Optional.empty();
    }

    private static String key(Pair pair) {
        return key(pair.name());
    }

    private static String key(String name) {
        return BEFORE.matcher(Pair.key(name.substring(name.lastIndexOf('/') + 1)))
                .replaceFirst("");
    }
}
