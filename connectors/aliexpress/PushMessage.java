package aliexpress;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import serai.base.Json;

/**
 * One push message of AliExpress: a reason to read an order now, never the truth about it. Messages repeat and come out of
 * order, and their kinds are renumbered, so they are told by what is in them.
 *
 * <p>Source: the platform's page on {@code DROPSHIPPER_ORDER_STATUS_UPDATE}; the signature from public projects that take
 * such messages. Checked 2026-11-21.
 *
 * @param supplierOrderId AliExpress' number
 * @param status for example {@code OrderShipped}, or empty
 * @param at when AliExpress sent it, if it says so
 */
public record PushMessage(String supplierOrderId, String status, Optional<Instant> at) {
    private static final BigDecimal LATEST_SECOND = BigDecimal.valueOf(99_999_999_999L);

    /**
     * Whether AliExpress signed it: the header {@code Authorization} is the hexadecimal HMAC-SHA256 of the app key and the
     * body as it came, under the app secret. Compares in constant time, letters without regard to case.
     *
     * @param headers names in any case
     * @param secret not empty
     */
    public static boolean isAuthentic(Map<String, String> headers, byte[] body, String appKey, String secret) {
        String signature = signature(headers);
        byte[] key = appKey.getBytes(StandardCharsets.UTF_8);
        byte[] signed = new byte[key.length + body.length];
        System.arraycopy(key, 0, signed, 0, key.length);
        System.arraycopy(body, 0, signed, key.length, body.length);
        String expected = HexFormat.of().formatHex(Signature.hmac(signed, secret));
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the headers hold what has the form of a signature: the 64 hexadecimal digits of HMAC-SHA256. */
    static boolean mayBeSigned(Map<String, String> headers) {
        return signature(headers).matches("[0-9a-f]{64}");
    }

    private static String signature(Map<String, String> headers) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Authorization"))
                .map(header -> header.getValue().strip().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("");
    }

    /** The order that a message is about; empty when it names none or cannot be read. */
    public static Optional<PushMessage> read(byte[] body) {
        JsonNode message = json(body);
        JsonNode data = message.path("data");
        if (data.isTextual()) {
            data = json(data.asText().getBytes(StandardCharsets.UTF_8));
        }
        String number = Reading.text(data, "orderId", "order_id", "ae_order_id", "trade_order_id");
        if (!number.matches("[0-9]{1,20}")) {
            return Optional.empty();
        }
        return Optional.of(new PushMessage(number, Reading.text(data, "orderStatus", "order_status"), time(message)));
    }

    /** Seconds by the document; milliseconds are told by their size. */
    private static Optional<Instant> time(JsonNode message) {
        return Reading.decimal(message, "timestamp")
                .filter(time -> time.signum() > 0 && time.compareTo(LATEST_SECOND.scaleByPowerOfTen(3)) <= 0)
                .map(time -> time.compareTo(LATEST_SECOND) <= 0
                        ? Instant.ofEpochSecond(time.longValue())
                        : Instant.ofEpochMilli(time.longValue()));
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode node = Json.read(body);
            return node == null ? Json.mapper().missingNode() : node;
        } catch (IOException e) {
            return Json.mapper().missingNode();
        }
    }
}
