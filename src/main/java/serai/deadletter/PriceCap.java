package serai.deadletter;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import serai.access.Role;
import serai.base.ChannelName;
import serai.base.Json;
import serai.base.Money;
import serai.dispatch.Dispatch;
import serai.provider.OrderRules;
import serai.provider.PlaceOrder;

/** Raises what the pieces of one order may cost; listings stay as they are. */
final class PriceCap {
    /** A cap that is more times what it should be near to is a slip of the hand, or a way around it. */
    static final int TIMES = 10;

    private static final String AMOUNT = "[0-9]{1,12}(\\.[0-9]{1,4})?";

    private final Mender mender;
    private final Function<ChannelName, Optional<OrderRules>> rules;

    PriceCap(Mender mender, Function<ChannelName, Optional<OrderRules>> rules) {
        this.mender = mender;
        this.rules = rules;
    }

    /** The form of that letter: the lines that have a cap. */
    RemedyForms.CapForm form(DeadLetter.Found found) {
        Dispatch letter = found.dispatch();
        List<RemedyForms.Cap> caps = new ArrayList<>();
        List<PlaceOrder.Item> items =
                Json.read(letter.request(), PlaceOrder.class).items();
        for (int i = 0; i < items.size(); i++) {
            int index = i;
            PlaceOrder.Item item = items.get(i);
            item.maxUnitCost()
                    .ifPresent(cap -> caps.add(new RemedyForms.Cap(
                            index,
                            item.lineId(),
                            item.sku(),
                            item.title(),
                            item.quantity(),
                            cap,
                            item.unitPrice(),
                            asked(letter, item),
                            most(letter, item, cap))));
        }
        return new RemedyForms.CapForm(letter.version(), caps);
    }

    /** @param wanted the new cap of a piece by line id, in the currency that the cap has; a line left out keeps its own */
    Verdict raise(Mender.Wish wish, Map<String, String> wanted) {
        return mender.mend(wish, Remedy.RAISE_PRICE_CAP, (tx, found, now) -> {
            Optional<String> whyNot = mender.whyNotSentThere(found);
            if (whyNot.isPresent()) {
                return Mender.refuse(whyNot.get());
            }
            Dispatch letter = found.dispatch();
            PlaceOrder order = Json.read(letter.request(), PlaceOrder.class);
            List<Fault> faults = new ArrayList<>();
            List<PlaceOrder.Item> items = new ArrayList<>();
            for (int i = 0; i < order.items().size(); i++) {
                PlaceOrder.Item item = order.items().get(i);
                String pointer = "/items/" + i + "/maxUnitCost";
                PlaceOrder.Item raised = raised(item, wanted, pointer, faults);
                items.add(raised);
                if (!raised.equals(item) && !wish.may(Role.ADMIN)) {
                    tooHigh(letter, item, raised).ifPresent(why -> faults.add(new Fault(pointer, why)));
                }
            }
            if (!faults.isEmpty()) {
                return Mender.invalid(faults);
            }
            PlaceOrder changed = order.withItems(items);
            List<Bounds.Exceeded> beyond = Bounds.exceeded(letter, changed, Remap.sold(tx, letter));
            return beyond.isEmpty() || wish.may(Role.ADMIN)
                    ? mender.send(
                            tx,
                            letter,
                            letter.channel(),
                            changed,
                            wish,
                            "price cap raised " + words(order.items(), items) + Bounds.words(beyond),
                            now)
                    : Mender.invalid(beyond.stream().map(Bounds.Exceeded::fault).toList());
        });
    }

    /** What the supplier asked for a piece when it refused, where its words tell. */
    private Optional<Money> asked(Dispatch letter, PlaceOrder.Item item) {
        return rules.apply(letter.channel())
                .flatMap(rule -> rule.asked(letter.reason()))
                .filter(one -> one.lineId().equals(item.lineId()))
                .map(OrderRules.Ask::price);
    }

