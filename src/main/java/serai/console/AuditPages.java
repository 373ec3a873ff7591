package serai.console;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import serai.access.Audit;
import serai.access.Role;
import serai.base.StoreId;
import serai.ledger.Database;

/** The audit book: who did what to what, when, from where and why; also as a table to take along. */
public final class AuditPages implements Pages {
    private static final String PATH = "/console/audit";
    private static final int ROWS = 50;
    private static final int LONGEST = 200;

    /**
     * A page of the book.
     *
     * @param from as typed, for the form; so are the others
     * @param older where the next page is; empty on the last one
     * @param newest where the first page is; empty on it
     */
    public record Model(
            String actor,
            String action,
            String target,
            String from,
            String to,
            List<Line> lines,
            Optional<String> older,
            Optional<String> newest,
            String download) {}

    /**
     * An entry.
     *
     * @param actorPath where all of that actor are, and so on
     */
    public record Line(
            Instant at,
            String actor,
            String actorPath,
            String role,
            String action,
            String actionPath,
            String target,
            String targetPath,
            String affected,
            String reason,
            String source,
            String store) {}

    private final Audit audit;

    AuditPages(Database ledger) {
        this.audit = new Audit(ledger);
    }

    @Override
    public void attach(Router router, Door door) {
        router.get(PATH).handler(door.page(Role.VIEWER, this::show));
        router.get(PATH + ".csv").handler(door.page(Role.VIEWER, this::download));
    }

    private Answer show(Visit visit) {
        Form query = visit.query();
        Audit.Filter filter = filter(query);
        Optional<Audit.Position> before = query.text("before").map(AuditPages::position);
        List<Audit.Entry> found = audit.list(visit.scope(), filter, before, ROWS + 1);
        List<Audit.Entry> shown = found.subList(0, Math.min(ROWS, found.size()));
        String same = address(query);
        Optional<String> older = found.size() > ROWS
                ? Optional.of(PATH + "?" + joined(same, "before=" + text(Audit.Position.of(shown.getLast()))))
                : Optional.empty();
        Model model = new Model(
                query.text("actor").orElse(""),
                query.text("action").orElse(""),
                query.text("target").orElse(""),
                query.text("from").orElse(""),
                query.text("to").orElse(""),
                shown.stream().map(AuditPages::line).toList(),
                older,
                before.map(place -> PATH + "?" + same),
                PATH + ".csv?" + same);
        return new Answer.Page("audit", Place.AUDIT, "Audit", model);
    }

    private Answer download(Visit visit) {
        Audit.Filter filter = filter(visit.query());
        return new Answer.Own(
                (HttpServerResponse response) -> new AuditTable(audit, visit.scope(), filter).write(response));
    }

    private static Audit.Filter filter(Form query) {
        return new Audit.Filter(
                text(query, "actor"),
                text(query, "action")
                        .map(action -> action.strip()
                                .toLowerCase(java.util.Locale.ROOT)
                                .replace(' ', '-')),
                text(query, "target"),
                query.text("from").map(text -> time("From", text, 0)),
                query.text("to").map(text -> time("To", text, 1)));
    }

    private static Optional<String> text(Form query, String name) {
        return query.text(name).map(value -> query.required(name, Words.sentence(name), LONGEST));
    }

    /**
     * A day or a minute in UTC, as browsers send what was picked.
     *
     * @param days to add to a bare day
     */
    private static Instant time(String label, String text, int days) {
        try {
            Instant time = text.contains("T")
                    ? LocalDateTime.parse(text).toInstant(ZoneOffset.UTC)
                    : LocalDate.parse(text).plusDays(days).atStartOfDay().toInstant(ZoneOffset.UTC);
            if (time.isAfter(Instant.EPOCH) && time.isBefore(Instant.parse("9999-12-31T00:00:00Z"))) {
                return time;
            }
        } catch (DateTimeParseException e) {
            throw Form.fault(label + " must be a day such as 2026-11-20, or with a time such as 2026-11-20T10:15");
        }
        throw Form.fault(label + " must lie between 1970 and 9999");
    }

    private static String text(Audit.Position place) {
        return place.at().toEpochMilli() + "-" + place.seq();
    }

    private static Audit.Position position(String text) {
        String[] parts = text.split("-", -1);
        try {
            return new Audit.Position(Instant.ofEpochMilli(Long.parseLong(parts[0])), Long.parseLong(parts[1]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw Form.fault("This page of the book does not exist; begin at the newest");
        }
    }

    /** What stands after the question mark, without the place in the book. */
    private static String address(Form query) {
        return Stream.of("actor", "action", "target", "from", "to")
                .flatMap(name -> query.text(name).map(value -> pair(name, value)).stream())
                .collect(Collectors.joining("&"));
    }

    private static String pair(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String joined(String one, String other) {
        return one.isEmpty() ? other : one + "&" + other;
    }

    private static Line line(Audit.Entry entry) {
        return new Line(
                entry.at(),
                entry.actor(),
                PATH + "?" + pair("actor", entry.actor()),
                entry.role(),
                Words.sentence(entry.action()),
                PATH + "?" + pair("action", entry.action()),
                entry.target(),
                PATH + "?" + pair("target", entry.target()),
                Words.count(entry.affected()),
                entry.reason(),
                entry.source(),
                entry.store().map(StoreId::value).orElse(""));
    }
}
