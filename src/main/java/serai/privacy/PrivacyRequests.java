package serai.privacy;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import serai.access.Audit;
import serai.access.Person;
import serai.ledger.Database;
import serai.ledger.Sql;
import serai.ledger.Tx;

/** The wishes that the law backs, as people see them and answer them. */
public final class PrivacyRequests {
    private static final String FIND = Sql.of(PrivacyRequests.class, "find-request");
    private static final String LIST = Sql.of(PrivacyRequests.class, "list-requests");
    private static final String END = Sql.of(PrivacyRequests.class, "end-request");

    /**
     * One request; says nothing personal.
     *
     * @param kind {@code data-request}, {@code customer-redact} or {@code shop-redact}
     * @param orderIds the store's own ids of the orders it names
     * @param requestId the store's own id of it, or empty
     * @param dueBy what the law allows
     * @param note for what it waits, or what came of it
     * @param erased orders erased so far
     */
    public record View(
            String id,
            String store,
            String kind,
            Instant receivedAt,
            Instant dueBy,
            Optional<Instant> doneAt,
            List<String> orderIds,
            String requestId,
            String note,
            long erased) {
        static View of(PrivacyRequest request) {
            String asked = request.subject().requestId();
            return new View(
                    request.id(),
                    request.store().value(),
                    request.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    request.receivedAt(),
                    request.receivedAt().plus(PrivacyRequest.ALLOWED),
                    request.doneAt(),
                    request.subject().orders(),
                    asked == null ? "" : asked,
                    request.note(),
                    request.erased());
        }
    }

    /** Where a page begins: after this one, latest first. */
    public record Cursor(Instant receivedAt, String id) {}

    /** What came of saying that a request is answered. */
    public sealed interface Answered {
        /** Written down. */
        record Done(View request) implements Answered {}

        /** There is no such request. */
        record Missing() implements Answered {}

        /** Not one that a person answers, or answered already. */
        record Conflict(String why) implements Answered {}
    }

    private final Database ledger;
    private final Clock clock;

    public PrivacyRequests(Database ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** All of them, latest first. */
    public List<View> list(Optional<Cursor> after, int limit) {
        Cursor from = after.orElse(new Cursor(Instant.ofEpochMilli(Long.MAX_VALUE / 2), ""));
        return ledger
                .read(tx -> tx.list(LIST, PrivacyRequest::read, from.receivedAt(), from.receivedAt(), from.id(), limit))
                .stream()
                .map(View::of)
                .toList();
    }

    /**
     * All that we hold about whom the request names, to be handed over. That it was taken out stands in the audit book.
     *
     * @return empty when there is no such request
     */
    public Optional<Export> export(String id, Person who) {
        Instant now = clock.instant();
        return ledger.commit(tx -> {
            Optional<PrivacyRequest> request = find(tx, id);
            if (request.isEmpty()) {
                return Optional.<Export>empty();
            }
            Export export = Export.of(tx, request.get(), now);
            Audit.add(tx, now, who, "export-personal-data", id, export.orders().size(), "");
            return Optional.of(export);
        });
    }

    /** Notes that a data request was answered; what was handed over, and how, belongs into the reason. */
    public Answered done(String id, Person who, String reason) {
        Instant now = clock.instant();
        Answered answered = ledger.commit(tx -> done(tx, id, who, reason, now));
        // Its e-mail address went with this; a log that somebody reads at this moment is emptied another time.
        ledger.dropOverwritten();
        return answered;
    }

    private static Answered done(Tx tx, String id, Person who, String reason, Instant now) throws SQLException {
        Optional<PrivacyRequest> found = find(tx, id);
        if (found.isEmpty()) {
            return new Answered.Missing();
        }
        PrivacyRequest request = found.get();
        if (request.kind() != PrivacyRequest.Kind.DATA_REQUEST) {
            return new Answered.Conflict("the gateway carries it out by itself");
        }
        if (tx.update(END, now, request.anonymous(), "answered by " + who.name(), id) != 1) {
            return new Answered.Conflict("it is done already");
        }
        Audit.add(tx, now, who, "answer-data-request", id, 1, reason);
        return new Answered.Done(View.of(find(tx, id).orElseThrow()));
    }

    static Optional<PrivacyRequest> find(Tx tx, String id) throws SQLException {
        return tx.first(FIND, PrivacyRequest::read, id);
    }
}
