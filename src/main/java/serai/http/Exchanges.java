package serai.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import serai.base.Json;
import serai.ledger.DatabaseUnavailable;

/** One request and its answer: ids first, then the body within its bound, then JSON or a problem back. */
public final class Exchanges {
    private static final Logger LOG = LoggerFactory.getLogger(Exchanges.class);
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String PROBLEM = "application/problem+json";
    private static final String TRACE = "serai.trace";
    /** A body has to be here within this time. */
    public static final Duration BODY_TIME = Duration.ofSeconds(30);
    /** After a refusal what still comes is thrown away for so long: cut off at once, the caller may not see the answer. */
    private static final long LINGER_MILLIS = 1_000;

    /** Bodies that are under way, all together, hold at most this. */
    public static final long MOST_BUFFERED = 64L << 20;

    private static final AtomicLong BUFFERED = new AtomicLong();
    private static final Executor VIRTUAL = Executors.newVirtualThreadPerTaskExecutor();

    /** The result of blocking work that has made something new: answered 201. */
    public record Made(Object value) {}

    private Exchanges() {}

    /** First handler of every route: {@code X-Request-Id} on the answer, trace context for whoever comes next. */
    public static void begin(RoutingContext context) {
        identify(context);
        context.next();
    }

    static void identify(RoutingContext context) {
        TraceContext trace = TraceContext.from(context.request().getHeader("traceparent"));
        context.put(TRACE, trace);
        context.response()
                .putHeader("X-Request-Id", requestId(context.request().getHeader("X-Request-Id")))
                .putHeader("traceparent", trace.traceparent());
    }

    private static String requestId(@Nullable String given) {
        boolean usable = given != null && REQUEST_ID.matcher(given).matches();
        return usable && given != null ? given : UUID.randomUUID().toString();
    }

    /** Answers what is not HTTP, or too long for it, and closes the connection: nobody knows where the next request begins. */
    static void notHttp(HttpServerRequest request) {
        Throwable why = request.decoderResult().cause();
        Problem.Kind kind = Problem.Kind.INVALID_REQUEST;
        int status = why instanceof TooLongHttpLineException
                ? 414
                : why instanceof TooLongHttpHeaderException ? 431 : kind.status();
        Problem problem = kind.because("the request is not valid HTTP, or its path or headers are too long");
        request.response()
                .setStatusCode(status)
                .putHeader("X-Request-Id", requestId(null))
                .putHeader("Content-Type", PROBLEM)
                .putHeader("Connection", "close")
                .end(Json.write(problem.status(status)))
                .onComplete(sent -> request.connection().close());
    }

    /** The request's place in its trace. */
    public static TraceContext trace(RoutingContext context) {
        TraceContext trace = context.get(TRACE);
        return trace == null ? TraceContext.from(null) : trace;
    }

    /**
     * Reads the body and hands it on, on the event loop. One that is too large is refused as early as it is known, without
     * being held; one that comes too slowly is cut off.
     */
    public static void body(RoutingContext context, long most, Consumer<byte[]> then) {
        body(context, most, BODY_TIME, then);
    }

