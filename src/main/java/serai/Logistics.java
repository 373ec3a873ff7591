package serai;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.base.ChannelName;
import serai.base.Complaints;
import serai.base.StoreId;
import serai.dispatch.Effects;
import serai.dispatch.ErrandSource;
import serai.dispatch.Stops;
import serai.intake.Safekeeping;
import serai.intake.StoreVisits;
import serai.inventory.OfferPusher;
import serai.inventory.Offers;
import serai.inventory.StockReader;
import serai.inventory.Supplies;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;
import serai.order.Cancellations;
import serai.order.Notices;
import serai.order.Planner;
import serai.order.Replanning;
import serai.provider.Connector;
import serai.shipment.Cadence;
import serai.shipment.CarrierTable;
import serai.shipment.Parcels;
import serai.shipment.Progress;
import serai.shipment.ProgressReader;
import serai.store.Stores;

/** All that follows a purchase, and stock: made in one place, out of what the channels can do. */
final class Logistics {
    private static final Logger LOG = LoggerFactory.getLogger(Logistics.class);

    private final Map<ChannelName, Connector.Works> works = new HashMap<>();
    private final Database ledger;
    private final Clock clock;
    private final List<StoreId> told;
    private final Notices notices;
    private final Cancellations cancellations;
    private final Progress progress;
    private final Parcels parcels;
    private final Supplies supplies;
    private final Offers offers;
    private final StoreVisits visits;
    private final Complaints complaints;

    /** @param carriers the table of carriers */
    Logistics(
            Settings settings,
            Stores stores,
            List<StoreChannels.StoreChannel> storeChannels,
            CarrierTable carriers,
            Safekeeping safekeeping,
            Database ledger,
            Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
        this.complaints = new Complaints(clock);
        settings.channels()
                .forEach(
                        channel -> works.put(channel.name(), channel.connector().works()));
        storeChannels.forEach(channel -> works.put(
                channel.channel().name(), channel.channel().connector().works()));
        this.told = storeChannels.stream().map(channel -> channel.store().id()).toList();
        this.notices = new Notices(works.keySet());
        this.cancellations = new Cancellations(those(Connector.Works::cancel), notices);
        this.progress = new Progress(
                those(Connector.Works::progress), new Cadence(settings.rounds().progress()), notices);
        this.parcels = new Parcels(
                carriers,
                id -> stores.find(id)
                        .filter(store -> told.contains(id) && store.outgoing().pushTracking())
                        .map(store -> new Parcels.Telling(store.outgoing().notifyCustomer())));
        this.supplies = new Supplies(settings.rounds().stock());
        this.offers = new Offers(id -> StoreChannels.policy(stores, id));
        Settings.Rounds rounds = settings.rounds();
        this.visits = new StoreVisits(
                storeChannels.stream().map(StoreChannels.StoreChannel::store).toList(),
                new StoreVisits.Plan(rounds.orders(), rounds.hooks(), rounds.publicUrl()),
                ledger,
                safekeeping);
    }

    private Set<ChannelName> those(Predicate<Connector.Works> can) {
        Set<ChannelName> channels = new HashSet<>();
        works.forEach((channel, its) -> {
            if (can.test(its)) {
                channels.add(channel);
            }
        });
        return channels;
    }

    Cancellations cancellations() {
        return cancellations;
    }

    /** How stores are told of their orders. */
    Notices notices() {
        return notices;
    }

    /** What follows from an attempt's end; the planner plans anew what the store has changed meanwhile. */
    Effects effects(Planner planner) {
        Replanning replanning = new Replanning(planner);
        return (tx, dispatch, move, now) -> {
            replanning.follow(tx, dispatch, move, now);
            cancellations.follow(tx, dispatch, move, now);
            progress.follow(tx, dispatch, move, now);
            supplies.follow(tx, dispatch, move, now);
        };
    }

    /** Everything that asks or tells without being a dispatch. */
    List<ErrandSource> errands(Stops stops) {
        Map<ChannelName, Connector.Works> readable = new HashMap<>(works);
        readable.values().removeIf(its -> its.stock() == 0);
        List<StoreId> offered = told.stream()
                .filter(store -> works.getOrDefault(ChannelName.of(store), Connector.Works.NONE)
                                .offers()
                        > 0)
                .toList();
        List<ErrandSource> sources = new ArrayList<>();
        sources.add(new ProgressReader(ledger, progress, parcels));
        sources.add(new StockReader(ledger, readable, supplies, offers));
        sources.add(new OfferPusher(ledger, offered, stops));
        sources.add(visits);
        return sources;
    }

    StoreVisits visits() {
        return visits;
    }

    /** Keeps supplies in step with listings, and offers with their age. Step of the route follow-stock. */
    public void followStock() {
        try {
            visits.begin(clock.instant());
            supplies.followListings(ledger, clock.instant());
            offers.growOld(ledger, told, clock.instant());
        } catch (DatabaseUnavailable e) {
            complaints
                    .again("ledger")
                    .ifPresent(more -> LOG.warn("following stock waits for the ledger: {}{}", e.getMessage(), more));
        }
    }
}
