package serai.simulator.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import serai.base.Json;

/**
 * A merchant's endpoint for signed webhooks, as the libraries of Standard Webhooks 1.0 are: refuses a wrong signature and a
 * clock that is more than 300 s off with 401, and takes a message once however often it comes.
 */
public final class WebhookReceiver extends Shop {
    /** The secret unless another one is set; stands for 24 bytes. */
    public static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final long TOLERANCE_SECONDS = 300;

    private final Clock clock;
    private final Map<String, Taken> taken = new LinkedHashMap<>();
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private volatile String secret = SECRET;

    /**
     * One delivery, taken or refused.
     *
     * @param timestamp of this attempt
     */
    public record Delivery(String id, String timestamp, String path, String body, int status) {}

    /**
     * A message that was taken.
     *
     * @param times it came with a good signature
     */
    public record Taken(String id, String type, JsonNode data, int times) {
        private Taken again() {
            return new Taken(id, type, data, times + 1);
        }
    }

    /** Starts on a free port, by this machine's clock. */
    public WebhookReceiver() {
        this(0, Clock.systemUTC());
    }

    /** @param port 0 takes a free one */
    public WebhookReceiver(int port, Clock clock) {
        super(port);
        this.clock = clock;
    }

    /** From now on only messages that are signed with this one are taken. */
    public void secret(String next) {
        secret = next;
    }

    /** Each message once, in the order of their first coming. */
    public List<Taken> messages() {
        synchronized (taken) {
            return List.copyOf(taken.values());
        }
    }

    /** Every request that was answered, in order. */
    public List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    @Override
    protected Set<String> troubles() {
        return Set.of("rate-limited", "wrong-key", "gone", "redirect", "bad-request");
    }

    @Override
    protected String operation(Request request) {
        return "webhook";
    }

    @Override
    protected boolean writes(Request request) {
        return true;
    }

    @Override
    protected Reply answer(Request request) {
        Reply reply = checked(request);
        deliveries.add(new Delivery(
                request.header("webhook-id"),
                request.header("webhook-timestamp"),
                request.path(),
                request.body(),
                reply.status()));
        return reply;
    }

    private Reply checked(Request request) {
        String id = request.header("webhook-id");
        String timestamp = request.header("webhook-timestamp");
        if (id.isEmpty() || !timestamp.matches("[0-9]{1,12}")) {
            return Reply.json(401, Map.of("error", "Missing required headers"));
        }
        if (Math.abs(Long.parseLong(timestamp) - clock.instant().getEpochSecond()) > TOLERANCE_SECONDS) {
            return Reply.json(401, Map.of("error", "Message timestamp too old or too new"));
        }
        String expected = "v1," + signature(id + "." + timestamp + "." + request.body());
        boolean signed =
                Arrays.asList(request.header("webhook-signature").split(" ")).contains(expected);
        if (!signed) {
            return Reply.json(401, Map.of("error", "No matching signature found"));
        }
        return took(id, request.body());
    }

    private Reply took(String id, String body) {
        try {
            JsonNode message = Json.mapper().readTree(body);
            synchronized (taken) {
                taken.merge(
                        id,
                        new Taken(id, message.path("type").asText(), message.path("data"), 1),
                        (before, now) -> before.again());
            }
            return new Reply(204, Map.of(), "");
        } catch (JsonProcessingException e) {
            return Reply.json(400, Map.of("error", "not JSON"));
        }
    }

    private String signature(String content) {
        byte[] key = secret.startsWith("whsec_")
                ? Base64.getDecoder().decode(secret.substring("whsec_".length()))
                : secret.getBytes(StandardCharsets.UTF_8);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Optional<Object> report(String method, String path) {
        return switch (path) {
            case "/messages" -> Optional.of(messages());
            case "/deliveries" -> Optional.of(deliveries());
            default -> Optional.empty();
        };
    }

    @Override
    protected Reply refusal(Trouble trouble, Request request) {
        return switch (trouble.name()) {
            case "throttled", "rate-limited" ->
                Reply.json(429, Map.of("error", "slow down")).with("Retry-After", trouble.option("retry-after", 2));
            case "wrong-token", "wrong-key" -> Reply.json(401, Map.of("error", "No matching signature found"));
            case "gone" -> Reply.json(410, Map.of());
            case "bad-request" -> Reply.json(422, Map.of("error", "orderId is unknown"));
            case "redirect" -> new Reply(308, Map.of("Location", "https://elsewhere.example/"), "");
            case "html" -> new Reply(502, Map.of("Content-Type", "text/html"), "<html>Bad gateway</html>");
            default -> Reply.json(500, Map.of("error", "failed"));
        };
    }
}
