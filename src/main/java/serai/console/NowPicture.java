package serai.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import serai.base.Look;
import serai.base.Scope;
import serai.ledger.Database;
import serai.operation.Chart;
import serai.operation.Cockpit;
import serai.operation.Incident;
import serai.operation.Operation;
import serai.operation.Switches;
import serai.provider.Cause;

/** Puts together what the cockpit shows; the same for all who may see and do the same. */
final class NowPicture {
    private static final int MOST_STORES = 50;

    /**
     * Who looks, as far as it matters for the picture.
     *
     * @param support whether the role may hold, release and switch
     */
    record Viewer(Scope scope, boolean support, Chart.Span span) {
        /** Whether it shows what may be held and switched: both belong to no single store. */
        boolean all() {
            return scope.all();
        }
    }

    /** What of the picture is in the ledger. */
    private record Kept(List<Incident> incidents, Chart chart) {}

    private static final int MOST_VIEWERS = 500;

    private final Operation operation;
    private final Database ledger;
    private final Supplier<Duration> patience;
    private final Clock clock;
    private final Map<Viewer, Look<Kept>> kept = new LinkedHashMap<>(16, 0.75f, true);

    /** @param patience how long to wait for the ledger at this moment, before what is known from before is shown */
    NowPicture(Operation operation, Database ledger, Supplier<Duration> patience, Clock clock) {
        this.operation = operation;
        this.ledger = ledger;
        this.patience = patience;
        this.clock = clock;
    }

    private Look<Kept> kept(Viewer viewer) {
        synchronized (kept) {
            Look<Kept> look = kept.computeIfAbsent(
                    viewer,
                    one -> operation
                            .looks()
                            .whenAsked(
                                    "picture",
                                    Duration.ZERO,
                                    () -> new Kept(
                                            operation.incidents().open(one.scope()),
                                            Chart.of(ledger, one.scope(), one.span(), clock.instant()))));
            if (kept.size() > MOST_VIEWERS) {
                kept.remove(kept.keySet().iterator().next());
            }
            return look;
        }
    }

    /** How it stands, from memory where the ledger does not answer; then the picture says so. */
    Now of(Viewer viewer, Instant now) {
        Look.Seen<Kept> seen = kept(viewer).anew(patience.get());
        List<Incident> open = seen.value().map(Kept::incidents).orElse(List.of());
        Chart chart = seen.value().map(Kept::chart).orElseGet(() -> Chart.empty(viewer.span(), now));
        Cockpit.View view = operation.cockpit().look(viewer.scope());
        List<Lane> stores =
                view.stores().stream().map(lane -> Lane.of(lane, viewer.all())).toList();
        List<Lane> troubled = stores.stream()
                .filter(lane -> !lane.state().tone().equals("good"))
                .toList();
        List<Lane> suppliers = view.suppliers().stream()
                .map(lane -> Lane.of(lane, viewer.all()))
                .toList();
        List<Now.Trouble> incidents = open.stream()
                .map(incident -> trouble(incident, viewer.all(), now))
                .toList();
        return new Now(
                suppliers,
                troubled.stream().limit(MOST_STORES).toList(),
                troubled.size(),
                stores.size(),
                incidents,
                off(viewer),
                ChartView.of(chart),
                viewer.all(),
                viewer.support(),
                old(seen, view),
                summary(suppliers, incidents));
    }

    private static String old(Look.Seen<?> seen, Cockpit.View view) {
        if (view.ledgerAway().isEmpty()
                && (seen.trouble().isEmpty() && seen.value().isPresent())) {
            return "";
        }
        String since = view.ledgerAway()
                .or(() -> seen.trouble().map(Look.Trouble::since))
                .map(time -> " since " + Words.utc(time))
                .orElse(" at the moment");
        String counted = view.at()
                .map(at -> "What waits is shown as it was counted at " + Words.utc(at) + ".")
                .orElse("What waits is not known.");
        String rest = seen.at()
                .map(at -> " Incidents and traffic are those of " + Words.utc(at) + ".")
                .orElse(" Incidents and traffic are not known.");
        return "The ledger does not answer" + since + ", so nothing goes out; new orders are still taken. " + counted
                + rest;
    }

    /** A store's own staff see what concerns the store, without the words of others. */
    private List<Now.Off> off(Viewer viewer) {
        return operation.switches().off().stream()
                .filter(off -> off.stop().store().map(viewer.scope()::holds).orElse(true))
                .map(off -> off(off, viewer.all()))
                .toList();
    }

    private static Now.Off off(Switches.Off off, boolean all) {
        return new Now.Off(
                SwitchWords.title(off.stop()),
                off.since(),
                all ? off.actor() : "support",
                all ? off.reason() : "",
                off.stop().feature().name(),
                off.stop().target());
    }

    static Now.Trouble trouble(Incident incident, boolean all, Instant now) {
        if (incident.ofTheJournal() && !all) {
            return new Now.Trouble(
                    incident.id(),
                    incident.channel().value(),
                    "the gateway",
                    "The gateway checks what it has stored.",
                    "",
                    "",
                    incident.openedAt(),
                    incident.closedAt(),
                    "",
                    Words.duration(incident.duration(now)),
                    Optional.empty());
        }
        String who = incident.cause().isPresent() ? "the breaker" : all ? incident.holder() : "support";
        return new Now.Trouble(
                incident.id(),
                incident.channel().value(),
                who,
                incident.cause().map(Cause::sentence).orElse(all ? incident.words() : "Support holds it."),
                all && incident.cause().isPresent() ? incident.words() : "",
                all ? incident.node() : "",
                incident.openedAt(),
                incident.closedAt(),
                all ? incident.closing() : "",
                Words.duration(incident.duration(now)),
                all ? Optional.of(incident.mostWaiting()) : Optional.empty());
    }

    private static String summary(List<Lane> suppliers, List<Now.Trouble> incidents) {
        long waiting = suppliers.stream().mapToLong(Lane::backlog).sum();
        List<String> held = suppliers.stream()
                .filter(lane -> lane.state().tone().equals("bad"))
                .map(lane -> lane.name() + " is held")
                .toList();
        return (held.isEmpty() ? "No supplier is held" : String.join(", ", held)) + ". "
                + (waiting == 0 ? "Nothing waits" : Words.counted(waiting, "order waits", "orders wait")) + ". "
                + Words.counted(incidents.size(), "incident", "incidents") + " open.";
    }
}
