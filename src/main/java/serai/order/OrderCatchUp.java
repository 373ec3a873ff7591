package serai.order;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.base.Complaints;
import serai.base.Json;
import serai.base.OrderId;
import serai.dispatch.Dispatch;
import serai.dispatch.Dispatches;
import serai.dispatch.Leases;
import serai.dispatch.OrderMarks;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * Reads orders that an older version has recorded for what they are found by: SKUs, references, suppliers' numbers and the
 * hash of the e-mail address. In the background and in small steps, by one node at a time, once in the life of a ledger;
 * where it is comes with the ledger, so a restart, or another node, goes on there. It rests as long as it works, so that
 * whoever takes orders has the writer. An order that cannot be read is named in the log and passed over.
 */
public final class OrderCatchUp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OrderCatchUp.class);
    private static final String WHAT = "order-marks";
    private static final String PLACE = Sql.of(OrderCatchUp.class, "find-catch-up");
    private static final String SAVE = Sql.of(OrderCatchUp.class, "save-catch-up");
    private static final String NEXT = Sql.of(OrderCatchUp.class, "orders-to-catch-up");
    private static final String HASH = Sql.of(OrderCatchUp.class, "fill-email-hash");
    private static final int AT_ONCE = 50;
    private static final Duration A_WHILE = Duration.ofSeconds(10);

    private record Place(long recordedAt, String id, boolean done) {
        private static final Place BEGINNING = new Place(-1, "", false);
    }

    private record Old(OrderId id, long recordedAt, String body) {}

    /** What an order is found by. */
    private record Finds(Old order, Optional<String> emailHash, Set<String> marks) {}

    private final Database ledger;
    private final Leases leases;
    private final Clock clock;
    private final Complaints complaints;
    private final Thread thread;
    private volatile boolean closing;

    /** One that does nothing yet. */
    public OrderCatchUp(Database ledger, Leases leases, Clock clock) {
        this.ledger = ledger;
        this.leases = leases;
        this.clock = clock;
        this.complaints = new Complaints(clock);
        this.thread = Thread.ofVirtual().name("order-catch-up").unstarted(this::run);
    }

    /** From now on it is at work. */
    public void start() {
        thread.start();
    }

    private void run() {
        Optional<Duration> rest = Optional.of(Duration.ZERO);
        while (!closing && rest.isPresent()) {
            try {
                Thread.sleep(rest.get());
                rest = round();
            } catch (DatabaseUnavailable e) {
                complaints
                        .again("ledger")
                        .ifPresent(more ->
                                LOG.warn("reading older orders waits for the ledger: {}{}", e.getMessage(), more));
                rest = Optional.of(A_WHILE);
            } catch (RuntimeException e) {
                complaints
                        .again("read")
                        .ifPresent(more -> LOG.error(
                                "older orders cannot be read, tried again in {} s{}", A_WHILE.toSeconds(), more, e));
                rest = Optional.of(A_WHILE);
            } catch (InterruptedException e) {
                closing = true;
            }
        }
    }

    /** Reads some more orders, where no other node does. @return how long to rest then; empty once all have been read */
    Optional<Duration> round() {
        Place place = ledger.read(OrderCatchUp::place);
        if (place.done()) {
            return Optional.empty();
        }
        if (!leases.mine(WHAT, clock.instant())) {
            return Optional.of(A_WHILE);
        }
        long began = System.nanoTime();
        return step(place) ? Optional.empty() : Optional.of(Duration.ofNanos(System.nanoTime() - began));
    }

    private static Place place(Tx tx) throws SQLException {
        return tx.first(
                        PLACE,
                        row -> new Place(row.number("recorded_at"), row.text("id"), row.count("done") == 1),
                        WHAT)
                .orElse(Place.BEGINNING);
    }

    private boolean step(Place place) {
        List<Old> orders = ledger.read(tx -> tx.list(
                NEXT,
                row -> new Old(new OrderId(row.text("id")), row.number("recorded_at"), row.text("body")),
                place.recordedAt(),
                place.id(),
                AT_ONCE));
        // Reading takes longest: the writer has only to write.
        List<Finds> finds = ledger.read(tx -> {
            List<Finds> read = new ArrayList<>();
            for (Old order : orders) {
                finds(tx, order).ifPresent(read::add);
            }
            return read;
        });
        boolean done = orders.size() < AT_ONCE;
        Place next = orders.isEmpty()
                ? place
                : new Place(orders.getLast().recordedAt(), orders.getLast().id().value(), done);
        ledger.commit(tx -> {
            for (Finds found : finds) {
                write(tx, found);
            }
            return tx.update(SAVE, WHAT, next.recordedAt(), next.id(), done);
        });
        if (done && !next.id().isEmpty()) {
            LOG.info("older orders are found by SKU, e-mail address and suppliers' numbers now");
        }
        return done;
    }

    private static Optional<Finds> finds(Tx tx, Old order) throws SQLException {
        try {
            StoreOrder content = Json.read(order.body(), StoreOrder.class);
            Set<String> marks = content.skus();
            for (Dispatch dispatch : Dispatches.ofOrder(tx, order.id())) {
                if (dispatch.places()) {
                    marks.addAll(OrderMarks.of(dispatch.request()));
                    marks.addAll(dispatch.supplierIds());
                }
            }
            return Optional.of(new Finds(order, EmailHash.of(content.email()), marks));
        } catch (RuntimeException e) {
            // Not its message, which may quote the order.
            LOG.warn(
                    "order {} cannot be read ({}): it is found by its numbers only",
                    order.id(),
                    e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private static void write(Tx tx, Finds found) throws SQLException {
        if (found.emailHash().isPresent()) {
            tx.update(HASH, found.emailHash(), found.order().id(), found.order().body());
        }
        OrderMarks.add(tx, found.order().id(), found.marks());
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
