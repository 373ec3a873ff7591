package serai.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A caller of the simulated suppliers that knows their wire formats and nothing else. */
final class Caller {
    static final String ORDER = "param_place_order_request4_open_api_d_t_o";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private Duration patience = Duration.ofSeconds(5);
    private String session = "test-session-1";

    Caller(String url) {
        this.url = url;
    }

    void patience(Duration time) {
        patience = time;
    }

    void session(String token) {
        session = token;
    }

    HttpResponse<String> orderCreate(String reference) throws IOException {
        return orderCreate(reference, "12 Elm Street");
    }

    HttpResponse<String> orderCreate(String reference, String street) throws IOException {
        return aliExpress("aliexpress.ds.order.create", Map.of(ORDER, order(reference, street)));
    }

    HttpResponse<String> orderGet(String id) throws IOException {
        return aliExpress(
                "aliexpress.trade.ds.order.get", Map.of("single_order_query", "{\"order_id\":\"" + id + "\"}"));
    }

    HttpResponse<String> aliExpress(String method, Map<String, String> business) throws IOException {
        var parameters = system();
        parameters.put("method", method);
        parameters.put("session", session);
        parameters.putAll(business);
        parameters.put("sign", AliExpressRules.sign("", parameters, "helloworld"));
        return form("/sync", parameters);
    }

    HttpResponse<String> refresh(String refreshToken) throws IOException {
        var parameters = system();
        parameters.put("refresh_token", refreshToken);
        parameters.put("sign", AliExpressRules.sign("/auth/token/refresh", parameters, "helloworld"));
        return form("/rest/auth/token/refresh", parameters);
    }

    static Map<String, String> system() {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("app_key", "12345678");
        parameters.put("sign_method", "sha256");
        parameters.put("timestamp", Long.toString(Instant.now().toEpochMilli()));
        return parameters;
    }

    static String order(String reference, String street) {
        String named = reference.isEmpty() ? "" : "\"out_order_id\":\"" + reference + "\",";
        return "{" + named
                + "\"logistics_address\":{\"address\":\"" + street + "\",\"city\":\"Austin\",\"province\":\"Texas\","
                + "\"country\":\"US\",\"zip\":\"78701\",\"contact_person\":\"Jane Roe\",\"full_name\":\"Jane Roe\","
                + "\"mobile_no\":\"5125550100\",\"phone_country\":\"+1\"},"
                + "\"product_items\":[{\"product_id\":1005006454451334,\"product_count\":2,"
                + "\"sku_attr\":\"14:175#Black\"}]}";
    }

    HttpResponse<String> form(String path, Map<String, String> parameters) throws IOException {
        String body = parameters.entrySet().stream()
                .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
        return send("POST", path, body, Map.of("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8"));
    }

    HttpResponse<String> send(String method, String path, String body, Map<String, String> headers) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(url + path)).timeout(patience);
        if (method.equals("GET")) {
            // Any other spelling sends Content-Length: 0, which Amazon refuses.
            request.GET();
        } else {
            request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        }
        headers.forEach(request::header);
        try {
            return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
