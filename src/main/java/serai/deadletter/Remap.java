package serai.deadletter;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import serai.access.Audit;
import serai.access.Person;
import serai.access.Role;
import serai.base.ChannelName;
import serai.base.Json;
import serai.base.Money;
import serai.base.Sku;
import serai.dispatch.Channel;
import serai.dispatch.Channels;
import serai.dispatch.Dispatch;
import serai.dispatch.Dispatches;
import serai.ledger.Tx;
import serai.order.Listing;
import serai.order.Listings;
import serai.order.OrderBook;
import serai.order.Planner;
import serai.order.StoreOrder;
import serai.provider.Connector;
import serai.provider.PlaceOrder;

/** Has a line of an order bought as something else, for this order only or for all to come. */
final class Remap {
    private final Mender mender;
    private final Channels channels;
    private final Listings listings;

    Remap(Mender mender, Channels channels, Listings listings) {
        this.mender = mender;
        this.channels = channels;
        this.listings = listings;
    }

    /** The form of that letter for that person. */
    RemedyForms.RemapForm form(Tx tx, DeadLetter.Found found, Person who) throws SQLException {
        Dispatch letter = found.dispatch();
        List<RemedyForms.RemapLine> lines = new ArrayList<>();
        for (PlaceOrder.Item item :
                Json.read(letter.request(), PlaceOrder.class).items()) {
            lines.add(new RemedyForms.RemapLine(
                    item.lineId(),
                    item.sku(),
                    item.title(),
                    sold(tx, letter, item),
                    item.quantity(),
                    item.productId(),
                    item.variant(),
                    item.supplierSku(),
                    item.maxUnitCost(),
                    item.shippingService()));
        }
        return new RemedyForms.RemapForm(letter.version(), letter.channel(), suppliers(letter, who), lines);
    }

    /** Where that person may have it bought: a store's own people on no account that their store does not buy on. */
    private List<ChannelName> suppliers(Dispatch letter, Person who) {
        Set<ChannelName> own = new HashSet<>(Set.of(letter.channel()));
        if (!who.scope().all()) {
            listings.all().stream()
                    .filter(listing -> listing.store().equals(letter.store()))
                    .forEach(listing -> own.add(listing.channel()));
        }
        return channels.all().stream()
                .filter(channel -> channel.connector().role() == Connector.Role.SUPPLIER)
                .map(Channel::name)
                .filter(name -> who.scope().all() || own.contains(name))
                .toList();
    }

    /** Does it, and takes up the listing when it is kept. */
    Verdict remap(Mender.Wish wish, RemedyForms.RemapWish wanted) {
        if (wanted.keep() && !wish.may(Role.ADMIN)) {
            return new Verdict.Invalid(List.of(new Fault(
                    "/keep", "needs role admin: listings count for all orders; for this order only, you may")));
        }
        Verdict verdict = mender.mend(wish, Remedy.REMAP, (tx, found, now) -> remap(tx, found, wish, wanted, now));
        if (wanted.keep() && verdict instanceof Verdict.Changed) {
            listings.refresh();
        }
        return verdict;
    }

