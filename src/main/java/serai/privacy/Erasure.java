package serai.privacy;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.access.Audit;
import serai.access.Person;
import serai.base.Complaints;
import serai.base.OrderId;
import serai.dispatch.Dispatch;
import serai.dispatch.Leases;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * Carries out the wishes of stores to erase a customer or the whole shop.
 *
 * <p>It begins once the journals no longer hold raw messages from before the wish. An order that is being bought or shipped
 * is erased when that has ended; 29 days after the wish, one before the law's 30 are over, what is still open is ended
 * first. One node works for all; each order is a transaction of its own, and a crash only delays.
 */
public final class Erasure {
    static final Person ACTOR = new Person("erasure", "gateway", "");

    private static final Logger LOG = LoggerFactory.getLogger(Erasure.class);
    private static final String DUE = Sql.of(Erasure.class, "due-redactions");
    private static final String TO_ERASE = Sql.of(Erasure.class, "orders-to-erase");
    private static final String NOT_ERASED = Sql.of(Erasure.class, "count-not-erased");
    private static final String SAVE_DETAILS = Sql.of(Erasure.class, "save-details");
    private static final String SAVE_NOTE = Sql.of(Erasure.class, "save-note");
    private static final String COUNT = Sql.of(Erasure.class, "count-erased");
    private static final String END = Sql.of(Erasure.class, "end-request");
    private static final String REMOVAL = Sql.of(Erasure.class, "erase-removal");
    private static final String REMOVALS = Sql.of(Erasure.class, "erase-removals");
    /** The journal forgets in steps, and after a burst it is some steps behind. */
    private static final Duration JOURNAL_BEHIND = Duration.ofMinutes(5);
    /** Orders of one shop in one round: other requests have their turn, and the ledger its other work. */
    private static final int AT_ONCE = 500;

    private final Database ledger;
    private final Leases leases;
    private final Clock clock;
    private final Complaints complaints;
    /** Whether the ledger's files may still hold what was erased. After a restart they begin anew. */
    private boolean overwritten;

    /** @param leases of its own: one object remembers one lease */
    public Erasure(Database ledger, Leases leases, Clock clock) {
        this.ledger = ledger;
        this.leases = leases;
        this.clock = clock;
        this.complaints = new Complaints(clock);
    }

    /**
     * Does what can be done now. Step of the route privacy.
     *
     * @param journalKeeps how long journals keep raw messages
     */
    public synchronized void run(Duration journalKeeps) {
        Instant now = clock.instant();
        if (!leases.mine("privacy", now)) {
            return;
        }
        try {
            Duration wait = journalKeeps.plus(JOURNAL_BEHIND);
            List<PrivacyRequest> due = ledger.read(tx -> tx.readable(DUE, PrivacyRequest::read, now.minus(wait)));
            for (PrivacyRequest request : due) {
                overwritten |= carriedOut(request, now);
            }
            overwritten = overwritten && !ledger.dropOverwritten();
        } catch (DatabaseUnavailable e) {
            complaints
                    .again("ledger")
                    .ifPresent(more -> LOG.warn("privacy requests wait for the ledger: {}{}", e.getMessage(), more));
        }
    }

    /** One request that fails must not hold up the others. @return whether it has erased anything */
    private boolean carriedOut(PrivacyRequest request, Instant now) {
        try {
            return switch (request.kind()) {
                case SHOP_REDACT -> shop(request, now);
                case CUSTOMER_REDACT -> customer(request, now);
                case DATA_REQUEST -> false;
            };
        } catch (DatabaseUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            // Not the message: it may quote what is to be erased.
            complaints
                    .again("request " + request.id())
                    .ifPresent(more -> LOG.error(
                            "privacy request {} fails and is tried again: {}{}",
                            request.id(),
                            e.getClass().getSimpleName(),
                            more));
            note(request, "it fails and is tried again; our log says where");
            return false;
        }
    }

