package serai.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import serai.access.Sessions;
import serai.access.Tokens;
import serai.access.Users;
import serai.base.Json;
import serai.fixture.Patience;
import serai.fixture.SmallGateway;
import serai.http.Callers;
import serai.http.Exchanges;

/** The API over real HTTP on a free port. */
final class ApiServer implements AutoCloseable {
    static final String ADMIN = "admin-token-0123456789abcdef0123456789";
    static final String ANN = "ann-token-0123456789abcdef0123456789ab";
    static final String VIC = "vic-token-0123456789abcdef0123456789ab";
    // SHA-256 of the two tokens above.
    static final String TOKENS = """
        - {name: ann, role: support, sha256: ANN_HASH}
        - {name: vic, role: viewer, sha256: VIC_HASH}
        """.replace("ANN_HASH", sha256(ANN)).replace("VIC_HASH", sha256(VIC));

    /** An answer. */
    record Answer(int status, Map<String, List<String>> headers, String text) {
        JsonNode json() {
            try {
                return Json.read(text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + text, e);
            }
        }

        String type() {
            return json().path("type").asText().replace("urn:serai:problem:", "");
        }

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    ApiServer(SmallGateway gateway, Tokens tokens) throws Exception {
        this(gateway, tokens, new Sessions(gateway.ledger, Users.of(List.of()), Sessions.Limits.USUAL));
    }

    ApiServer(SmallGateway gateway, Tokens tokens, Sessions sessions) throws Exception {
        Access access = new Access(tokens, sessions, new Callers(Set.of(), Optional.empty()), gateway.clock);
        Router router = Router.router(vertx);
        router.route().handler(Exchanges::begin);
        new Api(
                        access,
                        gateway.ledger,
                        gateway.channels,
                        gateway.listings,
                        gateway.desk,
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

    static Tokens tokens() {
        return Tokens.parse("tokens.yaml", TOKENS, Optional.of(ADMIN));
    }

    static String sha256(String text) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    Answer get(String token, String path) throws Exception {
        return send(token, "GET", path, "");
    }

    Answer post(String token, String path, String body) throws Exception {
        return send(token, "POST", path, body);
    }

    Answer send(String token, String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.headers().map(), response.body());
    }

    /** Sends a request line that a proper client would not. @return the status */
    int raw(String token, String line) throws IOException {
        try (var socket = new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) Patience.QUIET.toMillis());
            socket.getOutputStream()
                    .write((line + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer " + token
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring(9, 12));
        }
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(Patience.QUIET.toSeconds(), TimeUnit.SECONDS)
                .join();
        client.close();
    }
}
