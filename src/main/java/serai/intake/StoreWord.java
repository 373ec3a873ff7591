package serai.intake;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import serai.base.ChannelName;
import serai.base.Json;
import serai.base.OrderId;
import serai.dispatch.BeforePurchase;
import serai.dispatch.Channel;
import serai.dispatch.Channels;
import serai.dispatch.Dispatch;
import serai.dispatch.Dispatches;
import serai.intake.StoreAsks.Reply;
import serai.ledger.Database;
import serai.ledger.Tx;
import serai.order.OrderBook;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.PlaceOrder;
import serai.provider.ReadOrder;
import serai.provider.ReadOrder.Told;
import serai.provider.ReadOrders;
import serai.provider.Refusal;
import serai.store.Store;
import serai.store.StoreEvent;
import serai.store.Stores;

/**
 * The store's last word before a purchase. A webhook may be on its way, was never sent (WooCommerce tells of no order that is
 * deleted for good, woocommerce#14907) or leaves out what counts (refunded pieces; holds of Shopify's fulfilment orders). So
 * a store whose keys we have is asked for the order as it is now, and the answer is recorded as its word.
 *
 * <p>A store that does not answer keeps its orders waiting for a while and no longer: the merchant wants them shipped, and
 * what was last told is right nearly always. Only where a refund is shown and unread, a person decides.
 *
 * <p>Nothing here has to be exact after a crash or between nodes: asking twice does no harm.
 */
public final class StoreWord implements BeforePurchase {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration FIRST_LOOK = Duration.ofMinutes(1);
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(15);
    /** An answer that took its time counts at least so long, or a slow store would be asked for ever. */
    private static final Duration FRESH_AT_LEAST = Duration.ofSeconds(30);
    /** Shopify shows apps without the scope read_all_orders the orders of 60 days (shopify.dev, read November 2026). */
    private static final Duration SHOWN = Duration.ofDays(59);

    /** Calls to one store that may be under way at once. */
    public static final int AT_ONCE = StoreAsks.AT_ONCE;

    /** A store's own copies follow one another: a webhook may come before the API shows its order. */
    private static final Duration SHOWN_SOON = Duration.ofMinutes(5);

    /** So long counts what came when nobody waited for it any more: a slow store is not asked again for it. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private static final int MOST_REMEMBERED = 10_000;
    private static final Set<Cause> NO_RIGHT = EnumSet.of(Cause.CREDENTIALS_REFUSED, Cause.PERMISSION_MISSING);
    /** An answer from before the word that shows the refund. */
    private static final Outcome NOT_OF_REFUNDS = new Outcome.Retryable(
            Cause.PROVIDER_FAILING,
            "",
            "what it answers is older than what it has told",
            Optional.empty(),
            Outcome.Scope.ORDER,
            Optional.empty());

    static final String GONE = "the store does not have the order any more";

    /**
     * How it is done.
     *
     * @param after WooCommerce is asked about what waited longer than that, and no store more often about one order; empty
     *     asks nobody
     * @param patience for which an order waits for a store that does not answer
     * @param reachBack how much older than its store's connection an open order may be to be bought by itself
     */
    public record Plan(Optional<Duration> after, Duration patience, Duration reachBack) {
        /** One that reaches back as far as usual. */
        public Plan(Optional<Duration> after, Duration patience) {
            this(after, patience, Connections.REACH_BACK);
        }

        /** Whether a store is asked, if it can be. */
        public boolean asks(Store store) {
            return after.isPresent() && store.platform() != Store.Platform.GENERIC && store.canBeTold();
        }
    }

    /** Makes the calls; throws a {@link Refusal} when there is no answer. */
    @FunctionalInterface
    public interface Caller {
        /** What the store of that channel says; no call of it is sent after that time. */
        Told ask(ChannelName channel, ReadOrder work, Instant sendBefore);
    }

