package serai.store;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which lines of a WooCommerce order are sets whose parts are lines of the same order: buying both would buy twice. A set
 * whose parts are not there is a thing of its own. The words of each plugin are data: {@code bundle-plugins.yaml}.
 */
final class BundlePlugins {
    private static final List<Words> PLUGINS = StoreData.read("bundle-plugins.yaml", new TypeReference<>() {});

    /** How one plugin says it; what a row leaves out is empty. */
    record Words(String plugin, String member, String meta, String names, String before, String lists, String source) {
        Words {
            member = Objects.requireNonNullElse(member, "");
            meta = Objects.requireNonNullElse(meta, "");
            names = Objects.requireNonNullElse(names, "");
            before = Objects.requireNonNullElse(before, "");
            lists = Objects.requireNonNullElse(lists, "");
        }

        /** What marks a line as a part; empty where nothing does. */
        String mark(Field line) {
            return member.isEmpty() ? BundlePlugins.meta(line, meta) : Pair.plain(line.at(member));
        }
    }

    private BundlePlugins() {}

    /** The ids of these lines. */
    static Set<String> sets(List<Field> lines) {
        Set<String> sets = new HashSet<>();
        for (Words words : PLUGINS) {
            for (int i = 0; i < lines.size(); i++) {
                setOf(words, lines, i).map(set -> Pair.plain(set.at("id"))).ifPresent(sets::add);
                if (listsParts(words, lines.get(i), lines)) {
                    sets.add(Pair.plain(lines.get(i).at("id")));
                }
            }
        }
        return sets;
    }

    private static Optional<Field> setOf(Words words, List<Field> lines, int place) {
        Field part = lines.get(place);
        String mark = words.mark(part);
        if (mark.isEmpty() || mark.equals("0")) {
            return Optional.empty();
        }
        if (!words.before().isEmpty()) {
            return lines.subList(0, place).reversed().stream()
                    .filter(each -> !meta(each, words.before()).isEmpty())
                    .findFirst();
        }
        return lines.stream()
                .filter(named(words, mark).and(each -> each != part))
                .findFirst();
    }

    private static Predicate<Field> named(Words words, String mark) {
        return switch (words.names()) {
            case "line" -> line -> Pair.plain(line.at("id")).equals(mark);
            // A set inside a set may be of the same product as a part; the outermost has no mark of its own.
            case "product" ->
                line -> Pair.plain(line.at("product_id")).equals(mark)
                        && words.mark(line).isEmpty();
            default -> line -> meta(line, words.names()).equals(mark);
        };
    }

    private static boolean listsParts(Words words, Field line, List<Field> lines) {
        if (words.lists().isEmpty()) {
            return false;
        }
        String own = Pair.plain(line.at("id"));
        Set<String> ids = lines.stream().map(each -> Pair.plain(each.at("id"))).collect(Collectors.toSet());
        return line.at(words.lists()).items().stream()
                .map(Pair::plain)
                .anyMatch(each -> !each.equals(own) && ids.contains(each));
    }

    private static String meta(Field line, String key) {
        return Pair.of(line.at("meta_data"), "key", "value").stream()
                .filter(pair -> pair.name().equals(key))
                .map(pair -> pair.value().node().isContainerNode() ? "list" : pair.text())
                .findFirst()
                .orElse("");
    }
}
