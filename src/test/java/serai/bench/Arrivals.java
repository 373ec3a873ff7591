package serai.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Looks into the stores every 100 ms for tracking numbers that have left the supplier. */
final class Arrivals implements AutoCloseable {
    /** A parcel that a store is to have. */
    record Expected(String store, String order, String number) {}

    private final ToldStores stores;
    private final Map<Expected, Long> left = new ConcurrentHashMap<>();
    private final Map<Expected, Duration> took = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watching = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> looks;

    Arrivals(ToldStores stores) {
        this.stores = stores;
        this.looks = watching.scheduleWithFixedDelay(this::look, 100, 100, TimeUnit.MILLISECONDS);
    }

    /** It left just now. */
    void expect(String store, String order, String number) {
        left.put(new Expected(store, order, number), System.nanoTime());
    }

    private void look() {
        left.forEach((parcel, since) -> {
            if (!took.containsKey(parcel) && stores.has(parcel.store(), parcel.order(), parcel.number())) {
                took.put(parcel, Duration.ofNanos(System.nanoTime() - since));
            }
        });
    }

    /** Waits until every one is there. @throws Lab.OrderLost when some are not in time */
    Map<Expected, Duration> await(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (took.size() < left.size()) {
            if (looks.isDone()) {
                throw new IllegalStateException("the stores could not be looked into: " + looks.exceptionNow());
            }
            if (System.nanoTime() > end) {
                Map<Expected, Long> missing = new HashMap<>(left);
                missing.keySet().removeAll(took.keySet());
                throw new Lab.OrderLost(missing.size() + " of " + left.size() + " parcels are in no store after " + most
                        + ", one of them " + missing.keySet().iterator().next());
            }
            Thread.sleep(50);
        }
        return Map.copyOf(took);
    }

    @Override
    public void close() {
        watching.shutdownNow();
    }
}
