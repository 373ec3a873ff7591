package serai.provider;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Makes camel-http's client keep a channel's limits and never send a request twice. Bound in Camel's registry as
 * {@code <channel>-http}.
 *
 * <p>A call ends by an answer read completely, or by an exception, at most {@code total} after it began (the system's
 * name resolution cannot be cut short, but nothing is sent after it came too late). If it fails before the first byte
 * of the request was written, the exception is one of those that {@link Transport} knows as never sent.
 *
 * <p>An idle connection is tried before each use: a supplier that restarted would otherwise turn the first order of
 * every pooled connection into an unknown outcome. That costs up to a millisecond a call.
 */
public final class HttpLimits implements HttpClientConfigurer {
    /** A longer answer ends the call with an exception. */
    public static final int MAX_ANSWER_BYTES = 2 * 1024 * 1024;

    /** Where the supplier names no time: below the 5 s after which common servers close an idle connection. */
    private static final TimeValue IDLE = TimeValue.ofSeconds(4);

    private static final String PROGRESS = "serai.progress";

    private static final ScheduledThreadPoolExecutor DEADLINES = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("http-deadlines").daemon().factory());

    static {
        DEADLINES.setRemoveOnCancelPolicy(true);
    }

    private final Duration connect;
    private final Duration response;
    private final Duration total;
    private final int connections;

    /**
     * @param connect for a connection to be made, per address of the host
     * @param response between two packets of an answer
     * @param total for one whole call, from the first attempt to connect to the last byte of the answer
     * @param connections open at once; no fewer than calls run at once, as another call fails after {@code connect}
     */
    public HttpLimits(Duration connect, Duration response, Duration total, int connections) {
        this.connect = connect;
        this.response = response;
        this.total = total;
        this.connections = connections;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.setConnectionManager(pool())
                .setConnectionManagerShared(false)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(connect))
                        .setResponseTimeout(Timeout.of(response))
                        .setDefaultKeepAlive(IDLE.getDuration(), IDLE.getTimeUnit())
                        .setExpectContinueEnabled(false)
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("serai")
                .setRequestExecutor(new MarkingExecutor())
                .addExecInterceptorFirst("serai-limits", this::withinTotal);
    }

    private PoolingHttpClientConnectionManager pool() {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(connections)
                .setMaxConnPerRoute(connections)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(connect))
                        .setSocketTimeout(Timeout.of(response))
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .build())
                .build();
    }

    private ClassicHttpResponse withinTotal(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Progress progress = new Progress(System.nanoTime() + total.toNanos());
        scope.clientContext.setAttribute(PROGRESS, progress);
        ScheduledFuture<?> deadline = DEADLINES.schedule(
                () -> {
                    progress.late = true;
                    if (scope.originalRequest instanceof Cancellable call) {
                        call.cancel();
                    }
                },
                total.toNanos(),
                TimeUnit.NANOSECONDS);
        try {
            ClassicHttpResponse answer = chain.proceed(request, scope);
            readCompletely(answer);
            return answer;
        } catch (IOException | HttpException | RuntimeException e) {
            throw told(e, progress);
        } finally {
            deadline.cancel(false);
        }
    }

    private IOException told(Exception failure, Progress progress) {
        if (!progress.sent) {
            return progress.late ? new TooLate(failure) : neverSent(failure);
        }
        if (progress.late) {
            return new NoAnswerInTime(total, failure);
        }
        return failure instanceof IOException io ? io : new IOException(failure);
    }

    private static IOException neverSent(Exception failure) {
        if (failure instanceof ConnectException known) {
            return known;
        }
        if (failure instanceof ConnectTimeoutException known) {
            return known;
        }
        if (failure instanceof UnknownHostException known) {
            return known;
        }
        if (failure instanceof ConnectionRequestTimeoutException known) {
            return known;
        }
        return new NeverSent("no connection to send on", failure);
    }

    /** The call failed before the first byte of it was written. */
    static class NeverSent extends ConnectException {
        NeverSent(String words, @Nullable Throwable cause) {
            super(words);
            if (cause != null) {
                initCause(cause);
            }
        }
    }

    /** As {@link NeverSent}, because its time was over. */
    static final class TooLate extends NeverSent {
        TooLate(@Nullable Throwable cause) {
            super("connected only after the total-timeout", cause);
        }
    }

    /** Its time was over before the answer was complete. */
    static final class NoAnswerInTime extends SocketTimeoutException {
        NoAnswerInTime(Duration total, Throwable cause) {
            super("no complete answer within the total-timeout of " + total);
            initCause(cause);
        }
    }

    /** The answer is longer than {@link #MAX_ANSWER_BYTES}. */
    static final class TooLong extends IOException {
        TooLong() {
            super("the answer is longer than " + MAX_ANSWER_BYTES + " bytes");
        }
    }

    private static void readCompletely(ClassicHttpResponse answer) throws IOException {
        HttpEntity entity = answer.getEntity();
        if (entity == null) {
            return;
        }
        byte[] bytes;
        try {
            bytes = entity.getContent().readNBytes(MAX_ANSWER_BYTES + 1);
            if (bytes.length > MAX_ANSWER_BYTES) {
                throw new TooLong();
            }
        } catch (IOException e) {
            // Drops the connection; closing the stream would read the rest first.
            answer.close();
            throw e;
        }
        String type = entity.getContentType();
        answer.setEntity(new ByteArrayEntity(
                bytes, type == null ? null : ContentType.parseLenient(type), entity.getContentEncoding()));
    }

    /** How far one call came; written by the calling thread and by the deadline's. */
    private static final class Progress {
        final long endsAt;
        volatile boolean sent;
        volatile boolean late;

        Progress(long endsAt) {
            this.endsAt = endsAt;
        }

        /** By the clock and not only by the timer: a process that stood still wakes with its timers overdue. */
        boolean over() {
            return late || System.nanoTime() - endsAt > 0;
        }
    }

    /** Tells the moment before which nothing left us. */
    private static final class MarkingExecutor extends HttpRequestExecutor {
        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                @Nullable HttpResponseInformationCallback callback,
                HttpContext context)
                throws IOException, HttpException {
            if (context.getAttribute(PROGRESS) instanceof Progress progress) {
                if (progress.over()) {
                    throw new TooLate(null);
                }
                progress.sent = true;
            }
            return super.execute(request, connection, callback, context);
        }
    }
}
