package serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Amazon's Selling Partner API and its token service (Login with Amazon) check. Sources: the Fulfillment Outbound
 * 2020-07-01 model of amzn/selling-partner-api-models and the guides on developer-docs.amazon.com/sp-api. Checked
 * 2026-11-21.
 *
 * <p>The wording of refusals that no source shows is ours; {@link AmazonAddressRules} has those of addresses.
 */
public final class AmazonRules implements Rules {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,40}");
    private static final Set<String> SPEEDS = Set.of("Standard", "Expedited", "Priority", "ScheduledDelivery");
    private static final List<String> ORDER_FIELDS =
            List.of("displayableOrderId", "displayableOrderDate", "displayableOrderComment", "shippingSpeedCategory");
    private static final Set<String> POLICIES = Set.of("FillOrKill", "FillAll", "FillAllAvailable");

    @Override
    public String name() {
        return "amazon";
    }

    @Override
    public Verdict judge(String check, Asked asked, Tokens tokens, JsonNode settings) {
        return switch (check) {
            case "exchange" -> exchange(asked, tokens, settings);
            case "headers" -> headers(asked);
            case "token" -> token(asked, tokens);
            case "order" -> order(asked.json(), settings);
            case "inventory" -> inventory(asked, settings);
            default -> throw new IllegalArgumentException("amazon has no check " + check);
        };
    }

    /** Accepts the form and the JSON spelling. Tokens issued before keep their worth. */
    private static Verdict exchange(Asked asked, Tokens tokens, JsonNode settings) {
        String secret = field(asked, "client_secret");
        if (!field(asked, "client_id").equals(settings.path("clientId").asText())
                || !secret.equals(settings.path("clientSecret").asText())) {
            return noToken(401, "invalid_client", "Client authentication failed");
        }
        String refresh = field(asked, "refresh_token");
        switch (field(asked, "grant_type")) {
            case "refresh_token" -> {
                if (!tokens.mayRefresh(refresh)) {
                    return noToken(
                            400,
                            "invalid_grant",
                            "The request has an invalid grant parameter : refresh_token. User may have revoked or"
                                    + " didn't grant the permission.");
                }
            }
            case "client_credentials" -> {
                if (field(asked, "scope").isEmpty()) {
                    return noToken(400, "invalid_scope", "The requested scope is invalid");
                }
            }
            default -> {
                return noToken(400, "invalid_request", "The request is missing a required parameter : grant_type");
            }
        }
        return new Verdict.Passed(
                Map.of("token", Map.of("access", tokens.issueAccess("Atza|simulated-"), "refresh", refresh)));
    }

    private static String field(Asked asked, String name) {
        return asked.parameter(name).orElseGet(() -> asked.json().path(name).asText());
    }

    private static Verdict headers(Asked asked) {
        Optional<String> agent = asked.header("user-agent");
        if (agent.isEmpty() || agent.get().length() > 500) {
            return invalid("The user-agent header is missing or longer than 500 characters.");
        }
        boolean carriesBody =
                !asked.body().isEmpty() || asked.header("content-length").isPresent();
        if (asked.method().equals("GET") && carriesBody) {
            return invalid("A GET request must not have a body.");
        }
        return Verdict.passed();
    }

    private static Verdict token(Asked asked, Tokens tokens) {
        Optional<String> token = asked.header("x-amz-access-token");
        if (token.isEmpty()) {
            return denied("Access token is missing in the request header.");
        }
        return switch (tokens.standing(token.get())) {
            case VALID -> Verdict.passed();
            case EXPIRED -> denied("The access token you provided has expired.");
            case UNKNOWN -> denied("The access token you provided is revoked, malformed or invalid.");
        };
    }

    private static Verdict order(JsonNode order, JsonNode settings) {
        if (!order.isObject()) {
            return invalid("The request body is not valid JSON.");
        }
        String marketplace = order.path("marketplaceId").asText();
        if (!marketplace.isEmpty() && !contains(settings.path("marketplaces"), marketplace)) {
            return denied("The marketplaces you provided are not valid for region.");
        }
        String fault = orderFault(order);
        if (fault == null) {
            fault = AmazonAddressRules.fault(order.path("destinationAddress"), settings.path("regions"));
        }
        if (fault == null) {
            fault = itemsFault(order.path("items"));
        }
        if (fault == null) {
            fault = valueFault(order, settings);
        }
        if (fault == null && !isTime(order.path("displayableOrderDate").asText())) {
            // A date that is not ISO 8601 was seen to end as an internal error (models repository, issue 2599).
            return refused(500, "InternalFailure", "We encountered an internal error. Please try again.", "");
        }
        return fault == null ? Verdict.passed() : invalid(fault);
    }

    private static Verdict inventory(Asked asked, JsonNode settings) {
        String marketplace = asked.parameter("marketplaceIds").orElse("");
        if (!asked.parameter("granularityType").orElse("").equals("Marketplace")
                || !asked.parameter("granularityId").orElse("").equals(marketplace)) {
            return invalid("granularityType and granularityId are required.");
        }
        if (!contains(settings.path("marketplaces"), marketplace)) {
            return denied("The marketplaces you provided are not valid for region.");
        }
        int skus =
                asked.parameter("sellerSkus").map(all -> all.split(",").length).orElse(0);
        boolean one = asked.parameter("sellerSku").isPresent();
        boolean none = skus == 0 && !one;
        return skus > 50 || none ? invalid("sellerSkus must have 1 to 50 entries.") : Verdict.passed();
    }

    private static @Nullable String orderFault(JsonNode order) {
        if (!ID.matcher(order.path("sellerFulfillmentOrderId").asText()).matches()) {
            return "sellerFulfillmentOrderId must have 1 to 40 characters of A-Z, a-z, 0-9, - and _.";
        }
        for (String field : ORDER_FIELDS) {
            if (order.path(field).asText().isBlank()) {
                return field + " is required.";
            }
        }
        if (order.path("displayableOrderId").asText().length() > 40
                || order.path("displayableOrderId").asText().contains("  ")
                || order.path("displayableOrderId").asText().chars().anyMatch(c -> c > 0xff)) {
            return "displayableOrderId is invalid.";
        }
        if (order.path("displayableOrderComment").asText().length() > 750) {
            return "displayableOrderComment must have at most 750 characters.";
        }
        if (!SPEEDS.contains(order.path("shippingSpeedCategory").asText())) {
            return "shippingSpeedCategory is invalid.";
        }
        if (order.path("shippingSpeedCategory").asText().equals("ScheduledDelivery")
                && !order.path("destinationAddress")
                        .path("countryCode")
                        .asText()
                        .equals("JP")) {
            return "shippingSpeedCategory is invalid.";
        }
        return !order.has("fulfillmentPolicy")
                        || POLICIES.contains(order.path("fulfillmentPolicy").asText())
                ? null
                : "fulfillmentPolicy is invalid.";
    }

    private static @Nullable String itemsFault(JsonNode items) {
        if (!items.isArray() || items.isEmpty() || items.size() > 100) {
            return "items must have 1 to 100 entries.";
        }
        var ids = new HashSet<String>();
        int units = 0;
        for (JsonNode item : items) {
            String id = item.path("sellerFulfillmentOrderItemId").asText();
            if (id.isEmpty() || id.length() > 50 || !ids.add(id)) {
                return "sellerFulfillmentOrderItemId is missing, too long or not unique.";
            }
            String sku = item.path("sellerSku").asText();
            if (sku.isEmpty() || sku.length() > 50 || sku.contains("\"")) {
                return "the SellerSKU for Item Id: " + id + " is invalid.";
            }
            if (!item.path("quantity").isInt() || item.path("quantity").asInt() < 1) {
                return "the quantity for Item Id: " + id + " is invalid.";
            }
            JsonNode value = item.path("perUnitDeclaredValue");
            if (!value.isMissingNode() && !isMoney(value)) {
                return "the perUnitDeclaredValue for Item Id: " + id + " is invalid.";
            }
            if (item.path("giftMessage").asText().length() > 512
                    || item.path("displayableComment").asText().length() > 250) {
                return "the giftMessage or displayableComment for Item Id: " + id + " is invalid.";
            }
            units += item.path("quantity").asInt();
        }
        return units > 250 ? "an order must have at most 250 units." : null;
    }

    /**
     * Across a border the value is needed, and in the currency of the account (lineofflight/peddler issue 102, from Canada to
     * the United States); for India always, by the model.
     */
    private static @Nullable String valueFault(JsonNode order, JsonNode settings) {
        JsonNode home = settings.path("homes").path(order.path("marketplaceId").asText());
        String country = order.path("destinationAddress").path("countryCode").asText();
        boolean abroad = !home.isMissingNode() && !home.path("country").asText().equals(country);
        for (JsonNode item : order.path("items")) {
            JsonNode value = item.path("perUnitDeclaredValue");
            if (value.isMissingNode() && (abroad || country.equals("IN"))) {
                return "The request must contain the parameter PerUnitDeclaredValue.";
            }
            String currency = value.path("currencyCode").asText();
            String expected = home.path("currency").asText();
            if (abroad && !currency.equals(expected)) {
                return "The field PerUnitDeclaredValue has a value of " + currency + ", was expecting " + expected;
            }
        }
        return null;
    }

    /** Text, as the model says, with no more digits than the currency has: whether Amazon refuses those is not established. */
    private static boolean isMoney(JsonNode value) {
        String currency = value.path("currencyCode").asText();
        return value.path("value").isTextual()
                && value.path("value").asText().matches("[0-9]+([.][0-9]+)?")
                && Currency.getAvailableCurrencies().stream()
                        .filter(known -> known.getCurrencyCode().equals(currency))
                        .anyMatch(known -> new BigDecimal(value.path("value").asText()).scale()
                                <= Math.max(known.getDefaultFractionDigits(), 0));
    }

    private static boolean contains(JsonNode texts, String wanted) {
        for (JsonNode text : texts) {
            if (text.asText().equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTime(String text) {
        try {
            return Instant.parse(text).isAfter(Instant.EPOCH);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static Verdict invalid(String message) {
        return refused(400, "InvalidInput", message, "");
    }

    private static Verdict denied(String details) {
        return refused(403, "Unauthorized", "Access to requested resource is denied.", details);
    }

    private static Verdict refused(int status, String code, String message, String details) {
        return new Verdict.Refused(
                status, "errors.json", Map.of("option", Map.of("code", code, "message", message, "details", details)));
    }

    private static Verdict noToken(int status, String error, String description) {
        return new Verdict.Refused(
                status, "token-error.json", Map.of("option", Map.of("error", error, "description", description)));
    }
}
