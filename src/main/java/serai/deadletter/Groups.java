package serai.deadletter;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import serai.dispatch.Dispatches;
import serai.ledger.Row;
import serai.provider.Cause;

/** Makes groups of counted rows. */
final class Groups {
    private static final Comparator<DeadLetters.Group> MOST_FIRST = Comparator.comparingLong(DeadLetters.Group::count)
            .reversed()
            .thenComparing(group -> group.cause().map(DeadLetter.Reason::id).orElse(""))
            .thenComparing(DeadLetters.Group::channel)
            .thenComparing(group -> group.store().orElse(""))
            .thenComparing(group -> group.sku().orElse(""));

    private record Key(
            Optional<DeadLetter.Reason> cause, String channel, Optional<String> store, Optional<String> sku) {
        private static Key of(DeadLetters.Group group) {
            return new Key(group.cause(), group.channel(), group.store(), group.sku());
        }
    }

    private Groups() {}

    /** The groups that a row counts for: one, or one for each SKU. */
    static List<DeadLetters.Group> read(Row row, DeadLetters.By by) throws SQLException {
        Optional<DeadLetter.Reason> cause = row.maybeText("cause")
                .filter(name -> !name.isEmpty())
                .map(Cause::valueOf)
                .map(DeadLetter.Reason::of);
        String channel = row.text("channel");
        long n = row.number("n");
        Instant oldest = row.time("oldest");
        Instant newest = row.time("newest");
        Optional<String> store = by == DeadLetters.By.CAUSE ? Optional.empty() : Optional.of(row.text("store"));
        List<String> skus = by == DeadLetters.By.SKU ? Dispatches.texts(row.text("skus")) : List.of();
        Optional<String> none = by == DeadLetters.By.SKU ? Optional.of("") : Optional.empty();
        return skus.isEmpty()
                ? List.of(new DeadLetters.Group(cause, channel, store, none, n, oldest, newest))
                : skus.stream()
                        .map(sku -> new DeadLetters.Group(cause, channel, store, Optional.of(sku), n, oldest, newest))
                        .toList();
    }

    /** Those that are about the same put together, most first. */
    static List<DeadLetters.Group> sorted(List<DeadLetters.Group> groups) {
        Map<Key, DeadLetters.Group> together = new LinkedHashMap<>();
        for (DeadLetters.Group group : groups) {
            together.merge(Key.of(group), group, Groups::sum);
        }
        return together.values().stream().sorted(MOST_FIRST).toList();
    }

    private static DeadLetters.Group sum(DeadLetters.Group one, DeadLetters.Group other) {
        return new DeadLetters.Group(
                one.cause(),
                one.channel(),
                one.store(),
                one.sku(),
                one.count() + other.count(),
                one.oldest().isBefore(other.oldest()) ? one.oldest() : other.oldest(),
                one.newest().isAfter(other.newest()) ? one.newest() : other.newest());
    }
}
