package aliexpress;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import serai.provider.AccountContext;
import serai.provider.Call;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.Refusal;

/**
 * Builds signed calls. Everything travels in the form body, so that tokens and addresses stay out of access logs; what
 * is signed is the very text that is sent.
 */
final class Gateway {
    private static final Map<String, String> FORM =
            Map.of("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8");

    private final AccountContext context;

    Gateway(AccountContext context) {
        this.context = context;
    }

    /** A call of a method with a dotted name, on behalf of the account that the token belongs to. */
    Call business(String method, String token, Map<String, String> fields, boolean mayBuy) {
        Map<String, String> parameters = new HashMap<>(fields);
        parameters.put("method", method);
        parameters.put("session", token);
        return new Call("POST", "/sync", "", FORM, signed(method, parameters), mayBuy);
    }

    /** A call of a system API, for example {@code /auth/token/refresh}; it carries no access token. */
    Call system(String path, Map<String, String> fields) {
        return new Call("POST", "/rest" + path, "", FORM, signed(path, fields), false);
    }

    /** The access token that a call was sent with, or empty. */
    static String token(Call call) {
        for (String pair : call.body().split("&", -1)) {
            if (pair.startsWith("session=")) {
                return URLDecoder.decode(pair.substring("session=".length()), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private String signed(String api, Map<String, String> fields) {
        String secret = configured("app-secret");
        TreeMap<String, String> parameters = new TreeMap<>(fields);
        parameters.put("app_key", configured("app-key"));
        parameters.put("sign_method", "sha256");
        parameters.put("timestamp", Long.toString(context.clock().millis()));
        parameters.values().removeIf(String::isBlank);
        parameters.put("sign", Signature.of(api, parameters, secret));
        return parameters.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private String configured(String key) {
        String value = context.setting(key);
        if (value.isBlank()) {
            throw new Refusal(new Outcome.Retryable(
                    Cause.CONFIGURATION_WRONG,
                    "not-configured",
                    "serai." + context.channel() + "." + key + " is not set",
                    Optional.of(Duration.ofMinutes(5)),
                    Outcome.Scope.CHANNEL,
                    Optional.empty()));
        }
        return value;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
