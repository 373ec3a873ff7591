package shopify;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.Outcome.Scope;
import serai.provider.PushTracking;
import serai.provider.Refusal;
import serai.provider.Turn;
import shopify.Shipments.Shipped;
import shopify.Shipments.Track;

/**
 * Tells a store of a parcel. A fulfilment with the parcel's number and pieces means that it knows already, so a repeat
 * after a lost answer writes nothing.
 */
final class Tracking {
    /** How long a hold or a date is given before we look again. */
    private static final Duration LATER = Duration.ofMinutes(15);

    private static final Duration LATEST = Duration.ofHours(12);

    /** A week of looking every 15 minutes. */
    private static final int GIVE_UP_AFTER = 672;

    /** As many fulfilments as one talk can read the pieces of. */
    private static final int MOST_READ = 20;

    private final Admin admin;
    private final ShipmentReader reader;
    private final Clock clock;
    private final boolean mayNotify;

    /** @param mayNotify whether the store's own setting allows mails to customers */
    Tracking(Admin admin, Clock clock, boolean mayNotify) {
        this.admin = admin;
        this.reader = new ShipmentReader(admin);
        this.clock = clock;
        this.mayNotify = mayNotify;
    }

    Turn push(PushTracking parcel) {
        return reader.order(Gid.ofOrder(parcel.storeOrderId()), order -> compare(parcel, order));
    }

    /** What stands under a number that the parcel had before gets the new one first, then what is missing is shipped. */
    private Turn compare(PushTracking parcel, Shipments order) {
        List<Shipped> told = carrying(order, List.of(parcel.trackingNumber()));
        List<Shipped> old = carrying(order, parcel.previousNumbers()).stream()
                .filter(shipped -> !told.contains(shipped))
                .toList();
        return parcel.lines().isEmpty() && told.isEmpty() && old.isEmpty()
                ? beside(parcel, order)
                : update(parcel, old, List.of(), ids -> rest(parcel, order, plus(told, old), !old.isEmpty()));
    }

    private Turn rest(PushTracking parcel, Shipments order, List<Shipped> told, boolean updated) {
        return reader.pieces(told, pieces -> {
            Map<String, Integer> left = Parcel.left(parcel, pieces);
            List<String> ids = ids(told);
            if (left.isEmpty() || (updated && parcel.lines().isEmpty())) {
                return done(
                        ids,
                        updated
                                ? "the number was put onto the fulfilment that the store had"
                                : "the store knew of it already");
            }
            Parcel plan = Parcel.of(left, order.orders());
            return plan.byLocation().isEmpty() && plan.waiting().isEmpty()
                    ? nothingLeft(parcel, order, left, ids)
                    : ship(parcel, plan, new ArrayList<>(plan.byLocation().values()), ids);
        });
    }

    /**
     * A parcel with nothing in it that the store has not heard of: sent once more, or one of several under another number.
     * The customer may follow it beside the others; nothing that the store shows is taken away.
     */
    private Turn beside(PushTracking parcel, Shipments order) {
        List<Shipped> numbered = order.shipped().stream()
                .filter(shipped -> !shipped.tracks().isEmpty())
                .toList();
        if (numbered.isEmpty()) {
            throw Refusal.unmappable(Cause.STORE_REFUSED, "lines", "the parcel names no line of the order");
        }
        return update(
                parcel,
                List.of(numbered.getLast()),
                List.of(),
                ids -> done(ids, "it holds nothing more of the order; its number was put beside another one"));
    }

    /** One call for each location, then what could not be shipped yet. */
    private Turn ship(PushTracking parcel, Parcel plan, List<List<Parcel.Part>> locations, List<String> ids) {
        if (locations.isEmpty()) {
            return plan.waiting().isEmpty()
                    ? done(ids, plan.rest().isEmpty() ? "" : "some of its pieces were fulfilled at the store before")
                    : new Turn.End(waiting(plan));
        }
        Map<String, Object> fulfillment = Map.of(
                "lineItemsByFulfillmentOrder",
                locations.getFirst().stream().map(Parcel.Part::input).toList(),
                "trackingInfo",
                tracking(parcel, List.of()),
                "notifyCustomer",
                notifies(parcel));
        return admin.change(Document.CREATE_FULFILLMENT, Map.of("fulfillment", fulfillment), payload -> {
            require(Document.CREATE_FULFILLMENT, payload);
            List<String> more = new ArrayList<>(ids);
            more.add(Gid.number(payload.json().path("fulfillment").path("id").asText()));
            return ship(parcel, plan, locations.subList(1, locations.size()), more);
        });
    }

