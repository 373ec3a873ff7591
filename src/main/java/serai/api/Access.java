package serai.api;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import serai.access.Account;
import serai.access.Role;
import serai.access.Session;
import serai.access.Sessions;
import serai.access.Tokens;
import serai.base.Scope;
import serai.http.Callers;
import serai.http.Exchanges;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.http.SessionCookie;

/**
 * Lets callers in whose role is enough, by token or by a session of the console, and runs what they ask for away from the
 * event loop. Who may see some stores only is let in to what {@code …Within} marks and nothing else: that looks at the
 * caller's stores by itself.
 */
public final class Access {
    private static final long MAX_BODY = 1 << 20;
    /** A page of ours has it; another site that a browser is on does not. */
    private static final String CSRF = "X-CSRF-Token";

    private final Tokens tokens;
    private final Sessions sessions;
    private final Callers callers;
    private final Clock clock;

    /** @param callers from where requests come */
    public Access(Tokens tokens, Sessions sessions, Callers callers, Clock clock) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.callers = callers;
        this.clock = clock;
    }

    /** Answers 200 with what the work gives, to callers who may see every store. */
    Handler<RoutingContext> look(Function<Request, Object> work) {
        return look(Role.VIEWER, work);
    }

    /** The same for what not everybody may see. */
    Handler<RoutingContext> look(Role least, Function<Request, Object> work) {
        return look(least, false, work);
    }

    /** Answers 200 with what the work gives; the work keeps to the caller's stores. */
    Handler<RoutingContext> lookWithin(Function<Request, Object> work) {
        return look(Role.VIEWER, true, work);
    }

    private Handler<RoutingContext> look(Role least, boolean within, Function<Request, Object> work) {
        return context -> Exchanges.guarded(context, () -> {
            Optional<Account> known = known(context);
            Exchanges.blocking(
                    context,
                    () -> work.apply(request(context, known.orElseGet(() -> signedIn(context, false)), least, within)));
        });
    }

    /**
     * Reads the body, at most 1 MiB, then answers 200 with what the work gives, or 201 where it has made something; to
     * callers who may see every store.
     */
    Handler<RoutingContext> change(Role least, BiFunction<Request, byte[], Object> work) {
        return change(least, false, work);
    }

    /** The same; the work keeps to the caller's stores. */
    Handler<RoutingContext> changeWithin(Role least, BiFunction<Request, byte[], Object> work) {
        return change(least, true, work);
    }

    private Handler<RoutingContext> change(Role least, boolean within, BiFunction<Request, byte[], Object> work) {
        return context -> Exchanges.guarded(context, () -> {
            Optional<Account> known = known(context);
            Consumer<byte[]> change = body -> Exchanges.blocking(
                    context,
                    () -> work.apply(
                            request(context, known.orElseGet(() -> signedIn(context, true)), least, within), body));
            if (known.isPresent()) {
                request(context, known.get(), least, within);
                Exchanges.bodyFrom(context, known.get().name(), MAX_BODY, Exchanges.BODY_TIME, change);
            } else {
                Exchanges.bodyOf(context, () -> signedIn(context, least, within), MAX_BODY, change);
            }
        });
    }

    /** Whoever has a token; empty for whoever may be signed in. @throws ProblemException 401 for anybody else */
    private Optional<Account> known(RoutingContext context) {
        String authorization = context.request().getHeader("Authorization");
        return bySession(context) ? Optional.empty() : Optional.of(byToken(context, authorization));
    }

    private boolean bySession(RoutingContext context) {
        return context.request().getHeader("Authorization") == null
                && cookie(context).isPresent();
    }

    private Account byToken(RoutingContext context, @Nullable String authorization) {
        return tokens.find(authorization)
                .map(holder -> new Account(holder.name(), holder.role(), Scope.ALL))
                .orElseThrow(() -> unauthorized(context));
    }

    private static ProblemException unauthorized(RoutingContext context) {
        context.response().putHeader("WWW-Authenticate", "Bearer realm=\"support\"");
        return new ProblemException(Problem.Kind.UNAUTHORIZED.because(
                "send a support token as Authorization: Bearer <token>, or sign in to the console"));
    }

    private Optional<String> cookie(RoutingContext context) {
        return SessionCookie.value(context.request(), callers.secure(context.request()));
    }

    private Account signedIn(RoutingContext context, boolean changes) {
        Session session = cookie(context)
                .flatMap(value -> sessions.find(value, clock.instant()))
                .orElseThrow(() -> unauthorized(context));
        String csrf = context.request().getHeader(CSRF);
        if (changes && (csrf == null || !session.matches(csrf))) {
            throw new ProblemException(Problem.Kind.FORBIDDEN.because(
                    "a change by a session of the console needs its token in the header " + CSRF));
        }
        return session.account();
    }

    private boolean signedIn(RoutingContext context, Role least, boolean within) {
        request(context, signedIn(context, true), least, within);
        return true;
    }

    private Request request(RoutingContext context, Account caller, Role least, boolean within) {
        if (!caller.role().mayDo(least)) {
            throw new ProblemException(Problem.Kind.FORBIDDEN.because("this needs role " + least.id() + "; "
                    + caller.name() + " has role " + caller.role().id()));
        }
        if (!within && !caller.scope().all()) {
            throw new ProblemException(Problem.Kind.FORBIDDEN.because(
                    "this is not of one store; " + caller.name() + " may see some stores only"));
        }
        return new Request(context, caller, callers.address(context.request()), bySession(context));
    }
}