    private final Plan plan;
    private final Stores stores;
    private final Channels channels;
    private final Database ledger;
    private final Recording recording;
    private final ShownRefunds refunds;
    private final StoreAsks asks;
    private final Clock clock;
    private final Map<OrderId, Instant> answered = new ConcurrentHashMap<>();
    private final Map<OrderId, Late> late = new ConcurrentHashMap<>();

    private record Late(Reply reply, Instant at) {
        boolean counts(Instant now) {
            return now.isBefore(at.plus(LATE));
        }
    }

    /** @param executor runs the calls; one that waits for each makes all of it happen in turn */
    public StoreWord(
            Plan plan,
            Stores stores,
            Channels channels,
            Database ledger,
            OrderBook orders,
            ShownRefunds refunds,
            Caller caller,
            Executor executor,
            Clock clock) {
        this.plan = plan;
        this.stores = stores;
        this.channels = channels;
        this.ledger = ledger;
        this.recording = new Recording(orders, new Connections(plan.reachBack()));
        this.refunds = refunds;
        this.asks = new StoreAsks(caller::ask, executor, clock);
        this.clock = clock;
    }

    /** Orders whose store is being asked at this moment. */
    public int asking() {
        return asks.underWay();
    }

    /** The bound of {@link #asking}. */
    public int mostAsking() {
        return asks.most();
    }

    /** How often an order was told to wait for its turn to be asked about, since the start. */
    public long toldToWait() {
        return asks.refused();
    }

    @Override
    public Word on(Dispatch dispatch) throws InterruptedException {
        Optional<Store> store = stores.find(dispatch.store()).filter(plan::asks);
        Optional<Channel> channel =
                channels.find(ChannelName.of(dispatch.store()).value());
        if (store.isEmpty() || channel.isEmpty() || dispatch.order().isEmpty() || !due(dispatch, store.get())) {
            return new Word.AsItStands();
        }
        OrderId id = dispatch.order().get();
        Optional<OrderBook.Entry> order = ledger.read(tx -> OrderBook.find(tx, id));
        if (order.isEmpty()) {
            return new Word.AsItStands();
        }
        Late known = late.get(id);
        Reply reply = known != null && known.counts(clock.instant())
                ? known.reply()
                : asks.ask(
                        channel.get(),
                        new ReadOrder(order.get().content().storeOrderId()),
                        told -> take(store.get(), order.get(), told),
                        came -> late(id, came));
        return switch (reply) {
            case Reply.Told told -> held(dispatch, id, told.holds());
            case Reply.NoAnswer none -> unanswered(dispatch, id, none.why());
            case Reply.Turn turn ->
                new Word.Later(
                        Cause.RATE_LIMITED, "waits for its turn to ask the store before the purchase", turn.at());
            case Reply.UnderWay underWay ->
                underWay.lately().isPresent()
                        ? unanswered(dispatch, id, underWay.lately().get())
                        : new Word.Later(
                                Cause.PROVIDER_UNREACHABLE,
                                "the store is asked before the purchase and takes its time",
                                clock.instant().plus(FIRST_PAUSE));
        };
    }

    /**
     * Another node may be writing down a refund at this moment: on PostgreSQL whoever holds the order's row goes first, and
     * either its refund is seen here or it comes after the purchase has begun.
     */
    @Override
    public boolean stillSo(Tx tx, Dispatch dispatch) throws SQLException {
        boolean asked = stores.find(dispatch.store())
                .filter(plan::asks)
                .filter(store -> store.platform() == Store.Platform.WOOCOMMERCE)
                .isPresent();
        if (!asked || dispatch.order().isEmpty()) {
            return true;
        }
        OrderId id = dispatch.order().get();
        OrderBook.lock(tx, id);
        List<String> unread = ShownRefunds.unread(tx, id);
        return unread.isEmpty() || StoreChecks.personSaidSo(tx, id, dispatch.id(), StoreChecks.find(tx, id), unread);
    }

