package serai.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import serai.access.Person;
import serai.base.DispatchId;
import serai.base.Scope;
import serai.base.StoreId;
import serai.deadletter.Bulk;
import serai.deadletter.DeadLetter;
import serai.deadletter.DeadLetterFilter;
import serai.deadletter.DeadLetters;
import serai.deadletter.Notes;
import serai.deadletter.Search;
import serai.order.OrderSearch;
import serai.order.OrderStatus;
import serai.provider.Cause;

/**
 * A million orders, a hundred thousand of them dead letters: how long what pages are made of takes on the embedded ledger,
 * asked in the process of the measurement. A page asks two or three of these.
 */
final class LettersBench implements Lab.Part {
    private static final int PAGE = 51;
    private static final int CAP = 10_000;
    private static final double MOST_MILLIS = 200;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Person SUPPORT = new Person("ann", "support", "192.0.2.1");
    private static final Scope ONE_STORE = Scope.of(Set.of(new StoreId("store-7")));

    private final List<Figure> figures = new ArrayList<>();

    @Override
    public List<Figure> measure(Lab lab) throws Exception {
        int orders = lab.times(1_000_000, 20_000);
        long began = System.nanoTime();
        try (BigLedger big = BigLedger.fill(lab.fresh("letters").resolve("ledger.db"), orders)) {
            figures.add(Figure.plain(
                    "a ledger of " + Figure.count(orders) + " orders, filled in",
                    AcceptBench.seconds(Duration.ofNanos(System.nanoTime() - began))));
            return measure(big);
        }
    }

    List<Figure> measure(BigLedger big) {
        letters(big);
        searches(big);
        orders(big);
        bulk(big);
        return List.copyOf(figures);
    }

