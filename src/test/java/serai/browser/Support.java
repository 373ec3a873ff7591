package serai.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import serai.base.Json;
import serai.fixture.Patience;

/** The support API, with the token of the whole installation: how tests see what a page must have done. */
final class Support {
    static final String TOKEN = "token-of-the-browser-tests";
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Patience.QUIET)
            .build();

    private final URI gateway;

    Support(URI gateway) {
        this.gateway = gateway;
    }

    /** Reads what is below {@code /api/v1/}. @throws AssertionError unless it answers 200 */
    JsonNode read(String path) {
        return send(request(path).GET());
    }

    /** @throws AssertionError unless it answers with a 2xx */
    JsonNode change(String method, String path, Map<String, ?> body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(Json.write(body))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(gateway.resolve("/api/v1/" + path))
                .timeout(Patience.QUIET)
                .header("Authorization", "Bearer " + TOKEN);
    }

    private static JsonNode send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new AssertionError(
                        request.method() + " " + request.uri() + ": " + answer.statusCode() + " " + answer.body());
            }
            return Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(request.method() + " " + request.uri() + " failed", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
