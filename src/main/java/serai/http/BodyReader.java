package serai.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.Consumer;

/** Reads one body within its bounds, on the event loop of its request, and keeps the account of it. */
final class BodyReader {
    private final RoutingContext context;
    private final Context loop;
    private final Bodies bodies;
    private final long most;
    private final Duration within;
    private final Consumer<byte[]> then;
    private final Body account;
    private Buffer read = Buffer.buffer();
    private long timer;
    private long before;
    private Duration taken = Duration.ZERO;

    BodyReader(RoutingContext context, Sender sender, long most, Duration within, Consumer<byte[]> then) {
        this.context = context;
        this.loop = context.vertx().getOrCreateContext();
        this.bodies = sender.bodies();
        this.most = most;
        this.within = within;
        this.then = then;
        this.account = bodies.begin(sender.part(), sender.owners(), this::cutOff);
    }

    void read() {
        HttpServerRequest request = context.request();
        if (declared() > most) {
            tooLarge();
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            context.response().writeContinue();
        }
        Duration window = bodies.window().compareTo(within) < 0 ? bodies.window() : within;
        timer = context.vertx().setPeriodic(Math.max(1, window.toMillis()), tick -> look(window));
        context.addEndHandler(ended -> end());
        request.exceptionHandler(gone -> end());
        request.handler(this::chunk);
        request.endHandler(whole -> {
            context.vertx().cancelTimer(timer);
            bodies.whole(account);
            if (!context.response().ended()) {
                byte[] bytes = read.getBytes();
                read = Buffer.buffer();
                Exchanges.guarded(context, () -> then.accept(bytes));
            }
        });
    }

    private long declared() {
        String declared = context.request().getHeader("Content-Length");
        try {
            return declared == null ? 0 : Long.parseLong(declared);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private void chunk(Buffer chunk) {
        if (context.response().ended()) {
            return;
        }
        long length = (long) read.length() + chunk.length();
        if (length > most) {
            tooLarge();
        } else if (bodies.take(account, chunk.length(), Math.max(length, declared()))) {
            read.appendBuffer(chunk);
        } else {
            noRoom();
        }
    }

    private void look(Duration window) {
        taken = taken.plus(window);
        long now = bodies.progress(account, before, window);
        if (taken.compareTo(within) >= 0) {
            tooSlow("send the whole body within " + within.toSeconds() + " seconds");
        } else if (now < 0) {
            tooSlow("send the body faster, or not at all");
        }
        before = now;
    }

    private void tooSlow(String detail) {
        if (!context.response().ended()) {
            bodies.refusals().add(Refusals.Why.BODY_SLOW);
        }
        refuse(Problem.Kind.REQUEST_TIMEOUT.because(detail));
    }

    private void tooLarge() {
        refuse(Problem.Kind.BODY_TOO_LARGE.because("at most " + most + " bytes are taken"));
    }

    /** From any thread. */
    private void cutOff() {
        loop.runOnContext(back -> noRoom());
    }

    private void noRoom() {
        if (!context.response().ended()) {
            context.response().putHeader("Retry-After", "1");
        }
        refuse(Problem.Kind.UNAVAILABLE.because("too many bodies are under way at once"));
    }

    private void refuse(Problem problem) {
        read = Buffer.buffer();
        end();
        if (!context.response().ended() && context.request().version() != HttpVersion.HTTP_2) {
            context.response().putHeader("Connection", "close");
        }
        Exchanges.problem(context, problem);
    }

    private void end() {
        context.vertx().cancelTimer(timer);
        bodies.end(account);
    }
}
