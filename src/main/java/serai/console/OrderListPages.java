package serai.console;

import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import serai.access.Role;
import serai.order.OrderSearch;
import serai.order.OrderStatus;

/** Finds orders by whatever staff hear on the phone. */
public final class OrderListPages implements Pages {
    private static final int PAGE = 50;
    /** The longest e-mail address there is. */
    private static final int LONGEST = 320;

    /** The page. */
    public record ListModel(
            String query,
            List<Choice> statuses,
            List<OrderRow> orders,
            Optional<String> first,
            Optional<String> older) {}

    /** A state to look for. */
    public record Choice(String value, String label, boolean selected) {}

    /** One order. */
    public record OrderRow(String id, String number, String store, Badge status, Instant recordedAt) {}

    private final OrderSearch search;

    OrderListPages(OrderSearch search) {
        this.search = search;
    }

    @Override
    public void attach(Router router, Door door) {
        router.get("/console/orders").handler(door.page(Role.VIEWER, this::list));
    }

    private Answer list(Visit visit) {
        String query = visit.query().optional("q", "What you look for", LONGEST);
        Optional<OrderStatus> status = visit.query("status").flatMap(OrderListPages::status);
        Optional<String> store = query.startsWith("store:")
                ? Optional.of(query.substring("store:".length()).strip())
                : Optional.empty();
        Optional<String> text = store.isPresent() || query.isEmpty() ? Optional.empty() : Optional.of(query);
        Optional<OrderSearch.Cursor> after = visit.query("after")
                .flatMap(Cursors::read)
                .map(cursor -> new OrderSearch.Cursor(cursor.since(), cursor.id()));
        List<OrderSearch.Summary> found = search.list(visit.scope(), store, status, text, after, PAGE + 1);
        List<OrderSearch.Summary> page = found.subList(0, Math.min(PAGE, found.size()));
        String address = "/console/orders?q=" + Selection.encoded(query)
                + status.map(wanted -> "&status=" + wanted.name()).orElse("");
        ListModel model = new ListModel(
                query,
                choices(status),
                page.stream().map(OrderListPages::row).toList(),
                after.map(cursor -> address),
                found.size() > PAGE
                        ? Optional.of(address + "&after="
                                + Cursors.write(
                                        page.getLast().recordedAt(),
                                        page.getLast().id()))
                        : Optional.empty());
        return new Answer.Page("orders", Place.ORDERS, "Orders", model);
    }

    private static OrderRow row(OrderSearch.Summary order) {
        return new OrderRow(
                order.id(), order.orderNumber(), order.store(), Badge.of(order.status()), order.recordedAt());
    }

    private static Optional<OrderStatus> status(String name) {
        for (OrderStatus status : OrderStatus.values()) {
            if (status.name().equals(name)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    private static List<Choice> choices(Optional<OrderStatus> chosen) {
        List<Choice> choices = new ArrayList<>(List.of(new Choice("", "any state", chosen.isEmpty())));
        for (OrderStatus status : OrderStatus.values()) {
            choices.add(new Choice(
                    status.name(),
                    Words.plain(status.name()),
                    chosen.filter(status::equals).isPresent()));
        }
        return choices;
    }
}