    /** What came when nobody waited for it any more: whoever waits for the order's turn goes by it. */
    private void late(OrderId id, Reply reply) {
        Instant now = clock.instant();
        if (late.size() >= MOST_REMEMBERED) {
            late.values().removeIf(each -> !each.counts(now));
        }
        late.put(id, new Late(reply, now));
        if (reply instanceof Reply.Told told) {
            ledger.commit(tx -> {
                if (told.holds().isEmpty()) {
                    StoreChecks.over(tx, id);
                }
                return StoreChecks.due(tx, id, now);
            });
        }
    }

    private boolean due(Dispatch dispatch, Store store) {
        Instant now = clock.instant();
        Duration after = plan.after().orElseThrow();
        Duration counts = after.compareTo(FRESH_AT_LEAST) > 0 ? after : FRESH_AT_LEAST;
        OrderId id = dispatch.order().orElseThrow();
        Instant last = answered.getOrDefault(id, Instant.MIN);
        boolean fresh = !last.equals(Instant.MIN) && now.isBefore(last.plus(counts));
        if (store.platform() == Store.Platform.SHOPIFY) {
            return !fresh;
        }
        boolean old = !now.isBefore(dispatch.recordedAt().plus(after));
        return (old && !fresh)
                || !ledger.read(tx -> ShownRefunds.unread(tx, id)).isEmpty();
    }

    /** Writes down what the store says. */
    private Reply take(Store store, OrderBook.Entry known, Told told) {
        Instant now = clock.instant();
        List<ReadOrder.Hold> holds = switch (told) {
            case Told.Present present -> {
                present(store, known, present.order(), now);
                yield present.holds();
            }
            case Told.Gone gone -> {
                gone(store, known, now);
                yield List.of();
            }
        };
        if (holds.isEmpty()) {
            remember(known.id(), now);
        }
        return new Reply.Told(holds);
    }

    private void present(Store store, OrderBook.Entry known, ReadOrders.Changed order, Instant now) {
        String kind = StoreEvents.prefix(store.platform()) + order.topic();
        byte[] body = order.body().getBytes(StandardCharsets.UTF_8);
        if (!(StoreEvents.read(store, kind, body) instanceof StoreEvent.OrderEvent event)) {
            throw refusal(Cause.PROVIDER_FAILING, "what it answers cannot be read as an order");
        }
        ledger.commit(tx -> {
            StoreEvent.OrderEvent whole = refunds.answered(tx, store, kind, body, event);
            recording.answer(tx, store, whole, actor(store), known.traceparent(), now);
            return true;
        });
    }

    private void gone(Store store, OrderBook.Entry known, Instant now) {
        if (now.isBefore(known.recordedAt().plus(SHOWN_SOON))) {
            throw refusal(Cause.ORDER_NOT_IN_STORE, "it does not show the order yet");
        }
        boolean hidden = store.platform() == Store.Platform.SHOPIFY
                && known.content().placedAt().plus(SHOWN).isBefore(now);
        if (!hidden) {
            ledger.commit(tx -> recording.removed(tx, store.id(), known.id(), actor(store), GONE, now, now));
        }
    }

    private static Refusal refusal(Cause cause, String words) {
        return new Refusal(
                new Outcome.Retryable(cause, "", words, Optional.empty(), Outcome.Scope.ORDER, Optional.empty()));
    }

    private static String actor(Store store) {
        return "store " + store.id() + ", asked before the purchase";
    }

    private void remember(OrderId id, Instant now) {
        if (answered.size() >= MOST_REMEMBERED) {
            Instant old = now.minus(plan.after().orElse(Duration.ZERO)).minus(FRESH_AT_LEAST);
            answered.values().removeIf(at -> at.isBefore(old));
        }
        answered.put(id, now);
    }