    private boolean customer(PrivacyRequest request, Instant now) {
        List<String> orders = named(request);
        int waiting = 0;
        boolean erased = false;
        for (String order : orders) {
            switch (ledger.<Eraser.Result>commit(tx -> erase(tx, request, order, now))) {
                case ERASED -> erased = true;
                case WAITS -> waiting++;
                case NOTHING_LEFT -> {}
            }
        }
        if (waiting > 0) {
            note(request, waits(request, waiting));
            return erased;
        }
        ledger.commit(tx -> {
            for (Dispatch message : Subjects.messages(tx, request, orders)) {
                Eraser.message(tx, message, now);
            }
            return end(tx, request, now);
        });
        return true;
    }

    /** The orders it is about; what an e-mail address leads to is looked up once and named from then on. */
    private List<String> named(PrivacyRequest request) {
        List<String> orders = ledger.read(tx -> Subjects.orders(tx, request));
        if (request.subject().orders().isEmpty() && !orders.isEmpty()) {
            ledger.commit(tx -> tx.update(SAVE_DETAILS, request.naming(orders), request.id()));
        }
        return orders;
    }

    /** An order with the messages that speak of it: only it knows the e-mail address to look for. */
    private static Eraser.Result erase(Tx tx, PrivacyRequest request, String order, Instant now) throws SQLException {
        // A cancellation that waits for its order goes on waiting; why is what people wrote.
        tx.update(REMOVAL, Blanks.ERASED, OrderId.of(request.store(), order), request.store());
        List<Dispatch> messages = Subjects.messages(tx, request, List.of(order));
        Eraser.Result result =
                Eraser.order(tx, request.store(), OrderId.of(request.store(), order), request.late(now), now);
        if (result == Eraser.Result.ERASED) {
            for (Dispatch message : messages) {
                Eraser.message(tx, message, now);
            }
            tx.update(COUNT, request.id());
        }
        return result;
    }

    private boolean shop(PrivacyRequest request, Instant now) {
        List<OrderId> orders = ledger.read(tx -> tx.list(
                TO_ERASE,
                row -> new OrderId(row.text("id")),
                request.store(),
                request.receivedAt(),
                request.late(now),
                AT_ONCE));
        boolean erased = false;
        for (OrderId order : orders) {
            erased |= ledger.<Boolean>commit(tx -> {
                boolean done = Eraser.order(tx, request.store(), order, request.late(now), now) == Eraser.Result.ERASED;
                return done && tx.update(COUNT, request.id()) == 1;
            });
        }
        long left = ledger.read(
                        tx -> tx.first(NOT_ERASED, row -> row.number("n"), request.store(), request.receivedAt()))
                .orElse(0L);
        if (left > 0) {
            note(request, waits(request, left));
            return erased;
        }
        ledger.commit(tx -> {
            for (Dispatch message : Subjects.allMessages(tx, request)) {
                Eraser.message(tx, message, now);
            }
            tx.update(REMOVALS, Blanks.ERASED, request.store(), request.receivedAt());
            return end(tx, request, now);
        });
        return true;
    }

    private static String waits(PrivacyRequest request, long orders) {
        return orders + (orders == 1 ? " order is" : " orders are")
                + " still being bought or shipped, or not yet reached; all are erased by "
                + request.receivedAt().plus(PrivacyRequest.ALLOWED);
    }

    private void note(PrivacyRequest request, String words) {
        if (!words.equals(request.note())) {
            ledger.commit(tx -> tx.update(SAVE_NOTE, words, request.id()));
        }
    }

    private static boolean end(Tx tx, PrivacyRequest request, Instant now) throws SQLException {
        PrivacyRequest known = PrivacyRequests.find(tx, request.id()).orElseThrow();
        String words = "erased " + known.erased() + (known.erased() == 1 ? " order" : " orders");
        boolean mine = tx.update(END, now, known.anonymous(), words, request.id()) == 1;
        if (mine) {
            Audit.add(
                    tx,
                    now,
                    ACTOR,
                    "erase",
                    request.id(),
                    known.erased(),
                    words + " as store " + request.store() + " asked");
        }
        return mine;
    }
}