    private Mender.Made remap(
            Tx tx, DeadLetter.Found found, Mender.Wish wish, RemedyForms.RemapWish wanted, Instant now)
            throws SQLException {
        Optional<String> whyNot = mender.whyNotSent(found);
        if (whyNot.isPresent()) {
            return Mender.refuse(whyNot.get());
        }
        Dispatch letter = found.dispatch();
        PlaceOrder order = Json.read(letter.request(), PlaceOrder.class);
        Optional<PlaceOrder.Item> line = order.items().stream()
                .filter(item -> item.lineId().equals(wanted.lineId()))
                .findFirst();
        Optional<Fault> fault = line.isEmpty()
                ? Optional.of(new Fault("/lineId", "is no line of this order"))
                : whereNot(letter, order, wish.who(), wanted)
                        .or(() -> capNot(planned(letter, line.get()), wish, wanted));
        if (fault.isPresent()) {
            return Mender.invalid(List.of(fault.get()));
        }
        PlaceOrder.Item item = line.orElseThrow();
        Listing listing;
        PlaceOrder changed;
        String said;
        try {
            listing = listing(tx, letter, item, wanted);
            RemapBounds bounds = new RemapBounds(planned(letter, item), sold(tx, letter, item), wish.may(Role.ADMIN));
            RemapBounds.Judged judged = bounds.judge(item, Planner.mapped(item.quantity(bounds.sold()), listing));
            if (!judged.faults().isEmpty()) {
                return Mender.invalid(judged.faults());
            }
            said = judged.words();
            changed = order.withItems(order.items().stream()
                    .map(one -> one.lineId().equals(item.lineId()) ? judged.item() : one)
                    .toList());
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Mender.invalid("", String.valueOf(e.getMessage()));
        }
        Optional<Fault> tooMuch = tooMuch(changed, wanted.channel());
        if (tooMuch.isPresent()) {
            return Mender.invalid(List.of(tooMuch.get()));
        }
        String what = item.sku() + " remapped to " + wanted.channel() + " "
                + String.join(" ", listing.productId(), listing.variant(), listing.supplierSku())
                        .strip()
                + (wanted.keep() ? ", for all orders to come" : ", for this order only")
                + said;
        Mender.Made made = mender.send(tx, letter, wanted.channel(), changed, wish, what, now);
        if (wanted.keep() && made instanceof Mender.Made.Did) {
            listings.put(tx, listing);
            Audit.add(
                    tx,
                    now,
                    wish.who(),
                    letter.store(),
                    "put-listings",
                    listing.sku().value(),
                    1,
                    wish.reason());
        }
        return made;
    }

    /** The cap is what keeps one order from costing anything: only an admin lifts it. */
    private static Optional<Fault> capNot(PlaceOrder.Item item, Mender.Wish wish, RemedyForms.RemapWish wanted) {
        if (item.maxUnitCost().isEmpty() || wish.may(Role.ADMIN)) {
            return Optional.empty();
        }
        Money cap = item.maxUnitCost().get();
        boolean fits = wanted.maxUnitCost()
                .filter(asked -> asked.currency().equals(cap.currency()) && !PriceCap.farAbove(asked, cap))
                .isPresent();
        return fits
                ? Optional.empty()
                : Optional.of(new Fault(
                        "/maxUnitCost",
                        "must be at most " + PriceCap.TIMES + " times the planned cap, " + cap
                                + "; without a cap, or above that, it needs role admin"));
    }

    private Optional<Fault> whereNot(Dispatch letter, PlaceOrder order, Person who, RemedyForms.RemapWish wanted) {
        if (!suppliers(letter, who).contains(wanted.channel())) {
            return Optional.of(new Fault(
                    "/channel",
                    who.scope().all()
                            ? "is no supplier's channel that is configured here"
                            : "is no supplier's channel that store " + letter.store() + " buys on"));
        }
        if (!wanted.channel().equals(letter.channel()) && order.items().size() > 1) {
            return Optional.of(new Fault(
                    "/channel",
                    "must stay " + letter.channel() + ": this order has other lines there, and one order goes to one"
                            + " supplier; buy the line by hand if it has to come from somewhere else"));
        }
        return wanted.productId().isBlank() && wanted.supplierSku().isBlank()
                ? Optional.of(new Fault("/productId", "name the supplier's product, or its SKU below"))
                : Optional.empty();
    }

    private Optional<Fault> tooMuch(PlaceOrder order, ChannelName channel) {
        Connector.Limits limits = channels.get(channel).connector().limits();
        long pieces =
                order.items().stream().mapToLong(PlaceOrder.Item::quantity).sum();
        return pieces > limits.maxUnits()
                ? Optional.of(new Fault(
                        "/quantity",
                        "makes " + pieces + " pieces; " + channel + " takes at most " + limits.maxUnits()
                                + " in one order"))
                : Optional.empty();
    }

