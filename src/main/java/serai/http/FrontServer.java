package serai.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Camel's HTTP server with our endpoints already there when it begins to listen: a store never meets a 404 because it
 * called while the gateway was starting. An integrator's {@code platform-http} routes live beside them.
 */
public final class FrontServer extends VertxPlatformHttpServer {
    private static final Logger LOG = LoggerFactory.getLogger(FrontServer.class);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    private final Consumer<Router> endpoints;
    private final Optional<Doorkeeper> doorkeeper;
    /** Connections that are to be closed. */
    private final Map<HttpConnection, Boolean> doubtful = Collections.synchronizedMap(new WeakHashMap<>());

    private @Nullable Router router;
    private @Nullable HttpServer server;
    /** The one that was made for this server; null when the context has one of its own. */
    private @Nullable Vertx ours;

    /** @param endpoints adds ours to the router */
    public FrontServer(String host, int port, Consumer<Router> endpoints) {
        this(host, port, endpoints, Optional.empty());
    }

    /** @param doorkeeper bounds of its own; without, it has the usual ones */
    public FrontServer(String host, int port, Consumer<Router> endpoints, Optional<Doorkeeper> doorkeeper) {
        super(configuration(host, port));
        this.endpoints = endpoints;
        this.doorkeeper = doorkeeper;
    }

    private static VertxPlatformHttpServerConfiguration configuration(String host, int port) {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost(host);
        configuration.setBindPort(port);
        return configuration;
    }

    @Override
    protected void initializeServer() {
        super.initializeServer();
        VertxPlatformHttpRouter found = VertxPlatformHttpRouter.lookup(
                getCamelContext(), VertxPlatformHttpRouter.getRouterNameFromPort(getConfigurationPort()));
        Paths.malformed(found);
        doorkeeper.ifPresent(own -> found.route().handler(own::receive));
        endpoints.accept(found);
        router = found;
    }

    /** In place of Camel's, whose server answers what is not HTTP in its own way and in plain text. */
    @Override
    protected void startServer() throws Exception {
        HttpServer fresh = getVertx()
                .createHttpServer()
                .invalidRequestHandler(request -> {
                    if (!isDoubtful(request)) {
                        Exchanges.notHttp(request);
                    }
                })
                .requestHandler(request -> admit(request, Objects.requireNonNull(router)));
        server = fresh;
        try {
            fresh.listen(getConfigurationPort(), getHost())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        } catch (ExecutionException e) {
            throw new IOException(getHost() + ":" + getConfigurationPort() + " cannot be opened", e.getCause());
        }
    }

    /** What stands behind a request whose end is not clear is nobody's; the connection is about to end. */
    private boolean isDoubtful(HttpServerRequest request) {
        return !doubtful.isEmpty() && doubtful.containsKey(request.connection());
    }

    private void admit(HttpServerRequest request, Router to) {
        if (isDoubtful(request)) {
            return;
        }
        Optional<String> doubt = Framing.doubt(request);
        if (doubt.isEmpty()) {
            to.handle(request);
        } else {
            doorkeeper.ifPresent(own -> own.bodies().refusals().add(Refusals.Why.FRAMING));
            doubtful.put(request.connection(), true);
            Exchanges.misframed(request, doubt.get());
        }
    }

    @Override
    protected void stopServer() {
        HttpServer open = server;
        if (open != null) {
            closed("the front door", open.close());
            server = null;
        }
    }

    @Override
    protected Vertx createVertxInstance() {
        Vertx made = super.createVertxInstance();
        ours = made;
        return made;
    }

    /** In place of Camel's, which closes it on an executor that only Camel's own start of a server makes. */
    @Override
    protected void stopVertx() {
        Vertx made = ours;
        if (made != null) {
            closed("Vert.x", made.close());
            ours = null;
        }
    }

    private static void closed(String what, Future<Void> closing) {
        try {
            closing.toCompletionStage().toCompletableFuture().get(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("{} did not close within {} s: {}", what, LONGEST_CLOSE.toSeconds(), e.toString());
        }
    }

    @Override
    public @Nullable HttpServer getServer() {
        return server;
    }

    @Override
    public int getPort() {
        HttpServer open = server;
        return open == null ? getConfigurationPort() : open.actualPort();
    }

    @Override
    protected void doStop() throws Exception {
        // Camel stops its services more than once, and its server can only be stopped once.
        if (getServer() != null) {
            super.doStop();
        }
    }
}
