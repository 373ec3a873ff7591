package serai.console;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.Router;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import serai.access.Issuer;
import serai.access.SignIn;
import serai.access.SignIn.Answer.Admitted;
import serai.access.SignIn.Answer.Busy;
import serai.access.SignIn.Answer.Refused;
import serai.access.SignIn.Answer.Wait;
import serai.http.SessionCookie;

/**
 * Signing in and out. Name, password and code are one form and one answer: a second page for the code would tell that the
 * password was right. The form carries a token that its browser has in a cookie as well, so that no other site can sign
 * somebody in as somebody else.
 */
public final class SignInPages implements Pages {
    private static final String PATH = "/console/sign-in";
    private static final String BACK = PATH + "/issuer";
    private static final String TOKEN = "serai-sign-in";
    private static final String DEVICE = "serai-device";
    private static final String TRIP = "serai-issuer";
    private static final long TRIP_SECONDS = 600;
    private static final Pattern TOKEN_FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    /**
     * The form.
     *
     * @param next where to go afterwards
     * @param token to be sent with the form
     * @param name as typed before
     * @param problem what was wrong; empty before the first try
     * @param issuer the name of the other way in, if there is one
     * @param issuerPath where that begins
     * @param nobody whether there is no account yet
     */
    public record Model(
            String next,
            String token,
            String name,
            Optional<String> problem,
            Optional<String> issuer,
            String issuerPath,
            boolean nobody) {}

    private final Reception reception;
    private final SecureRandom random = new SecureRandom();

    SignInPages(Reception reception) {
        this.reception = reception;
    }

    @Override
    public void attach(Router router, Door door) {
        router.get(PATH).handler(door.open(this::form));
        router.post(PATH).handler(door.openAction(this::byPassword));
        router.get(PATH + "/depart").handler(door.open(this::depart));
        router.get(BACK).handler(door.open(this::arrive));
        router.post("/console/sign-out").handler(door.action(serai.access.Role.VIEWER, this::signOut));
    }

    /** Where an issuer sends browsers back to, below our public address. */
    public static String redirectPath() {
        return BACK;
    }

    private Answer form(Visit visit) {
        String next = LocalPath.of(visit.query("next"));
        return visit.maybeSession().isPresent()
                ? new Answer.SeeOther(next, "")
                : page(visit, 200, next, "", Optional.empty());
    }

    private Answer byPassword(Visit visit) {
        Form form = visit.form();
        String next = LocalPath.of(form.text("next"));
        String name = form.text("name").map(SignInPages::shortened).orElse("");
        if (!ownForm(visit)) {
            return page(visit, 403, next, name, Optional.of("This form was too old. Please sign in again."));
        }
        SignIn.Answer answer = reception
                .signIn()
                .byPassword(
                        form.raw("name").orElse(""),
                        form.raw("password").orElse(""),
                        form.raw("code").orElse(""),
                        new SignIn.Place(
                                visit.source(),
                                visit.cookie(name(visit, DEVICE)).orElse("")),
                        visit.now());
        return answered(visit, answer, next, name, "The name, the password or the code is not right.");
    }

    private Answer answered(Visit visit, SignIn.Answer answer, String next, String name, String refusal) {
        return switch (answer) {
            case Admitted admitted -> admitted(visit, admitted, next);
            case Refused refused -> page(visit, 403, next, name, Optional.of(refusal));
            case Wait wait -> {
                long seconds = wait.time().toSeconds() + 1;
                visit.context().response().putHeader("Retry-After", Long.toString(seconds));
                String words =
                        "Too many tries. Wait " + Words.duration(wait.time().plusSeconds(1)) + ", then try again.";
                yield page(visit, 429, next, name, Optional.of(words));
            }
            case Busy busy -> {
                visit.context().response().putHeader("Retry-After", "5");
                yield page(
                        visit, 503, next, name, Optional.of("Many people sign in right now. Try again in a moment."));
            }
        };
    }

