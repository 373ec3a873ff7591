package serai.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import serai.base.Json;

/** What stores, support and monitoring send to the gateway, over real HTTP. */
final class Calls {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String gateway;
    private final String supportToken;

    /** @param gateway the public address, without a slash at the end */
    Calls(String gateway, String supportToken) {
        this.gateway = gateway;
        this.supportToken = supportToken;
    }

    /** An answer; the body is missing when it is not JSON. */
    record Answer(int status, JsonNode body, boolean replayed, Duration took) {
        Answer {
            // The demo never changes what it was answered.
        }

        /** This answer if it has that status. @throws StoryFailed otherwise */
        Answer expect(int expected, String what) {
            if (status != expected) {
                throw new StoryFailed(what + " was answered " + status + " instead of " + expected + ": " + body);
            }
            return this;
        }
    }

    /** A store with a key of its own hands in an order. */
    Answer order(String store, String key, String body) {
        return send(request("/stores/" + store + "/orders")
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Shopify delivers a webhook, signed with that secret. */
    Answer shopify(String store, String secret, String topic, String body) {
        return send(request("/stores/" + store + "/webhooks/shopify")
                .header("Content-Type", "application/json")
                .header("X-Shopify-Topic", topic)
                .header("X-Shopify-Hmac-Sha256", signature(secret, body))
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** WooCommerce delivers a webhook, signed with that secret. */
    Answer wooCommerce(String store, String secret, String topic, String body) {
        return send(request("/stores/" + store + "/webhooks/woocommerce")
                .header("Content-Type", "application/json")
                .header("X-WC-Webhook-Topic", topic)
                .header("X-WC-Webhook-Signature", signature(secret, body))
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** A store asks where its order is. */
    JsonNode find(String store, String key, String orderId) {
        return send(request("/stores/" + store + "/orders/" + orderId)
                        .header("Authorization", "Bearer " + key)
                        .GET())
                .expect(200, "GET of order " + orderId)
                .body();
    }

    /** What everybody may see of a channel. */
    JsonNode channel(String name) {
        JsonNode channels =
                send(request("/status").GET()).expect(200, "GET /status").body();
        for (JsonNode channel : channels.path("channels")) {
            if (channel.path("name").asText().equals(name)) {
                return channel;
            }
        }
        throw new StoryFailed("/status does not know the channel " + name);
    }

    /** Whether the gateway answers. */
    boolean answers() {
        try {
            return send(request("/status").GET()).status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Support reads. */
    JsonNode read(String path) {
        return send(support(path).GET()).expect(200, "GET /api/v1/" + path).body();
    }

    /** Support does something. */
    Answer change(String method, String path, String body) {
        return send(support(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder support(String path) {
        return request("/api/v1/" + path).header("Authorization", "Bearer " + supportToken);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(gateway + path)).timeout(PATIENCE);
    }

    private Answer send(HttpRequest.Builder request) {
        long started = System.nanoTime();
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    answer.body().startsWith("{")
                            ? Json.read(answer.body(), JsonNode.class)
                            : MissingNode.getInstance(),
                    answer.headers().firstValue("Idempotent-Replayed").isPresent(),
                    Duration.ofNanos(System.nanoTime() - started));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryFailed("interrupted");
        }
    }

    private static String signature(String secret, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
