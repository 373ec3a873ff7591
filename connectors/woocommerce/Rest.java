package woocommerce;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import serai.base.Json;
import serai.base.Secret;
import serai.provider.AccountContext;
import serai.provider.Call;

/** Builds the calls to one store, each signed anew. */
final class Rest {
    /** Where WooCommerce's own routes start. */
    static final String WC = "/wp-json/wc/v3";

    private final String address;
    private final boolean secure;
    private final Keys keys;
    private final Clock clock;

    /** @throws IllegalArgumentException naming the setting at fault */
    Rest(AccountContext context) {
        address = address(context.setting("admin-url"));
        secure = address.toLowerCase(Locale.ROOT).startsWith("https:");
        keys = new Keys(given(context, "consumer-key"), new Secret(given(context, "consumer-secret")));
        clock = context.clock();
    }

    private static String address(String adminUrl) {
        String address = adminUrl.strip().replaceAll("/+$", "");
        String scheme = address.toLowerCase(Locale.ROOT);
        boolean web = scheme.startsWith("https://") || scheme.startsWith("http://");
        if (!web || URI.create(address).getHost() == null) {
            throw new IllegalArgumentException(
                    "admin-url must be the store's address such as https://shop.example, was \"" + adminUrl + "\"");
        }
        return address;
    }

    private static String given(AccountContext context, String key) {
        String value = context.setting(key).strip();
        if (value.isEmpty()) {
            throw new IllegalArgumentException(key + " must be given: the key of a WooCommerce REST API user");
        }
        return value;
    }

    Call get(String path, Map<String, String> parameters) {
        return call("GET", path, parameters, "");
    }

    Call post(String path, Map<String, String> parameters, Object body) {
        return call("POST", path, parameters, Json.write(body));
    }

    Call put(String path, Map<String, String> parameters, Object body) {
        return call("PUT", path, parameters, Json.write(body));
    }

    Call delete(String path, Map<String, String> parameters) {
        return call("DELETE", path, parameters, "");
    }

    /**
     * A call that says nothing of who we are. WordPress itself takes Basic credentials for its own application passwords,
     * and answers 401 to a WooCommerce key on a route that is not WooCommerce's.
     */
    Call anonymous(String path, Map<String, String> parameters) {
        return new Call(
                "GET", path, OAuth.query(new TreeMap<>(parameters)), Map.of("Accept", "application/json"), "", false);
    }

    private Call call(String method, String path, Map<String, String> parameters, String body) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept", "application/json");
        if (!body.isEmpty()) {
            headers.put("Content-Type", "application/json; charset=utf-8");
        }
        if (secure) {
            headers.put("Authorization", "Basic " + basic());
        }
        String query = secure ? OAuth.query(new TreeMap<>(parameters)) : signed(method, path, parameters);
        return new Call(method, path, query, headers, body, false);
    }

    private String signed(String method, String path, Map<String, String> parameters) {
        String nonce = UUID.randomUUID().toString().replace("-", "");
        return OAuth.signed(
                method, address + path, parameters, keys, clock.instant().getEpochSecond(), nonce);
    }

    private String basic() {
        byte[] both = (keys.key() + ":" + keys.secret().reveal()).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(both);
    }
}
