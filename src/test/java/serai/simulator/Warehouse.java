package serai.simulator;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;

/** What becomes of purchases after they were made: parcels leave, arrive, or never come. */
final class Warehouse {
    private final Purchases purchases;
    private final Telling telling;
    private final Supplier<Instant> now;

    Warehouse(Purchases purchases, Telling telling, Supplier<Instant> now) {
        this.purchases = purchases;
        this.telling = telling;
        this.now = now;
    }

    /**
     * Adds parcels; the order is then shipped, or in part.
     *
     * @param order a reference, or one supplier order
     */
    void ship(String order, List<Parcel> parcels) {
        Purchase bought = purchases.known(order);
        String id = bought.reference().equals(order) ? "" : order;
        Purchase shipped = purchases.ship(bought, id, parcels, now.get());
        turn(order, telling.holdsAll(shipped, shipped.parcels()) ? "shipped" : "part");
    }

    /**
     * Says where parcels are.
     *
     * @param tracking empty for all of them
     */
    void track(String order, String tracking, String status) {
        purchases.track(purchases.known(order), tracking, status);
    }

    /** Another carrier has the parcel now, under a number of its own; the old one is shown no more. */
    void renumber(String order, String tracking, String carrier, String newTracking) {
        purchases.renumber(purchases.known(order), tracking, carrier, newTracking);
    }

    /** All parcels have arrived. */
    void deliver(String order) {
        track(order, "", telling.delivered());
        turn(order, "delivered");
    }

    /** One of the turns of {@code simulator.json}. */
    void turn(String order, String to) {
        Purchase bought = purchases.known(order);
        var marks = new LinkedHashMap<String, String>();
        boolean whole = bought.reference().equals(order);
        telling.turn(to).forEach((name, value) -> {
            marks.put(whole ? name : name + "@" + order, value);
            if (whole) {
                // A turn of the whole goes before earlier ones of its single orders.
                bought.ids().forEach(id -> marks.put(name + "@" + id, value));
            }
        });
        purchases.mark(bought.reference(), marks);
    }
}
