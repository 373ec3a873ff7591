package serai.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import serai.access.Role;
import serai.base.DispatchId;
import serai.base.Json;
import serai.deadletter.Care;
import serai.deadletter.DeadLetter;
import serai.deadletter.DeadLetters;
import serai.deadletter.Notes;
import serai.deadletter.Remedies;
import serai.deadletter.Reveal;
import serai.deadletter.Verdict;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.ledger.Database;
import serai.order.FlightRecorder;
import serai.provider.Cause;

/** One dead letter: what happened in a plain sentence, what helps, and all that is known. */
public final class LetterPages implements Pages {
    /**
     * The page.
     *
     * @param advice what to do, for people who are not engineers
     * @param owner who acts, in words; empty for what is put away
     * @param things what it is to buy, by the store's names; empty for what buys nothing
     * @param mayBeBought whether the supplier may hold the order although we have no number
     * @param payload as JSON, personal data masked unless it was revealed
     * @param original what the payload was before it was edited
     */
    public record LetterModel(
            String id,
            String title,
            Badge state,
            String sentence,
            String advice,
            String owner,
            String reason,
            String code,
            String store,
            Optional<String> orderId,
            String channel,
            String kind,
            List<String> things,
            Instant since,
            String attempts,
            String supplierIds,
            boolean mayBeBought,
            String nextStep,
            String traceId,
            String assignee,
            Optional<Instant> snoozedUntil,
            String version,
            boolean masked,
            String payload,
            Optional<String> original,
            List<NoteRow> notes,
            List<Remedies.Offered> remedies,
            Flight flight) {}

    /** What somebody wrote down. */
    public record NoteRow(Instant at, String who, String text) {}

    private static final int MOST_SHOWN = 256 * 1024;
    private static final int MOST_NOTES = 100;

    private final DeadLetters letters;
    private final Care care;
    private final Notes notes;
    private final Reveal reveal;
    private final Remedies remedies;
    private final Database ledger;

    LetterPages(DeadLetters letters, Care care, Notes notes, Reveal reveal, Remedies remedies, Database ledger) {
        this.letters = letters;
        this.care = care;
        this.notes = notes;
        this.reveal = reveal;
        this.remedies = remedies;
        this.ledger = ledger;
    }

    @Override
    public void attach(Router router, Door door) {
        router.get("/console/dead-letters/:id").handler(door.page(Role.VIEWER, this::find));
        router.post("/console/dead-letters/:id/reveal").handler(door.action(Role.SUPPORT, this::reveal));
        router.post("/console/dead-letters/:id/notes").handler(door.action(Role.SUPPORT, this::note));
        router.post("/console/dead-letters/:id/assign").handler(door.action(Role.SUPPORT, this::assign));
        router.post("/console/dead-letters/:id/snooze").handler(door.action(Role.SUPPORT, this::snooze));
        router.post("/console/dead-letters/:id/wake").handler(door.action(Role.SUPPORT, this::wake));
    }

    private Answer find(Visit visit) {
        DeadLetters.Detail detail = letters.find(id(visit), visit.scope(), true)
                .orElseThrow(() -> new ProblemException(Problem.Kind.NOT_FOUND.because(
                        "There is no such dead letter. It may have been replayed and gone through by now.")));
        return page(visit, detail, true);
    }

    private Answer reveal(Visit visit) {
        DeadLetters.Detail detail =
                reveal.letter(id(visit), visit.person(), visit.form().reason()).orElseThrow(LetterPages::missing);
        return page(visit, detail, false);
    }

    private Answer page(Visit visit, DeadLetters.Detail detail, boolean masked) {
        DeadLetter letter = detail.letter();
        Optional<Cause> cause = letter.cause().flatMap(reason -> Cause.find(reason.id()));
        String number = letter.orderNumber().or(letter::storeOrderId).orElse("Unread message");
        LetterModel model = new LetterModel(
                letter.id(),
                number,
                Badge.of(letter.state()),
                cause.map(Cause::sentence).orElse("It stopped, and nobody has said why."),
                cause.map(Cause::advice).orElse("Read the flight recorder below, or ask whoever runs Serai."),
                letter.state() == DispatchState.ARCHIVED
                        ? ""
                        : cause.map(known ->
                                        Words.owner(Words.plain(known.owner().name())))
                                .orElse("ours"),
                letter.reason(),
                letter.code(),
                letter.store(),
                letter.orderId().map(Object::toString),
                letter.channel(),
                Words.plain(letter.kind()),
                things(detail.payload(), cause),
                letter.since(),
                Words.counted(letter.attempts(), "attempt", "attempts"),
                String.join(", ", detail.supplierOrderIds()),
                detail.mayBeBought(),
                next(detail),
                detail.traceId(),
                letter.assignee().orElse(""),
                letter.snoozedUntil().filter(visit.now()::isBefore),
                Long.toString(letter.version()),
                masked,
                pretty(detail.payload()),
                detail.originalPayload().map(LetterPages::pretty),
                notes.list(id(visit), visit.scope(), Optional.empty(), MOST_NOTES).stream()
                        .map(note -> new NoteRow(note.at(), note.actor(), note.text()))
                        .toList(),
                remedies.offered(id(visit), visit.person()).orElse(List.of()),
                Flight.of(
                        letter.orderId().isPresent()
                                ? FlightRecorder.ofOrder(
                                        ledger, letter.orderId().get())
                                : FlightRecorder.ofDispatch(ledger, id(visit))));
        return new Answer.Page("dead-letter", Place.DEAD_LETTERS, "Dead letter " + number, model);
    }

