package serai.console;

import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Optional;
import serai.access.Role;
import serai.base.StoreId;
import serai.dispatch.Stops.Feature;
import serai.operation.Chart;
import serai.operation.Cockpit;
import serai.operation.Incident;
import serai.operation.Operation;
import serai.store.Store;
import serai.store.Stores;

/** The outage cockpit, all channels, and the incidents that are over. */
public final class NowPages implements Pages {
    private static final int PAGE = 50;
    private static final int LANES = 100;

    /**
     * The whole page: the living part and what can be switched off.
     *
     * @param spans of the chart, the one that is shown among them
     */
    public record Model(Now now, String live, long hours, List<Long> spans, List<Choice> choices) {}

    /**
     * Something that can be switched off.
     *
     * @param targets what it can be switched off for
     */
    public record Choice(String feature, String title, List<Target> targets) {}

    /** One of these. */
    public record Target(String value, String words) {}

    /**
     * Channels by name.
     *
     * @param next where the next page begins; empty on the last
     */
    public record LanesModel(List<Lane> lanes, boolean all, Optional<String> next) {}

    /**
     * Incidents that are over.
     *
     * @param next where the next page begins; empty on the last
     */
    public record HistoryModel(List<Now.Trouble> incidents, Optional<Long> next) {}

    private final Operation operation;
    private final Stores stores;
    private final NowPicture picture;
    private final Live live;

    NowPages(Operation operation, Stores stores, NowPicture picture, Live.Sight sight) {
        this.operation = operation;
        this.stores = stores;
        this.picture = picture;
        this.live = new Live(picture, sight);
    }

    @Override
    public void attach(Router router, Door door) {
        router.get("/console").handler(door.picture(Role.VIEWER, this::now));
        router.get("/console/").handler(door.page(Role.VIEWER, visit -> new Answer.SeeOther("/console", "")));
        router.get("/console/live").handler(door.pictureUnasked(Role.VIEWER, this::live));
        router.get("/console/channels").handler(door.picture(Role.VIEWER, this::lanes));
        router.get("/console/incidents").handler(door.page(Role.VIEWER, this::history));
    }

    /** The streams that are open. */
    Live live() {
        return live;
    }

    private static NowPicture.Viewer viewer(Visit visit) {
        Chart.Span span = Chart.Span.SIX_HOURS;
        for (Chart.Span one : Chart.Span.values()) {
            if (visit.query("hours")
                    .filter(hours -> hours.equals(Long.toString(one.hours())))
                    .isPresent()) {
                span = one;
            }
        }
        return new NowPicture.Viewer(visit.scope(), visit.may(Role.SUPPORT), span);
    }

    private Answer now(Visit visit) {
        NowPicture.Viewer viewer = viewer(visit);
        long hours = viewer.span().hours();
        return new Answer.Page(
                "now",
                Place.NOW,
                "Now",
                new Model(
                        picture.of(viewer, visit.now()),
                        "/console/live?hours=" + hours,
                        hours,
                        List.of(Chart.Span.values()).stream()
                                .map(Chart.Span::hours)
                                .toList(),
                        viewer.all() ? choices() : List.of()));
    }

    private Answer live(Visit visit) {
        return live.join(viewer(visit), visit);
    }

    private List<Choice> choices() {
        List<Target> everyStore = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(new Target("all", "all stores")),
                        stores.all().stream()
                                .map(Store::id)
                                .map(StoreId::value)
                                .map(id -> new Target("store:" + id, "store " + id)))
                .toList();
        List<Target> placing = java.util.stream.Stream.concat(
                        operation.cockpit().look(serai.base.Scope.ALL).suppliers().stream()
                                .map(lane -> new Target("channel:" + lane.name(), "on " + lane.name())),
                        everyStore.stream())
                .toList();
        return List.of(
                new Choice(Feature.STOCK.name(), SwitchWords.title(Feature.STOCK), everyStore),
                new Choice(Feature.PRICES.name(), SwitchWords.title(Feature.PRICES), everyStore),
                new Choice(Feature.PLACING.name(), SwitchWords.title(Feature.PLACING), placing),
                new Choice(
                        Feature.SUPPLIERS.name(),
                        SwitchWords.title(Feature.SUPPLIERS),
                        List.of(new Target("all", "all suppliers"))));
    }

    private Answer lanes(Visit visit) {
        Cockpit.View view = operation.cockpit().look(visit.scope());
        String after = visit.query("after").orElse("");
        List<Lane> lanes = java.util.stream.Stream.concat(view.suppliers().stream(), view.stores().stream())
                .sorted(java.util.Comparator.comparing(lane -> lane.name()))
                .filter(lane -> lane.name().value().compareTo(after) > 0)
                .limit(LANES + 1L)
                .map(lane -> Lane.of(lane, visit.scope().all()))
                .toList();
        boolean more = lanes.size() > LANES;
        List<Lane> shown = more ? lanes.subList(0, LANES) : lanes;
        return new Answer.Page(
                "channels",
                Place.NOW,
                "Channels",
                new LanesModel(
                        shown,
                        visit.scope().all(),
                        more ? Optional.of(shown.getLast().name()) : Optional.empty()));
    }

    private Answer history(Visit visit) {
        Optional<Long> before = visit.query("before").map(NowPages::number);
        List<Incident> found = operation.incidents().history(visit.scope(), before, PAGE + 1);
        boolean more = found.size() > PAGE;
        List<Incident> shown = more ? found.subList(0, PAGE) : found;
        return new Answer.Page(
                "incidents",
                Place.NOW,
                "Incidents",
                new HistoryModel(
                        shown.stream()
                                .map(one ->
                                        NowPicture.trouble(one, visit.scope().all(), visit.now()))
                                .toList(),
                        more ? Optional.of(shown.getLast().id()) : Optional.empty()));
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Form.fault("before must be the number of an incident");
        }
    }
}
