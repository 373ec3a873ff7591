package serai.simulator;

import java.time.Duration;
import java.util.Locale;

/** Durations as people type them. */
final class Durations {
    private Durations() {}

    /**
     * Reads {@code 50ms}, {@code 3s}, {@code 5m} or {@code 25h}.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static Duration parse(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        try {
            return plain.endsWith("ms")
                    ? Duration.ofMillis(Long.parseLong(plain.substring(0, plain.length() - 2)))
                    : Duration.parse("PT" + plain);
        } catch (NumberFormatException | java.time.format.DateTimeParseException e) {
            throw new IllegalArgumentException("not a duration such as 50ms, 3s, 5m or 25h: " + text, e);
        }
    }
}
