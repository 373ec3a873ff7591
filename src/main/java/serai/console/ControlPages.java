package serai.console;

import io.vertx.ext.web.Router;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import serai.access.Role;
import serai.base.ChannelName;
import serai.dispatch.Channel;
import serai.dispatch.Channels;
import serai.dispatch.Stops.Feature;
import serai.dispatch.Stops.Stop;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.operation.Holds;
import serai.operation.Operation;
import serai.operation.Switches;

/**
 * Holding, releasing and switching, each in two steps: a page that says what will happen and to how many, then the button.
 * For those who see every store; for others there is nothing here.
 */
public final class ControlPages implements Pages {
    private static final String NOW = "/console";

    /**
     * The page before the button.
     *
     * @param what what will happen, and what will not
     * @param concerned how many it concerns
     * @param fields what the form sends besides
     * @param style of the button
     */
    public record Confirm(
            String title,
            String what,
            String concerned,
            String path,
            List<Field> fields,
            String button,
            String style) {}

    /** One hidden field. */
    public record Field(String name, String value) {}

    private final Operation operation;
    private final Channels channels;

    ControlPages(Operation operation, Channels channels) {
        this.operation = operation;
        this.channels = channels;
    }

    @Override
    public void attach(Router router, Door door) {
        router.get("/console/channels/:name/hold").handler(door.page(Role.VIEWER, this::askHold));
        router.post("/console/channels/:name/hold").handler(door.action(Role.SUPPORT, this::hold));
        router.get("/console/channels/:name/release").handler(door.page(Role.VIEWER, this::askRelease));
        router.post("/console/channels/:name/release").handler(door.action(Role.SUPPORT, this::release));
        router.get("/console/switches/off").handler(door.page(Role.VIEWER, this::askOff));
        router.post("/console/switches/off").handler(door.action(Role.SUPPORT, this::off));
        router.get("/console/switches/on").handler(door.page(Role.VIEWER, this::askOn));
        router.post("/console/switches/on").handler(door.action(Role.SUPPORT, this::on));
    }

    private Channel channel(Visit visit) {
        return channels.find(visit.path("name"))
                .filter(found -> visit.scope().all())
                .orElseThrow(() -> missing("There is no such channel."));
    }

    private static ProblemException missing(String what) {
        return new ProblemException(Problem.Kind.NOT_FOUND.because(what));
    }

    private Answer askHold(Visit visit) {
        Channel channel = channel(visit);
        ChannelName name = channel.name();
        String what = channel.store()
                .map(store ->
                        "Store " + store + " hears of no parcels, messages, stock or prices until somebody releases"
                                + " the channel. All of it waits and goes out by itself then.")
                .orElse(
                        "Nothing is sent to " + name
                                + " and nothing is asked of it until somebody releases the channel:"
                                + " purchases, cancellations, stock and parcels wait. Orders are still taken. Calls under way end.");
        return confirm(new Confirm(
                "Hold " + name,
                what,
                Words.counted(channels.backlog(name).count(), "waits", "wait") + " on it at the moment.",
                "/console/channels/" + name + "/hold",
                List.of(),
                "Hold " + name,
                "danger"));
    }

    private Answer hold(Visit visit) {
        ChannelName name = channel(visit).name();
        return after(operation.holds().hold(visit.person(), name, visit.form().reason()), name + " is held.");
    }

    private Answer askRelease(Visit visit) {
        Channel channel = channel(visit);
        ChannelName name = channel.name();
        Channel.Hold hold = channel.activity()
                .person()
                .orElseThrow(
                        () -> new ProblemException(Problem.Kind.CONFLICT.because("No person holds " + name + ".")));
        String also = channel.activity().breaker().isPresent()
                ? " The breaker holds it, too, and opens it when the other side answers again."
                : "";
        return confirm(new Confirm(
                "Release " + name,
                hold.holder() + " holds it since " + Words.utc(hold.since()) + ": “" + hold.reason()
                        + "”. What waits goes out at the pace that the other side allows." + also,
                Words.counted(channels.backlog(name).count(), "waits", "wait") + " on it at the moment.",
                "/console/channels/" + name + "/release",
                List.of(new Field("since", hold.since().toString())),
                "Release " + name,
                "primary"));
    }

