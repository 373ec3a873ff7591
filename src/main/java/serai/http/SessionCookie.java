package serai.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * The cookie that a browser is signed in with. Out of reach for scripts, and not sent along by other sites' forms. By TLS it
 * has another name, which browsers take from nobody else than this host and only by TLS.
 *
 * <p>SameSite is Lax and not Strict, so that whoever follows a link to a dead letter in a chat, or comes back from an issuer,
 * is signed in; every change asks for a token besides.
 */
public final class SessionCookie {
    /** Its name where there is no TLS. */
    public static final String NAME = "serai-session";

    private SessionCookie() {}

    /** What a cookie of that name is called: by TLS as one that browsers take from this host only. */
    public static String named(String name, boolean secure) {
        return secure ? "__Host-" + name : name;
    }

    /** @param secure whether browsers may send it over TLS only */
    public static Cookie of(String value, boolean secure) {
        return Cookie.cookie(named(NAME, secure), value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.LAX);
    }

    /** What removes it. */
    public static Cookie gone(boolean secure) {
        return of("", secure).setMaxAge(0);
    }

    /** The value that the browser sent; by TLS the one that only we can have set. */
    public static Optional<String> value(HttpServerRequest request, boolean secure) {
        return Optional.ofNullable(request.getCookie(named(NAME, secure)))
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty());
    }
}