    private Word held(Dispatch dispatch, OrderId id, List<ReadOrder.Hold> holds) {
        Instant now = clock.instant();
        return ledger.commit(tx -> {
            // What another node writes of it at this moment, a person's being asked too, is not overwritten.
            OrderBook.lock(tx, id);
            Set<String> lines = lines(Dispatches.find(tx, dispatch.id()).orElse(dispatch));
            List<ReadOrder.Hold> its =
                    holds.stream().filter(hold -> hold.concerns(lines)).toList();
            StoreChecks.Row row = StoreChecks.find(tx, id);
            if (its.isEmpty() && !ShownRefunds.unread(tx, id).isEmpty()) {
                return unanswered(tx, dispatch, id, NOT_OF_REFUNDS, now);
            }
            if (its.isEmpty()) {
                if (!row.equals(StoreChecks.Row.NEW)) {
                    StoreChecks.over(tx, id);
                }
                return new Word.AsTold();
            }
            StoreChecks.save(tx, id, row.held(holds));
            Instant look = now.plus(growing(FIRST_LOOK, row.waits(), LONGEST_LOOK));
            Instant again = its.stream()
                    .flatMap(hold -> hold.until().stream())
                    .filter(now::isBefore)
                    .filter(look::isAfter)
                    .min(Instant::compareTo)
                    .orElse(look);
            String why =
                    its.stream().map(ReadOrder.Hold::why).distinct().sorted().collect(Collectors.joining("; "));
            return new Word.Later(Cause.STORE_HOLDS, "the store does not want it sent yet (" + why + ")", again);
        });
    }

    private static Set<String> lines(Dispatch dispatch) {
        return Json.read(dispatch.request(), PlaceOrder.class).items().stream()
                .map(PlaceOrder.Item::lineId)
                .collect(Collectors.toSet());
    }

    private Word unanswered(Dispatch dispatch, OrderId id, Outcome why) {
        Instant now = clock.instant();
        return ledger.commit(tx -> {
            OrderBook.lock(tx, id);
            return unanswered(tx, dispatch, id, why, now);
        });
    }

    private Word unanswered(Tx tx, Dispatch dispatch, OrderId id, Outcome why, Instant now) throws SQLException {
        StoreChecks.Row row = StoreChecks.find(tx, id);
        Instant since = row.unansweredSince().orElse(now);
        boolean late = !now.isBefore(since.plus(plan.patience()));
        List<String> unread = ShownRefunds.unread(tx, id);
        Cause cause = StoreAsks.causeOf(why);
        if (StoreChecks.personSaidSo(tx, id, dispatch.id(), row, unread)) {
            return new Word.AsTold();
        }
        if (!unread.isEmpty() && (late || NO_RIGHT.contains(cause))) {
            StoreChecks.save(tx, id, row.asksAPerson(dispatch.id(), unread));
            return new Word.APerson(
                    Cause.REFUND_UNCLEAR,
                    "the order shows a refund, and the store does not tell for which pieces (" + cause.id() + ")");
        }
        if (unread.isEmpty() && late) {
            if (!row.unasked()) {
                StoreChecks.save(tx, id, row.told());
                Dispatches.addEvent(
                        tx,
                        id,
                        Optional.of(dispatch.id()),
                        now,
                        "dispatcher",
                        "STORE_SILENT",
                        "the store was asked before the purchase and has not answered since " + since
                                + "; it is bought as the store has told it last");
            }
            return new Word.AsTold();
        }
        StoreChecks.save(tx, id, row.unanswered(since));
        return new Word.Later(
                cause.owner() == Cause.Owner.NOBODY ? cause : Cause.PROVIDER_FAILING,
                "the store is asked before the purchase and does not answer (" + cause.id() + ")",
                now.plus(growing(FIRST_PAUSE, row.waits(), LONGEST_PAUSE)));
    }

    private static Duration growing(Duration first, int times, Duration longest) {
        Duration grown = first.multipliedBy(1L << Math.min(times, 10));
        return grown.compareTo(longest) < 0 ? grown : longest;
    }
}