    private Outcome waiting(Parcel plan) {
        Duration until = Duration.between(clock.instant(), plan.due());
        Duration delay = until.compareTo(LATER) < 0 ? LATER : until.compareTo(LATEST) > 0 ? LATEST : until;
        return new Outcome.Retryable(
                Cause.STORE_REFUSED,
                "",
                plan.whatItWaitsFor(),
                Optional.of(delay),
                Scope.ORDER,
                Optional.of(GIVE_UP_AFTER));
    }

    /** Somebody fulfilled it by hand: the number goes onto that fulfilment, unless it has another one. */
    private Turn nothingLeft(PushTracking parcel, Shipments order, Map<String, Integer> left, List<String> told) {
        List<Shipped> others = order.shipped().stream()
                .filter(shipped -> !shipped.carries(parcel.trackingNumber()))
                .limit(MOST_READ)
                .toList();
        return reader.pieces(others, pieces -> {
            List<Shipped> holding = others.stream()
                    .filter(shipped -> pieces.getOrDefault(shipped, Map.of()).keySet().stream()
                            .anyMatch(left::containsKey))
                    .toList();
            List<Shipped> bare = enough(
                    holding.stream()
                            .filter(shipped -> shipped.tracks().isEmpty())
                            .toList(),
                    pieces,
                    left);
            if (!bare.isEmpty()) {
                return update(
                        parcel,
                        bare,
                        told,
                        updated -> done(updated, "the number was put onto the fulfilment that the store had"));
            }
            List<String> ids = told.isEmpty() ? ids(holding) : told;
            return ids.isEmpty()
                    ? new Turn.End(new Outcome.Rejected(
                            Cause.ORDER_NOT_IN_STORE, "", "the order has none of the parcel's pieces left to ship"))
                    : done(ids, "it was fulfilled at the store under another number, which was left as it is");
        });
    }

    /** The first of them until they hold what is left. */
    private static List<Shipped> enough(
            List<Shipped> bare, Map<Shipped, Map<String, Integer>> pieces, Map<String, Integer> left) {
        Map<String, Integer> open = new HashMap<>(left);
        List<Shipped> chosen = new ArrayList<>();
        for (Shipped shipped : bare) {
            Map<String, Integer> its = pieces.getOrDefault(shipped, Map.of());
            if (its.keySet().stream().anyMatch(line -> open.getOrDefault(line, 0) > 0)) {
                chosen.add(shipped);
                its.forEach((line, many) -> open.merge(line, -many, Integer::sum));
            }
        }
        return chosen;
    }

    private Turn update(
            PushTracking parcel, List<Shipped> shipped, List<String> ids, Function<List<String>, Turn> then) {
        if (shipped.isEmpty()) {
            return then.apply(ids);
        }
        Shipped first = shipped.getFirst();
        Map<String, Object> variables = Map.of(
                "fulfillment", first.id(), "tracking", tracking(parcel, first.tracks()), "notify", notifies(parcel));
        return admin.change(Document.UPDATE_TRACKING, variables, payload -> {
            require(Document.UPDATE_TRACKING, payload);
            return update(parcel, shipped.subList(1, shipped.size()), plus(ids, List.of(Gid.number(first.id()))), then);
        });
    }

    /** Shopify takes either one number or the whole list; what others wrote into the list stays there. */
    private static Map<String, Object> tracking(PushTracking parcel, List<Track> before) {
        List<Track> others = before.stream()
                .filter(track -> !parcel.previousNumbers().contains(track.number()))
                .toList();
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("company", parcel.carrier().nameFor("shopify"));
        String url = parcel.carrier().url();
        if (others.isEmpty()) {
            input.put("number", parcel.trackingNumber());
            if (!url.isBlank()) {
                input.put("url", url);
            }
            return input;
        }
        List<Track> all = new ArrayList<>(List.of(new Track("", parcel.trackingNumber(), url)));
        all.addAll(others);
        input.put("numbers", all.stream().map(Track::number).toList());
        if (all.stream().noneMatch(track -> track.url().isBlank())) {
            input.put("urls", all.stream().map(Track::url).toList());
        }
        return input;
    }

    private void require(Document document, Admin.Payload payload) {
        if (!payload.succeeded()) {
            throw new Refusal(admin.outcome(document, payload.errors()));
        }
    }

    private boolean notifies(PushTracking parcel) {
        return mayNotify && parcel.notifyCustomer();
    }

    private Turn done(List<String> ids, String note) {
        String version = admin.note();
        String both = note.isEmpty() || version.isEmpty() ? note + version : note + "; " + version;
        return new Turn.End(new Outcome.Done(ids, both));
    }

    private static List<Shipped> carrying(Shipments order, List<String> numbers) {
        return order.shipped().stream()
                .filter(shipped -> numbers.stream().anyMatch(shipped::carries))
                .toList();
    }

    private static <T> List<T> plus(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static List<String> ids(List<Shipped> shipped) {
        return shipped.stream().map(each -> Gid.number(each.id())).toList();
    }
}
