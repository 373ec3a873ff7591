package serai.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Context;
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
    public static final Duration BODY_TIME = Bodies.Limits.WHOLE;
    /** After a refusal what still comes is thrown away for so long: cut off at once, the caller may not see the answer. */
    private static final long LINGER_MILLIS = 1_000;

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
        TraceContext trace = TraceContext.from(
                context.request().getHeader("traceparent"),
                context.request().headers().getAll("tracestate"));
        context.put(TRACE, trace);
        context.response()
                .putHeader("X-Request-Id", requestId(context.request().getHeader("X-Request-Id")))
                .putHeader("traceparent", trace.traceparent());
        Context loop = context.vertx().getOrCreateContext();
        context.addEndHandler(answered -> {
            boolean said = "close".equalsIgnoreCase(context.response().headers().get("Connection"));
            if (said || !context.request().isEnded()) {
                loop.runOnContext(back -> linger(context, said));
            }
        });
    }

    /** What still comes after the answer is thrown away for a moment; then the connection ends, and so it does if we said so. */
    private static void linger(RoutingContext context, boolean said) {
        HttpServerRequest request = context.request();
        HttpConnection connection = request.connection();
        if (request.isEnded()) {
            if (said) {
                connection.close();
            }
            return;
        }
        long timer = context.vertx().setTimer(LINGER_MILLIS, late -> connection.close());
        request.endHandler(end -> {
            context.vertx().cancelTimer(timer);
            if (said) {
                connection.close();
            }
        });
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

    /** Answers what everybody on the way may cut differently, and closes the connection. */
    static void misframed(HttpServerRequest request, String why) {
        request.response()
                .setStatusCode(Problem.Kind.INVALID_REQUEST.status())
                .putHeader("X-Request-Id", requestId(null))
                .putHeader("Content-Type", PROBLEM)
                .putHeader("Connection", "close")
                .end(Json.write(Problem.Kind.INVALID_REQUEST.because(why)))
                .onComplete(sent -> request.connection().close());
    }

    /** The request's place in its trace. */
    public static TraceContext trace(RoutingContext context) {
        TraceContext trace = context.get(TRACE);
        return trace == null ? TraceContext.from(null) : trace;
    }

    /**
     * Reads the body of a stranger and hands it on, on the event loop. One that is too large is refused as early as it is
     * known, without being held; one that comes too slowly is cut off, and so is one that stands still while the memory for
     * bodies is needed.
     */
    public static void body(RoutingContext context, long most, Consumer<byte[]> then) {
        body(context, most, BODY_TIME, then);
    }

    /** As {@link #body(RoutingContext, long, Consumer)}, with another time than {@link #BODY_TIME}. */
    public static void body(RoutingContext context, long most, Duration within, Consumer<byte[]> then) {
        bodyFor(context, "", most, within, then);
    }

    /** The same for a body that is meant for that store, whoever sends it: all of these share what one store may take. */
    public static void bodyFor(
            RoutingContext context, String store, long most, Duration within, Consumer<byte[]> then) {
        new BodyReader(context, Sender.stranger(context, store), most, within, then).read();
    }

    /**
     * The same for somebody who has shown a key: strangers cannot take the room for this.
     *
     * @param who a store or an account
     */
    public static void bodyFrom(RoutingContext context, String who, long most, Duration within, Consumer<byte[]> then) {
        new BodyReader(context, Sender.known(context, who), most, within, then).read();
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
                    // Whoever is signed in: the account is looked up again, and named, with the body.
                    bodyFrom(context, "session", most, BODY_TIME, then);
                }
                context.request().resume();
            });
        });
    }

    /** Bytes of bodies under way at this moment at servers with the usual bounds. */
    public static long buffered() {
        return Doorkeeper.usualHeld();
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

    /** Whether the request is answered before its body is here, and the rest is not worth waiting for. */
    private static boolean bodyToCome(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        boolean much = request.getHeader("Transfer-Encoding") != null
                || request.getHeader("Expect") != null
                || (length != null && !(length.matches("[0-9]{1,18}") && Long.parseLong(length) <= Bodies.SMALL));
        // In HTTP/2 the header is forbidden.
        return much && !request.isEnded() && request.version() != HttpVersion.HTTP_2;
    }

    private static void end(RoutingContext context, int status, String type, String text) {
        HttpServerResponse response = context.response();
        if (!response.ended() && !response.closed()) {
            if (bodyToCome(context.request())) {
                response.putHeader("Connection", "close");
            }
            response.setStatusCode(status).putHeader("Content-Type", type).end(text);
        }
    }
}
