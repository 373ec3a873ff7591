package serai.demo;

import java.time.Duration;
import java.util.Optional;
import serai.simulator.PurchaseReport;
import serai.simulator.Simulators;

/** The sums at the end: what stores were promised against what suppliers remember. */
final class Balance {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Screen screen;
    private final Calls calls;
    private final Shops shops;
    private final Simulators suppliers;

    Balance(Screen screen, Calls calls, Shops shops, Simulators suppliers) {
        this.screen = screen;
        this.calls = calls;
        this.shops = shops;
        this.suppliers = suppliers;
    }

    /** Waits for the last confirmations, prints the table, and says whether every number is right. */
    boolean holds() {
        int accepted = shops.accepted().size();
        long done = settled(accepted);
        PurchaseReport aliexpress = suppliers.simulator("aliexpress").purchases();
        PurchaseReport amazon = suppliers.simulator("amazon").purchases();
        int bought = aliexpress.distinct() + amazon.distinct();
        int twice = aliexpress.duplicates() + amazon.duplicates();
        int dead = calls.read("dead-letters").path("items").size();
        int due = shops.purchasesDue();

        screen.chapter("The balance, from the suppliers' own memory and the gateway's API");
        boolean right = true;
        right &= row("orders accepted", accepted, accepted > 0);
        right &= row("of these DONE", done, done == accepted);
        right &= row("purchases that they ask for (T-1011 asks for two)", due, due > 0);
        right &= row("references bought under, at both suppliers", bought, bought == due);
        right &= row("bought twice", twice, twice == 0);
        right &= row("dead letters left", dead, dead == 0);
        return right;
    }

    /** Amazon's confirmations come some seconds later: how many are done once all are, or time is up. */
    private long settled(int accepted) {
        try {
            return Watch.until(
                    "all done",
                    PATIENCE,
                    () -> Optional.of(shops.withStatus("DONE")).filter(done -> done == accepted));
        } catch (StoryFailed late) {
            return shops.withStatus("DONE");
        }
    }

    private boolean row(String what, long value, boolean right) {
        screen.row(what, Long.toString(value), right);
        return right;
    }
}
