package serai.histories;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import serai.base.Json;
import serai.histories.Shown.Line;
import serai.histories.Shown.Status;
import serai.provider.ReadOrder;
import serai.provider.ReadOrders;

/** One order at its shop while its history runs: does what is due, and speaks. */
final class Life {
    /**
     * A message on its way.
     *
     * @param word what the gateway hears by it; empty from another shop
     */
    record Letter(
            int tick, int place, String topic, String body, String speaker, Optional<Shown> word, boolean deletes) {}

    private static final Duration LONG_AGO = Duration.ofDays(40);

    private final History history;
    private final long number;
    private final Log log = new Log();
    private final PriorityQueue<Letter> post = new PriorityQueue<>((one, other) -> one.tick() == other.tick()
            ? Integer.compare(one.place(), other.place())
            : Integer.compare(one.tick(), other.tick()));
    private final List<Step> meanwhile = new ArrayList<>();
    private Optional<Shown> now = Optional.empty();
    private int next;
    private int due;
    private int places;

    Life(History history, long number) {
        this.history = history;
        this.number = number;
        this.due = history.begins();
    }

    History history() {
        return history;
    }

    long number() {
        return number;
    }

    Log log() {
        return log;
    }

    /** Does what is due at that tick. @return the messages that arrive at it, in order */
    List<Letter> tick(int tick, Instant time) {
        happen(tick, time);
        while (next < history.steps().size() && due <= tick) {
            Step step = history.steps().get(next);
            if (now.isPresent() && step.meanwhile(history.shop())) {
                meanwhile.add(step);
            } else {
                happen(tick, time);
                step(step, tick, time);
            }
            next++;
            due += next < history.steps().size() ? history.steps().get(next).after() : 0;
        }
        return arriving(tick, time);
    }

    /** A supplier is being called for it. @return the messages that arrive meanwhile */
    List<Letter> called(int tick, Instant time) {
        happen(tick, time);
        return arriving(tick, time);
    }

    /** Whether something happens when a supplier is called for it. */
    boolean waitsForCall() {
        return !meanwhile.isEmpty();
    }

    private void happen(int tick, Instant time) {
        meanwhile.forEach(step -> step(step, tick, time));
        meanwhile.clear();
    }

    private List<Letter> arriving(int tick, Instant time) {
        List<Letter> arriving = new ArrayList<>();
        while (!post.isEmpty() && post.peek().tick() <= tick) {
            Letter letter = post.remove();
            arriving.add(letter);
            letter.word()
                    .ifPresent(word -> log.hears(
                            new Log.Heard(time, letter.deletes() ? time : word.modified(), word, letter.topic())));
        }
        return arriving;
    }

    private void step(Step step, int tick, Instant time) {
        Shown before = now.orElseGet(() -> placed(time));
        boolean lies = before.status() == Status.TRASHED;
        if (before.status() == Status.GONE || (lies && !step.act().reachesTrash())) {
            return;
        }
        if (step.act() == Act.COPY_SPEAKS) {
            Shown copy = before.in(Status.OPEN).paid(before.placed()).to(99).at(Bodies.second(time));
            send(step, tick, "order.updated", "orders/updated", Bodies.of(number, copy, false), Optional.empty());
            return;
        }
        Shown after = step.act()
                .on(before, step.line(), step.amount(), Bodies.second(time))
                .at(Bodies.second(time));
        boolean first = now.isEmpty();
        now = Optional.of(after);
        log.isNow(time, after);
        boolean removed = after.status() == Status.TRASHED || after.status() == Status.GONE;
        if (removed && (step.act() != Act.DELETE || !history.shop().isWoo())) {
            send(step, tick, "order.deleted", "orders/delete", Bodies.deleted(number), now);
        } else if (!removed) {
            boolean pays = before.paidAt().isEmpty() && after.paidAt().isPresent();
            send(
                    step,
                    tick,
                    first ? "order.created" : step.act() == Act.RESTORE ? "order.restored" : "order.updated",
                    first ? "orders/create" : pays ? "orders/paid" : "orders/updated",
                    Bodies.of(number, after.told(), false),
                    Optional.of(after.told()));
        }
    }

    private Shown placed(Instant time) {
        Instant at = history.old() ? time.minus(LONG_AGO) : time;
        List<Line> lines = new ArrayList<>();
        for (History.Bought bought : history.lines()) {
            lines.add(new Line(lines.size() + 1, bought.goods(), bought.pieces(), 0));
        }
        return new Shown(
                history.shop(),
                at,
                time,
                history.old() ? Optional.of(at) : Optional.empty(),
                Status.OPEN,
                1,
                lines,
                true);
    }

    private void send(Step step, int tick, String woo, String shopify, JsonNode body, Optional<Shown> word) {
        if (step.delivery() == Step.Delivery.NEVER) {
            return;
        }
        String topic = history.shop().isWoo() ? "woocommerce:" + woo : "shopify:" + shopify;
        String text = Json.write(step.asObjects() ? Bodies.asObjects(body) : body);
        String speaker = step.act() == Act.COPY_SPEAKS
                ? "staging." + history.shop().address()
                : history.shop().address();
        boolean deletes = topic.contains("delete");
        for (int i = 0; i < (step.delivery() == Step.Delivery.TWICE ? 2 : 1); i++) {
            post.add(new Letter(
                    tick + (step.delivery() == Step.Delivery.MEANWHILE ? 0 : step.late()),
                    places++,
                    topic,
                    text,
                    speaker,
                    word,
                    deletes));
        }
    }

    /** Whether there is nothing more to come. */
    boolean isOver() {
        return next == history.steps().size() && post.isEmpty() && meanwhile.isEmpty();
    }

    /** The shop is asked for the order. */
    ReadOrder.Told asked(Instant time) {
        Shown truth = now.orElseThrow();
        log.hears(new Log.Heard(time, truth.status() == Status.GONE ? time : truth.modified(), truth, ""));
        if (truth.status() == Status.GONE) {
            return new ReadOrder.Told.Gone();
        }
        boolean held = !history.shop().isWoo() && truth.status() == Status.HELD;
        return new ReadOrder.Told.Present(
                new ReadOrders.Changed(
                        Long.toString(number),
                        truth.modified(),
                        history.shop().isWoo() ? "order.updated" : "orders/updated",
                        Json.write(Bodies.of(number, truth, true))),
                held
                        ? List.of(new ReadOrder.Hold("h" + number, Set.of(), "MERCHANT_HOLD", Optional.empty()))
                        : List.of());
    }
}
