package serai.dispatch;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import serai.base.ChannelName;
import serai.provider.Cause;

/** A change of one dispatch: starts as it stands, takes what is to differ. Applied by {@link Dispatches#apply}. */
public final class Move {
    final Dispatch from;
    final DispatchState to;
    ChannelName channel;
    Optional<Cause> cause = Optional.empty();
    String code = "";
    String reason = "";
    String timeline = "";
    String request;
    Optional<String> originalRequest;
    Step step;
    int attempts;
    int strikes;
    List<String> supplierIds;
    Optional<Instant> takenAt;
    Optional<Instant> unknownSince;
    Optional<Instant> readyAt = Optional.empty();
    String node = "";

    /**
     * @throws IllegalStateException if the table of {@link DispatchState} does not allow it, or it would take up again what
     *     a supplier may have held: a bug, not a lost race
     */
    public Move(Dispatch from, DispatchState to) {
        if (from.state() == DispatchState.CANCELLED && from.mayBeBought()) {
            throw new IllegalStateException(from.id() + " was bought once and is not taken up again");
        }
        if (!from.state().mayBecome(to)) {
            throw new IllegalStateException(from.id() + " cannot go from " + from.state() + " to " + to);
        }
        this.from = from;
        this.to = to;
        this.channel = from.channel();
        this.request = from.request();
        this.originalRequest = from.originalRequest();
        this.step = from.step();
        this.attempts = from.attempts();
        this.strikes = from.strikes();
        this.supplierIds = from.supplierIds();
        this.takenAt = from.takenAt();
        this.unknownSince = from.unknownSince();
    }

    /** Why, for people: the cause, the supplier's code and a sentence. */
    public Move because(Cause newCause, String newCode, String newReason) {
        cause = Optional.of(newCause);
        code = newCode;
        reason = newReason;
        return this;
    }

    /** Why, where no cause of the catalogue fits. */
    public Move because(String newReason) {
        reason = newReason;
        return this;
    }

    /** Why, where a person says that the provider has done it. */
    public Move boughtByHand(String newReason) {
        code = Dispatch.BY_HAND;
        reason = newReason;
        return this;
    }

    /** What the order's timeline says of it, where that is not the reason. */
    public Move timeline(String text) {
        timeline = text;
        return this;
    }

    /** When the relay may send it. */
    public Move readyAt(Instant time) {
        readyAt = Optional.of(time);
        return this;
    }

    public Move step(Step next) {
        step = next;
        return this;
    }

    public Move supplierIds(List<String> ids) {
        supplierIds = List.copyOf(ids);
        return this;
    }

    public Move takenAt(Optional<Instant> time) {
        takenAt = time;
        return this;
    }

    public Move unknownSince(Optional<Instant> time) {
        unknownSince = time;
        return this;
    }

    public Move strikes(int count) {
        strikes = count;
        return this;
    }

    /** One more attempt, made by that node. */
    public Move attemptBy(String nodeName) {
        attempts++;
        node = nodeName;
        return this;
    }

    /** In the broker of that node. */
    public Move queuedBy(String nodeName) {
        node = nodeName;
        return this;
    }

    /** To another channel with another request; keeps what it was before a person or a listing changed it. */
    public Move rewritten(ChannelName newChannel, String newRequest) {
        originalRequest = originalRequest.or(() -> Optional.of(from.request()));
        channel = newChannel;
        request = newRequest;
        return this;
    }

    /** Whether state and time are all that it changes of what people read. */
    boolean saysTheSame() {
        return cause.equals(from.cause())
                && code.equals(from.code())
                && reason.equals(from.reason())
                && channel.equals(from.channel())
                && request.equals(from.request());
    }

    /** What it dies of, when it dies by this: two deaths with the same words are the same way to die. */
    Optional<String> death() {
        // What comes back from the archive died before.
        return to == DispatchState.DEAD && from.state() != DispatchState.ARCHIVED
                ? Optional.of(cause.map(Cause::id).orElse("") + " " + code)
                : Optional.empty();
    }

    /** What its order is found by from now on, beside what it was found by before. */
    Set<String> newMarks() {
        Set<String> marks = new LinkedHashSet<>();
        if (from.places()) {
            marks.addAll(supplierIds);
            marks.removeAll(from.supplierIds());
            if (!request.equals(from.request())) {
                marks.addAll(OrderMarks.of(request));
            }
        }
        return marks;
    }

    /** Whether it takes a person's word that the provider has done it. */
    public boolean byHand() {
        return to == DispatchState.DONE && code.equals(Dispatch.BY_HAND);
    }

    /** Why, where the catalogue has a word for it. */
    public Optional<Cause> cause() {
        return cause;
    }

    public DispatchState to() {
        return to;
    }

    /** What the next attempt will do. */
    public Step step() {
        return step;
    }

    /** The channel that it stands on after it. */
    public ChannelName channel() {
        return channel;
    }

    /** The provider's numbers as they stand after it. */
    public List<String> supplierIds() {
        return supplierIds;
    }

    /** Why, in words. */
    public String reason() {
        return reason;
    }
}
