package serai.http;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.VertxWrapper;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.metrics.HttpServerMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.observability.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * A Vert.x whose every HTTP server stands behind a {@link Gate}: Camel makes the management server by itself and asks for
 * no limits, but takes the Vert.x that it finds in its registry. What a connection is doing, Vert.x tells those who measure
 * it; that is the one way to learn it for servers whose handlers are not ours.
 */
public final class GatedVertx extends VertxWrapper {
    private final Gate gate;

    private GatedVertx(Vertx vertx, Gate gate) {
        super((VertxInternal) vertx);
        this.gate = gate;
    }

    /** A fresh one; whoever asked for it closes it. */
    public static Vertx behind(Gate gate) {
        MetricsOptions measured = new MetricsOptions().setEnabled(true);
        Vertx vertx = Vertx.builder()
                .with(new VertxOptions().setMetricsOptions(measured))
                .withMetrics(options -> new Measures(gate))
                .build();
        vertx.setPeriodic(gate.sweepMillis(), tick -> gate.sweep());
        return new GatedVertx(vertx, gate);
    }

    @Override
    public HttpServer createHttpServer() {
        return createHttpServer(new HttpServerOptions());
    }

    /** HTTP/2 in clear text is not spoken: until it is told from HTTP/1.1, a connection is nobody's. */
    @Override
    public HttpServer createHttpServer(HttpServerOptions options) {
        HttpServerOptions own = new HttpServerOptions(options).setHttp2ClearTextEnabled(false);
        return super.createHttpServer(own).connectionHandler(gate::arrived);
    }

    private record Measures(Gate gate) implements VertxMetrics {
        @Override
        public HttpServerMetrics<?, ?, ?> createHttpServerMetrics(HttpServerOptions options, SocketAddress address) {
            return new Requests(gate);
        }
    }

    /** Passes on where each request has come to. */
    private record Requests(Gate gate) implements HttpServerMetrics<Gate.@Nullable Guest, Void, Void> {
        @Override
        public Gate.@Nullable Guest requestBegin(@Nullable Void socket, HttpRequest request) {
            return request instanceof HttpServerRequest one ? gate.began(one.connection()) : null;
        }

        @Override
        public void requestEnd(Gate.@Nullable Guest guest, HttpRequest request, long bytes) {
            if (guest != null) {
                gate.received(guest);
            }
        }

        @Override
        public void responseEnd(Gate.@Nullable Guest guest, HttpResponse response, long bytes) {
            if (guest != null) {
                gate.answered(guest);
            }
        }
    }
}
