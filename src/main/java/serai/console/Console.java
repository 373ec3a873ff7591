package serai.console;

import io.vertx.ext.web.Router;
import java.time.Clock;
import serai.access.Sessions;
import serai.dispatch.Channels;
import serai.ledger.Database;
import serai.operation.Operation;
import serai.store.Stores;

/** The support console, all of {@code /console}. */
public final class Console {
    private final Assets assets = new Assets();
    private final Door door;
    private final OrderPages orders;
    private final StorePages stores;

    /** Of the rooms that its pages show and change. */
    public Console(Sessions sessions, Stores stores, Database ledger, Channels channels, Operation operation, Clock clock) {
        this.door = new Door(sessions, assets, clock);
        this.orders = new OrderPages(ledger, channels);
        this.stores = new StorePages(stores, ledger, channels);
    }

    /** Adds its pages. */
    public void attach(Router router) {
        assets.attach(router);
        orders.attach(router, door);
        stores.attach(router, door);
        door.elsewhere(router);
    }
}