    private Answer release(Visit visit) {
        ChannelName name = channel(visit).name();
        Instant since = since(visit);
        return after(
                operation
                        .holds()
                        .release(
                                visit.person(),
                                name,
                                Optional.of(since),
                                visit.form().reason()),
                name + " is released.");
    }

    private Answer after(Holds.Outcome outcome, String notice) {
        return switch (outcome) {
            case Holds.Outcome.Done done -> done(notice);
            case Holds.Outcome.Conflict conflict -> throw conflict(conflict.why());
            case Holds.Outcome.Missing missing -> throw missing("There is no such channel.");
        };
    }

    private static ProblemException conflict(String why) {
        return new ProblemException(Problem.Kind.CONFLICT.because("Nothing was changed: " + why + "."));
    }

    private Answer done(String notice) {
        operation.cockpit().forget();
        return new Answer.SeeOther(NOW, notice);
    }

    private Answer askOff(Visit visit) {
        Stop stop = stop(visit, visit.query());
        Optional<Switches.Off> already = operation.switches().find(stop);
        if (already.isPresent()) {
            throw conflict(already.get().actor() + " switched it off already: "
                    + already.get().reason());
        }
        return confirm(new Confirm(
                "Switch off: " + SwitchWords.title(stop),
                SwitchWords.does(stop),
                SwitchWords.concerned(stop, operation.switches().concerned(stop)),
                "/console/switches/off",
                fields(stop),
                "Switch it off",
                "danger"));
    }

    private Answer off(Visit visit) {
        Stop stop = stop(visit, visit.form());
        return after(
                operation
                        .switches()
                        .switchOff(visit.person(), stop, visit.form().reason()),
                SwitchWords.title(stop) + ": switched off.");
    }

    private Answer askOn(Visit visit) {
        Stop stop = stop(visit, visit.query());
        Switches.Off off = operation
                .switches()
                .find(stop)
                .orElseThrow(() -> new ProblemException(Problem.Kind.CONFLICT.because("It is switched on already.")));
        List<Field> fields = new java.util.ArrayList<>(fields(stop));
        fields.add(new Field("since", off.since().toString()));
        return confirm(new Confirm(
                "Switch on again: " + SwitchWords.title(stop),
                off.actor() + " switched it off at " + Words.utc(off.since()) + ": “" + off.reason()
                        + "”. What waits goes on by itself, at the pace that the other side allows.",
                SwitchWords.concerned(stop, operation.switches().concerned(stop)),
                "/console/switches/on",
                fields,
                "Switch it on",
                "primary"));
    }

    private Answer on(Visit visit) {
        Stop stop = stop(visit, visit.form());
        return after(
                operation
                        .switches()
                        .switchOn(
                                visit.person(), stop, since(visit), visit.form().reason()),
                SwitchWords.title(stop) + ": switched on again.");
    }

    private Answer after(Switches.Outcome outcome, String notice) {
        return switch (outcome) {
            case Switches.Outcome.Done done -> done(notice);
            case Switches.Outcome.Conflict conflict -> throw conflict(conflict.why());
            case Switches.Outcome.Missing missing -> throw missing("There is no such switch.");
        };
    }

    private static List<Field> fields(Stop stop) {
        return List.of(new Field("feature", stop.feature().name()), new Field("target", stop.target()));
    }

    private Stop stop(Visit visit, Form from) {
        try {
            Stop stop = Stop.of(
                    Feature.valueOf(from.text("feature").orElse("")),
                    from.text("target").orElse(""));
            if (visit.scope().all() && operation.switches().exists(stop)) {
                return stop;
            }
        } catch (IllegalArgumentException e) {
            throw missing("There is no such switch.");
        }
        throw missing("There is no such switch.");
    }

    private static Instant since(Visit visit) {
        try {
            return Instant.parse(visit.form().required("since", "since", 40));
        } catch (DateTimeParseException e) {
            throw Form.fault("since must be a time");
        }
    }

    private static Answer confirm(Confirm model) {
        return new Answer.Page("confirm", Place.NOW, model.title(), model);
    }
}
