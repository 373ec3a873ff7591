package serai.console;

import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import serai.access.Role;
import serai.deadletter.DeadLetter;
import serai.deadletter.DeadLetterFilter;
import serai.deadletter.DeadLetters;
import serai.deadletter.SavedViews;
import serai.deadletter.Search;

/** The list of dead letters: grouped, searched, and the way to do something with all that are shown. */
public final class LetterListPages implements Pages {
    private static final int PAGE = 50;
    private static final int MOST_GROUPS = 20;

    /**
     * The page.
     *
     * @param wrong what is wrong with the query, and what to write instead
     * @param deep whether the groups say store and SKU as well
     * @param total how many letters the buttons mean, in words
     */
    public record ListModel(
            String query,
            Instant seen,
            Optional<String> wrong,
            List<Tab> tabs,
            List<View> views,
            List<GroupRow> groups,
            boolean deep,
            boolean moreGroups,
            String total,
            List<Bulk> bulks,
            List<LetterRow> letters,
            Optional<String> first,
            Optional<String> older) {}

    /** A usual search. */
    public record Tab(String label, String count, String path, boolean current) {}

    /** A search that somebody kept. */
    public record View(String id, String name, String path, boolean mine) {}

    /** Letters that have the same cause on the same channel. */
    public record GroupRow(
            String sentence,
            String channel,
            String store,
            String sku,
            String owner,
            String count,
            Instant oldest,
            String path) {}

    /** Something to be done with all letters of the search. */
    public record Bulk(String label, String path, String style) {}

    /** One letter. */
    public record LetterRow(
            String id,
            String number,
            String store,
            String sentence,
            String detail,
            String channel,
            Instant since,
            String assignee) {}

    private final DeadLetters letters;
    private final SavedViews views;
    private final WaitingLetters waiting;

    LetterListPages(DeadLetters letters, SavedViews views) {
        this.letters = letters;
        this.views = views;
        this.waiting = new WaitingLetters(letters);
    }

    @Override
    public void attach(Router router, Door door) {
        router.get("/console/dead-letters").handler(door.page(Role.VIEWER, this::list));
        router.post("/console/views").handler(door.action(Role.VIEWER, this::keep));
        router.post("/console/views/:id/delete").handler(door.action(Role.VIEWER, this::forget));
    }

    private Answer list(Visit visit) {
        Selection selection = Selection.of(visit);
        DeadLetterFilter filter = selection.filter();
        Optional<DeadLetters.Cursor> after = visit.query("after").flatMap(Cursors::read);
        List<DeadLetters.Group> everything = waiting.groups(selection);
        List<DeadLetters.Group> groups = groups(selection, everything);
        long total = groups.stream().mapToLong(DeadLetters.Group::count).sum();
        boolean deep = groups.size() == 1 && after.isEmpty();
        DeadLetters.Counted shown =
                deep ? letters.counted(filter, DeadLetters.By.SKU) : new DeadLetters.Counted(groups, false);
        List<DeadLetter> found = selection.wrong().isPresent() ? List.of() : letters.list(filter, after, PAGE + 1);
        List<DeadLetter> page = found.subList(0, Math.min(PAGE, found.size()));
        ListModel model = new ListModel(
                selection.query(),
                selection.seen(),
                selection.wrong().map(LetterListPages::words),
                tabs(selection, everything),
                savedViews(visit),
                // A page further down is for reading on; the groups are above the first.
                after.isPresent()
                        ? List.of()
                        : shown.groups().stream()
                                .limit(MOST_GROUPS)
                                .map(group -> row(selection, group))
                                .toList(),
                deep,
                shown.more() || shown.groups().size() > MOST_GROUPS,
                Words.counted(total, "letter", "letters"),
                bulks(selection, total),
                page.stream().map(LetterListPages::row).toList(),
                after.map(cursor -> "/console/dead-letters?q=" + Selection.encoded(selection.query())),
                found.size() > PAGE
                        ? Optional.of("/console/dead-letters?" + selection.address() + "&after="
                                + Cursors.write(
                                        page.getLast().since(), page.getLast().id()))
                        : Optional.empty());
        return new Answer.Page("dead-letters", Place.DEAD_LETTERS, "Dead letters", model);
    }

    private static String words(Search.Reading.Wrong wrong) {
        return "At character " + wrong.column() + ": " + wrong.says();
    }

    /** Of what was searched for; all that wait is not counted a second time. */
    private List<DeadLetters.Group> groups(Selection selection, List<DeadLetters.Group> everything) {
        if (selection.wrong().isPresent()) {
            return List.of();
        }
        return selection.query().isBlank() ? everything : letters.groups(selection.filter(), DeadLetters.By.CAUSE);
    }

