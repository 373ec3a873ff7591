package serai.console;

import io.vertx.ext.web.Router;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import serai.access.Role;
import serai.deadletter.DeadLetter;
import serai.deadletter.DeadLetters;
import serai.deadletter.Rehearsal;
import serai.deadletter.Replay;
import serai.deadletter.ReplayBook;

/** Replays of many letters before they run: the question with what would happen, the letters one by one, the start; and the history. */
public final class ReplayPages implements Pages {
    private static final int PAGE = 20;
    private static final int LETTERS = 50;
    private static final String USUAL_STAGES = "1, 5, 50";
    private static final String USUAL_RATE = "5";
    private static final String USUAL_SHARE = "20";

    /** All replays, newest first. */
    public record HistoryModel(
            List<ReplayProgress> replays, String actor, List<RemedyBody.Choice> states, Optional<String> older) {}

    /**
     * What a replay would do.
     *
     * @param count the number on the button
     * @param token that makes pressing it twice one replay
     * @param exact whether every letter was judged; else only some were
     * @param obstacle why it cannot be started, or empty
     */
    public record NewModel(
            String query,
            String queryWords,
            String seen,
            String counted,
            long count,
            String token,
            List<GroupRow> groups,
            boolean exact,
            String looked,
            String wouldGo,
            List<SkipRow> skipped,
            List<Row> first,
            String address,
            String obstacle,
            boolean evenIfLooping,
            Settings settings) {}

    /** What a person chooses, with what is usual. */
    public record Settings(String rate, String stages, String share) {}

    /** Letters of one cause on one channel. */
    public record GroupRow(String cause, String channel, String count) {}

    /** Letters that would be passed over for one reason. */
    public record SkipRow(String why, String count) {}

    /** What would happen to one letter. */
    public record Row(String letter, String number, String store, String cause, boolean goes, String does) {}

    /** Every letter with what would happen to it, page by page. */
    public record RehearsalModel(String query, String counted, List<Row> rows, String back, Optional<String> older) {}

    private final ReplayBook book;
    private final Rehearsal rehearsal;
    private final DeadLetters letters;

    ReplayPages(ReplayBook book, Rehearsal rehearsal, DeadLetters letters) {
        this.book = book;
        this.rehearsal = rehearsal;
        this.letters = letters;
    }

    @Override
    public void attach(Router router, Door door) {
        router.get("/console/replays").handler(door.page(Role.VIEWER, this::history));
        router.get("/console/replays/new").handler(door.page(Role.VIEWER, this::ask));
        router.get("/console/replays/rehearsal").handler(door.page(Role.VIEWER, this::rehearse));
        router.post("/console/replays").handler(door.action(Role.SUPPORT, this::start));
    }

