package serai.order;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import serai.base.Address;
import serai.base.ChannelName;
import serai.base.DispatchId;
import serai.base.Json;
import serai.base.OrderId;
import serai.base.Reference;
import serai.base.Sku;
import serai.base.StoreId;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Step;
import serai.provider.Cause;
import serai.provider.Connector;
import serai.provider.PlaceOrder;

/**
 * Makes dispatches of an order: one for each supplier, more where a supplier's limits ask for it, and a dead letter for
 * each line that no listing maps or that cannot be bought as it stands. Those of an order that is in doubt are dead letters,
 * too: only a person's replay buys them. The same order and listings always give the same dispatches with the same ids.
 */
public final class Planner {
    private static final Duration SOON = Duration.ofDays(1);
    private static final Duration USUAL = Duration.ofDays(3);

    private final Listings listings;
    private final Map<ChannelName, Connector.Limits> limits;

    /** @param limits of each channel that is configured; a listing that names another is as good as none */
    public Planner(Listings listings, Map<ChannelName, Connector.Limits> limits) {
        this.listings = listings;
        this.limits = Map.copyOf(limits);
    }

    /** The dispatches of an order that may be bought, of whose SKUs no other order has said anything. */
    public List<Dispatch> plan(OrderId order, StoreId store, StoreOrder content, String traceparent, Instant now) {
        return plan(new Frame(order, store, content, traceparent, now, Set.of()));
    }

    /** The dispatches of an order that may be bought. */
    List<Dispatch> plan(Frame frame) {
        List<Want> wants = wants(frame);
        Map<ChannelName, List<PlaceOrder.Item>> byChannel = new TreeMap<>();
        List<Dispatch> planned = new ArrayList<>();
        for (Want want : wants) {
            if (want.flaw().isPresent()) {
                planned.add(dispatch(frame, want.channel(), want.lineId(), List.of(want.item()), wants));
            } else {
                byChannel
                        .computeIfAbsent(want.channel(), channel -> new ArrayList<>())
                        .add(want.item());
            }
        }
        byChannel.forEach((channel, items) -> {
            int part = 1;
            for (List<PlaceOrder.Item> together : Parts.split(items, limitsOf(channel))) {
                planned.add(dispatch(frame, channel, Integer.toString(part++), together, wants));
            }
        });
        return planned;
    }

    /** What is to be bought of an order's lines, and where, by the listings as they are now. */
    List<Want> wants(Frame frame) {
        StoreId store = frame.store();
        StoreOrder content = frame.content();
        Set<Sku> shared = shared(content.lines());
        shared.addAll(frame.shared());
        List<Want> wants = new ArrayList<>();
        for (StoreOrder.Line line : content.lines()) {
            if (line.toSend() > 0) {
                PlaceOrder.Item bare = unmapped(line, shared);
                wants.add(listing(store, line, shared)
                        .map(found -> tooMany(line, found)
                                .map(Planner::undecided)
                                .orElseGet(() -> new Want(
                                        line.lineId(),
                                        found.channel(),
                                        found.quantity(),
                                        mapped(unmapped(line, line.sku()), found),
                                        bare,
                                        Optional.empty())))
                        .orElseGet(() -> new Want(
                                line.lineId(),
                                Dispatch.UNMAPPED,
                                1,
                                bare,
                                bare,
                                Optional.of(new Death(Cause.NEEDS_MAPPING, whyUnmapped(line, shared))))));
            }
        }
        for (StoreOrder.Other other : content.others()) {
            if (other.fate() == StoreOrder.Fate.TO_DECIDE) {
                wants.add(undecided(other));
            }
        }
        return wants;
    }

    /** The limits of that channel; empty where none is configured under that name. */
    Optional<Connector.Limits> limits(ChannelName channel) {
        return Optional.ofNullable(limits.get(channel));
    }

    /** All channels that are configured. */
    Set<ChannelName> channels() {
        return limits.keySet();
    }

    /**
     * A line as it is to be bought.
     *
     * @param channel where; {@link Dispatch#UNMAPPED} where nobody knows
     * @param factor the supplier's pieces for one of the store's
     * @param item all of it that is still to be sent, as the listing has it bought
     * @param bare the same in the store's own words and pieces
     * @param flaw why it cannot be bought
     */
    record Want(
            String lineId,
            ChannelName channel,
            int factor,
            PlaceOrder.Item item,
            PlaceOrder.Item bare,
            Optional<Death> flaw) {}