    /** A new session for a new sign-in: whatever the browser had before is over. */
    private Answer admitted(Visit visit, Admitted admitted, String next) {
        boolean secure = secure(visit);
        SessionCookie.value(visit.context().request(), secure)
                .ifPresent(old -> reception.sessions().close(old, visit.source(), visit.now()));
        visit.set(SessionCookie.of(admitted.cookie(), secure));
        visit.set(cookie(visit, TOKEN, "").setMaxAge(0));
        if (!admitted.device().isEmpty()) {
            visit.set(cookie(visit, DEVICE, admitted.device()).setMaxAge(SignIn.DEVICE_REMEMBERED.toSeconds()));
        }
        return new Answer.SeeOther(next, "");
    }

    private Answer depart(Visit visit) {
        String next = LocalPath.of(visit.query("next"));
        Optional<Wait> wait = reception.signIn().knock(visit.source(), visit.now());
        if (wait.isPresent()) {
            return answered(visit, wait.get(), next, "", "");
        }
        Optional<Issuer.Departure> departure = reception.issuer().flatMap(issuer -> issuer.depart(next));
        if (departure.isEmpty()) {
            return page(visit, 503, next, "", Optional.of("The single sign-on cannot be reached at the moment."));
        }
        visit.set(cookie(visit, TRIP, departure.get().cookie()).setMaxAge(TRIP_SECONDS));
        return new Answer.SeeOther(departure.get().address().toString(), "");
    }

    private Answer arrive(Visit visit) {
        Optional<Issuer> issuer = reception.issuer();
        if (issuer.isEmpty()) {
            return new Answer.SeeOther(PATH, "");
        }
        String query = visit.context().request().query();
        String trip = visit.cookie(name(visit, TRIP)).orElse("");
        visit.set(cookie(visit, TRIP, "").setMaxAge(0));
        Optional<Wait> wait = reception.signIn().knock(visit.source(), visit.now());
        if (wait.isPresent()) {
            return answered(visit, wait.get(), LocalPath.of(Optional.empty()), "", "");
        }
        return switch (issuer.get().arrive(trip, query == null ? "" : query)) {
            case Issuer.Outcome.Failed failed ->
                page(visit, 403, LocalPath.of(Optional.empty()), "", Optional.of(failed.why()));
            case Issuer.Outcome.Vouched vouched -> {
                SignIn.Answer answer = reception
                        .signIn()
                        .byIssuer(vouched.subject(), vouched.verifiedEmail(), visit.source(), visit.now());
                String refusal =
                        issuer.get().name() + " knows you, but you have no account here. Ask an admin for one.";
                yield answered(visit, answer, LocalPath.of(Optional.of(vouched.next())), "", refusal);
            }
        };
    }

    private Answer signOut(Visit visit) {
        boolean secure = secure(visit);
        SessionCookie.value(visit.context().request(), secure)
                .ifPresent(value -> reception.sessions().close(value, visit.source(), visit.now()));
        visit.set(SessionCookie.gone(secure));
        return new Answer.SeeOther(PATH, "You are signed out.");
    }

    private boolean ownForm(Visit visit) {
        String expected = visit.cookie(name(visit, TOKEN)).orElse("");
        String sent = visit.form().raw("token").orElse("");
        return TOKEN_FORM.matcher(expected).matches()
                && java.security.MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8))
                && !reception.callers().fromElsewhere(visit.context().request());
    }

    private Answer page(Visit visit, int status, String next, String name, Optional<String> problem) {
        String token = visit.cookie(name(visit, TOKEN))
                .filter(value -> TOKEN_FORM.matcher(value).matches())
                .orElseGet(this::fresh);
        visit.set(cookie(visit, TOKEN, token));
        Model model = new Model(
                next,
                token,
                name,
                problem,
                reception.issuer().map(Issuer::name),
                PATH + "/depart?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8),
                reception.users().all().isEmpty());
        return new Answer.Page(status, "sign-in", Place.ELSEWHERE, "Sign in", model);
    }

    private String fresh() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String shortened(String name) {
        return name.length() <= 60 ? name : "";
    }

    private boolean secure(Visit visit) {
        return reception.callers().secure(visit.context().request());
    }

    private String name(Visit visit, String name) {
        return SessionCookie.named(name, secure(visit));
    }

    private Cookie cookie(Visit visit, String name, String value) {
        return Cookie.cookie(name(visit, name), value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(secure(visit))
                .setSameSite(CookieSameSite.LAX);
    }
}
