package serai.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    private final Operation operation;
    private final Database ledger;

    NowPicture(Operation operation, Database ledger) {
        this.operation = operation;
        this.ledger = ledger;
    }

    Now of(Viewer viewer, Instant now) {
        Cockpit.View view = operation.cockpit().look(viewer.scope());
        List<Lane> stores =
                view.stores().stream().map(lane -> Lane.of(lane, viewer.all())).toList();
        List<Lane> troubled = stores.stream()
                .filter(lane -> !lane.state().tone().equals("good"))
                .toList();
        List<Lane> suppliers = view.suppliers().stream()
                .map(lane -> Lane.of(lane, viewer.all()))
                .toList();
        List<Now.Trouble> incidents = operation.incidents().open(viewer.scope()).stream()
                .map(incident -> trouble(incident, viewer.all(), now))
                .toList();
        return new Now(
                suppliers,
                troubled.stream().limit(MOST_STORES).toList(),
                troubled.size(),
                stores.size(),
                incidents,
                off(viewer),
                ChartView.of(Chart.of(ledger, viewer.scope(), viewer.span(), now)),
                viewer.all(),
                viewer.support(),
                summary(suppliers, incidents));
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