    private Answer history(Visit visit) {
        Optional<String> actor = visit.query("actor");
        Optional<Replay.State> state = visit.query("state")
                .flatMap(name -> Arrays.stream(Replay.State.values())
                        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(name))
                        .findFirst());
        Optional<DeadLetters.Cursor> before = visit.query("after").flatMap(Cursors::read);
        List<ReplayBook.View> found = book.list(visit.scope(), actor, state, before, PAGE + 1);
        List<ReplayBook.View> shown = found.subList(0, Math.min(PAGE, found.size()));
        String filter =
                actor.map(name -> "actor=" + Selection.encoded(name) + "&").orElse("")
                        + state.map(one -> "state=" + one.name().toLowerCase(Locale.ROOT) + "&")
                                .orElse("");
        Optional<String> older = found.size() > PAGE
                ? Optional.of("/console/replays?" + filter + "after="
                        + Cursors.write(
                                shown.getLast().createdAt(), shown.getLast().id()))
                : Optional.empty();
        List<RemedyBody.Choice> states = new ArrayList<>();
        for (Replay.State one : Replay.State.values()) {
            String name = one.name().toLowerCase(Locale.ROOT);
            states.add(new RemedyBody.Choice(name, name, state.equals(Optional.of(one))));
        }
        HistoryModel model =
                new HistoryModel(shown.stream().map(ReplayProgress::of).toList(), actor.orElse(""), states, older);
        return new Answer.Page("replays", Place.REPLAYS, "Replays", model);
    }

    private Answer ask(Visit visit) {
        Selection selection = understood(Selection.of(visit));
        boolean evenIfLooping = visit.query().flag("evenIfLooping");
        Rehearsal.Outlook outlook = rehearsal.outlook(selection.filter().waiting(), evenIfLooping);
        String obstacle = outlook.more()
                ? "A replay can have at most " + Words.count(ReplayBook.MOST) + " letters; search for less."
                : outlook.count() == 0 ? "No letter matches." : "";
        NewModel model = new NewModel(
                selection.query(),
                selection.query().isEmpty() ? "all that wait" : selection.query(),
                selection.seen().toString(),
                (outlook.more() ? "more than " : "") + Words.counted(outlook.count(), "letter", "letters"),
                outlook.count(),
                ReplayBook.Press.newToken(),
                outlook.groups().stream().map(ReplayPages::group).toList(),
                outlook.exact(),
                Words.count(outlook.looked()),
                Words.count(outlook.wouldGo()),
                outlook.skipped().stream()
                        .map(skip -> new SkipRow(skip.why(), Words.count(skip.count())))
                        .toList(),
                outlook.first().stream().map(ReplayPages::row).toList(),
                selection.address() + (evenIfLooping ? "&evenIfLooping=yes" : ""),
                obstacle,
                evenIfLooping,
                new Settings(USUAL_RATE, USUAL_STAGES, USUAL_SHARE));
        return new Answer.Page("replay-new", Place.REPLAYS, "Replay " + model.counted(), model);
    }

    private static Selection understood(Selection selection) {
        selection.wrong().ifPresent(wrong -> {
            throw Form.fault("The search means nothing: " + wrong.says());
        });
        return selection;
    }

    private static GroupRow group(DeadLetters.Group group) {
        return new GroupRow(
                group.cause().map(DeadLetter.Reason::sentence).orElse("No cause is known."),
                group.channel(),
                Words.count(group.count()));
    }

    private static Row row(Rehearsal.Prospect prospect) {
        DeadLetter letter = prospect.letter();
        return new Row(
                letter.id(),
                letter.orderNumber().or(letter::storeOrderId).orElse("Unread message"),
                letter.store(),
                letter.cause().map(cause -> Words.plain(cause.id())).orElse(""),
                prospect.goes(),
                prospect.does());
    }

    private Answer rehearse(Visit visit) {
        Selection selection = understood(Selection.of(visit));
        boolean evenIfLooping = visit.query().flag("evenIfLooping");
        String address = selection.address() + (evenIfLooping ? "&evenIfLooping=yes" : "");
        List<Rehearsal.Prospect> found = rehearsal.steps(
                selection.filter().waiting(),
                evenIfLooping,
                visit.query("after").flatMap(Cursors::read),
                LETTERS + 1);
        List<Rehearsal.Prospect> shown = found.subList(0, Math.min(LETTERS, found.size()));
        DeadLetters.Count count = letters.count(selection.filter().waiting(), ReplayBook.MOST);
        Optional<String> older = found.size() > LETTERS
                ? Optional.of("/console/replays/rehearsal?" + address + "&after="
                        + Cursors.write(
                                shown.getLast().letter().since(),
                                shown.getLast().letter().id()))
                : Optional.empty();
        RehearsalModel model = new RehearsalModel(
                selection.query().isEmpty() ? "all that wait" : selection.query(),
                (count.more() ? "more than " : "") + Words.counted(count.n(), "letter", "letters"),
                shown.stream().map(ReplayPages::row).toList(),
                "/console/replays/new?" + address,
                older);
        return new Answer.Page("rehearsal", Place.REPLAYS, "Dry run", model);
    }

    private Answer start(Visit visit) {
        Selection selection = understood(Selection.ofForm(visit));
        Form form = visit.form();
        String reason = form.reason();
        BigDecimal rate = number(form, "rate", "The rate", "0.1", "1000");
        BigDecimal percent = number(form, "share", "The share", "0", "100");
        ReplayBook.Wish wish = new ReplayBook.Wish(
                selection.filter().waiting(),
                rate,
                stages(form),
                percent.movePointLeft(2),
                form.flag("evenIfLooping"),
                reason);
        return switch (book.start(wish, press(form), visit.person())) {
            case ReplayBook.Started.Running running ->
                new Answer.SeeOther("/console/replays/" + running.replay().id(), "The replay has begun.");
            case ReplayBook.Started.Grown grown ->
                throw Form.fault("The set has grown to " + Words.counted(grown.now(), "letter", "letters")
                        + " since you looked. Nothing was started; look at the list again.");
            case ReplayBook.Started.TooMany many ->
                throw Form.fault(
                        "A replay can have at most " + Words.count(ReplayBook.MOST) + " letters; search for less.");
            case ReplayBook.Started.Strange strange ->
                throw Form.fault("This form belongs to another replay. Nothing was started; open the form again.");
        };
    }

    private static ReplayBook.Press press(Form form) {
        String count = form.required("count", "The number of letters", 9);
        String token = form.required("token", "The token of the form", 32);
        if (!count.matches("[0-9]{1,9}") || !token.matches("[0-9a-f]{32}")) {
            throw Form.fault("The number of letters or the token is none; open the form again.");
        }
        return new ReplayBook.Press(Long.parseLong(count), token);
    }

    private static BigDecimal number(Form form, String name, String label, String least, String most) {
        String text = form.required(name, label, 10);
        if (!text.matches("[0-9]{1,4}(\\.[0-9]{1,3})?")
                || new BigDecimal(text).compareTo(new BigDecimal(least)) < 0
                || new BigDecimal(text).compareTo(new BigDecimal(most)) > 0) {
            throw Form.fault(label + " must be a number from " + least + " to " + most + ".");
        }
        return new BigDecimal(text);
    }

    /** Empty means that all go at once, at the rate. */
    private static List<Integer> stages(Form form) {
        String text = form.optional("stages", "The stages", 60);
        List<Integer> stages = new ArrayList<>();
        for (String part : text.split("[\\s,;]+", -1)) {
            if (!part.isEmpty()) {
                if (!part.matches("[0-9]{1,6}")
                        || Integer.parseInt(part) < 1
                        || Integer.parseInt(part) > ReplayBook.MOST) {
                    throw Form.fault("The stages must be numbers of letters, such as 1, 5, 50.");
                }
                stages.add(Integer.parseInt(part));
            }
        }
        if (stages.size() > 10) {
            throw Form.fault("At most 10 stages are possible.");
        }
        return stages;
    }
}
