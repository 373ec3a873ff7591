package serai.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sends push messages as AliExpress does, for the app key and secret of the simulated one. */
public final class PushSender {
    private static final String APP_KEY = "12345678";
    private static final String SECRET = "helloworld";

    private PushSender() {}

    /** The message about one order, as the platform's page shows it. */
    public static byte[] message(String supplierOrderId, String status, Instant at) {
        return ("{\"data\":{\"buyerId\":1861703697,\"orderId\":" + supplierOrderId + ",\"orderStatus\":\"" + status
                        + "\"},\"message_type\":53,\"seller_id\":\"1234\",\"site\":\"ae_global\",\"timestamp\":"
                        + at.getEpochSecond() + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The header {@code Authorization} of a body. */
    public static String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(APP_KEY.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    /** Posts the message, signed. */
    public static HttpResponse<String> send(URI to, byte[] body) throws IOException {
        return send(to, body, signature(body));
    }

    /** Posts the message under this signature, whatever it is. */
    public static HttpResponse<String> send(URI to, byte[] body, String signature) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(to)
                .header("Content-Type", "application/json")
                .header("Authorization", signature)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
