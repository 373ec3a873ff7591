package serai.deadletter;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import serai.base.ChannelName;
import serai.base.Json;
import serai.base.Money;
import serai.dispatch.Dispatch;
import serai.provider.OrderRules;
import serai.provider.PlaceOrder;

/** Raises what the pieces of one order may cost; listings stay as they are. */
final class PriceCap {
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
        Optional<OrderRules.Ask> ask = rules.apply(letter.channel()).flatMap(rule -> rule.asked(letter.reason()));
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
                            ask.filter(one -> one.lineId().equals(item.lineId()))
                                    .map(OrderRules.Ask::price))));
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
                items.add(raised(order.items().get(i), wanted, "/items/" + i + "/maxUnitCost", faults));
            }
            return faults.isEmpty()
                    ? Mender.send(
                            tx,
                            letter,
                            letter.channel(),
                            order.withItems(items),
                            wish,
                            "price cap raised " + words(order.items(), items),
                            now)
                    : Mender.invalid(faults);
        });
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
