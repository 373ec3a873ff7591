package serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Amazon refuses in a destination, in the words that people have reported: {@code amzn/selling-partner-api-models} issue
 * 236 (missing), {@code jrl84/amazon-sp-api} issue 249 (state), {@code amzn/selling-partner-api-docs} issue 613 (postal code),
 * {@code django-oscar/django-oscar-mws} docs (country; the United States take only the official two letters). Lengths are
 * those of Amazon MWS; that a number is no region anywhere is ours: nobody reports one that was delivered. Read 2026-11-30.
 */
final class AmazonAddressRules {
    /** As the model names the field, and as Amazon's refusals do. */
    private static final Map<String, String> REQUIRED = new LinkedHashMap<>();

    private static final Map<String, Integer> LONGEST = Map.of(
            "name", 50,
            "addressLine1", 60,
            "addressLine2", 60,
            "addressLine3", 60,
            "city", 50,
            "stateOrRegion", 150,
            "postalCode", 20,
            "phone", 20);

    private static final Set<String> ISO = Set.of(Locale.getISOCountries());
    private static final Pattern NUMBER = Pattern.compile("([A-Z]{2}[-_ ]?)?[0-9]+");

    static {
        REQUIRED.put("name", "Name");
        REQUIRED.put("addressLine1", "AddressLine1");
        REQUIRED.put("postalCode", "PostalCode");
        REQUIRED.put("countryCode", "CountryCode");
        REQUIRED.put("city", "City");
    }

    private AmazonAddressRules() {}

    /** @param regions by country, every spelling of a state that Amazon takes; other countries are not checked */
    static @Nullable String fault(JsonNode address, JsonNode regions) {
        String country = address.path("countryCode").asText();
        boolean japan = country.equals("JP");
        List<String> missing = new ArrayList<>();
        REQUIRED.forEach((field, name) -> {
            if (address.path(field).asText().isBlank() && !(japan && field.equals("city"))) {
                missing.add(name);
            }
        });
        if (!missing.isEmpty()) {
            return "The following required parameters are missing: " + missing;
        }
        if (!ISO.contains(country)) {
            return "Value for parameter DestinationAddress.CountryCode is invalid. Reason: InvalidValue.";
        }
        if (japan && address.has("city")) {
            return "Value for parameter City is invalid. Reason: InvalidValue.";
        }
        for (Map.Entry<String, Integer> field : LONGEST.entrySet()) {
            String text = address.path(field.getKey()).asText();
            if (text.codePointCount(0, text.length()) > field.getValue()) {
                return "Value for parameter " + capital(field.getKey()) + " is invalid. Reason: InvalidValue.";
            }
        }
        String region = address.path("stateOrRegion").asText();
        return region.isEmpty() || isRegion(region, regions.path(country))
                ? null
                : "Request has invalid parameter: {Address.StateOrRegion=" + region + "}";
    }

    private static boolean isRegion(String region, JsonNode known) {
        return known.isMissingNode()
                ? !NUMBER.matcher(region).matches()
                : Arrays.asList(known.asText().split(" ")).contains(region);
    }

    private static String capital(String field) {
        return Character.toUpperCase(field.charAt(0)) + field.substring(1);
    }
}
