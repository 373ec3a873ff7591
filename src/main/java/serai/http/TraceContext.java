package serai.http;

import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * W3C trace context: goes on with the caller's trace or begins one.
 *
 * @param flags two hexadecimal digits; the caller's, as far as version 00 knows them: sampled, and that its id is random
 * @param state what tracing systems on the way have noted, as it came; empty where it is missing, malformed or over 512
 *     characters, which is what everybody has to pass on (w3.org/TR/trace-context-2, 3.3.1.5, read in November 2026)
 */
public record TraceContext(String traceId, String spanId, String flags, String state) {
    private static final Pattern FORM =
            Pattern.compile("(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(-.*)?");
    private static final Pattern MEMBER =
            Pattern.compile("[a-z0-9][a-z0-9_\\-*/@]{0,255}=[\\x20-\\x2b\\x2d-\\x3c\\x3e-\\x7e]{1,256}");
    private static final int LONGEST_STATE = 512;
    private static final int MOST_MEMBERS = 32;
    private static final int KNOWN_FLAGS = 0x03;

    /** A new span in the trace that the header names; in a new trace when it names none or is malformed. */
    public static TraceContext from(@Nullable String traceparent) {
        return from(traceparent, List.of());
    }

    /**
     * The same with the state that came with it.
     *
     * @param tracestate the values of all headers of that name, in order
     */
    public static TraceContext from(@Nullable String traceparent, List<String> tracestate) {
        String spanId = random(8);
        Matcher match = FORM.matcher(traceparent == null ? "" : traceparent.strip());
        // A later version may have more fields, this one has not.
        boolean known = match.matches() && (!match.group(1).equals("00") || match.group(4) == null);
        return known
                ? new TraceContext(match.group(2), spanId, flags(match.group(3)), state(tracestate))
                : new TraceContext(random(16), spanId, "01", "");
    }

    private static String flags(String given) {
        return "%02x".formatted(Integer.parseInt(given, 16) & KNOWN_FLAGS);
    }

    private static String state(List<String> lines) {
        List<String> members = lines.stream()
                .flatMap(line -> Pattern.compile(",").splitAsStream(line))
                .map(String::strip)
                .filter(member -> !member.isEmpty())
                .toList();
        String state = String.join(",", members);
        boolean sound = members.size() <= MOST_MEMBERS
                && state.length() <= LONGEST_STATE
                && members.stream().allMatch(member -> MEMBER.matcher(member).matches());
        return sound ? state : "";
    }

    /** The header that passes it on. */
    public String traceparent() {
        return "00-" + traceId + "-" + spanId + "-" + flags;
    }

    /** All of it as one text, to be kept: the header and, after a blank, the state where there is any. */
    public String kept() {
        return state.isEmpty() ? traceparent() : traceparent() + " " + state;
    }

    private static String random(int bytes) {
        byte[] id = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
