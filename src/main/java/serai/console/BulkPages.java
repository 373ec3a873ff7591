package serai.console;

import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import serai.access.Role;
import serai.deadletter.Bulk;
import serai.deadletter.DeadLetterFilter;
import serai.deadletter.DeadLetters;
import serai.http.Problem;
import serai.http.ProblemException;

/** What is done to all letters of a search at once: asked first, with the number that the person saw. */
public final class BulkPages implements Pages {
    /** The question before it is done. */
    public record BulkModel(
            String action,
            String title,
            String sentence,
            String query,
            String rawQuery,
            Instant seen,
            long count,
            String counted,
            String button,
            boolean asksWho,
            boolean asksHours,
            String me,
            boolean possible,
            String obstacle,
            String back) {}

    /** The kinds. */
    private enum Action {
        ASSIGN("Assign", "Assigned", "They get somebody who looks after them. Nothing is sent."),
        SNOOZE("Snooze", "Snoozed", "They go out of sight and come back by themselves. Nothing is sent."),
        ARCHIVE("Archive", "Archived", "They are put away without being sent; nobody is told. Each can be restored."),
        RESTORE("Restore", "Restored", "They come back from the archive and wait for a person again. Nothing is sent.");

        private final String label;
        private final String done;
        private final String sentence;

        Action(String label, String done, String sentence) {
            this.label = label;
            this.done = done;
            this.sentence = sentence;
        }

        private String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final DeadLetters letters;
    private final Bulk bulk;

    BulkPages(DeadLetters letters, Bulk bulk) {
        this.letters = letters;
        this.bulk = bulk;
    }

    @Override
    public void attach(Router router, Door door) {
        router.get("/console/dead-letters/bulk/:action").handler(door.page(Role.SUPPORT, this::ask));
        router.post("/console/dead-letters/bulk/:action").handler(door.action(Role.SUPPORT, this::act));
    }

    private Answer ask(Visit visit) {
        Action action = action(visit);
        Selection selection = Selection.of(visit);
        selection.wrong().ifPresent(wrong -> {
            throw Form.fault("The search means nothing: " + wrong.says());
        });
        DeadLetters.Count count = letters.count(set(action, selection), Bulk.MOST);
        String counted = Words.counted(count.n(), "letter", "letters");
        String obstacle = count.more()
                ? "At most " + Words.count(Bulk.MOST) + " letters can be changed at once; search for less."
                : count.n() == 0 ? "No letter matches any more." : "";
        BulkModel model = new BulkModel(
                action.id(),
                action.label + " " + counted,
                action.sentence,
                selection.query().isEmpty() ? "all that wait" : selection.query(),
                selection.query(),
                selection.seen(),
                count.n(),
                counted,
                action.label + " " + counted,
                action == Action.ASSIGN,
                action == Action.SNOOZE,
                visit.account().name(),
                obstacle.isEmpty(),
                obstacle,
                back(selection));
        return new Answer.Page("bulk", Place.DEAD_LETTERS, model.title(), model);
    }

    /** Only those that the action can do something to, so that the number on the button is what it does. */
    private static DeadLetterFilter set(Action action, Selection selection) {
        return action == Action.RESTORE
                ? selection.filter().putAway()
                : selection.filter().waiting();
    }

    private static String back(Selection selection) {
        return "/console/dead-letters?q=" + Selection.encoded(selection.query());
    }

    private static Action action(Visit visit) {
        for (Action action : Action.values()) {
            if (action.id().equals(visit.path("action"))) {
                return action;
            }
        }
        throw new ProblemException(Problem.Kind.NOT_FOUND.because("There is no such page."));
    }

    private Answer act(Visit visit) {
        Action action = action(visit);
        Selection selection = Selection.ofForm(visit);
        selection.wrong().ifPresent(wrong -> {
            throw Form.fault("The search means nothing: " + wrong.says());
        });
        String reason = visit.form().reason();
        Bulk.Seen seen = new Bulk.Seen(set(action, selection), count(visit), selection.seen());
        Bulk.Result result = switch (action) {
            case ASSIGN -> bulk.assign(seen, who(visit), visit.person(), reason);
            case SNOOZE -> bulk.snooze(seen, visit.now().plus(hours(visit)), visit.person(), reason);
            case ARCHIVE -> bulk.archive(seen, visit.person(), reason);
            case RESTORE -> bulk.restore(seen, visit.person(), reason);
        };
        return switch (result) {
            case Bulk.Result.Done done -> new Answer.SeeOther(back(selection), notice(action, done));
            case Bulk.Result.Grown grown ->
                throw Form.fault("The set has grown to " + Words.counted(grown.now(), "letter", "letters")
                        + " since you looked. Nothing was changed; look at the list again.");
            case Bulk.Result.Refused refused -> throw Form.fault(refused.why());
        };
    }

    private static String notice(Action action, Bulk.Result.Done done) {
        return action.done + ": " + Words.counted(done.changed(), "letter", "letters") + "."
                + (done.noLonger() > 0
                        ? " " + Words.count(done.noLonger()) + " had been moved on by somebody else meanwhile."
                        : "");
    }

    private static long count(Visit visit) {
        String text = visit.form().required("count", "The number of letters", 9);
        if (!text.matches("[0-9]{1,9}")) {
            throw Form.fault("The number of letters is none; look at the list again.");
        }
        return Long.parseLong(text);
    }

    private static Optional<String> who(Visit visit) {
        String who = visit.form().optional("who", "The name", 60);
        return who.isEmpty() ? Optional.empty() : Optional.of(who);
    }

    private static Duration hours(Visit visit) {
        String text = visit.form().required("hours", "The number of hours", 4);
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 720) {
            throw Form.fault("The number of hours must be 1 to 720.");
        }
        return Duration.ofHours(Integer.parseInt(text));
    }
}
