package serai.deadletter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import serai.base.Address;
import serai.base.ChannelName;
import serai.base.Json;
import serai.dispatch.Dispatch;
import serai.provider.OrderRules;
import serai.provider.PlaceOrder;

/** Mends the delivery address, and what customs ask of the recipient, by the rules of the supplier for the country. */
final class AddressCorrection {
    /** Stands for a value that is not shown; sent back as it is, it leaves the value alone. */
    static final String HIDDEN = "•••";

    private static final Map<String, String> LABELS = labels();

    private final Mender mender;
    private final Function<ChannelName, Optional<OrderRules>> rules;

    AddressCorrection(Mender mender, Function<ChannelName, Optional<OrderRules>> rules) {
        this.mender = mender;
        this.rules = rules;
    }

    private static Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("shipTo.name", "Name");
        labels.put("shipTo.company", "Company");
        labels.put("shipTo.line1", "Street and number");
        labels.put("shipTo.line2", "Flat, floor, building");
        labels.put("shipTo.city", "City");
        labels.put("shipTo.region", "State or province");
        labels.put("shipTo.postalCode", "Postal code");
        labels.put("shipTo.country", "Country");
        labels.put("shipTo.phone", "Telephone");
        return labels;
    }

    /** The form of that letter. */
    RemedyForms.AddressForm form(DeadLetter.Found found, boolean masked) {
        Dispatch letter = found.dispatch();
        PlaceOrder order = Json.read(letter.request(), PlaceOrder.class);
        Optional<OrderRules> supplier = rules.apply(letter.channel());
        Map<String, String> hints =
                supplier.map(rule -> rule.addressHints(country(order.shipTo()))).orElse(Map.of());
        Map<String, String> faults = new LinkedHashMap<>();
        supplier.ifPresent(rule -> {
            rule.fieldNamed(letter.reason()).ifPresent(field -> faults.put(field, letter.reason()));
            rule.flaws(order).forEach(flaw -> faults.put(flaw.field(), flaw.words()));
        });
        OrderRules.Flaw.of(letter.reason()).ifPresent(flaw -> faults.putIfAbsent(flaw.field(), flaw.words()));
        List<RemedyForms.Field> fields = new ArrayList<>();
        values(order, hints).forEach((name, value) -> {
            boolean hidden = masked && !name.equals("shipTo.country") && !value.isEmpty();
            fields.add(new RemedyForms.Field(
                    name,
                    LABELS.getOrDefault(name, name.substring(name.indexOf('.') + 1)),
                    hidden ? HIDDEN : value,
                    hints.getOrDefault(name, ""),
                    faults.getOrDefault(name, "")));
        });
        return new RemedyForms.AddressForm(letter.version(), country(order.shipTo()), fields);
    }

    private static String country(Address address) {
        return address.country().strip().toUpperCase(Locale.ROOT);
    }

    /** What the address holds, and what customs ask for or have been told. */
    private static Map<String, String> values(PlaceOrder order, Map<String, String> hints) {
        Address to = order.shipTo();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("shipTo.name", to.name());
        values.put("shipTo.company", to.company());
        values.put("shipTo.line1", to.line1());
        values.put("shipTo.line2", to.line2());
        values.put("shipTo.city", to.city());
        values.put("shipTo.region", to.region());
        values.put("shipTo.postalCode", to.postalCode());
        values.put("shipTo.country", to.country());
        values.put("shipTo.phone", to.phone());
        Set<String> taxIds = new LinkedHashSet<>(order.taxIds().keySet());
        hints.keySet().stream()
                .filter(field -> field.startsWith("taxIds."))
                .map(field -> field.substring("taxIds.".length()))
                .forEach(taxIds::add);
        taxIds.forEach(name -> values.put("taxIds." + name, order.taxIds().getOrDefault(name, "")));
        return values;
    }

    /** @param wanted by field as the form names them; a field that is left out, or still hidden, stays as it is */
    Verdict correct(Mender.Wish wish, Map<String, String> wanted) {
        return mender.mend(wish, Remedy.CORRECT_ADDRESS, (tx, found, now) -> {
            Optional<String> whyNot = mender.whyNotSentThere(found);
            if (whyNot.isPresent()) {
                return Mender.refuse(whyNot.get());
            }
            Dispatch letter = found.dispatch();
            PlaceOrder mended = mended(Json.read(letter.request(), PlaceOrder.class), wanted);
            List<Fault> faults = faults(letter.channel(), mended);
            return faults.isEmpty()
                    ? mender.send(tx, letter, letter.channel(), mended, wish, "address corrected", now)
                    : Mender.invalid(faults);
        });
    }

    private List<Fault> faults(ChannelName channel, PlaceOrder order) {
        return rules.apply(channel).map(rule -> rule.flaws(order)).orElse(List.of()).stream()
                .map(flaw -> new Fault(PayloadForm.pointer(flaw), flaw.words()))
                .toList();
    }

    private static PlaceOrder mended(PlaceOrder order, Map<String, String> wanted) {
        Map<String, String> values = values(order, Map.of());
        wanted.forEach((field, value) -> {
            boolean known = LABELS.containsKey(field) || field.matches("taxIds\\.[A-Za-z0-9_]{1,40}");
            if (known && !value.equals(HIDDEN)) {
                values.put(field, value.strip());
            }
        });
        values.computeIfPresent("shipTo.country", (field, country) -> country.toUpperCase(Locale.ROOT));
        Map<String, String> taxIds = new LinkedHashMap<>();
        values.forEach((field, value) -> {
            if (field.startsWith("taxIds.") && !value.isEmpty()) {
                taxIds.put(field.substring("taxIds.".length()), value);
            }
        });
        Function<String, String> at = field -> values.getOrDefault("shipTo." + field, "");
        Address to = new Address(
                at.apply("name"),
                at.apply("company"),
                at.apply("line1"),
                at.apply("line2"),
                at.apply("city"),
                at.apply("region"),
                at.apply("postalCode"),
                at.apply("country"),
                at.apply("phone"),
                // A name beside a code speaks of that code.
                at.apply("region").equals(order.shipTo().region())
                        ? order.shipTo().regionName()
                        : "");
        return order.to(to, taxIds);
    }
}
