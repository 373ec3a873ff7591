package serai.console;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;

/** The cookie that a browser is signed in with. Out of reach for scripts, and not sent along by other sites' forms. */
final class SessionCookie {
    static final String NAME = "serai-session";

    private SessionCookie() {}

    /** @param secure whether browsers may send it over TLS only */
    static Cookie of(String value, boolean secure) {
        return Cookie.cookie(NAME, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.LAX);
    }

    static Cookie gone(boolean secure) {
        return of("", secure).setMaxAge(0);
    }
}
