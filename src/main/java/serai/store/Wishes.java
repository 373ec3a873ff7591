package serai.store;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import serai.base.Wish;

/**
 * What the customer had written onto a line. A wish stops a purchase where the supplier has no field for it, so that what
 * only says again which variant was bought must not become one; which fields are the shop's own is data: {@code
 * line-fields.yaml}.
 */
final class Wishes {
    private static final int MOST = 50;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_VALUE = 2_000;

    private static final Table TABLE = StoreData.read("line-fields.yaml", new TypeReference<>() {});
    private static final Set<String> TECHNICAL =
            TABLE.technical().stream().map(row -> Pair.key(row.name())).collect(Collectors.toSet());
    private static final Set<String> HIDDEN =
            TABLE.hidden().stream().map(Row::name).collect(Collectors.toSet());

    /** An attribute that WordPress has made an address of: lower case, no blanks. */
    private static final Pattern SLUG = Pattern.compile("[\\p{Ll}\\p{Lo}\\p{N}%_-]+");

    private static final Pattern LINK = Pattern.compile("(?is)<a\\s[^>]*href\\s*=\\s*[\"']([^\"']+)[\"'][^>]*>.*?</a>");
    private static final Pattern LINE_END = Pattern.compile("(?i)<br\\s*/?>|</p>|</li>");
    private static final Pattern TAG = Pattern.compile("<[a-zA-Z/!][^>]*>");

    private record Row(String name, String source) {}

    private record Table(List<Row> technical, List<Row> hidden) {}

    private Wishes() {}

    /** Of a line of Shopify: its properties. */
    static List<Wish> shopify(Store store, Field line) {
        Set<Wish> wishes = new LinkedHashSet<>();
        for (Pair property : Pair.of(line.at("properties"), "name", "value")) {
            if (!isShops(store, property.name())) {
                add(wishes, property.name(), property.text());
            }
        }
        return List.copyOf(wishes);
    }

    /** Of a line of WooCommerce: its meta data but for what plugins hide and what names the variation. */
    static List<Wish> wooCommerce(Store store, Field line) {
        Set<Wish> wishes = new LinkedHashSet<>();
        for (Field meta : Pair.entries(line.at("meta_data"))) {
            String key = Pair.plain(meta.at("key"));
            String shown = html(Pair.plain(meta.at("display_key")));
            if (HIDDEN.contains(key)) {
                for (Field each : Pair.entries(meta.at("value"))) {
                    add(wishes, html(Pair.plain(each.at("name"))), html(Pair.plain(each.at("value"))));
                }
            } else if (!key.isEmpty()
                    && !isShops(store, key)
                    && !isShops(store, shown)
                    && !isAttribute(line, meta, key, shown)) {
                add(wishes, shown.isEmpty() ? html(key) : shown, value(meta));
            }
        }
        return List.copyOf(wishes);
    }

    private static boolean isShops(Store store, String name) {
        return name.startsWith("_")
                || TECHNICAL.contains(Pair.key(name))
                || store.buying().writes(name);
    }

    /**
     * Whether it only says which variation was bought. Attributes of the shop are {@code pa_…}; those of one product have
     * their name as a slug, which WooCommerce shows under its label; and their values end the line's name, unless there are
     * more than two. Plugins write a customer's text under a slug, too, and have it shown under a name: where the line's
     * name has the values, what is not among them is no attribute. The same goes for an attribute that a variation leaves
     * open ("Any size"): what the customer chose stands here only.
     */
    private static boolean isAttribute(Field line, Field meta, String key, String shown) {
        String variation = Pair.plain(line.at("variation_id"));
        boolean varies = !variation.isEmpty() && !variation.equals("0");
        List<String> named = namedVariant(line);
        boolean isNamed =
                named.contains(Pair.key(value(meta))) || named.contains(Pair.key(html(Pair.plain(meta.at("value")))));
        if (key.startsWith("pa_") || key.startsWith("attribute_")) {
            boolean left = varies && hasParentsName(line) && !named.isEmpty();
            return !left || isNamed || Pair.plain(meta.at("display_value")).isEmpty();
        }
        if (!varies || !SLUG.matcher(key).matches()) {
            return false;
        }
        boolean labelled = !shown.isEmpty() && !shown.equals(key);
        return named.isEmpty() || isNamed || (labelled && !hasParentsName(line));
    }

    /** Whether the line tells the product's name from the variation's, as WooCommerce does since 4.x. */
    private static boolean hasParentsName(Field line) {
        String parent = html(Pair.plain(line.at("parent_name")));
        return !parent.isEmpty() && html(Pair.plain(line.at("name"))).startsWith(parent);
    }

    /** What stands behind the product's own name in that of the line: {@code Hoodie - Blue, L}. */
    private static List<String> namedVariant(Field line) {
        String name = html(Pair.plain(line.at("name")));
        String parent = html(Pair.plain(line.at("parent_name")));
        int dash = parent.isEmpty() || !name.startsWith(parent) ? name.lastIndexOf(" - ") : parent.length();
        String rest = dash < 0 ? "" : name.substring(dash).replaceFirst("^[\\s–-]+", "");
        return rest.isEmpty()
                ? List.of()
                : Stream.concat(Stream.of(rest), Arrays.stream(rest.split(", ", -1)))
                        .map(Pair::key)
                        .toList();
    }

    private static String value(Field meta) {
        String shown = html(Pair.plain(meta.at("display_value")));
        if (!shown.isEmpty()) {
            return shown;
        }
        List<String> parts = new ArrayList<>();
        meta.at("value").items().forEach(each -> parts.add(html(Pair.plain(each))));
        return parts.isEmpty()
                ? html(Pair.plain(meta.at("value")))
                : parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
    }

    /** Text without markup; of a link, where it leads. */
    private static String html(String text) {
        String links = LINK.matcher(text).replaceAll(link -> Matcher.quoteReplacement(link.group(1)));
        String plain = TAG.matcher(LINE_END.matcher(links).replaceAll("\n")).replaceAll("");
        return Entities.decode(plain).strip();
    }

    private static void add(Set<Wish> wishes, String name, String value) {
        if (!value.isEmpty() && wishes.size() < MOST) {
            wishes.add(new Wish(cut(name, LONGEST_NAME), cut(value, LONGEST_VALUE)));
        }
    }

    private static String cut(String text, int most) {
        return text.length() <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, most)));
    }
}
