package serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import serai.base.Json;

/**
 * What the AliExpress Open Platform checks, in its order: app key, time, signature, token, parameters, then the address.
 * Sources: the platform's pages on signing (TOP articles 120692, 120693) and its official Python SDK; address rules
 * from the changelog of {@code aliexpress.ds.order.create}, 2024-10 to 2025-11. Checked 2026-11-21.
 *
 * <p>What is asked of an order's address is in {@link AliExpressAddress}.
 */
public final class AliExpressRules implements Rules {
    private static final String ORDER = "param_place_order_request4_open_api_d_t_o";
    private static final Duration CLOCK_DIFFERENCE = Duration.ofHours(2);

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
            case "order" -> order(asked, settings);
            case "places" -> places(asked, settings);
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

    /** The provinces of a country as JSON text, which is how the platform sends them. */
    private static Verdict places(Asked asked, JsonNode settings) {
        String country = asked.parameter("countryCode").orElse("");
        JsonNode listed = settings.path("places").path(country);
        if (listed.isMissingNode()) {
            return new Verdict.Refused(
                    200,
                    "address-get-none.json",
                    Map.of("option", Map.of("code", "1001", "message", "ADDRESS DATA NOT FOUND")));
        }
        ArrayNode children = Json.mapper().createArrayNode();
        listed.properties().forEach(province -> {
            ObjectNode node = children.addObject();
            node.put("name", province.getKey());
            node.put("type", "PROVINCE");
            node.put("hasChildren", !province.getValue().isEmpty());
            if (!province.getValue().isEmpty()) {
                ArrayNode cities = node.putArray("children");
                province.getValue()
                        .forEach(city -> cities.addObject()
                                .put("name", city.asText())
                                .put("type", "CITY")
                                .put("hasChildren", false));
            }
        });
        return new Verdict.Passed(Map.of("places", Map.of("country", country, "children", children.toString())));
    }

    private static Verdict order(Asked asked, JsonNode settings) {
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
                : AliExpressAddress.flaw(order.path("logistics_address"), asked.json("ds_extend_request"), settings)
                        .map(flaw -> rejected(flaw.code(), flaw.message()))
                        .orElse(Verdict.passed());
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
