package serai.console;

import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Optional;
import serai.access.Account;
import serai.access.Person;
import serai.access.Role;
import serai.access.Session;
import serai.base.Scope;
import serai.http.Problem;
import serai.http.ProblemException;

/** One request to the console: who is there, what the address and the form say. */
final class Visit {
    private final RoutingContext context;
    private final Optional<Session> session;
    private final String cookie;
    private final String source;
    private final Form query;
    private final Form form;
    private final Instant now;

    Visit(RoutingContext context, Optional<Session> session, String cookie, String source, Form form, Instant now) {
        this.context = context;
        this.session = session;
        this.cookie = cookie;
        this.source = source;
        String after = context.request().query();
        this.query = after == null ? Form.NONE : Form.of(after);
        this.form = form;
        this.now = now;
    }

    /** Who is signed in. @throws ProblemException before sign-in */
    Account account() {
        return session().account();
    }

    /** The session. @throws ProblemException before sign-in */
    Session session() {
        return session.orElseThrow(
                () -> new ProblemException(Problem.Kind.UNAUTHORIZED.because("Sign in, then do it again.")));
    }

    /** What the browser is signed in with, by which a long answer finds out that the session has ended. */
    String sessionCookie() {
        return cookie;
    }

    Optional<Session> maybeSession() {
        return session;
    }

    Role role() {
        return account().role();
    }

    boolean may(Role least) {
        return role().mayDo(least);
    }

    /** The stores that it may concern; belongs into every query. */
    Scope scope() {
        return account().scope();
    }

    Person person() {
        return account().person(source());
    }

    /** The network address that the request came from. */
    String source() {
        return source;
    }

    /** A part of the path. */
    String path(String name) {
        String value = context.pathParam(name);
        return value == null ? "" : value;
    }

    Form query() {
        return query;
    }

    /** What stands after the question mark under that name; empty when it is missing or blank. */
    Optional<String> query(String name) {
        return query.text(name);
    }

    Form form() {
        return form;
    }

    Instant now() {
        return now;
    }

    /** Whether a script asks for a piece of the page. */
    boolean byScript() {
        return "true".equals(context.request().getHeader("HX-Request"));
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(context.request().getHeader(name));
    }

    Optional<String> cookie(String name) {
        return Optional.ofNullable(context.request().getCookie(name)).map(Cookie::getValue);
    }

    void set(Cookie cookie) {
        context.response().addCookie(cookie);
    }

    /** Path and query, as the browser shows them. */
    String address() {
        return context.request().uri();
    }

    RoutingContext context() {
        return context;
    }
}
