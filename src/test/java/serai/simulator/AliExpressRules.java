package serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the AliExpress Open Platform checks, in its order: app key, time, signature, token, parameters, then the address.
 * Sources: the platform's pages on signing (TOP articles 120692, 120693) and its official Python SDK; address rules
 * from the changelog of {@code aliexpress.ds.order.create}, 2024-10 to 2025-11. Checked 2026-11-21.
 *
 * <p>The bounds on names and streets that the changelog states for a country hold for that country only.
 */
public final class AliExpressRules implements Rules {
    private static final String ORDER = "param_place_order_request4_open_api_d_t_o";
    private static final Duration CLOCK_DIFFERENCE = Duration.ofHours(2);
    private static final Pattern US_NAME = Pattern.compile("\\S{2,32} \\S{2,32}");
    private static final Pattern AU_NAME = Pattern.compile("(?=.{2,128}$)[A-Za-z]+( [A-Za-z]+)+");

    @Override
    public String name() {
        return "aliexpress";
    }

    @Override
    public Verdict judge(String check, Asked asked, Tokens tokens, JsonNode settings) {
        return switch (check) {
            case "signature" -> signature(asked, settings);
            case "token" -> token(asked, tokens);
            case "refresh" -> refresh(asked, tokens);
            case "order" -> order(asked);
            default -> {
                if (!check.startsWith("parameter ")) {
                    throw new IllegalArgumentException("aliexpress has no check " + check);
                }
                yield parameter(asked, check.substring("parameter ".length()));
            }
        };
    }

    private static Verdict signature(Asked asked, JsonNode settings) {
        if (!asked.parameter("app_key")
                .orElse("")
                .equals(settings.path("appKey").asText())) {
            return gateway(asked, "InvalidAppkey", "The specified app_key is invalid");
        }
        if (!isNearNow(asked.parameter("timestamp").orElse(""))) {
            return gateway(asked, "IllegalTimestamp", "The specified timestamp is invalid or expired");
        }
        String path = asked.path().startsWith("/rest/") ? asked.path().substring("/rest".length()) : "";
        String method = asked.parameter("method").orElse("");
        String prefix = path.isEmpty() && method.contains("/") ? method : path;
        String expected =
                sign(prefix, asked.parameters(), settings.path("appSecret").asText());
        boolean right = asked.parameter("sign_method").orElse("").equals("sha256")
                && asked.parameter("sign").orElse("").equals(expected);
        return right
                ? Verdict.passed()
                : gateway(asked, "IncompleteSignature", "The request signature does not conform to platform standards");
    }

    /** The signature over all parameters but {@code sign}; an empty prefix for dotted method names. */
    static String sign(String prefix, Map<String, String> parameters, String secret) {
        var text = new StringBuilder(prefix);
        new TreeMap<>(parameters).forEach((name, value) -> {
            if (!name.equals("sign")) {
                text.append(name).append(value);
            }
        });
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    private static boolean isNearNow(String timestamp) {
        try {
            var sent = Instant.ofEpochMilli(Long.parseLong(timestamp));
            return Duration.between(sent, Instant.now()).abs().compareTo(CLOCK_DIFFERENCE) <= 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static Verdict token(Asked asked, Tokens tokens) {
        String token = asked.parameter("session")
                .or(() -> asked.parameter("access_token"))
                .orElse("");
        return tokens.standing(token) == Tokens.Standing.VALID
                ? Verdict.passed()
                : gateway(asked, "IllegalAccessToken", "The specified access token is invalid or expired");
    }

    /** A refresh replaces both tokens; the old ones are worthless from then on. */
    private static Verdict refresh(Asked asked, Tokens tokens) {
        String old = asked.parameter("refresh_token").orElse("");
        if (!tokens.mayRefresh(old)) {
            return gateway(asked, "IllegalRefreshToken", "The specified refresh token is invalid or expired");
        }
        tokens.expire();
        return new Verdict.Passed(Map.of(
                "token",
                Map.of(
                        "access", tokens.issueAccess("simulated-access-token-"),
                        "refresh", tokens.replaceRefresh(old, "simulated-refresh-token-"))));
    }

    private static Verdict parameter(Asked asked, String name) {
        return asked.parameter(name).isPresent()
                ? Verdict.passed()
                : gateway(
                        asked, "MissingParameter", "The input parameter \"" + name + "\" that is mandatory is missing");
    }

    private static Verdict order(Asked asked) {
        JsonNode order = asked.json(ORDER);
        if (!order.isObject() || !order.path("product_items").isArray()) {
            return gateway(asked, "MissingParameter", "The input parameter \"" + ORDER + "\" is not valid");
        }
        for (JsonNode item : order.path("product_items")) {
            if (item.path("product_id").asLong() <= 0
                    || item.path("product_count").asInt() <= 0) {
                return rejected("PRODUCT_NOT_EXIST", "product_id and product_count are required");
            }
        }
        return order.path("product_items").isEmpty()
                ? rejected("PRODUCT_NOT_EXIST", "product_items is empty")
                : address(order.path("logistics_address"));
    }

    private static Verdict address(JsonNode address) {
        String country = address.path("country").asText();
        String fullName = address.path("full_name").asText();
        if (country.length() != 2) {
            return badAddress("Please select a Country/Region");
        } else if (address.path("city").asText().isBlank()) {
            return badAddress("Please enter a city");
        } else if (address.path("province").asText().isBlank()) {
            return badAddress("Please select a State/Province/County");
        } else if (address.path("address").asText().isBlank()) {
            return badAddress("Please enter an address");
        } else if (fullName.isBlank() || address.path("contact_person").asText().isBlank()) {
            return badAddress("Please enter a contact name");
        } else if (address.path("mobile_no").asText().isBlank()) {
            return badAddress("Please enter mobile phone number");
        }
        return switch (country) {
            case "US" -> usAddress(address);
            case "AU", "NZ" ->
                AU_NAME.matcher(fullName).matches()
                        ? Verdict.passed()
                        : badAddress("Please enter English letters only");
            case "BR" ->
                address.path("cpf").asText().isBlank() ? badAddress("Please enter CPF number") : Verdict.passed();
            case "ES" ->
                address.path("mobile_no").asText().matches("[0-9]{9}")
                        ? Verdict.passed()
                        : badAddress("Please enter a 9-digit mobile phone number");
            default -> Verdict.passed();
        };
    }

    private static Verdict usAddress(JsonNode address) {
        int street = address.path("address").asText().length();
        boolean names = US_NAME.matcher(address.path("full_name").asText()).matches()
                && US_NAME.matcher(address.path("contact_person").asText()).matches();
        if (!names) {
            return badAddress("Please enter between 2 - 32 characters");
        }
        if (street < 5 || street > 35) {
            return badAddress("Please enter between 5 - 35 characters");
        }
        return address.path("province").asText().equalsIgnoreCase("Other")
                ? badAddress("Please select a State/Province/County")
                : Verdict.passed();
    }

    private static Verdict badAddress(String message) {
        return rejected("B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL", message);
    }

    private static Verdict rejected(String code, String message) {
        return new Verdict.Refused(
                200, "order-create-rejected.json", Map.of("option", Map.of("code", code, "message", message)));
    }

    private static Verdict gateway(Asked asked, String code, String message) {
        String file = asked.path().startsWith("/rest/") ? "rest-error.json" : "sync-error.json";
        return new Verdict.Refused(
                200, file, Map.of("option", Map.of("type", "ISV", "code", code, "message", message)));
    }
}
