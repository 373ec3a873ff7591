package serai.console;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import serai.access.Account;
import serai.access.Proof;
import serai.access.Role;
import serai.access.Sessions;
import serai.access.SignIn;
import serai.access.User;
import serai.access.Users;
import serai.base.Scope;
import serai.base.StoreId;
import serai.fixture.Patience;
import serai.fixture.SmallGateway;
import serai.fixture.SmallRemedies;
import serai.http.Callers;
import serai.http.Exchanges;
import serai.http.SessionCookie;
import serai.store.Stores;

/** The console over real HTTP on a free port, with somebody of every role signed in. */
final class ConsoleServer implements AutoCloseable {
    static final Account VIC = new Account("vic", Role.VIEWER, Scope.ALL);
    static final Account ANN = new Account("ann", Role.SUPPORT, Scope.ALL);
    static final Account ADA = new Account("ada", Role.ADMIN, Scope.ALL);
    /** Of another store's staff. */
    static final Account MUG = new Account("mug", Role.SUPPORT, Scope.of(Set.of(new StoreId("mugs"))));

    /** An answer. */
    record Answer(int status, Map<String, List<String>> headers, String text) {
        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final SmallGateway gateway;
    private final Sessions sessions;
    private final Console pages;
    final int port;

    ConsoleServer(SmallGateway gateway) throws Exception {
        this.gateway = gateway;
        Users users = Users.of(Stream.of(VIC, ANN, ADA, MUG)
                .map(account -> new User(account, Optional.empty(), Optional.empty(), Optional.empty(), true))
                .toList());
        sessions = new Sessions(gateway.ledger, users, Sessions.Limits.USUAL);
        Stores stores = Stores.parse(
                "stores.yaml",
                "[{id: tea, platform: generic, apiKey: key-of-tea}, {id: mugs, platform: generic, apiKey:"
                        + " key-of-mugs}]",
                Map.of());
        Router router = Router.router(vertx);
        router.route().handler(Exchanges::begin);
        Reception reception = new Reception(
                users,
                sessions,
                new SignIn(users, sessions, gateway.ledger),
                Optional.empty(),
                new Callers(Set.of(), Optional.empty()));
        pages = new Console(
                reception,
                stores,
                gateway.ledger,
                gateway.channels,
                gateway.operation,
                gateway.desk,
                SmallRemedies.of(gateway),
                gateway.elsewhere,
                gateway.clock);
        pages.attach(router);
        port = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(Patience.QUIET.toSeconds(), TimeUnit.SECONDS)
                .actualPort();
    }

    /** Signs somebody in. */
    Visitor visitor(Account account) {
        return new Visitor(sessions.open(account, "127.0.0.1", Proof.PASSWORD, gateway.clock.instant()));
    }

    /** Streams that are open. */
    int streams() {
        return pages.streams();
    }

    /** Somebody who is not signed in. */
    Visitor stranger() {
        return new Visitor("");
    }

    /** A browser without scripts. */
    final class Visitor {
        private final String cookie;

        private Visitor(String cookie) {
            this.cookie = cookie;
        }

        String cookie() {
            return cookie;
        }

        String csrf() {
            return sessions.find(cookie, gateway.clock.instant()).orElseThrow().csrf();
        }

        void signOut() {
            sessions.close(cookie, "127.0.0.1", gateway.clock.instant());
        }

        Answer get(String path) throws Exception {
            return send(request(path).GET().build());
        }

        /** Sends a form with its CSRF token. */
        Answer post(String path, String... fields) throws Exception {
            return postWith(csrf(), path, fields);
        }

        Answer postWith(String csrf, String path, String... fields) throws Exception {
            String[] all = Stream.concat(Stream.of("csrf", csrf), Arrays.stream(fields))
                    .toArray(String[]::new);
            StringBuilder body = new StringBuilder();
            for (int i = 0; i < all.length; i += 2) {
                body.append(i == 0 ? "" : "&")
                        .append(encoded(all[i]))
                        .append('=')
                        .append(encoded(all[i + 1]));
            }
            return send(request(path)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                    .build());
        }

        private HttpRequest.Builder request(String path) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
            return cookie.isEmpty() ? request : request.header("Cookie", SessionCookie.NAME + "=" + cookie);
        }
    }

    private Answer send(HttpRequest request) throws Exception {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.headers().map().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                response.body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
