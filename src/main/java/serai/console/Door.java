package serai.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.access.Glimpses;
import serai.access.Role;
import serai.access.Session;
import serai.access.Sessions;
import serai.http.Callers;
import serai.http.Exchanges;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.http.SessionCookie;
import serai.ledger.DatabaseUnavailable;

/**
 * The only way into the console. Finds out who is there, lets in those whose role is enough, checks the CSRF token of every
 * change, and shows every failure as a page that says what to do. Handlers run on virtual threads and may block.
 */
final class Door {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    private static final String NOTICE = "serai-notice";
    private static final String VISITOR = "serai.visitor";
    private static final String UNUSED = "serai.session.unused";
    private static final String GLIMPSE = "serai.session.glimpse";
    private static final int LONGEST_NOTICE = 600;
    /** A payload of an order, written as a form. */
    private static final long MAX_FORM = 3L << 20;

    private static final long MAX_OPEN_FORM = 16 << 10;
    private static final String CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final Sessions sessions;
    private final Glimpses glimpses;
    private final Callers callers;
    private final Assets assets;
    private final Clock clock;
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);

    Door(Sessions sessions, Glimpses glimpses, Callers callers, Assets assets, Clock clock) {
        this.sessions = sessions;
        this.glimpses = glimpses;
        this.callers = callers;
        this.assets = assets;
        this.clock = clock;
    }

    /** A page for those who are signed in. */
    Handler<RoutingContext> page(Role least, Function<Visit, Answer> work) {
        return context -> handle(context, "", (text) -> work.apply(admitted(context, least, Form.NONE)));
    }

    /** A page that shows only what is in memory: it is there also while the ledger is not. */
    Handler<RoutingContext> picture(Role least, Function<Visit, Answer> work) {
        Handler<RoutingContext> page = page(least, work);
        return context -> {
            context.put(GLIMPSE, true);
            page.handle(context);
        };
    }

    /** As {@link #picture}, for a script that asks by itself: the session is not in use by it. */
    Handler<RoutingContext> pictureUnasked(Role least, Function<Visit, Answer> work) {
        Handler<RoutingContext> page = glance(least, work);
        return context -> {
            context.put(GLIMPSE, true);
            page.handle(context);
        };
    }

    /** A page that a script asks for by itself: the session is not in use by it. */
    Handler<RoutingContext> glance(Role least, Function<Visit, Answer> work) {
        Handler<RoutingContext> page = page(least, work);
        return context -> {
            context.put(UNUSED, true);
            page.handle(context);
        };
    }

    /** A change by those who are signed in. */
    Handler<RoutingContext> action(Role least, Function<Visit, Answer> work) {
        return context -> Exchanges.bodyOf(
                context,
                () -> tried(context, () -> admitted(context, least, Form.NONE)),
                MAX_FORM,
                body -> handle(context, new String(body, StandardCharsets.UTF_8), text -> {
                    Form form = Form.of(text);
                    Visit visit = admitted(context, least, form);
                    checkCsrf(visit.session(), form);
                    return work.apply(visit);
                }));
    }

    /** A page for everybody; {@link Visit#maybeSession} says who is there. */
    Handler<RoutingContext> open(Function<Visit, Answer> work) {
        return context -> handle(context, "", text -> work.apply(visit(context, Form.NONE)));
    }

    /** A form that everybody may send; it has no CSRF token, so it checks by itself where it came from. */
    Handler<RoutingContext> openAction(Function<Visit, Answer> work) {
        return context -> Exchanges.body(
                context,
                MAX_OPEN_FORM,
                body -> handle(
                        context,
                        new String(body, StandardCharsets.UTF_8),
                        text -> work.apply(visit(context, Form.of(text)))));
    }

    /** After all pages: what is at no path of the console. */
    void elsewhere(Router router) {
        router.route("/console/*").handler(open(visit -> {
            visit.session();
            throw new ProblemException(Problem.Kind.NOT_FOUND.because("There is no such page."));
        }));
    }

    private Optional<Session> session(RoutingContext context) {
        boolean unused = context.get(UNUSED) != null;
        if (context.get(GLIMPSE) != null) {
            return cookie(context).flatMap(value -> glimpses.find(value, !unused));
        }
        return cookie(context)
                .flatMap(value ->
                        unused ? sessions.look(value, clock.instant()) : sessions.find(value, clock.instant()));
    }

    private Visit visit(RoutingContext context, Form form) {
        Optional<Session> session = session(context);
        context.put(VISITOR, session);
        return new Visit(
                context,
                session,
                cookie(context).orElse(""),
                callers.address(context.request()),
                form,
                clock.instant());
    }

    private Optional<String> cookie(RoutingContext context) {
        return SessionCookie.value(context.request(), secure(context));
    }

    private boolean secure(RoutingContext context) {
        return callers.secure(context.request());
    }

    private Visit admitted(RoutingContext context, Role least, Form form) {
        Visit visit = visit(context, form);
        if (!visit.may(least)) {
            throw new ProblemException(Problem.Kind.FORBIDDEN.because("This needs the role " + least.id() + "; "
                    + visit.account().name() + " has the role " + visit.role().id() + "."));
        }
        return visit;
    }

    private static void checkCsrf(Session session, Form form) {
        if (!session.matches(form.raw("csrf").orElse(""))) {
            throw new ProblemException(Problem.Kind.FORBIDDEN.because(
                    "The form does not come from a page of this session. Go back, load the page again, and repeat."));
        }
    }

    private void handle(RoutingContext context, String body, Function<String, Answer> work) {
        Exchanges.away(context, () -> tried(context, () -> answer(context, work.apply(body))));
    }

    /** @return false when it failed; the failure is answered then */
    private boolean tried(RoutingContext context, Runnable step) {
        protect(context.response());
        try {
            step.run();
            return true;
        } catch (ProblemException e) {
            failed(context, e.problem());
        } catch (DatabaseUnavailable e) {
            context.response().putHeader("Retry-After", "2");
            failed(
                    context,
                    Problem.Kind.UNAVAILABLE.because(
                            "The ledger cannot be reached at the moment. Orders are still being taken; try again."));
        } catch (RuntimeException e) {
            LOG.error(
                    "{} {} failed",
                    context.request().method(),
                    context.request().path(),
                    e);
            failed(context, Problem.Kind.INTERNAL.because("The request id leads to the cause in the log."));
        }
        return false;
    }

    private static void protect(HttpServerResponse response) {
        response.putHeader("Content-Security-Policy", CSP)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Cache-Control", "no-store");
    }

    private void answer(RoutingContext context, Answer answer) {
        HttpServerResponse response = context.response();
        switch (answer) {
            case Answer.Page page -> html(context, page.status(), page);
            case Answer.Part part -> end(response, 200, render(part.template(), Map.of("model", part.model())));
            case Answer.SeeOther other -> {
                if (!other.notice().isEmpty()) {
                    response.addCookie(notice(context, other.notice(), 60));
                }
                if ("true".equals(context.request().getHeader("HX-Request"))) {
                    response.putHeader("HX-Redirect", other.path());
                    end(response, 200, "");
                } else {
                    response.setStatusCode(303)
                            .putHeader("Location", other.path())
                            .end();
                }
            }
            case Answer.Own own -> own.writing().accept(response);
        }
    }

    private void html(RoutingContext context, int status, Answer.Page page) {
        // Who is there was found out for the visit; only what failed before that has to ask.
        Optional<Session> known = context.get(VISITOR);
        Optional<Session> session = known == null ? session(context) : known;
        Optional<String> notice = Optional.ofNullable(
                        context.request().getCookie(SessionCookie.named(NOTICE, secure(context))))
                .map(Cookie::getValue)
                .flatMap(Door::noticeOf);
        if (notice.isPresent()) {
            context.response().addCookie(notice(context, "", 0));
        }
        Shell shell = new Shell(
                page.title(),
                page.place(),
                session.map(Session::account)
                        .map(account ->
                                new Shell.Visitor(account.name(), account.role(), Words.stores(account.scope()))),
                session.map(Session::csrf).orElse(""),
                notice,
                context.request().uri(),
                assets);
        end(context.response(), status, render(page.template(), Map.of("shell", shell, "model", page.model())));
    }

    /** Renders a template by itself, for parts that go out over a stream. */
    String render(String template, Map<String, Object> parameters) {
        StringOutput output = new StringOutput(16 << 10);
        templates.render(template + ".jte", parameters, output);
        return output.toString();
    }

    private static void end(HttpServerResponse response, int status, String html) {
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(status)
                    .putHeader("Content-Type", "text/html; charset=utf-8")
                    .end(html);
        }
    }

    private void failed(RoutingContext context, Problem problem) {
        boolean get = "GET".equals(context.request().method().name());
        if (problem.status() == Problem.Kind.UNAUTHORIZED.status() && get) {
            String next = URLEncoder.encode(context.request().uri(), StandardCharsets.UTF_8);
            answer(context, new Answer.SeeOther("/console/sign-in?next=" + next, ""));
            return;
        }
        try {
            html(context, problem.status(), new Answer.Page("failure", Place.ELSEWHERE, problem.title(), problem));
        } catch (DatabaseUnavailable e) {
            // Not even who is there can be found out.
            end(
                    context.response(),
                    problem.status(),
                    render("outage", Map.of("detail", problem.detail(), "assets", assets)));
        }
    }

    private Cookie notice(RoutingContext context, String text, long seconds) {
        String shortened = text.length() > LONGEST_NOTICE ? text.substring(0, LONGEST_NOTICE) + "…" : text;
        String encoded =
                Base64.getUrlEncoder().withoutPadding().encodeToString(shortened.getBytes(StandardCharsets.UTF_8));
        boolean secure = secure(context);
        return Cookie.cookie(SessionCookie.named(NOTICE, secure), encoded)
                .setPath("/")
                .setSecure(secure)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setMaxAge(seconds);
    }

    private static Optional<String> noticeOf(String value) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8);
            return text.isBlank() || text.length() > LONGEST_NOTICE + 1 ? Optional.empty() : Optional.of(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
