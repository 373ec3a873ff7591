package serai.deadletter;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import serai.base.Json;
import serai.base.Money;
import serai.dispatch.Dispatch;
import serai.provider.PlaceOrder;

/**
 * How far a person who is no admin may change what is bought, judged by the order as it was planned from the store's word
 * and the listing, not by what the last edit made of it: many small steps come no further than one. Lines may go and pieces
 * may become fewer; no line comes or gets another name, no line gets more pieces, what it is bought as changes by a remap
 * only, and its price cap stays in its currency and below {@value PriceCap#TIMES} times the planned one. What an admin has
 * allowed beyond that stays allowed as it stands.
 */
final class Bounds {
    private static final String ADMIN = "; beyond that it needs role admin";

    private final PlaceOrder planned;
    private final PlaceOrder current;
    private final ToIntFunction<PlaceOrder.Item> sold;
    private final boolean unmapped;
    private final List<Exceeded> exceeded = new ArrayList<>();

    /**
     * A bound that a request goes beyond.
     *
     * @param pointer of the field
     * @param bound in words
     * @param before the value as it is now
     * @param after the value as it is wanted
     */
    record Exceeded(String pointer, String bound, String before, String after) {
        Fault fault() {
            return new Fault(pointer, bound + ADMIN);
        }

        private String words() {
            return pointer + " from " + (before.isEmpty() ? "nothing" : before) + " to "
                    + (after.isEmpty() ? "nothing" : after);
        }
    }

    private Bounds(Dispatch letter, PlaceOrder current, ToIntFunction<PlaceOrder.Item> sold) {
        this.planned = Json.read(letter.originalRequest().orElse(letter.request()), PlaceOrder.class);
        this.current = current;
        this.sold = sold;
        this.unmapped = letter.channel().equals(Dispatch.UNMAPPED);
    }

    /**
     * Where a wanted request goes beyond what was planned.
     *
     * @param sold the pieces of the store's that a planned line stands for
     */
    static List<Exceeded> exceeded(Dispatch letter, PlaceOrder wanted, ToIntFunction<PlaceOrder.Item> sold) {
        Bounds bounds = new Bounds(letter, Json.read(letter.request(), PlaceOrder.class), sold);
        for (int i = 0; i < wanted.items().size(); i++) {
            bounds.line(wanted.items().get(i), "/items/" + i);
        }
        return bounds.exceeded;
    }

    /** For the audit book. */
    static String words(List<Exceeded> exceeded) {
        return exceeded.isEmpty()
                ? ""
                : "; beyond the bounds: "
                        + exceeded.stream().map(Exceeded::words).collect(Collectors.joining(", "));
    }

    /** The most that a line of that plan may cost, whatever it is bought as; empty where nobody knows. */
    static Optional<Money> mostOf(PlaceOrder.Item planned, int sold) {
        return planned.maxUnitCost()
                .map(cap -> times(cap, PriceCap.TIMES, planned.quantity()))
                .or(() -> planned.unitPrice()
                        .filter(price -> price.amount().signum() > 0)
                        .map(price -> times(price, 1, sold)));
    }

    private static Money times(Money one, int times, int pieces) {
        return new Money(
                one.amount().multiply(BigDecimal.valueOf(times)).multiply(BigDecimal.valueOf(pieces)), one.currency());
    }

    /** The line of that request with that id. */
    static Optional<PlaceOrder.Item> line(PlaceOrder order, String lineId) {
        return order.items().stream()
                .filter(item -> item.lineId().equals(lineId))
                .findFirst();
    }

