package serai.privacy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import serai.base.Json;
import serai.base.OrderId;
import serai.dispatch.Dispatch;
import serai.dispatch.Dispatches;
import serai.ledger.Conditions;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.order.OrderBook;
import serai.order.StoreOrder;

/** Whose data a request is about, in terms of what the ledger holds. */
final class Subjects {
    private static final String HOLDING = Sql.of(Subjects.class, "orders-holding");
    private static final String MESSAGES = Sql.of(Subjects.class, "unread-messages");

    private Subjects() {}

    /** The store's ids of the orders that it names, or that the e-mail address in it leads to. */
    static List<String> orders(Tx tx, PrivacyRequest request) throws SQLException {
        PrivacyRequest.Subject subject = request.subject();
        return subject.orders().isEmpty() && !subject.address().isEmpty()
                ? byAddress(tx, request, subject.address())
                : subject.orders();
    }

    private static List<String> byAddress(Tx tx, PrivacyRequest request, String address) throws SQLException {
        // Databases differ on the case of letters beyond ASCII, and JSON escapes some characters: those match anything.
        String pattern = Conditions.anywhere(address).replaceAll("[^\\x20-\\x7e]|[\"\\\\]", "%");
        return tx
                .list(
                        HOLDING,
                        row -> Json.read(row.text("body"), StoreOrder.class),
                        request.store(),
                        request.receivedAt(),
                        pattern)
                .stream()
                .filter(order -> order.email().strip().equalsIgnoreCase(address))
                .map(StoreOrder::storeOrderId)
                .toList();
    }

    /** Unread messages, or such that were read again, which speak of these orders or of those who ordered them. */
    static List<Dispatch> messages(Tx tx, PrivacyRequest request, List<String> orders) throws SQLException {
        Set<String> ids = new HashSet<>();
        Set<String> addresses = new HashSet<>(Set.of(request.subject().address()));
        for (String order : orders) {
            OrderId id = OrderId.of(request.store(), order);
            ids.add(id.value());
            Optional<OrderBook.Entry> known = OrderBook.find(tx, id);
            known.ifPresent(entry -> addresses.add(entry.content().email()));
        }
        Mentions mentions = new Mentions(orders, addresses);
        List<Dispatch> found = new ArrayList<>(allMessages(tx, request));
        found.removeIf(message -> message.supplierIds().stream().noneMatch(ids::contains)
                && !mentions.in(message.request())
                && message.originalRequest().filter(mentions::in).isEmpty());
        return found;
    }

    /** All unread messages of the store. */
    static List<Dispatch> allMessages(Tx tx, PrivacyRequest request) throws SQLException {
        return tx.list(MESSAGES, Dispatches::read, request.store(), request.receivedAt());
    }
}
