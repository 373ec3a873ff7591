package amazon;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import serai.provider.OrderRules;

/**
 * Which of our fields Amazon complains about. It names fields of its model in more than one spelling: {@code [PostalCode,
 * City]}, {@code {Address.StateOrRegion=DC}}, {@code parameter DestinationAddress.CountryCode}, {@code
 * destinationAddress.postalCode}; the first that it names counts. Sources: {@code errors.yaml}.
 */
final class NamedField {
    private static final Map<String, String> OURS = Map.ofEntries(
            Map.entry("name", "shipTo.name"),
            Map.entry("addressline1", "shipTo.line1"),
            Map.entry("line1", "shipTo.line1"),
            Map.entry("addressline2", "shipTo.line2"),
            Map.entry("line2", "shipTo.line2"),
            Map.entry("addressline3", "shipTo.company"),
            Map.entry("line3", "shipTo.company"),
            Map.entry("city", "shipTo.city"),
            Map.entry("stateorregion", "shipTo.region"),
            Map.entry("stateorprovincecode", "shipTo.region"),
            Map.entry("postalcode", "shipTo.postalCode"),
            Map.entry("countrycode", "shipTo.country"),
            Map.entry("phone", "shipTo.phone"),
            Map.entry("phonenumber", "shipTo.phone"));

    /** Names that are no words of everyday English stand for themselves; the others need a sign that a field is meant. */
    private static final Pattern NAMED = Pattern.compile(
            "\\b(AddressLine[123]|StateOrRegion|StateOrProvinceCode|PostalCode|CountryCode|PhoneNumber)\\b"
                    + "|(?:Address\\.|parameters? |field |[\\[{]\"?|, \"?)(Name|Line[123]|City|Phone)\\b",
            Pattern.CASE_INSENSITIVE);

    private NamedField() {}

    static Optional<String> in(String words) {
        // Our own refusals begin with the field; the candidates after it may be called anything.
        Optional<String> ours = OrderRules.Flaw.of(words).map(OrderRules.Flaw::field);
        if (ours.isPresent()) {
            return ours;
        }
        Matcher named = NAMED.matcher(words);
        return named.find()
                ? Optional.ofNullable(
                        OURS.get((named.group(1) == null ? named.group(2) : named.group(1)).toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }
}
