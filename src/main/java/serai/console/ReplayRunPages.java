package serai.console;

import io.vertx.ext.web.Router;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import serai.access.Role;
import serai.deadletter.ReplayBook;
import serai.deadletter.ReplayItems;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.provider.Cause;

/** A replay that has begun: how far it is, what died again, what was passed over; and its brakes. */
public final class ReplayRunPages implements Pages {
    private static final int LETTERS = 50;
    private static final int FEW = 10;

    /**
     * The page of a replay.
     *
     * @param failed the first of those that died again
     * @param skipped why letters were passed over, most first
     */
    public record RunModel(ReplayProgress progress, List<ItemRow> failed, List<ReplayPages.SkipRow> skipped) {}

    /** A letter of the replay. */
    public record ItemRow(
            String letter,
            Optional<String> order,
            String number,
            String store,
            String why,
            Badge state,
            String reason,
            boolean waits) {}

    /** All letters of one fate, page by page. */
    public record ItemsModel(
            String replay, String title, List<RemedyBody.Choice> fates, List<ItemRow> items, Optional<String> next) {}

    private final ReplayBook book;
    private final ReplayItems items;

    ReplayRunPages(ReplayBook book, ReplayItems items) {
        this.book = book;
        this.items = items;
    }

    @Override
    public void attach(Router router, Door door) {
        router.get("/console/replays/:id").handler(door.page(Role.VIEWER, this::find));
        router.get("/console/replays/:id/progress").handler(door.glance(Role.VIEWER, this::progress));
        router.get("/console/replays/:id/letters").handler(door.page(Role.VIEWER, this::letters));
        router.post("/console/replays/:id/:steer").handler(door.action(Role.SUPPORT, this::steer));
    }

    private ReplayBook.View view(Visit visit) {
        return book.find(visit.path("id"), visit.scope()).orElseThrow(ReplayRunPages::missing);
    }

    private static ProblemException missing() {
        return new ProblemException(Problem.Kind.NOT_FOUND.because("There is no such replay."));
    }

    private Answer find(Visit visit) {
        RunModel model = model(view(visit));
        return new Answer.Page(
                "replay", Place.REPLAYS, "Replay by " + model.progress().actor(), model);
    }

    /** The changing part alone, for a script that asks every few seconds; a reader without one gets the page. */
    private Answer progress(Visit visit) {
        return visit.byScript()
                ? new Answer.Part("replay/update", model(view(visit)))
                : new Answer.SeeOther("/console/replays/" + view(visit).id(), "");
    }

    private RunModel model(ReplayBook.View view) {
        return new RunModel(
                ReplayProgress.of(view),
                items.list(view.id(), ReplayItems.Fate.DEAD, 0, FEW).stream()
                        .map(ReplayRunPages::row)
                        .toList(),
                items.skipped(view.id()).stream()
                        .map(reason -> new ReplayPages.SkipRow(reason.why(), Words.count(reason.count())))
                        .toList());
    }

    private static ItemRow row(ReplayItems.Item item) {
        String diedOf = item.diedOf().map(Cause::sentence).orElse("");
        return new ItemRow(
                item.letter(),
                item.order().map(Object::toString),
                item.orderNumber().orElse("Unread message"),
                item.store(),
                item.note().isEmpty() ? (diedOf + " " + item.code()).strip() : item.note(),
                Badge.of(item.state()),
                item.reason(),
                switch (item.state()) {
                    case DEAD, ARCHIVED -> true;
                    case RECORDED, QUEUED, ATTEMPTING, WAITING, UNCONFIRMED, DONE, CANCELLED -> false;
                });
    }

    private Answer letters(Visit visit) {
        ReplayBook.View view = view(visit);
        String wanted = visit.query("fate").orElse("dead");
        ReplayItems.Fate fate = Arrays.stream(ReplayItems.Fate.values())
                .filter(one -> name(one).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.Kind.NOT_FOUND.because("There is no such list.")));
        long after = visit.query("after")
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Long::parseLong)
                .orElse(0L);
        List<ReplayItems.Item> found = items.list(view.id(), fate, after, LETTERS + 1);
        List<ReplayItems.Item> shown = found.subList(0, Math.min(LETTERS, found.size()));
        Optional<String> next = found.size() > LETTERS
                ? Optional.of("/console/replays/" + view.id() + "/letters?fate=" + wanted + "&after="
                        + shown.getLast().position())
                : Optional.empty();
        List<RemedyBody.Choice> fates = Arrays.stream(ReplayItems.Fate.values())
                .map(one -> new RemedyBody.Choice(name(one), label(one), one == fate))
                .toList();
        ItemsModel model = new ItemsModel(
                view.id(),
                label(fate),
                fates,
                shown.stream().map(ReplayRunPages::row).toList(),
                next);
        return new Answer.Page("replay-letters", Place.REPLAYS, "Letters of a replay: " + label(fate), model);
    }

    private static String name(ReplayItems.Fate fate) {
        return fate.name().toLowerCase(Locale.ROOT);
    }

    private static String label(ReplayItems.Fate fate) {
        return switch (fate) {
            case PENDING -> "Not sent yet";
            case SENT -> "On the way";
            case SKIPPED -> "Passed over";
            case DONE -> "Gone through";
            case DEAD -> "Died again";
        };
    }

    private Answer steer(Visit visit) {
        String id = visit.path("id");
        String reason = visit.form().reason();
        ReplayBook.Steered steered = switch (visit.path("steer")) {
            case "pause" -> book.pause(id, visit.person(), reason);
            case "resume" -> book.resume(id, visit.person(), reason);
            case "cancel" -> book.cancel(id, visit.person(), reason);
            default -> throw new ProblemException(Problem.Kind.NOT_FOUND.because("There is no such page."));
        };
        return switch (steered) {
            case ReplayBook.Steered.Changed changed ->
                new Answer.SeeOther(
                        "/console/replays/" + id,
                        "The replay is " + changed.replay().state().name().toLowerCase(Locale.ROOT) + " now.");
            case ReplayBook.Steered.Missing missing -> throw missing();
            case ReplayBook.Steered.Conflict conflict ->
                throw new ProblemException(
                        Problem.Kind.CONFLICT.because("Nothing was changed: " + conflict.why() + "."));
        };
    }
}