    private void line(PlaceOrder.Item wanted, String pointer) {
        Optional<PlaceOrder.Item> plan = line(planned, wanted.lineId());
        Optional<PlaceOrder.Item> now = line(current, wanted.lineId());
        if (plan.isEmpty() && now.isEmpty()) {
            String known = planned.items().stream().map(PlaceOrder.Item::lineId).collect(Collectors.joining(", "));
            add(pointer + "/lineId", "must be a line of this order as it was planned: " + known, "", wanted.lineId());
            return;
        }
        PlaceOrder.Item first = plan.or(() -> now).orElseThrow();
        PlaceOrder.Item last = now.orElse(first);
        boolean asPlanned = sameThing(wanted, first);
        if (!asPlanned && !sameThing(wanted, last)) {
            anotherThing(wanted, last, pointer);
            return;
        }
        // A supplier that is told no number of its own is asked by the store's.
        boolean named = unmapped || wanted.supplierSku().isBlank();
        if (named && !wanted.sku().equals(first.sku()) && !wanted.sku().equals(last.sku())) {
            String bound = "must stay " + last.sku() + ": what a line is bought as is changed by remapping it";
            add(pointer + "/sku", bound, last.sku().value(), wanted.sku().value());
        }
        int pieces = Math.max(asPlanned ? first.quantity() : 0, sameThing(wanted, last) ? last.quantity() : 0);
        if (wanted.quantity() > pieces) {
            String bound = "must be at most " + pieces + ", as many as were planned";
            add(pointer + "/quantity", bound, Integer.toString(last.quantity()), Integer.toString(wanted.quantity()));
        }
        boolean capped = asPlanned ? cappedAsPlanned(wanted, first) : cappedAsRemapped(wanted, first, last);
        if (!capped && !wanted.maxUnitCost().equals(last.maxUnitCost())) {
            add(
                    pointer + "/maxUnitCost",
                    capBound(first, asPlanned),
                    last.maxUnitCost().map(Money::toString).orElse(""),
                    wanted.maxUnitCost().map(Money::toString).orElse(""));
        }
    }

    private static boolean sameThing(PlaceOrder.Item one, PlaceOrder.Item other) {
        return one.productId().equals(other.productId())
                && one.variant().equals(other.variant())
                && one.supplierSku().equals(other.supplierSku());
    }

    private void anotherThing(PlaceOrder.Item wanted, PlaceOrder.Item last, String pointer) {
        thing(pointer + "/productId", last.productId(), wanted.productId());
        thing(pointer + "/variant", last.variant(), wanted.variant());
        thing(pointer + "/supplierSku", last.supplierSku(), wanted.supplierSku());
    }

    private void thing(String pointer, String before, String after) {
        if (!before.equals(after)) {
            String stays = before.isEmpty() ? "must stay empty" : "must stay " + before;
            add(pointer, stays + ": what a line is bought as is changed by remapping it", before, after);
        }
    }

    private static boolean cappedAsPlanned(PlaceOrder.Item wanted, PlaceOrder.Item first) {
        return first.maxUnitCost()
                .map(cap -> wanted.maxUnitCost()
                        .filter(one -> one.currency().equals(cap.currency()) && !PriceCap.farAbove(one, cap))
                        .isPresent())
                .orElse(true);
    }

    private boolean cappedAsRemapped(PlaceOrder.Item wanted, PlaceOrder.Item first, PlaceOrder.Item last) {
        if (last.maxUnitCost().isEmpty()) {
            return true;
        }
        Optional<Money> cap = wanted.maxUnitCost();
        boolean lower =
                cap.filter(one -> isAtMost(one, last.maxUnitCost().get())).isPresent();
        return lower
                || cap.filter(one -> mostOf(first, sold.applyAsInt(first))
                                .filter(most -> isAtMost(times(one, 1, wanted.quantity()), most))
                                .isPresent())
                        .isPresent();
    }

    /** Whether both are of one currency and the first is no more. */
    static boolean isAtMost(Money one, Money most) {
        return one.currency().equals(most.currency()) && one.amount().compareTo(most.amount()) <= 0;
    }

    private String capBound(PlaceOrder.Item first, boolean asPlanned) {
        return asPlanned
                ? "must stay a cap in its currency and at most " + PriceCap.TIMES + " times "
                        + first.maxUnitCost().orElseThrow() + ", the one that was planned"
                : mostOf(first, sold.applyAsInt(first))
                        .map(most -> "must stay a cap in its currency with which all pieces of the line cost at most "
                                + most)
                        .orElse("must stay as it is or become lower");
    }

    private void add(String pointer, String bound, String before, String after) {
        exceeded.add(new Exceeded(pointer, bound, before, after));
    }
}