    /** Asks twenty times, after asking three times for nothing. */
    private void time(String what, Runnable question) {
        for (int i = 0; i < 3; i++) {
            question.run();
        }
        double[] millis = new double[20];
        long cpuBefore = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < millis.length; i++) {
            long began = System.nanoTime();
            question.run();
            millis[i] = (System.nanoTime() - began) / 1e6;
        }
        double cpu = (THREADS.getCurrentThreadCpuTime() - cpuBefore) / 1e6 / millis.length;
        Arrays.sort(millis);
        double p95 = millis[18];
        figures.add(Figure.below(
                what,
                Figure.count(millis[10]) + " ms, p95 " + Figure.count(p95) + " ms; CPU " + Figure.count(cpu) + " ms",
                p95,
                MOST_MILLIS,
                "ms"));
    }

    private void letters(BigLedger big) {
        DeadLetters letters = new DeadLetters(big.ledger());
        DeadLetterFilter awake = DeadLetterFilter.ALL.awake(big.now());
        DeadLetters.Group group = letters.groups(awake, DeadLetters.By.CAUSE).getFirst();
        DeadLetters.Cursor middle =
                new DeadLetters.Cursor(big.now().minus(Duration.ofMillis(big.orders() * 30_000L)), "");
        DeadLetter first = letters.list(awake, Optional.empty(), 1).getFirst();
        Notes notes = new Notes(big.ledger(), Clock.systemUTC());
        notes.add(new DispatchId(first.id()), "a note", SUPPORT);

        time("groups by cause and channel", () -> letters.groups(awake, DeadLetters.By.CAUSE));
        time("groups by store", () -> letters.groups(awake, DeadLetters.By.STORE));
        time("the biggest group by SKU", () -> letters.groups(awake.in(group), DeadLetters.By.SKU));
        time("groups of one store's staff", () -> letters.groups(awake.within(ONE_STORE), DeadLetters.By.STORE));
        time("newest page of all", () -> letters.list(awake, Optional.empty(), PAGE));
        time("a page in the middle", () -> letters.list(awake, Optional.of(middle), PAGE));
        time("newest page of a group", () -> letters.list(awake.in(group), Optional.empty(), PAGE));
        time("newest page of one store", () -> letters.list(awake.within(ONE_STORE), Optional.empty(), PAGE));
        time("exact number of all", () -> letters.count(awake, Bulk.MOST));
        time("exact number of a group", () -> letters.count(awake.in(group), Bulk.MOST));
        time("one letter with its attempts", () -> letters.find(new DispatchId(first.id()), Scope.ALL, true));
        time("its notes", () -> notes.list(new DispatchId(first.id()), Scope.ALL, Optional.empty(), 50));
    }

    private void searches(BigLedger big) {
        DeadLetters letters = new DeadLetters(big.ledger());
        for (String text : List.of(
                "warehouse",
                "\"region 7 answered\"",
                "nowhere-to-be-found",
                "sku:SKU-1237",
                "sku:SKU-UNKNOWN",
                "order:#25000",
                "owner:ours before:30d",
                "assignee:me",
                "is:snoozed OR is:edited",
                "(store:store-7 OR store:store-17) AND NOT (cause:out-of-stock OR code:E13) \"warehouse 99\"")) {
            Search search = ((Search.Reading.Understood) Search.read(text, "ann", big.now())).search();
            DeadLetterFilter filter = DeadLetterFilter.ALL.awake(big.now()).matching(search);
            time("list and number of " + text, () -> {
                boolean more = letters.list(filter, Optional.empty(), PAGE).size() == PAGE;
                if (more) {
                    letters.count(filter, CAP);
                }
            });
        }
        Search region = ((Search.Reading.Understood) Search.read("\"region 7 answered\"", "ann", big.now())).search();
        DeadLetterFilter text = DeadLetterFilter.ALL.matching(region);
        time("groups of \"region 7 answered\"", () -> letters.groups(text, DeadLetters.By.CAUSE));
    }

    private void orders(BigLedger big) {
        OrderSearch search = new OrderSearch(big.ledger());
        String id = search.list(
                        Scope.ALL, Optional.empty(), Optional.empty(), Optional.of("7000500"), Optional.empty(), 1)
                .getFirst()
                .id();
        for (String text : List.of(
                id, "7000500", "#1025", "SKU-1237", "GIFT-WRAP", "81100000501", "jane.roe.7@example.com", "nothing")) {
            time(
                    "orders by " + (text.equals(id) ? "our id" : text),
                    () -> search.list(
                            Scope.ALL, Optional.empty(), Optional.empty(), Optional.of(text), Optional.empty(), PAGE));
        }
        time(
                "orders by GIFT-WRAP for one store's staff",
                () -> search.list(
                        ONE_STORE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("GIFT-WRAP"),
                        Optional.empty(),
                        PAGE));
        time(
                "newest orders",
                () -> search.list(
                        Scope.ALL, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), PAGE));
        time(
                "newest orders of one store's staff",
                () -> search.list(
                        ONE_STORE, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), PAGE));
        for (OrderStatus status : List.of(OrderStatus.DONE, OrderStatus.DEAD, OrderStatus.WAITING)) {
            time(
                    "newest orders that are " + status,
                    () -> search.list(
                            Scope.ALL,
                            Optional.empty(),
                            Optional.of(status),
                            Optional.empty(),
                            Optional.empty(),
                            PAGE));
        }
    }

    private void bulk(BigLedger big) {
        Instant now = big.now();
        Bulk bulk = new Bulk(big.ledger(), Clock.fixed(now, ZoneOffset.UTC));
        DeadLetterFilter group = new DeadLetterFilter(
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.of(Cause.OUT_OF_STOCK),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        long count = new DeadLetters(big.ledger()).count(group, Bulk.MOST).n();
        long began = System.nanoTime();
        bulk.assign(new Bulk.Seen(group, count, now), Optional.of("ann"), SUPPORT, "measured");
        long assigned = System.nanoTime();
        bulk.archive(new Bulk.Seen(group, count, now), SUPPORT, "measured");
        long archived = System.nanoTime();
        figures.add(Figure.plain(
                Figure.count((double) count) + " letters assigned at once",
                AcceptBench.seconds(Duration.ofNanos(assigned - began))));
        figures.add(Figure.plain(
                Figure.count((double) count) + " letters archived at once",
                AcceptBench.seconds(Duration.ofNanos(archived - assigned))));
    }
}
