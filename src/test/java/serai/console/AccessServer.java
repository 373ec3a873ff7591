package serai.console;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import serai.access.Issuer;
import serai.access.Sessions;
import serai.access.SignIn;
import serai.access.Users;
import serai.base.Secret;
import serai.fixture.Patience;
import serai.fixture.SmallGateway;
import serai.fixture.SmallRemedies;
import serai.fixture.TestIssuer;
import serai.http.Callers;
import serai.http.Exchanges;
import serai.store.Stores;

/** The console with a users file and an issuer, behind a proxy that it trusts, over real HTTP. */
final class AccessServer implements AutoCloseable {
    static final String PASSWORD = "seven quiet lanterns by noon";
    // Bcrypt of cost 10: argon2id would take twice as long.
    private static final String HASH =
            new org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder().encode(PASSWORD);
    static final String USERS = """
        - {name: ann, role: support, password: 'HASH'}
        - {name: mug, role: support, stores: [mugs], password: 'HASH'}
        - {name: kim, role: viewer, oidc: kim@example.com}
        """.replace("HASH", HASH);

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    final TestIssuer issuer = new TestIssuer();
    final Sessions sessions;
    private final int port;

    AccessServer(SmallGateway gateway) throws Exception {
        Users users = Users.of(Users.parse("users.yaml", USERS, Map.of(), Path.of("")));
        sessions = new Sessions(gateway.ledger, users, Sessions.Limits.USUAL);
        Issuer.Client known = new Issuer.Client(
                issuer.address(),
                TestIssuer.CLIENT,
                Optional.of(new Secret(TestIssuer.SECRET)),
                "the office",
                TestIssuer.REDIRECT);
        Reception reception = new Reception(
                users,
                sessions,
                new SignIn(users, sessions, gateway.ledger),
                Optional.of(new Issuer(known, gateway.clock)),
                new Callers(Set.of("127.0.0.1"), Optional.empty()));
        Stores stores = Stores.parse("stores.yaml", "[{id: mugs, platform: generic, apiKey: key-of-mugs}]", Map.of());
        Router router = Router.router(vertx);
        router.route().handler(Exchanges::begin);
        new Console(
                        reception,
                        stores,
                        gateway.ledger,
                        gateway.channels,
                        gateway.operation,
                        gateway.desk,
                        SmallRemedies.of(gateway),
                        gateway.elsewhere,
                        gateway.clock)
                .attach(router);
        port = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(Patience.QUIET.toSeconds(), TimeUnit.SECONDS)
                .actualPort();
    }

    Browser browser() {
        return new Browser();
    }

    /** An answer. */
    record Page(int status, HttpResponse<String> response) {
        String text() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String cookies() {
            return String.join("\n", response.headers().allValues("Set-Cookie"));
        }

        /** The value of a hidden field. */
        String field(String name) {
            return text().replaceFirst("(?s).*name=\"" + name + "\" value=\"([^\"]*)\".*", "$1");
        }
    }

    /** Keeps cookies, follows nothing, runs no scripts. */
    final class Browser {
        final Map<String, String> cookies = new TreeMap<>();
        private final Map<String, String> headers = new TreeMap<>();

        Browser with(String header, String value) {
            headers.put(header, value);
            return this;
        }

        /** The value of a cookie; empty when there is none. */
        String cookie(String name) {
            return cookies.getOrDefault(name, "");
        }

        Page get(String path) throws Exception {
            return send(HttpRequest.newBuilder(at(path)).GET());
        }

        Page post(String path, String... fields) throws Exception {
            StringBuilder body = new StringBuilder();
            for (int i = 0; i < fields.length; i += 2) {
                body.append(i == 0 ? "" : "&")
                        .append(encoded(fields[i]))
                        .append('=')
                        .append(encoded(fields[i + 1]));
            }
            return send(HttpRequest.newBuilder(at(path))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
        }

        /** Opens the form and sends it. */
        Page signIn(String name, String password) throws Exception {
            return signIn(name, password, "/console");
        }

        Page signIn(String name, String password, String next) throws Exception {
            Page form = get("/console/sign-in?next=" + encoded(next));
            return post(
                    "/console/sign-in",
                    "token",
                    form.field("token"),
                    "next",
                    form.field("next").replace("&amp;", "&"),
                    "name",
                    name,
                    "password",
                    password,
                    "code",
                    "");
        }

        private Page send(HttpRequest.Builder request) throws Exception {
            headers.forEach(request::setHeader);
            if (!cookies.isEmpty()) {
                StringBuilder all = new StringBuilder();
                cookies.forEach((name, value) -> all.append(all.isEmpty() ? "" : "; ")
                        .append(name)
                        .append('=')
                        .append(value));
                request.header("Cookie", all.toString());
            }
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            for (String cookie : response.headers().allValues("Set-Cookie")) {
                String[] pair = cookie.split(";", 2)[0].split("=", 2);
                if (cookie.contains("Max-Age=0")) {
                    cookies.remove(pair[0]);
                } else {
                    cookies.put(pair[0], pair[1]);
                }
            }
            return new Page(response.statusCode(), response);
        }
    }

    /** Where the issuer sends a browser back to. */
    String authorized(String address) throws Exception {
        HttpResponse<Void> answer = client.send(
                HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.discarding());
        URI back = URI.create(answer.headers().firstValue("Location").orElseThrow());
        return back.getRawPath() + "?" + back.getRawQuery();
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
        issuer.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
