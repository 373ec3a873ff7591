package serai.histories;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import serai.base.Json;
import serai.base.OrderId;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.ledger.Tx;
import serai.order.OrderBook;
import serai.order.StoreOrder;
import serai.provider.PlaceOrder;

/** Compares what the gateway has done for an order with what the {@link Oracle} says. */
final class Verdict {
    private final Life life;
    private final List<Purchase> purchases;
    private final Instant oldest;
    private final Instant end;

    /**
     * @param purchases of the order, in their order
     * @param oldest orders from before were over before we came
     */
    Verdict(Life life, List<Purchase> purchases, Instant oldest, Instant end) {
        this.life = life;
        this.purchases = purchases;
        this.oldest = oldest;
        this.end = end;
    }

    /** The promise that is broken; empty where all are kept. */
    Optional<String> broken(Tx tx) throws SQLException {
        Optional<String> wrong = wronglyBought();
        return wrong.isPresent() ? wrong : missing(tx);
    }

    private Optional<String> wronglyBought() {
        Set<Integer> bought = new HashSet<>();
        for (Purchase purchase : purchases) {
            List<Shown> meant = Oracle.meant(life.log(), purchase);
            if (Oracle.over(life.log(), purchase.at(), oldest)) {
                return Optional.of("bought although it was over before: " + purchase);
            }
            for (int line : purchase.pieces().keySet()) {
                if (!bought.add(line)) {
                    return Optional.of("line " + line + " was bought twice: " + purchases);
                }
                if (!Oracle.right(meant, purchase, line)) {
                    return Optional.of("bought " + purchase + ", while the store meant " + meant);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> missing(Tx tx) throws SQLException {
        List<Log.Heard> orders = life.log().news().stream()
                .filter(word -> !word.topic().contains("delete"))
                .toList();
        if (orders.isEmpty()) {
            return Optional.empty();
        }
        OrderId id = OrderId.of(life.history().shop().id(), Long.toString(life.number()));
        Optional<OrderBook.Entry> order = OrderBook.find(tx, id);
        if (order.isEmpty()) {
            return Optional.of("the order was told and nobody knows of it");
        }
        Set<String> named = new HashSet<>();
        StoreOrder content = order.get().content();
        content.lines().forEach(line -> named.add(line.lineId()));
        content.others().forEach(line -> named.add(line.lineId()));
        for (int line : shown()) {
            if (!named.contains(Integer.toString(line))) {
                return Optional.of("line " + line + " was left out of the order in silence: " + named);
            }
        }
        List<Integer> owed = new ArrayList<>(Oracle.owed(life.log(), end));
        purchases.forEach(purchase -> owed.removeAll(purchase.pieces().keySet()));
        owed.removeAll(letters(tx, id));
        boolean told = tx.first("SELECT 1 FROM discrepancy WHERE order_id = ?", row -> true, id)
                .isPresent();
        return owed.isEmpty() || told
                ? Optional.empty()
                : Optional.of("the store wants lines " + owed + ", nobody bought them and nobody is told; "
                        + where(tx, id, content));
    }

    /** The lines that the newest word shows, if it is one word and an order. */
    private Set<Integer> shown() {
        List<Log.Heard> newest = life.log().newest(end);
        boolean clear = newest.stream().map(Log.Heard::shown).distinct().count() == 1
                && (newest.getFirst().shown().wanted()
                        || newest.getFirst().shown().waits());
        return clear
                ? newest.getFirst().shown().lines().stream()
                        .filter(line -> line.kept() > 0)
                        .map(Shown.Line::id)
                        .collect(Collectors.toSet())
                : Set.of();
    }

    private static Set<Integer> letters(Tx tx, OrderId id) throws SQLException {
        return Dispatches.ofOrder(tx, id).stream()
                .filter(each -> each.kind().equals(Dispatch.PLACE_ORDER))
                .filter(each -> each.state() == DispatchState.DEAD || each.state() == DispatchState.ARCHIVED)
                .flatMap(Verdict::lines)
                .collect(Collectors.toSet());
    }

    private static Stream<Integer> lines(Dispatch dispatch) {
        return Json.read(dispatch.request(), PlaceOrder.class).items().stream()
                .map(item -> Integer.valueOf(item.lineId()));
    }

    private static String where(Tx tx, OrderId id, StoreOrder content) throws SQLException {
        return "the order is " + content.standing() + " " + content.standingReason()
                + Dispatches.ofOrder(tx, id).stream()
                        .map(each -> ", " + each.channel() + " " + each.state() + " " + each.reason())
                        .collect(Collectors.joining());
    }
}