    /** A line that would need so many orders at the supplier that it is a mistake rather than a wish. */
    private Optional<StoreOrder.Other> tooMany(StoreOrder.Line line, Listing listing) {
        long pieces = (long) line.toSend() * listing.quantity();
        return pieces / limitsOf(listing.channel()).maxUnits() <= Parts.MOST
                ? Optional.empty()
                : Optional.of(new StoreOrder.Other(
                        line.lineId(),
                        line.sku().value(),
                        line.title(),
                        Integer.toString(line.toSend()),
                        StoreOrder.Fate.TO_DECIDE,
                        "it would take more than " + Parts.MOST + " orders at the supplier to buy " + pieces
                                + " pieces"));
    }

    /** A dead letter for the merchant. */
    private static Want undecided(StoreOrder.Other line) {
        PlaceOrder.Item item = item(line);
        Death death = new Death(Cause.LINE_NOT_ORDERABLE, line.words());
        return new Want(line.lineId(), Dispatch.UNMAPPED, 1, item, item, Optional.of(death));
    }

    /** Where an order goes whose line had no listing before; empty when it still has none. */
    public Optional<Remapped> remap(StoreId store, PlaceOrder unmapped) {
        PlaceOrder.Item old = unmapped.items().getFirst();
        return listings.find(store, old.sku())
                .filter(listing -> limits.containsKey(listing.channel()))
                .map(listing -> new Remapped(
                        listing.channel(),
                        new PlaceOrder(
                                unmapped.reference(),
                                unmapped.orderNumber(),
                                unmapped.placedAt(),
                                unmapped.email(),
                                unmapped.shipTo(),
                                List.of(mapped(old, listing)),
                                unmapped.note(),
                                unmapped.taxIds())));
    }

    /** A request that a listing has found a supplier for. */
    public record Remapped(ChannelName channel, PlaceOrder request) {}

    /**
     * What all dispatches of an order have in common.
     *
     * @param shared SKUs under which orders of this store have had several variants: only a listing of the variant itself
     *     maps such a line
     */
    record Frame(OrderId order, StoreId store, StoreOrder content, String traceparent, Instant now, Set<Sku> shared) {}

    /** Why a dispatch is born as a dead letter. */
    record Death(Cause cause, String reason) {
        /** What was over before we came is put away at once: there may be thousands, and nearly none is to be bought. */
        DispatchState state() {
            return cause == Cause.OVER_BEFORE ? DispatchState.ARCHIVED : DispatchState.DEAD;
        }
    }

    /**
     * By the platform's variant first, then by SKU: a WooCommerce variation without SKU reports its parent's, and Shopify
     * lets any number of variants share one. A SKU that several variants share says nothing.
     */
    private Optional<Listing> listing(StoreId store, StoreOrder.Line line, Set<Sku> shared) {
        return line.variant()
                .flatMap(variant -> listings.find(store, variant))
                .or(() -> shared.contains(line.sku()) ? Optional.empty() : listings.find(store, line.sku()))
                .filter(listing -> limits.containsKey(listing.channel()));
    }

    private static Set<Sku> shared(List<StoreOrder.Line> lines) {
        Map<Sku, Sku> firstVariant = new HashMap<>();
        Set<Sku> shared = new HashSet<>();
        for (StoreOrder.Line line : lines) {
            line.variant().ifPresent(variant -> {
                Sku first = firstVariant.putIfAbsent(line.sku(), variant);
                if (first != null && !first.equals(variant)) {
                    shared.add(line.sku());
                }
            });
        }
        return shared;
    }

    private static String whyUnmapped(StoreOrder.Line line, Set<Sku> shared) {
        if (line.sku().value().equals(StoreOrder.nameless(line.lineId()).value())) {
            return "the store names neither SKU nor product for this line: it was typed in by hand, or its product was"
                    + " deleted; add a listing for " + line.sku() + ", or send it yourself and archive this";
        }
        return shared.contains(line.sku()) && line.variant().isPresent()
                ? "several variants of this store have SKU " + line.sku() + "; add a listing for "
                        + line.variant().get()
                : "no listing for SKU " + line.sku();
    }

    private Connector.Limits limitsOf(ChannelName channel) {
        Connector.Limits found = limits.get(channel);
        if (found == null) {
            throw new IllegalStateException("planned for an unknown channel " + channel);
        }
        return found;
    }

