package serai;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.base.ChannelName;
import serai.dispatch.Channels;

/**
 * Makes the routes of the channels that lead to stores, one store after the other, while the front door is open already:
 * hundreds of them take a while. What is for a store waits until its routes are there.
 */
final class StoreRoutes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreRoutes.class);
    /** For the one route that is being made when all is to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final CamelContext context;
    private final Channels channels;
    private final ExecutorService maker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("store-routes").daemon().factory());
    private volatile boolean closed;

    StoreRoutes(CamelContext context, Channels channels) {
        this.context = context;
        this.channels = channels;
    }

    /** Begins with it and returns at once. */
    void add(List<ChannelName> stores) {
        maker.execute(() -> {
            for (ChannelName store : stores) {
                if (closed) {
                    return;
                }
                add(store);
            }
            LOG.info("{} stores can be told", stores.size());
        });
        maker.shutdown();
    }

    private void add(ChannelName store) {
        try {
            work(context, store);
            context.addRouteFromTemplate("channel-" + store, "store-channel", Map.of("channel", store.value()));
            if (!closed) {
                channels.get(store).routed();
            }
        } catch (Exception e) {
            LOG.error("channel {}: its routes cannot be made, so nothing reaches the store", store, e);
        }
    }

    /** Makes the route that does a channel's work. */
    static void work(CamelContext context, ChannelName channel) throws Exception {
        context.addRouteFromTemplate("work-" + channel, "work", Map.of("channel", channel.value()));
    }

    /** Makes no more; returns when nothing is being made. */
    @Override
    public void close() {
        closed = true;
        maker.shutdown();
        try {
            if (!maker.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("a store's route is still being made while all ends");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
