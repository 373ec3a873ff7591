package serai.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
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
    private @Nullable Router router;
    private @Nullable HttpServer server;
    /** The one that was made for this server; null when the context has one of its own. */
    private @Nullable Vertx ours;

    /** @param endpoints adds ours to the router */
    public FrontServer(String host, int port, Consumer<Router> endpoints) {
        super(configuration(host, port));
        this.endpoints = endpoints;
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
        endpoints.accept(found);
        router = found;
    }

    /** In place of Camel's, whose server answers what is not HTTP in its own way and in plain text. */
    @Override
    protected void startServer() throws Exception {
        HttpServer fresh = getVertx()
                .createHttpServer()
                .invalidRequestHandler(Exchanges::notHttp)
                .requestHandler(Objects.requireNonNull(router));
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