    /** Under the name that a listing has to have: that of its variant where the SKU is shared. */
    private static PlaceOrder.Item unmapped(StoreOrder.Line line, Set<Sku> shared) {
        return unmapped(line, shared.contains(line.sku()) ? line.variant().orElse(line.sku()) : line.sku());
    }

    private static PlaceOrder.Item unmapped(StoreOrder.Line line, Sku sku) {
        return new PlaceOrder.Item(
                line.lineId(),
                sku,
                line.title(),
                "",
                "",
                "",
                line.toSend(),
                line.unitPrice(),
                Optional.empty(),
                "",
                line.wishes());
    }

    /** Under a name that no listing has: nothing that is replayed can buy it. */
    private static PlaceOrder.Item item(StoreOrder.Other other) {
        return new PlaceOrder.Item(
                other.lineId(),
                StoreOrder.nameless(other.lineId()),
                other.title(),
                "",
                "",
                "",
                1,
                Optional.empty(),
                Optional.empty(),
                "");
    }

    /** A line of so many sold pieces as that listing has it bought. */
    public static PlaceOrder.Item mapped(PlaceOrder.Item line, Listing listing) {
        return new PlaceOrder.Item(
                line.lineId(),
                line.sku(),
                line.title(),
                listing.productId(),
                listing.variant(),
                listing.supplierSku(),
                Math.multiplyExact(line.quantity(), listing.quantity()),
                line.unitPrice(),
                listing.maxUnitCost(),
                listing.shippingService(),
                line.wishes());
    }

    /** Some items of an order together, as the dispatch of that part; dead where they cannot be bought as they stand. */
    static Dispatch dispatch(
            Frame draft, ChannelName channel, String part, List<PlaceOrder.Item> items, List<Want> wants) {
        Optional<Death> death = death(draft.content(), channel, items, wants);
        Map<String, Integer> piecesOfOne = new HashMap<>();
        wants.forEach(want -> piecesOfOne.put(want.lineId(), channel.equals(Dispatch.UNMAPPED) ? 1 : want.factor()));
        DispatchId id = DispatchId.of(draft.order(), channel, Dispatch.PLACE_ORDER, part);
        StoreOrder content = draft.content();
        PlaceOrder request = new PlaceOrder(
                Reference.of(id),
                content.orderNumber(),
                content.placedAt(),
                content.email(),
                content.shipTo().orElse(new Address("", "", "", "", "", "", "", "", "")),
                items,
                content.note(),
                content.taxIds());
        return new Dispatch(
                id,
                Optional.of(draft.order()),
                draft.store(),
                channel,
                Dispatch.PLACE_ORDER,
                part,
                death.map(Death::state).orElse(DispatchState.RECORDED),
                0,
                death.map(Death::cause),
                "",
                death.map(Death::reason).orElse(""),
                Json.write(request),
                Optional.empty(),
                Step.PLACE,
                0,
                0,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                death.isPresent() ? Optional.empty() : Optional.of(draft.now()),
                dueBy(content),
                "",
                draft.traceparent(),
                draft.now(),
                draft.now(),
                request.worth(item -> piecesOfOne.getOrDefault(item.lineId(), 1)));
    }

    private static Optional<Death> death(
            StoreOrder content, ChannelName channel, List<PlaceOrder.Item> items, List<Want> wants) {
        if (content.doubt().isPresent()) {
            // A doubt about the whole order comes before what is wrong with a part of it.
            StoreOrder.Doubt doubt = content.doubt().get();
            return Optional.of(new Death(doubt.cause(), doubt.words()));
        }
        if (channel.equals(Dispatch.UNMAPPED)) {
            return wants.stream()
                    .filter(want -> want.lineId().equals(items.getFirst().lineId()))
                    .flatMap(want -> want.flaw().stream())
                    .findFirst();
        }
        return content.shipTo().isPresent()
                ? Optional.empty()
                : Optional.of(new Death(Cause.ADDRESS_INVALID, "shipTo: the store sent no delivery address"));
    }

    private static Instant dueBy(StoreOrder content) {
        String service = content.shippingService().toLowerCase(Locale.ROOT);
        boolean fast = service.contains("express")
                || service.contains("expedited")
                || service.contains("priority")
                || service.contains("next");
        return content.placedAt().plus(fast ? SOON : USUAL);
    }
}