    private static List<Tab> tabs(Selection selection, List<DeadLetters.Group> everything) {
        long merchant = 0;
        long ours = 0;
        for (DeadLetters.Group group : everything) {
            if (group.cause().filter(cause -> cause.owner().equals("merchant")).isPresent()) {
                merchant += group.count();
            } else {
                ours += group.count();
            }
        }
        List<Tab> tabs = new ArrayList<>();
        tabs.add(tab("All that wait", merchant + ours, "", selection));
        tabs.add(tab("Ours", ours, "owner:ours", selection));
        tabs.add(tab("Merchant must act", merchant, "owner:merchant", selection));
        tabs.add(tab("Mine", -1, "assignee:me", selection));
        tabs.add(tab("Snoozed", -1, "is:snoozed", selection));
        tabs.add(tab("Archived", -1, "is:archived", selection));
        return tabs;
    }

    private static Tab tab(String label, long count, String query, Selection selection) {
        return new Tab(
                label,
                count < 0 ? "" : Words.count(count),
                "/console/dead-letters" + (query.isEmpty() ? "" : "?q=" + Selection.encoded(query)),
                selection.query().equals(query));
    }

    private List<View> savedViews(Visit visit) {
        return views.list(visit.person()).stream()
                .map(view -> new View(
                        view.id(),
                        view.name(),
                        "/console/dead-letters?q=" + Selection.encoded(view.query()),
                        view.owner().equals(visit.account().name())))
                .toList();
    }

    private static GroupRow row(Selection selection, DeadLetters.Group group) {
        List<String> terms = new ArrayList<>();
        terms.add("cause:" + group.cause().map(DeadLetter.Reason::id).orElse("none"));
        Search.term("channel", group.channel()).ifPresent(terms::add);
        group.store().flatMap(store -> Search.term("store", store)).ifPresent(terms::add);
        group.sku().flatMap(sku -> Search.term("sku", sku)).ifPresent(terms::add);
        return new GroupRow(
                group.cause().map(DeadLetter.Reason::sentence).orElse("Nobody has said why."),
                group.channel(),
                group.store().orElse(""),
                group.sku().orElse(""),
                group.cause().map(reason -> Words.owner(reason.owner())).orElse("ours"),
                Words.count(group.count()),
                group.oldest(),
                "/console/dead-letters?q=" + Selection.encoded(selection.and(String.join(" ", terms))));
    }

    /** A search may find what waits and what was put away: each button counts what it can do something to. */
    private List<Bulk> bulks(Selection selection, long total) {
        long away = selection.archived()
                ? letters.groups(selection.filter().putAway(), DeadLetters.By.CAUSE).stream()
                        .mapToLong(DeadLetters.Group::count)
                        .sum()
                : 0;
        String n = Words.count(total - away);
        String bulk = "/console/dead-letters/bulk/";
        List<Bulk> all = new ArrayList<>();
        if (away > 0) {
            all.add(new Bulk(
                    "Restore " + Words.count(away) + " …", bulk + "restore?" + selection.address(), "primary"));
        }
        if (total > away) {
            all.add(new Bulk("Replay " + n + " …", "/console/replays/new?" + selection.address(), "primary"));
            all.add(new Bulk("Assign " + n + " …", bulk + "assign?" + selection.address(), ""));
            all.add(new Bulk("Snooze " + n + " …", bulk + "snooze?" + selection.address(), ""));
            all.add(new Bulk("Archive " + n + " …", bulk + "archive?" + selection.address(), "danger"));
        }
        return all;
    }

    private static LetterRow row(DeadLetter letter) {
        return new LetterRow(
                letter.id(),
                letter.orderNumber().or(letter::storeOrderId).orElse("unread message"),
                letter.store(),
                letter.cause().map(DeadLetter.Reason::sentence).orElse("Nobody has said why."),
                Words.shortened(letter.reason(), 160),
                letter.channel(),
                letter.since(),
                letter.assignee().orElse("nobody"));
    }

    private Answer keep(Visit visit) {
        String name = visit.form().required("name", "The name", SavedViews.LONGEST_NAME);
        String query = visit.form().required("q", "The search", Search.LONGEST);
        return kept(
                views.create(name, query, visit.form().flag("shared"), visit.person()),
                "/console/dead-letters?q=" + Selection.encoded(query),
                "The search is kept as " + name + ".");
    }

    private Answer forget(Visit visit) {
        return kept(
                views.delete(visit.path("id"), visit.person()), "/console/dead-letters", "The search is forgotten.");
    }

    private static Answer kept(SavedViews.Result result, String path, String notice) {
        return switch (result) {
            case SavedViews.Result.Saved saved -> new Answer.SeeOther(path, notice);
            case SavedViews.Result.Missing missing -> new Answer.SeeOther(path, "There is no such search of yours.");
            case SavedViews.Result.Refused refused -> throw Form.fault(refused.why());
        };
    }
}
