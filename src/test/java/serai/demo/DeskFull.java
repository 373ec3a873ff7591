package serai.demo;

import java.time.Duration;
import java.util.Optional;

/** Work for whoever opens the console after the story: orders that only a person can move on. */
final class DeskFull {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int LETTERS = 7;

    private final Screen screen;
    private final Calls calls;
    private final Shops shops;

    DeskFull(Screen screen, Calls calls, Shops shops) {
        this.screen = screen;
        this.calls = calls;
        this.shops = shops;
    }

    /** Hands the orders in and waits until they are dead letters. */
    void leave() {
        screen.chapter("Something for the console");
        for (int i = 1; i <= 4; i++) {
            shops.teaHouse("T-500" + i, "Atlantis", "POT-BLACK");
        }
        for (int i = 1; i <= 3; i++) {
            shops.teaHouse("T-510" + i, "Austin", "POT-GREEN");
        }
        Watch.until(LETTERS + " dead letters", PATIENCE, () -> {
            int waiting = calls.read("dead-letters").path("items").size();
            return waiting == LETTERS ? Optional.of(true) : Optional.empty();
        });
        screen.event("Four orders to Atlantis and three of a SKU that nobody has mapped: " + LETTERS
                + " dead letters wait for you in the console.");
    }
}