    private static String next(DeadLetters.Detail detail) {
        return switch (detail.nextStep()) {
            case "find-order" -> "would first ask the supplier whether it holds the order";
            case Dispatch.PLACE_ORDER -> "would send the order";
            case Dispatch.SETTLE_DIFFERENCE -> "would buy what is missing of the order";
            case Dispatch.READ_ORDER -> "would read the message again";
            default -> "would " + Words.plain(detail.nextStep()) + " again";
        };
    }

    /** The number of pieces of a line that cannot be ordered is what is odd about it, and not what stands in its letter. */
    private static List<String> things(JsonNode payload, Optional<Cause> cause) {
        boolean countable = !cause.filter(Cause.LINE_NOT_ORDERABLE::equals).isPresent();
        List<String> things = new ArrayList<>();
        for (JsonNode item : payload.path("items")) {
            String pieces = countable ? item.path("quantity").asText() + " × " : "";
            things.add(pieces + item.path("title").asText() + " ("
                    + item.path("sku").asText() + ")");
        }
        return things;
    }

    /** A message of a platform may be several megabytes long; a page shows the beginning. */
    private static String pretty(JsonNode payload) {
        String text = Json.pretty(payload);
        return text.length() <= MOST_SHOWN
                ? text
                : text.substring(0, MOST_SHOWN) + "\n… and " + (text.length() - MOST_SHOWN)
                        + " characters more; GET /api/v1/dead-letters/{id} has them all";
    }

    private Answer note(Visit visit) {
        return switch (notes.add(id(visit), visit.form().raw("text").orElse(""), visit.person())) {
            case Notes.Written.Added added ->
                new Answer.SeeOther("/console/dead-letters/" + visit.path("id"), "The note is kept.");
            case Notes.Written.Missing missing -> throw missing();
            case Notes.Written.Refused refused -> throw Form.fault("The note was not kept: " + refused.why());
        };
    }

    private Answer assign(Visit visit) {
        String who = visit.form().optional("who", "The name", 60);
        Verdict verdict = care.assign(
                id(visit),
                who.isEmpty() ? Optional.empty() : Optional.of(who),
                version(visit),
                visit.person(),
                visit.form().optional("reason", "The reason", 500));
        return done(visit, verdict, who.isEmpty() ? "Nobody looks after it now." : who + " looks after it now.");
    }

    private Answer snooze(Visit visit) {
        Duration time = switch (visit.form().text("for").orElse("")) {
            case "1h" -> Duration.ofHours(1);
            case "4h" -> Duration.ofHours(4);
            case "1d" -> Duration.ofDays(1);
            case "3d" -> Duration.ofDays(3);
            case "7d" -> Duration.ofDays(7);
            default -> throw Form.fault("Choose for how long it shall be out of sight.");
        };
        Verdict verdict = care.snooze(
                id(visit),
                visit.now().plus(time),
                version(visit),
                visit.person(),
                visit.form().reason());
        return done(visit, verdict, "It is out of sight and comes back in " + Words.duration(time) + ".");
    }

    private Answer wake(Visit visit) {
        return done(
                visit, care.wake(id(visit), version(visit), visit.person(), ""), "It is back among those that wait.");
    }

    /** What came of a change of one letter, in words; failures become pages of their own. */
    static Answer done(Visit visit, Verdict verdict, String notice) {
        return new Answer.SeeOther("/console/dead-letters/" + visit.path("id"), Verdicts.words(verdict, notice));
    }

    private static Optional<Long> version(Visit visit) {
        String text = visit.form().required("version", "The version of the letter", 18);
        if (!text.matches("[0-9]{1,18}")) {
            throw Form.fault("The version of the letter is no number; load the page again.");
        }
        return Optional.of(Long.parseLong(text));
    }

    static DispatchId id(Visit visit) {
        try {
            return new DispatchId(visit.path("id"));
        } catch (IllegalArgumentException e) {
            throw missing();
        }
    }

    static ProblemException missing() {
        return new ProblemException(Problem.Kind.NOT_FOUND.because("There is no such dead letter."));
    }
}
