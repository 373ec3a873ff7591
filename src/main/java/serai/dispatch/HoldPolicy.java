package serai.dispatch;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the consumer of a channel's route while the channel is held and starts it again afterwards, so that an outage
 * burns no redeliveries. The route's id is {@code channel-<name>}.
 *
 * <p>Why not Camel's throttling policies: they resume consumers that somebody else suspended, and know no owner.
 */
public final class HoldPolicy extends RoutePolicySupport {
    private static final Logger LOG = LoggerFactory.getLogger(HoldPolicy.class);
    private static final String PREFIX = "channel-";

    private final Channels channels;
    private final ExecutorService control = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("channel-control").daemon().factory());

    public HoldPolicy(Channels channels) {
        this.channels = channels;
    }

    @Override
    public void onInit(Route route) {
        super.onInit(route);
        Channel channel = channelOf(route);
        channel.onChange(() -> soon(route, channel));
    }

    @Override
    public void onStart(Route route) {
        soon(route, channelOf(route));
    }

    private void soon(Route route, Channel channel) {
        try {
            control.execute(() -> follow(route, channel));
        } catch (RejectedExecutionException e) {
            LOG.debug("channel {}: all consumers are stopping already", channel.name());
        }
    }

    /** Brings the consumer in line with the channel as it is now, not as it was when the change was announced. */
    private void follow(Route route, Channel channel) {
        try {
            if (channel.isHeld()) {
                suspendOrStopConsumer(route.getConsumer());
            } else {
                resumeOrStartConsumer(route.getConsumer());
            }
        } catch (Exception e) {
            LOG.error("channel {}: its consumer cannot follow the hold", channel.name(), e);
        }
    }

    private Channel channelOf(Route route) {
        String id = route.getRouteId();
        if (!id.startsWith(PREFIX)) {
            throw new IllegalArgumentException("route " + id + " must be called " + PREFIX + "<channel>");
        }
        return channels.find(id.substring(PREFIX.length()))
                .orElseThrow(() -> new IllegalArgumentException("route " + id + " names no configured channel"));
    }

    @Override
    protected void doShutdown() throws Exception {
        control.shutdown();
        super.doShutdown();
    }
}
