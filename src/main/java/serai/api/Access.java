package serai.api;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiFunction;
import java.util.function.Function;
import serai.access.Role;
import serai.access.Tokens;
import serai.http.Exchanges;
import serai.http.Problem;
import serai.http.ProblemException;

/** Lets callers in whose role is enough, and runs what they ask for away from the event loop. */
final class Access {
    private static final long MAX_BODY = 1 << 20;

    private final Tokens tokens;

    Access(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Answers 200 with what the work gives. */
    Handler<RoutingContext> look(Function<Request, Object> work) {
        return look(Role.VIEWER, work);
    }

    /** The same for what not everybody may see. */
    Handler<RoutingContext> look(Role least, Function<Request, Object> work) {
        return context -> Exchanges.guarded(context, () -> {
            Request request = admitted(context, least);
            Exchanges.blocking(context, () -> work.apply(request));
        });
    }

    /** Reads the body, at most 1 MiB, then answers 200 with what the work gives, or 201 where it has made something. */
    Handler<RoutingContext> change(Role least, BiFunction<Request, byte[], Object> work) {
        return context -> Exchanges.guarded(context, () -> {
            Request request = admitted(context, least);
            Exchanges.body(context, MAX_BODY, body -> Exchanges.blocking(context, () -> work.apply(request, body)));
        });
    }

    private Request admitted(RoutingContext context, Role least) {
        Tokens.Holder caller = tokens.find(context.request().getHeader("Authorization"))
                .orElseThrow(() -> {
                    context.response().putHeader("WWW-Authenticate", "Bearer realm=\"support\"");
                    return new ProblemException(Problem.Kind.UNAUTHORIZED.because(
                            "send a support token as Authorization: Bearer <token>; this needs role " + least.id()));
                });
        if (!caller.role().mayDo(least)) {
            throw new ProblemException(Problem.Kind.FORBIDDEN.because("this needs role " + least.id() + "; "
                    + caller.name() + " has role " + caller.role().id()));
        }
        return new Request(context, caller);
    }
}