    /** As {@link #body(RoutingContext, long, Consumer)}, with another time than {@link #BODY_TIME}. */
    public static void body(RoutingContext context, long most, Duration within, Consumer<byte[]> then) {
        HttpServerRequest request = context.request();
        if (declaredLength(request) > most) {
            tooLarge(context, most);
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            context.response().writeContinue();
        }
        Buffer body = Buffer.buffer();
        AtomicBoolean counted = new AtomicBoolean(true);
        Runnable release = () -> {
            if (counted.getAndSet(false)) {
                BUFFERED.addAndGet(-body.length());
            }
        };
        long timer = context.vertx().setTimer(within.toMillis(), id -> {
            refuse(
                    context,
                    Problem.Kind.REQUEST_TIMEOUT.because(
                            "send the whole body within " + within.toSeconds() + " seconds"));
        });
        context.addEndHandler(ended -> {
            context.vertx().cancelTimer(timer);
            release.run();
        });
        request.exceptionHandler(gone -> {
            context.vertx().cancelTimer(timer);
            release.run();
        });
        request.handler(chunk -> {
            if (context.response().ended()) {
                return;
            }
            if (body.length() + chunk.length() > most) {
                tooLarge(context, most);
            } else if (BUFFERED.addAndGet(chunk.length()) > MOST_BUFFERED) {
                BUFFERED.addAndGet(-chunk.length());
                context.response().putHeader("Retry-After", "1");
                refuse(context, Problem.Kind.UNAVAILABLE.because("too many bodies are under way at once"));
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(end -> {
            context.vertx().cancelTimer(timer);
            if (!context.response().ended()) {
                guarded(context, () -> then.accept(body.getBytes()));
            }
        });
    }

    /**
     * As {@link #body(RoutingContext, long, Consumer)}, but nothing is read, and nothing held, before it is known who sends
     * it. A stranger's body is thrown away as it comes, and what takes longer than a moment is cut off.
     *
     * @param known may block; when it says no, or throws, there is an answer already
     */
    public static void bodyOf(RoutingContext context, BooleanSupplier known, long most, Consumer<byte[]> then) {
        Context loop = context.vertx().getOrCreateContext();
        context.request().pause();
        VIRTUAL.execute(() -> {
            AtomicBoolean admitted = new AtomicBoolean();
            guarded(context, () -> admitted.set(known.getAsBoolean()));
            loop.runOnContext(back -> {
                if (admitted.get()) {
                    body(context, most, then);
                } else if (!context.request().isEnded()) {
                    HttpConnection connection = context.request().connection();
                    long timer = context.vertx().setTimer(LINGER_MILLIS, late -> connection.close());
                    context.request().endHandler(end -> context.vertx().cancelTimer(timer));
                }
                context.request().resume();
            });
        });
    }

    /** Bytes of bodies under way at this moment; at most {@link #MOST_BUFFERED}. */
    public static long buffered() {
        return BUFFERED.get();
    }

    private static long declaredLength(HttpServerRequest request) {
        String declared = request.getHeader("Content-Length");
        try {
            return declared == null ? 0 : Long.parseLong(declared);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private static void tooLarge(RoutingContext context, long most) {
        refuse(context, Problem.Kind.BODY_TOO_LARGE.because("at most " + most + " bytes are taken"));
    }

    /** Answers, then closes the connection: the rest of the body is not worth reading. */
    private static void refuse(RoutingContext context, Problem problem) {
        if (!context.response().ended()) {
            if (context.request().version() != HttpVersion.HTTP_2) {
                // In HTTP/2 the header is forbidden.
                context.response().putHeader("Connection", "close");
            }
            problem(context, problem);
            HttpConnection connection = context.request().connection();
            context.vertx().setTimer(LINGER_MILLIS, late -> connection.close());
        }
    }

    /** Runs blocking work on a virtual thread and answers 200 with its result as JSON. */
    public static void blocking(RoutingContext context, Supplier<Object> work) {
        blocking(context, 200, work);
    }

    /** Runs blocking work on a virtual thread and answers with its result as JSON. */
    public static void blocking(RoutingContext context, int status, Supplier<Object> work) {
        // The body, if any, must not be lost while the work runs elsewhere.
        VIRTUAL.execute(() -> guarded(context, () -> {
            Object result = work.get();
            if (result instanceof Made made) {
                json(context, 201, made.value());
            } else {
                json(context, status, result);
            }
        }));
    }

    /** Runs a step that may block, and that answers its own failures, on a virtual thread. */
    public static void away(RoutingContext context, Runnable step) {
        VIRTUAL.execute(() -> guarded(context, step));
    }

    /** Runs a step; what it throws becomes the answer. */
    public static void guarded(RoutingContext context, Runnable step) {
        MDC.put("trace", trace(context).traceId());
        try {
            step.run();
        } catch (ProblemException e) {
            if (e.problem().status() == Problem.Kind.UNAVAILABLE.status()
                    && !context.response().headers().contains("Retry-After")) {
                context.response().putHeader("Retry-After", "2");
            }
            problem(context, e.problem());
        } catch (DatabaseUnavailable e) {
            context.response().putHeader("Retry-After", "2");
            problem(context, Problem.Kind.UNAVAILABLE.because("the ledger cannot be reached at the moment"));
        } catch (RuntimeException e) {
            LOG.error(
                    "{} {} failed",
                    context.request().method(),
                    context.request().path(),
                    e);
            problem(context, Problem.Kind.INTERNAL.because("the request id leads to the cause in our log"));
        } finally {
            MDC.remove("trace");
        }
    }

    /** Answers with JSON. */
    public static void json(RoutingContext context, int status, Object value) {
        end(context, status, "application/json", Json.write(value));
    }

    /** Answers with a problem. */
    public static void problem(RoutingContext context, Problem problem) {
        end(context, problem.status(), PROBLEM, Json.write(problem));
    }

    private static void end(RoutingContext context, int status, String type, String text) {
        HttpServerResponse response = context.response();
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(status).putHeader("Content-Type", type).end(text);
        }
    }
}
