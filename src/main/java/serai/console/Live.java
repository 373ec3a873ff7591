package serai.console;

import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.access.Session;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.ledger.DatabaseUnavailable;

/**
 * Streams that keep the cockpit up to date (server-sent events): a new picture when something changed, at most every two
 * seconds, made once for all who may see the same; in between a heartbeat. A stream ends with its session, and with the
 * account's rights as they were. Their number is bounded; without one a page is as good, only not alive.
 */
final class Live {
    /** Streams at once; each costs a connection and no thread. */
    static final int MOST = 200;

    /** Of one session: tabs that somebody has open. */
    static final int MOST_OF_SESSION = 6;

    /** Of one account, over all its sessions. */
    static final int MOST_OF_ACCOUNT = 12;

    private static final Logger LOG = LoggerFactory.getLogger(Live.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /**
     * What it needs to see.
     *
     * @param session whose cookie that is, without noting that it is in use
     * @param render makes HTML of a template and its model
     * @param pause between two looks
     */
    record Sight(Function<String, Optional<Session>> session, Rendering render, Clock clock, Duration pause) {}

    /** Makes HTML of a template. */
    interface Rendering {
        String html(String template, Map<String, Object> parameters);
    }

    /** A reader's stream. */
    private static final class Stream {
        private final NowPicture.Viewer viewer;
        private final Session session;
        private final String cookie;
        private final HttpServerResponse response;
        private String shown = "";
        private Instant wroteAt;

        private Stream(
                NowPicture.Viewer viewer, Session session, String cookie, HttpServerResponse response, Instant now) {
            this.viewer = viewer;
            this.session = session;
            this.cookie = cookie;
            this.response = response;
            this.wroteAt = now;
        }
    }

    private final NowPicture picture;
    private final Sight sight;
    private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();

    Live(NowPicture picture, Sight sight) {
        this.picture = picture;
        this.sight = sight;
    }

    /** Streams that are open. */
    int open() {
        return streams.size();
    }

    /** Opens a stream. @throws ProblemException when there are too many */
    Answer join(NowPicture.Viewer viewer, Visit visit) {
        Session session = visit.session();
        String cookie = visit.sessionCookie();
        long own = streams.stream()
                .filter(stream -> stream.session.id().equals(session.id()))
                .count();
        long ofAccount = streams.stream()
                .filter(stream ->
                        stream.session.account().name().equals(session.account().name()))
                .count();
        if (streams.size() >= MOST || own >= MOST_OF_SESSION || ofAccount >= MOST_OF_ACCOUNT) {
            throw new ProblemException(Problem.Kind.UNAVAILABLE.because("Too many pages are kept up to date at once."));
        }
        return new Answer.Own(response -> {
            Stream stream =
                    new Stream(viewer, session, cookie, response, sight.clock().instant());
            response.putHeader("Content-Type", "text/event-stream; charset=utf-8")
                    .putHeader("X-Accel-Buffering", "no")
                    .setChunked(true);
            response.closeHandler(closed -> streams.remove(stream));
            response.exceptionHandler(failure -> streams.remove(stream));
            response.write("retry: 5000\n\n");
            streams.add(stream);
            if (response.closed()) {
                streams.remove(stream);
            }
            look();
        });
    }

    /** Looks while there is somebody to show it to. */
    private void look() {
        if (looking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("console-live").start(this::loop);
        }
    }

    private void loop() {
        try {
            while (!streams.isEmpty()) {
                round();
                Thread.sleep(sight.pause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            looking.set(false);
        }
        // Somebody may have come between the last look and the flag.
        if (!streams.isEmpty()) {
            look();
        }
    }

    private void round() {
        Map<NowPicture.Viewer, List<Stream>> byViewer = new HashMap<>();
        streams.forEach(stream -> byViewer.computeIfAbsent(stream.viewer, viewer -> new ArrayList<>())
                .add(stream));
        byViewer.forEach((viewer, readers) -> {
            try {
                show(viewer, readers);
            } catch (DatabaseUnavailable e) {
                LOG.debug("the cockpit waits for the ledger: {}", e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("the cockpit cannot be shown: {}", e.toString());
                readers.forEach(this::end);
            }
        });
    }

    private void show(NowPicture.Viewer viewer, List<Stream> readers) {
        Instant now = sight.clock().instant();
        readers.stream().filter(stream -> !allowed(stream)).toList().forEach(this::end);
        String html = sight.render().html("part/now", Map.of("now", picture.of(viewer, now)));
        String event = event(html);
        for (Stream stream : readers) {
            if (!streams.contains(stream)) {
                continue;
            }
            if (stream.response.writeQueueFull()) {
                // Who does not read is not written to; the newest picture comes when there is room again.
                continue;
            }
            if (!html.equals(stream.shown)) {
                write(stream, event, now);
                stream.shown = html;
            } else if (!now.isBefore(stream.wroteAt.plus(HEARTBEAT))) {
                write(stream, ": nothing new\n\n", now);
            }
        }
    }

    /** Whether the session is still there, with the rights with which the stream was opened. */
    private boolean allowed(Stream stream) {
        return sight.session()
                .apply(stream.cookie)
                .filter(session -> session.account().equals(stream.session.account()))
                .isPresent();
    }

    private static void write(Stream stream, String text, Instant now) {
        stream.response.write(text);
        stream.wroteAt = now;
    }

    private void end(Stream stream) {
        if (streams.remove(stream) && !stream.response.ended() && !stream.response.closed()) {
            stream.response.end("event: over\ndata: sign in again\n\n");
        }
    }

    private static String event(String html) {
        StringBuilder event = new StringBuilder("event: now\n");
        html.lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> event.append("data: ").append(line).append('\n'));
        return event.append('\n').toString();
    }
}