    /** Under the name that finds it next time: that of the variant, where that is how it was found this time. */
    private Listing listing(Tx tx, Dispatch letter, PlaceOrder.Item item, RemedyForms.RemapWish wanted)
            throws SQLException {
        Sku name = line(tx, letter, item)
                .flatMap(StoreOrder.Line::variant)
                .filter(variant -> listings.find(letter.store(), variant).isPresent())
                .orElse(item.sku());
        Listing remapped = new Listing(
                letter.store(),
                name,
                wanted.channel(),
                wanted.productId().strip(),
                wanted.variant().strip(),
                wanted.supplierSku().strip(),
                wanted.quantity(),
                wanted.maxUnitCost(),
                wanted.shippingService().strip());
        // What customs call the thing does not change with where it is bought.
        return listings.find(letter.store(), name)
                .map(before -> remapped.declared(before.hsCode(), before.originCountry()))
                .orElse(remapped);
    }

    /**
     * The pieces that the customer bought, of which a factor makes the pieces to buy. Told by the order and by what was
     * first to be bought of it, not by the listing: that may be another one by now, and it says nothing of a line that was
     * remapped before.
     */
    private static int sold(Tx tx, Dispatch letter, PlaceOrder.Item item) throws SQLException {
        if (letter.channel().equals(Dispatch.UNMAPPED)) {
            return item.quantity();
        }
        int ordered = line(tx, letter, item).map(StoreOrder.Line::toSend).orElse(0);
        // A line with more pieces than a supplier takes at once is bought in several orders.
        int planned = 0;
        int here = item.quantity();
        for (Dispatch one : Dispatches.ofOrder(tx, letter.order().orElseThrow())) {
            int first = one.places() ? firstToBuy(one, item.lineId()) : 0;
            planned += first;
            here = one.id().equals(letter.id()) ? first : here;
        }
        boolean told = ordered > 0 && here > 0 && planned >= ordered && planned % ordered == 0;
        if (!told || here % (planned / ordered) != 0) {
            return item.quantity();
        }
        int sold = here / (planned / ordered);
        // No multiple of what was sold: a person has written another number, and no remedy buys more than that
        // silently.
        return item.quantity() % sold == 0 ? sold : Math.min(sold, item.quantity());
    }

    /** How many of the store's pieces the planned lines of a letter stand for. */
    static ToIntFunction<PlaceOrder.Item> sold(Tx tx, Dispatch letter) throws SQLException {
        Map<String, Integer> sold = new HashMap<>();
        for (PlaceOrder.Item item : Json.read(letter.originalRequest().orElse(letter.request()), PlaceOrder.class)
                .items()) {
            sold.put(item.lineId(), sold(tx, letter, item));
        }
        return item -> sold.getOrDefault(item.lineId(), item.quantity());
    }

    private static PlaceOrder.Item planned(Dispatch letter, PlaceOrder.Item item) {
        PlaceOrder planned = Json.read(letter.originalRequest().orElse(letter.request()), PlaceOrder.class);
        return Bounds.line(planned, item.lineId()).orElse(item);
    }

    private static int firstToBuy(Dispatch letter, String lineId) {
        return Json.read(letter.originalRequest().orElse(letter.request()), PlaceOrder.class).items().stream()
                .filter(item -> item.lineId().equals(lineId))
                .mapToInt(PlaceOrder.Item::quantity)
                .sum();
    }

    private static Optional<StoreOrder.Line> line(Tx tx, Dispatch letter, PlaceOrder.Item item) throws SQLException {
        return OrderBook.find(tx, letter.order().orElseThrow()).stream()
                .flatMap(order -> order.bought().lines().stream())
                .filter(line -> line.lineId().equals(item.lineId()))
                .findFirst();
    }
}
