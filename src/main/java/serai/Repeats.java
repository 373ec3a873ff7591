package serai;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import serai.base.Complaints;

/**
 * Keeps libraries from filling the log: what one of them warns of again and again, told apart by logger, words and kind of
 * failure, is let through as rarely as {@link Complaints} says. Our own lines pass: who writes them has thought of it. Named
 * in {@code logback.xml}.
 */
public final class Repeats extends TurboFilter {
    /** Lines that were left out since the start, for a gauge. */
    static final AtomicLong LEFT_OUT = new AtomicLong();

    private static final String OURS = "serai";
    private static final Pattern VARIES = Pattern.compile("'[^']*'|[0-9A-Za-z]*[0-9][0-9A-Za-z.:_-]*");
    private static final int MOST = 200;

    private final Complaints complaints;

    /** By this machine's clock. */
    public Repeats() {
        this(Clock.systemUTC());
    }

    Repeats(Clock clock) {
        complaints = new Complaints(clock);
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable failure) {
        boolean ours = logger.getName().startsWith(OURS);
        if (ours
                || format == null
                || !level.isGreaterOrEqual(Level.WARN)
                || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
            return FilterReply.NEUTRAL;
        }
        Optional<String> more = complaints.again(logger.getName() + " " + plain(format) + " " + root(failure));
        if (more.isEmpty()) {
            LEFT_OUT.incrementAndGet();
            return FilterReply.DENY;
        }
        if (!more.get().isEmpty()) {
            LoggerFactory.getLogger(Repeats.class).warn("{} repeats itself{}", logger.getName(), more.get());
        }
        return FilterReply.NEUTRAL;
    }

    private static String plain(String format) {
        String start = format.length() > MOST ? format.substring(0, MOST) : format;
        return VARIES.matcher(start).replaceAll("#");
    }

    private static String root(@Nullable Throwable failure) {
        Throwable root = failure;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        return root == null ? "" : root.getClass().getName();
    }
}
