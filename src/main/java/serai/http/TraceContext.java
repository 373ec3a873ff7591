package serai.http;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** W3C trace context: goes on with the caller's trace or begins one. */
public record TraceContext(String traceId, String spanId) {
    private static final Pattern FORM = Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    /** A new span in the trace that the header names; in a new trace when it names none or is malformed. */
    public static TraceContext from(@Nullable String traceparent) {
        String spanId = random(8);
        var match = FORM.matcher(traceparent == null ? "" : traceparent.strip());
        return new TraceContext(match.matches() ? match.group(1) : random(16), spanId);
    }

    /** The header that passes it on. */
    public String traceparent() {
        return "00-" + traceId + "-" + spanId + "-01";
    }

    private static String random(int bytes) {
        byte[] id = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
