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
    /** A line that would need more orders than this is no order but a mistake. */
    private static final int MOST_PARTS = 100;

    private static final Duration USUAL = Duration.ofDays(3);

    private final Listings listings;
    private final Map<ChannelName, Connector.Limits> limits;

    /** @param limits of each channel that is configured; a listing that names another is as good as none */
    public Planner(Listings listings, Map<ChannelName, Connector.Limits> limits) {
        this.listings = listings;
        this.limits = Map.copyOf(limits);
    }

    /** The dispatches of an order that may be bought. */
    public List<Dispatch> plan(OrderId order, StoreId store, StoreOrder content, String traceparent, Instant now) {
        Map<ChannelName, List<PlaceOrder.Item>> byChannel = new TreeMap<>();
        Map<String, Integer> piecesOfOne = new HashMap<>();
        Draft draft = new Draft(order, store, content, piecesOfOne, traceparent, now);
        List<Dispatch> planned = new ArrayList<>();
        Set<Sku> shared = shared(content.lines());
        for (StoreOrder.Line line : content.lines()) {
            if (line.toSend() == 0) {
                continue;
            }
            Optional<Listing> listing = listing(store, line, shared);
            Optional<StoreOrder.Other> tooMany = listing.flatMap(found -> tooMany(line, found));
            if (tooMany.isPresent()) {
                planned.add(undecided(draft, tooMany.get()));
            } else if (listing.isPresent()) {
                piecesOfOne.put(line.lineId(), listing.get().quantity());
                byChannel
                        .computeIfAbsent(listing.get().channel(), channel -> new ArrayList<>())
                        .add(item(line, listing.get()));
            } else {
                planned.add(dispatch(
                        draft,
                        Dispatch.UNMAPPED,
                        line.lineId(),
                        List.of(unmapped(line, shared)),
                        Optional.of(new Death(Cause.NEEDS_MAPPING, whyUnmapped(line, shared)))));
            }
        }
        for (StoreOrder.Other other : content.others()) {
            if (other.fate() == StoreOrder.Fate.TO_DECIDE) {
                planned.add(undecided(draft, other));
            }
        }
        byChannel.forEach((channel, items) -> {
            int part = 1;
            for (List<PlaceOrder.Item> together : split(items, limitsOf(channel))) {
                Optional<Death> death = content.shipTo().isPresent()
                        ? Optional.empty()
                        : Optional.of(new Death(Cause.ADDRESS_INVALID, "shipTo: the store sent no delivery address"));
                planned.add(dispatch(draft, channel, Integer.toString(part++), together, death));
            }
        });
        return planned;
    }

    /** A line that would need so many orders at the supplier that it is a mistake rather than a wish. */
    private Optional<StoreOrder.Other> tooMany(StoreOrder.Line line, Listing listing) {
        long pieces = (long) line.toSend() * listing.quantity();
        return pieces / limitsOf(listing.channel()).maxUnits() <= MOST_PARTS
                ? Optional.empty()
                : Optional.of(new StoreOrder.Other(
                        line.lineId(),
                        line.sku().value(),
                        line.title(),
                        Integer.toString(line.toSend()),
                        StoreOrder.Fate.TO_DECIDE,
                        "it would take more than " + MOST_PARTS + " orders at the supplier to buy " + pieces
                                + " pieces"));
    }

    /** A dead letter for the merchant. */
    private static Dispatch undecided(Draft draft, StoreOrder.Other line) {
        return dispatch(
                draft,
                Dispatch.UNMAPPED,
                line.lineId(),
                List.of(undecided(line)),
                Optional.of(new Death(Cause.LINE_NOT_ORDERABLE, line.words())));
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

    /** @param piecesOfOne of the supplier's pieces, how many make one of the store's, by line */
    private record Draft(
            OrderId order,
            StoreId store,
            StoreOrder content,
            Map<String, Integer> piecesOfOne,
            String traceparent,
            Instant now) {}

    private record Death(Cause cause, String reason) {
        /** What was over before we came is put away at once: there may be thousands, and nearly none is to be bought. */
        DispatchState state() {
            return cause == Cause.OVER_BEFORE ? DispatchState.ARCHIVED : DispatchState.DEAD;
        }
    }

    /**
     * By the platform's variant first, then by SKU: a WooCommerce variation without SKU reports its parent's, and Shopify
     * lets any number of variants share one. A SKU that several variants of this order share says nothing.
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
                ? "several variants of this order have SKU " + line.sku() + "; add a listing for "
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
    private static PlaceOrder.Item undecided(StoreOrder.Other other) {
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

    private static PlaceOrder.Item item(StoreOrder.Line line, Listing listing) {
        return mapped(unmapped(line, line.sku()), listing);
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

    private static Dispatch dispatch(
            Draft draft, ChannelName channel, String part, List<PlaceOrder.Item> items, Optional<Death> flaw) {
        // A doubt about the whole order comes before what is wrong with a part of it.
        Optional<Death> death = draft.content()
                .doubt()
                .map(doubt -> new Death(doubt.cause(), doubt.words()))
                .or(() -> flaw);
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
                request.worth(item -> draft.piecesOfOne().getOrDefault(item.lineId(), 1)));
    }

    private static Instant dueBy(StoreOrder content) {
        String service = content.shippingService().toLowerCase(Locale.ROOT);
        boolean fast = service.contains("express")
                || service.contains("expedited")
                || service.contains("priority")
                || service.contains("next");
        return content.placedAt().plus(fast ? SOON : USUAL);
    }

    private static List<List<PlaceOrder.Item>> split(List<PlaceOrder.Item> items, Connector.Limits limits) {
        List<List<PlaceOrder.Item>> parts = new ArrayList<>();
        List<PlaceOrder.Item> part = new ArrayList<>();
        int units = 0;
        for (PlaceOrder.Item item : portions(items, limits.maxUnits())) {
            boolean full = part.size() == limits.maxLines() || units + item.quantity() > limits.maxUnits();
            if (full && !part.isEmpty()) {
                parts.add(part);
                part = new ArrayList<>();
                units = 0;
            }
            part.add(item);
            units += item.quantity();
        }
        parts.add(part);
        return parts;
    }

    /** A line with more pieces than one order may have becomes several; no two of these share an order. */
    private static List<PlaceOrder.Item> portions(List<PlaceOrder.Item> items, int most) {
        List<PlaceOrder.Item> portions = new ArrayList<>();
        for (PlaceOrder.Item item : items) {
            if (item.quantity() / most > MOST_PARTS) {
                throw new IllegalStateException("a line asks for " + item.quantity() + " pieces");
            }
            for (int left = item.quantity(); left > 0; left -= most) {
                portions.add(item.quantity(Math.min(left, most)));
            }
        }
        return portions;
    }
}
