package serai.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.access.Audit.Entry;
import serai.access.Audit.Filter;
import serai.access.Audit.Position;
import serai.base.Scope;
import serai.base.StoreId;
import serai.fixture.MovedClock;
import serai.ledger.Database;
import serai.ledger.Ledgers;

class AuditTest {
    private static final StoreId TEA = new StoreId("tea");
    private static final StoreId MUGS = new StoreId("mugs");
    private static final Person ANN = new Person("ann", "support", "10.1.2.3");

    @TempDir
    Path folder;

    private final MovedClock clock = new MovedClock();
    private Database ledger;
    private Audit audit;

    @BeforeEach
    void begin() {
        ledger = open(folder);
        audit = new Audit(ledger);
    }

    @AfterEach
    void end() {
        ledger.close();
    }

    Database open(Path where) {
        return Ledgers.embedded(where.resolve("ledger.db"));
    }

    @Test
    void entryIsOfTheStoreOfItsOrder() {
        order("order-of-tea", "tea");

        add(ANN, "cancel", "order-of-tea");
        add(ANN, "hold-channel", "aliexpress");

        assertThat(all(Scope.ALL)).extracting(Entry::store).containsExactly(Optional.empty(), Optional.of(TEA));
    }

    @Test
    void entryOfSomebodyWhoMayConcernOneStoreIsOfThatStore() {
        Person one = new Person("tom", "support", "", Scope.of(Set.of(TEA)));
        Person two = new Person("pam", "support", "", Scope.of(Set.of(TEA, MUGS)));

        add(one, "start-replay", "r1");
        add(two, "start-replay", "r2");

        assertThat(all(Scope.ALL)).extracting(Entry::store).containsExactly(Optional.empty(), Optional.of(TEA));
    }

    @Test
    void storesThatMayBeSeenNarrowEveryFilterAndHideFromWhereOthersWork() {
        of(TEA, "archive", "one");
        of(MUGS, "archive", "two");
        add(ANN, "archive", "three");

        assertThat(all(Scope.of(Set.of(TEA)))).extracting(Entry::target).containsExactly("one");
        assertThat(all(Scope.of(Set.of(TEA, MUGS)))).extracting(Entry::target).containsExactly("two", "one");
        assertThat(all(Scope.of(Set.of()))).isEmpty();
        assertThat(all(Scope.of(Set.of(TEA)))).extracting(Entry::source).containsExactly("");
        assertThat(all(Scope.ALL)).extracting(Entry::source).containsOnly("10.1.2.3");
        assertThat(audit.list(Scope.of(Set.of(TEA)), only("two"), Optional.empty(), 9))
                .isEmpty();
    }

    @Test
    void pagesFollowEachOtherAlsoAmongEntriesOfOneMoment() {
        for (int entry = 0; entry < 25; entry++) {
            of(TEA, "archive", "letter " + entry);
            if (entry % 5 == 0) {
                clock.advance(Duration.ofSeconds(1));
            }
        }
        List<String> seen = new ArrayList<>();
        Optional<Position> before = Optional.empty();
        List<Entry> page;
        do {
            page = audit.list(Scope.of(Set.of(TEA)), Filter.NONE, before, 4);
            page.forEach(entry -> seen.add(entry.target()));
            before = page.isEmpty() ? before : Optional.of(Position.of(page.getLast()));
        } while (!page.isEmpty());

        assertThat(seen)
                .hasSize(25)
                .doesNotHaveDuplicates()
                .startsWith("letter 24")
                .endsWith("letter 0");
    }

    @Test
    void timeIsFromTheFirstMomentToBeforeTheLast() {
        Instant noon = clock.instant();
        add(ANN, "archive", "noon");
        clock.advance(Duration.ofHours(1));
        add(ANN, "archive", "one");

        assertThat(between(noon, noon.plusSeconds(1))).containsExactly("noon");
        assertThat(between(noon.plusMillis(1), noon.plusSeconds(3_600))).isEmpty();
        assertThat(between(noon, noon.plusSeconds(3_601))).containsExactly("one", "noon");
    }

    private List<String> between(Instant from, Instant to) {
        Filter filter =
                new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(from), Optional.of(to));
        return audit.list(Scope.ALL, filter, Optional.empty(), 9).stream()
                .map(Entry::target)
                .toList();
    }

    private static Filter only(String target) {
        return new Filter(Optional.empty(), Optional.empty(), Optional.of(target), Optional.empty(), Optional.empty());
    }

    private List<Entry> all(Scope scope) {
        return audit.list(scope, Filter.NONE, Optional.empty(), 99);
    }

    private void add(Person who, String action, String target) {
        ledger.commit(tx -> {
            Audit.add(tx, clock.instant(), who, action, target, 1, "why");
            return true;
        });
    }

    private void of(StoreId store, String action, String target) {
        ledger.commit(tx -> {
            Audit.add(tx, clock.instant(), ANN, store, action, target, 1, "why");
            return true;
        });
    }

    private void order(String id, String store) {
        ledger.commit(tx -> tx.update(
                "INSERT INTO orders (id, store, store_order_id, order_number, standing, standing_reason, updated_at,"
                        + " recorded_at, traceparent, body) VALUES (?, ?, '1', '1', 'PLACE', '', 0, 0, '', '{}')",
                id,
                store));
    }
}
