package serai.api;

import io.vertx.ext.web.Router;
import java.time.Clock;
import serai.access.Audit;
import serai.deadletter.DeadLetters;
import serai.deadletter.Desk;
import serai.deadletter.ReplayBook;
import serai.dispatch.Channels;
import serai.intake.Elsewhere;
import serai.ledger.Database;
import serai.order.Listings;
import serai.privacy.PrivacyRequests;

/** The support API, all of {@code /api/v1}. */
public final class Api {
    private final Access access;
    private final OrderCalls orders;
    private final DeadLetterCalls deadLetters;
    private final ReplayCalls replays;
    private final ChannelCalls channelCalls;
    private final ListingCalls listingCalls;
    private final AuditCalls audit;
    private final PrivacyCalls privacy;
    private final LogisticsCalls logistics;

    /**
     * @param desk where single dead letters are moved on
     * @param elsewhere what other nodes may have taken
     */
    public Api(
            Access access,
            Database ledger,
            Channels channels,
            Listings listings,
            Desk desk,
            Elsewhere elsewhere,
            Clock clock) {
        this.access = access;
        this.orders = new OrderCalls(ledger, channels, elsewhere, clock);
        this.deadLetters = new DeadLetterCalls(new DeadLetters(ledger), desk, clock);
        this.replays = new ReplayCalls(new ReplayBook(ledger, desk, clock), clock);
        this.channelCalls = new ChannelCalls(channels, ledger, clock);
        this.listingCalls = new ListingCalls(listings, channels, ledger, clock);
        this.audit = new AuditCalls(new Audit(ledger));
        this.logistics = new LogisticsCalls(ledger, clock);
        this.privacy = new PrivacyCalls(new PrivacyRequests(ledger, clock));
    }

    /** Adds its endpoints. */
    public void attach(Router router) {
        router.route("/api/v1/*").handler(context -> {
            context.response().putHeader("Cache-Control", "no-store").putHeader("X-Content-Type-Options", "nosniff");
            context.next();
        });
        orders.attach(router, access);
        deadLetters.attach(router, access);
        replays.attach(router, access);
        channelCalls.attach(router, access);
        listingCalls.attach(router, access);
        audit.attach(router, access);
        privacy.attach(router, access);
        logistics.attach(router, access);
    }
}
