package serai.order;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.base.Json;
import serai.base.OrderId;
import serai.dispatch.Dispatch;
import serai.dispatch.Dispatches;
import serai.dispatch.OrderMarks;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * Reads orders that an older version has recorded for what they are found by: SKUs, references, suppliers' numbers and the
 * hash of the e-mail address. In the background and in small steps, once in the life of a ledger; where it is comes with
 * the ledger, so a restart goes on there, and two nodes that do it at once do no harm.
 */
public final class OrderCatchUp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OrderCatchUp.class);
    private static final String WHAT = "order-marks";
    private static final String PLACE = Sql.of(OrderCatchUp.class, "find-catch-up");
    private static final String SAVE = Sql.of(OrderCatchUp.class, "save-catch-up");
    private static final String NEXT = Sql.of(OrderCatchUp.class, "orders-to-catch-up");
    private static final String HASH = Sql.of(OrderCatchUp.class, "fill-email-hash");
    private static final int AT_ONCE = 250;
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(10);

    private record Place(long recordedAt, String id, boolean done) {
        private static final Place BEGINNING = new Place(-1, "", false);
    }

    private record Old(OrderId id, long recordedAt, StoreOrder content) {}

    private final Database ledger;
    private final Thread thread;
    private volatile boolean closing;

    /** Made, it is at work. */
    public OrderCatchUp(Database ledger) {
        this.ledger = ledger;
        this.thread = Thread.ofVirtual().name("order-catch-up").start(this::run);
    }

    private void run() {
        while (!closing) {
            try {
                if (step(ledger)) {
                    return;
                }
            } catch (DatabaseUnavailable e) {
                LOG.warn("reading older orders waits for the ledger: {}", e.getMessage());
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(AFTER_A_FAILURE);
        } catch (InterruptedException e) {
            closing = true;
        }
    }

    /** Reads some more orders. @return whether all have been read */
    static boolean step(Database ledger) {
        return ledger.commit(tx -> {
            Place place = tx.first(
                            PLACE,
                            row -> new Place(row.number("recorded_at"), row.text("id"), row.count("done") == 1),
                            WHAT)
                    .orElse(Place.BEGINNING);
            if (place.done()) {
                return true;
            }
            List<Old> orders = tx.list(
                    NEXT,
                    row -> new Old(
                            new OrderId(row.text("id")),
                            row.number("recorded_at"),
                            Json.read(row.text("body"), StoreOrder.class)),
                    place.recordedAt(),
                    place.id(),
                    AT_ONCE);
            for (Old order : orders) {
                read(tx, order);
            }
            Place next = orders.isEmpty()
                    ? place
                    : new Place(
                            orders.getLast().recordedAt(), orders.getLast().id().value(), false);
            boolean done = orders.size() < AT_ONCE;
            tx.update(SAVE, WHAT, next.recordedAt(), next.id(), done);
            if (done && !next.equals(Place.BEGINNING)) {
                LOG.info("older orders are found by SKU, e-mail address and suppliers' numbers now");
            }
            return done;
        });
    }

    private static void read(Tx tx, Old order) throws SQLException {
        Optional<String> hash = EmailHash.of(order.content().email());
        if (hash.isPresent()) {
            tx.update(HASH, hash, order.id());
        }
        Set<String> marks = order.content().skus();
        for (Dispatch dispatch : Dispatches.ofOrder(tx, order.id())) {
            if (dispatch.places()) {
                marks.addAll(OrderMarks.of(dispatch.request()));
                marks.addAll(dispatch.supplierIds());
            }
        }
        OrderMarks.add(tx, order.id(), marks);
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
