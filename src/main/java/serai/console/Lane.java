package serai.console;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import serai.dispatch.Channel;
import serai.operation.Cockpit;
import serai.provider.Cause;

/**
 * One channel in words and numbers with their units.
 *
 * @param why why it is held or slow; empty when all is well
 * @param waiting what waits on it, for example {@code 12 orders}
 * @param money what the waiting orders are worth; empty when nothing of worth waits
 * @param risk orders whose ship-by has passed or is at risk; empty when there are none
 * @param pace what it used and may use
 * @param ramp the share of its pace; empty unless it ramps up
 * @param probe what came of the last probe; empty when there was none
 * @param through what to say of the end of the backlog where there is no time for it
 * @param heldByPerson whether there is something to release
 */
public record Lane(
        String name,
        boolean supplier,
        Badge state,
        Instant since,
        String why,
        long backlog,
        String waiting,
        Optional<Instant> oldest,
        String money,
        String risk,
        String pace,
        String ramp,
        String probe,
        Optional<Instant> probedAt,
        Optional<Instant> nextProbe,
        Optional<Instant> eta,
        String through,
        boolean heldByPerson) {

    /** Of a channel as somebody sees it who does or does not see every store. */
    static Lane of(Cockpit.Lane lane, boolean all) {
        boolean supplier = lane.store().isEmpty();
        Channel.Snapshot state = lane.state();
        Channel.Activity activity = lane.activity();
        return new Lane(
                lane.name().value(),
                supplier,
                Badge.of(lane.standing().status()),
                lane.standing().since(),
                why(lane, all),
                lane.backlog(),
                supplier
                        ? Words.counted(lane.backlog(), "order", "orders")
                        : Words.counted(lane.backlog(), "message", "messages"),
                lane.oldest(),
                lane.parked().stream().map(Words::money).collect(Collectors.joining(" + ")),
                risk(lane),
                Words.count(activity.calls()) + " of " + Words.counted(lane.allowedPerMinute(), "call", "calls"),
                activity.share() < 1 ? Math.round(activity.share() * 100) + " % of its pace" : "",
                activity.lastProbe().map(Lane::probe).orElse(""),
                activity.lastProbe().map(Channel.Probed::at),
                state.nextProbeAt(),
                lane.eta().map(Lane::toTheMinute),
                through(lane),
                activity.person().isPresent());
    }

    private static String why(Cockpit.Lane lane, boolean all) {
        // The provider's own words may speak of any store's order, and so may a person's.
        String person = lane.activity()
                .person()
                .map(hold -> all ? "Held by " + hold.holder() + ": " + hold.reason() : "Support holds it.")
                .orElse("");
        String breaker = lane.activity()
                .breaker()
                .map(hold -> hold.cause().map(Cause::sentence).orElse("")
                        + (all && !hold.reason().isBlank() ? " What was seen: " + hold.reason() + "." : ""))
                .orElse("");
        String off = lane.switchedOff() ? "Switched off by support." : "";
        String said = List.of(person, breaker, off).stream()
                .filter(words -> !words.isBlank())
                .collect(Collectors.joining(" "));
        return said.isEmpty() || lane.standing().status() == Channel.Status.DEGRADED
                ? (lane.standing().words() + " " + said).strip()
                : said;
    }

    /** It is an estimate, and one that moved every second would only draw the eye. */
    private static Instant toTheMinute(Instant eta) {
        Instant minute = eta.truncatedTo(ChronoUnit.MINUTES);
        return minute.equals(eta) ? eta : minute.plus(1, ChronoUnit.MINUTES);
    }

    private static String risk(Cockpit.Lane lane) {
        return List.of(
                        lane.late() > 0 ? Words.count(lane.late()) + " past their ship-by" : "",
                        lane.atRisk() > 0 ? Words.count(lane.atRisk()) + " will miss it" : "")
                .stream()
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String probe(Channel.Probed probed) {
        return probed.trouble()
                .map(cause -> "failed: " + Words.plain(cause.id()))
                .orElse("answered");
    }

    private static String through(Cockpit.Lane lane) {
        if (lane.backlog() == 0) {
            return "nothing waits";
        }
        if (lane.switchedOff()) {
            return "once it is switched on again";
        }
        if (lane.activity().person().isPresent()) {
            return "once it is released";
        }
        if (lane.eta().isPresent()) {
            return lane.through();
        }
        return lane.through().isEmpty() ? "not known" : "not known: " + lane.through();
    }
}
