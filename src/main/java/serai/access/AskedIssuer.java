package serai.access;

import com.nimbusds.oauth2.sdk.ParseException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Remembers what the issuer says of itself. One asks for all, and an issuer that does not answer is left alone a while. */
final class AskedIssuer {
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final long PATIENCE_MILLIS = Issuer.CONNECT_MILLIS + Issuer.READ_MILLIS;

    private final Issuer.Client client;
    private final Clock clock;
    /** No monitor: a virtual thread that waits for one, or asks while it has one, holds its carrier on Java 21. */
    private final ReentrantLock asking = new ReentrantLock();

    private volatile @Nullable KnownIssuer known;
    /** It could not be asked, and is left alone until then. Guarded by {@link #asking}. */
    private Instant silentUntil = Instant.MIN;

    AskedIssuer(Issuer.Client client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * What it said within the hour, or says now.
     *
     * @throws IOException if it cannot be reached, or could not within the last half minute
     * @throws ParseException if what it says cannot be believed
     */
    KnownIssuer known() throws IOException, ParseException {
        Optional<KnownIssuer> last = fresh();
        if (last.isPresent()) {
            return last.get();
        }
        if (!took()) {
            throw new IOException("it is being asked and takes long to answer");
        }
        try {
            last = fresh();
            return last.isPresent() ? last.get() : asked();
        } finally {
            asking.unlock();
        }
    }

    private Optional<KnownIssuer> fresh() {
        return Optional.ofNullable(known).filter(one -> one.until().isAfter(clock.instant()));
    }

    private KnownIssuer asked() throws IOException, ParseException {
        Instant now = clock.instant();
        if (now.isBefore(silentUntil)) {
            throw new IOException("it could not be asked a moment ago, and is asked again after " + silentUntil);
        }
        silentUntil = now.plus(SILENCE);
        KnownIssuer said = KnownIssuer.ask(client, now);
        silentUntil = Instant.MIN;
        known = said;
        return said;
    }

    private boolean took() {
        try {
            return asking.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