    /** What a new cap has to be near to. */
    private Money measure(Dispatch letter, PlaceOrder.Item item, Money cap) {
        return asked(letter, item)
                .filter(price -> price.currency().equals(cap.currency()))
                .filter(price -> price.amount().compareTo(cap.amount()) > 0)
                .orElse(cap);
    }

    private Optional<String> tooHigh(Dispatch letter, PlaceOrder.Item item, PlaceOrder.Item raised) {
        Money measure = measure(letter, item, item.maxUnitCost().orElseThrow());
        return farAbove(raised.maxUnitCost().orElseThrow(), measure)
                ? Optional.of("is more than " + TIMES + " times " + measure + "; that needs role admin")
                : Optional.empty();
    }

    /** Where an edited order allows far more for a piece than it did before, or anything at all: what needs an admin. */
    static List<Fault> lifted(String before, String after) {
        List<PlaceOrder.Item> items = Json.read(after, PlaceOrder.class).items();
        List<Fault> faults = new ArrayList<>();
        for (PlaceOrder.Item old : Json.read(before, PlaceOrder.class).items()) {
            for (int i = 0; i < items.size(); i++) {
                boolean lifted = items.get(i).lineId().equals(old.lineId())
                        && old.maxUnitCost().isPresent()
                        && isLifted(old.maxUnitCost().get(), items.get(i).maxUnitCost());
                if (lifted) {
                    String why = "must stay a cap in its currency and at most " + TIMES + " times "
                            + old.maxUnitCost().get() + "; more needs role admin";
                    faults.add(new Fault("/items/" + i + "/maxUnitCost", why));
                }
            }
        }
        return faults;
    }

    private static boolean isLifted(Money old, Optional<Money> cap) {
        return cap.filter(one -> one.currency().equals(old.currency()) && !farAbove(one, old))
                .isEmpty();
    }

    /** How far it may be raised without an admin: neither far above what it is or what is asked, nor above the plan. */
    private Money most(Dispatch letter, PlaceOrder.Item item, Money cap) {
        Money near = most(measure(letter, item, cap));
        return Bounds.line(
                        Json.read(letter.originalRequest().orElse(letter.request()), PlaceOrder.class), item.lineId())
                .flatMap(PlaceOrder.Item::maxUnitCost)
                .map(PriceCap::most)
                .filter(planned -> Bounds.isAtMost(planned, near))
                .orElse(near);
    }

    private static Money most(Money measure) {
        return new Money(measure.amount().multiply(BigDecimal.valueOf(TIMES)), measure.currency());
    }

    /** Whether it is more than {@value #TIMES} times the other, an amount of the same currency. */
    static boolean farAbove(Money cap, Money measure) {
        return cap.amount().compareTo(most(measure).amount()) > 0;
    }

    private static PlaceOrder.Item raised(
            PlaceOrder.Item item, Map<String, String> wanted, String pointer, List<Fault> faults) {
        String text = wanted.getOrDefault(item.lineId(), "").strip();
        if (text.isEmpty()) {
            return item;
        }
        if (item.maxUnitCost().isEmpty()) {
            faults.add(new Fault(pointer, "has no cap that could be raised"));
            return item;
        }
        Money cap = item.maxUnitCost().get();
        if (!text.matches(AMOUNT)) {
            faults.add(new Fault(pointer, "must be an amount such as 12.50, with a point, without the currency"));
            return item;
        }
        BigDecimal amount = new BigDecimal(text);
        if (amount.compareTo(cap.amount()) < 0) {
            faults.add(new Fault(pointer, "must not be below the cap as it is, " + cap));
            return item;
        }
        return amount.compareTo(cap.amount()) == 0 ? item : item.maxUnitCost(new Money(amount, cap.currency()));
    }

    private static String words(List<PlaceOrder.Item> before, List<PlaceOrder.Item> after) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            if (!before.get(i).equals(after.get(i))) {
                words.add(after.get(i).sku() + " to "
                        + after.get(i).maxUnitCost().map(Money::toString).orElse("none") + " a piece");
            }
        }
        return String.join(", ", words);
    }
}
