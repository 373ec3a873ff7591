package serai;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The stack behind a line of the log: whole the first time, and again after an hour; in between, where it is the same
 * failure at the same place, only what failed. Named in {@code logback.xml}.
 */
public final class Stacks extends ThrowableProxyConverter {
    private static final Duration AGAIN = Duration.ofHours(1);
    private static final int MOST = 500;

    private final Clock clock;
    private final Map<String, Instant> shown = new LinkedHashMap<>();

    /** By this machine's clock. */
    public Stacks() {
        this(Clock.systemUTC());
    }

    Stacks(Clock clock) {
        this.clock = clock;
    }

    @Override
    protected String throwableProxyToString(IThrowableProxy failure) {
        return whole(failure) ? super.throwableProxyToString(failure) : brief(failure);
    }

    private synchronized boolean whole(IThrowableProxy failure) {
        StringBuilder place = new StringBuilder();
        for (IThrowableProxy one = failure; one != null; one = one.getCause()) {
            place.append(one.getClassName());
            if (one.getStackTraceElementProxyArray().length > 0) {
                place.append(one.getStackTraceElementProxyArray()[0]);
            }
        }
        Instant now = clock.instant();
        Instant last = shown.get(place.toString());
        if (last != null && now.isBefore(last.plus(AGAIN)) && !now.isBefore(last)) {
            return false;
        }
        shown.put(place.toString(), now);
        if (shown.size() > MOST) {
            shown.remove(shown.keySet().iterator().next());
        }
        return true;
    }

    private static String brief(IThrowableProxy failure) {
        IThrowableProxy root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String words = String.valueOf(root.getMessage()).replaceAll("[\\r\\n\\u2028\\u2029]+", " | ");
        return "\t(as before: " + root.getClassName() + ": " + words + ")" + System.lineSeparator();
    }
}
