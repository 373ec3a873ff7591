package serai.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import serai.order.FlightRecorder;
import serai.provider.Cause;

/** The flight recorder of an order as a page shows it, latest line first. */
public record Flight(List<Line> lines) {
    /**
     * One line.
     *
     * @param tone good, bad, warn, person or empty; never the only sign of what it says
     * @param who who or what did it
     * @param took for calls that ended
     * @param exchange what was said, for calls
     * @param times how often it and its neighbour came one after the other with nothing between
     * @param first when that was for the first time
     */
    public record Line(
            Instant at,
            String tone,
            String title,
            String who,
            String text,
            Optional<String> took,
            Optional<Exchange> exchange,
            int times,
            Instant first) {
        private boolean says(Line other) {
            return title.equals(other.title)
                    && who.equals(other.who)
                    && text.equals(other.text)
                    && exchange.isEmpty()
                    && other.exchange.isEmpty();
        }

        private Line again(Instant earlier) {
            return new Line(at, tone, title, who, text, took, exchange, times + 1, earlier);
        }
    }

    /** What was said on both sides of a call, redacted. */
    public record Exchange(String request, String response) {}

    static Flight of(List<FlightRecorder.Entry> entries) {
        return new Flight(folded(entries.reversed().stream().map(Flight::line).toList()));
    }

    /** An order that is looked at every quarter of an hour for a week says the same two lines each time: once is enough. */
    private static List<Line> folded(List<Line> lines) {
        List<Line> folded = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            int last = folded.size() - 1;
            boolean pair = last >= 1
                    && i + 1 < lines.size()
                    && lines.get(i).says(folded.get(last - 1))
                    && lines.get(i + 1).says(folded.get(last));
            if (pair) {
                folded.set(last - 1, folded.get(last - 1).again(lines.get(i).at()));
                folded.set(last, folded.get(last).again(lines.get(i + 1).at()));
                i++;
            } else {
                folded.add(lines.get(i));
            }
        }
        return List.copyOf(folded);
    }

    private static Line line(FlightRecorder.Entry entry) {
        return switch (entry) {
            case FlightRecorder.Event event -> event(event);
            case FlightRecorder.Call call -> call(call);
        };
    }

    private static Line event(FlightRecorder.Event event) {
        return new Line(
                event.at(),
                tone(event.what()),
                Words.sentence(event.what()),
                event.actor(),
                event.reason(),
                Optional.empty(),
                Optional.empty(),
                1,
                event.at());
    }

    private static String tone(String what) {
        return switch (what) {
            case "DONE" -> "good";
            case "DEAD" -> "bad";
            case "WAITING", "UNCONFIRMED" -> "warn";
            case "EDITED", "ARCHIVED", "NOTE" -> "person";
            default -> "";
        };
    }

    private static Line call(FlightRecorder.Call call) {
        String outcome = call.outcome().map(Flight::outcome).orElse("no answer yet");
        String title = "Call " + call.number() + " to " + call.channel() + ": " + Words.plain(call.kind())
                + (call.step().equals("FIND") ? ", looks it up" : "") + ", " + outcome;
        String text = (call.cause().map(Cause::sentence).orElse("") + " " + call.code() + " " + call.detail()).strip();
        boolean said = !call.request().isEmpty() || !call.response().isEmpty();
        return new Line(
                call.at(),
                outcomeTone(call.outcome().orElse("")),
                title,
                call.node(),
                text,
                call.endedAt().map(end -> millis(Duration.between(call.at(), end))),
                said ? Optional.of(new Exchange(call.request(), call.response())) : Optional.empty(),
                1,
                call.at());
    }

    /** The ledger keeps the names of {@link serai.provider.Outcome}'s kinds. */
    private static String outcome(String kind) {
        return switch (kind) {
            case "NotFound" -> "not found";
            case "Retryable" -> "to be repeated";
            case "Unknown" -> "answer lost";
            default -> Words.plain(kind);
        };
    }

    private static String outcomeTone(String kind) {
        return switch (kind) {
            case "Done", "Taken" -> "good";
            case "Rejected" -> "bad";
            default -> "warn";
        };
    }

    private static String millis(Duration took) {
        return took.toMillis() < 10_000 ? Words.count(took.toMillis()) + " ms" : Words.duration(took);
    }
}
