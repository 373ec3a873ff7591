package serai.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Whether everybody on the way agrees where a request ends. One that a proxy and we may cut differently carries a second
 * request past the proxy, so it is refused and its connection closed (RFC 9112, 6.1 and 6.3: whoever doubts may).
 */
final class Framing {
    private Framing() {}

    /** What is wrong; empty when nothing is. */
    static Optional<String> doubt(HttpServerRequest request) {
        MultiMap headers = request.headers();
        List<String> codings = headers.getAll(HttpHeaders.TRANSFER_ENCODING);
        List<String> lengths = headers.getAll(HttpHeaders.CONTENT_LENGTH);
        if (!codings.isEmpty() && !(codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked"))) {
            return Optional.of("the only transfer encoding that is taken is chunked, once and by itself");
        }
        if (!codings.isEmpty() && !lengths.isEmpty()) {
            return Optional.of("send a Content-Length or a Transfer-Encoding, not both");
        }
        if (new HashSet<>(lengths).size() > 1 || lengths.stream().anyMatch(length -> !length.matches("[0-9]{1,18}"))) {
            return Optional.of("Content-Length must be one number of bytes");
        }
        return Optional.empty();
    }
}
