package serai.dispatch;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import serai.base.ChannelName;
import serai.base.StoreId;
import serai.provider.Connector;

/**
 * What people have switched off at this moment, as this node knows it. What is stopped stays where it is, due and
 * undamaged, and goes on by itself once it is not stopped any more.
 */
public final class Stops {
    /** What can be switched off. */
    public enum Feature {
        /** Bringing stock into stores. */
        STOCK,
        /** Bringing prices into stores. */
        PRICES,
        /** Everything that may buy; what may be bought already is still followed to its end where it can be looked up. */
        PLACING,
        /** Everything that goes out to suppliers. */
        SUPPLIERS
    }

    /**
     * One thing that is switched off.
     *
     * @param store the only store that it concerns, if it is one store
     * @param channel the only channel that it concerns, if it is one channel
     */
    public record Stop(Feature feature, Optional<StoreId> store, Optional<ChannelName> channel) {
        private static final String ALL = "all";
        private static final String STORE = "store:";
        private static final String CHANNEL = "channel:";

        /** @throws IllegalArgumentException if the feature cannot be switched off for that alone */
        public Stop {
            boolean fits = switch (feature) {
                case STOCK, PRICES -> channel.isEmpty();
                case PLACING -> store.isEmpty() || channel.isEmpty();
                case SUPPLIERS -> store.isEmpty() && channel.isEmpty();
            };
            if (!fits) {
                throw new IllegalArgumentException(feature + " cannot be switched off for that alone");
            }
        }

        /** Of everything. */
        public static Stop all(Feature feature) {
            return new Stop(feature, Optional.empty(), Optional.empty());
        }

        /** Of one store. @throws IllegalArgumentException as the constructor */
        public static Stop of(Feature feature, StoreId store) {
            return new Stop(feature, Optional.of(store), Optional.empty());
        }

        /** Of one channel. @throws IllegalArgumentException as the constructor */
        public static Stop of(Feature feature, ChannelName channel) {
            return new Stop(feature, Optional.empty(), Optional.of(channel));
        }

        /** The reverse of {@link #target}. @throws IllegalArgumentException if that is no target of the feature */
        public static Stop of(Feature feature, String target) {
            if (target.equals(ALL)) {
                return all(feature);
            }
            if (target.startsWith(STORE)) {
                return of(feature, new StoreId(target.substring(STORE.length())));
            }
            if (target.startsWith(CHANNEL)) {
                return of(feature, new ChannelName(target.substring(CHANNEL.length())));
            }
            throw new IllegalArgumentException("no such target: all, store:… or channel:…");
        }

        /** What it concerns, as the ledger and addresses spell it: {@code all}, {@code store:…} or {@code channel:…}. */
        public String target() {
            return store.map(id -> STORE + id)
                    .or(() -> channel.map(name -> CHANNEL + name))
                    .orElse(ALL);
        }
    }

    private volatile Set<Stop> off = Set.of();

    /** From now on exactly these are switched off. */
    public void set(Collection<Stop> stops) {
        off = Set.copyOf(stops);
    }

    /** What is switched off. */
    public Set<Stop> now() {
        return off;
    }

    /** Whether nothing at all may go out on the channel. */
    public boolean all(Channel channel) {
        return channel.connector().role() == Connector.Role.SUPPLIER && off.contains(Stop.all(Feature.SUPPLIERS));
    }

    /** Whether nothing new may be bought on the channel, whatever the store. */
    public boolean placing(ChannelName channel) {
        return off.contains(Stop.all(Feature.PLACING)) || off.contains(Stop.of(Feature.PLACING, channel));
    }

    /** Whether nothing new may be bought for the store on the channel. */
    public boolean placing(ChannelName channel, StoreId store) {
        return placing(channel) || off.contains(Stop.of(Feature.PLACING, store));
    }

    /** Whether it must not go out now. */
    public boolean stops(Dispatch dispatch, Channel channel) {
        return all(channel)
                || (dispatch.buys()
                        && placing(dispatch.channel(), dispatch.store())
                        && !Doubt.looksInstead(dispatch, channel.connector().unknown()));
    }

    /** Whether the store hears of no stock. */
    public boolean stock(StoreId store) {
        return off.contains(Stop.all(Feature.STOCK)) || off.contains(Stop.of(Feature.STOCK, store));
    }

    /** Whether the store hears of no prices. */
    public boolean prices(StoreId store) {
        return off.contains(Stop.all(Feature.PRICES)) || off.contains(Stop.of(Feature.PRICES, store));
    }
}
