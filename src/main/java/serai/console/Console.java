package serai.console;

import io.vertx.ext.web.Router;
import java.time.Clock;
import serai.dispatch.Channels;
import serai.ledger.Database;
import serai.store.Stores;

/** The support console, all of {@code /console}. */
public final class Console {
    private final Assets assets = new Assets();
    private final Door door;
    private final SignInPages signIn;
    private final AccountPages account;
    private final AuditPages audit;
    private final OrderPages orders;
    private final StorePages stores;

    /** Of the rooms that its pages show and change. */
    public Console(Reception reception, Stores stores, Database ledger, Channels channels, Clock clock) {
        this.door = new Door(reception.sessions(), reception.callers(), assets, clock);
        this.signIn = new SignInPages(reception);
        this.account = new AccountPages(reception.sessions(), reception.callers());
        this.audit = new AuditPages(ledger);
        this.orders = new OrderPages(ledger, channels);
        this.stores = new StorePages(stores, ledger, channels);
    }

    /** Adds its pages. */
    public void attach(Router router) {
        assets.attach(router);
        signIn.attach(router, door);
        account.attach(router, door);
        audit.attach(router, door);
        orders.attach(router, door);
        stores.attach(router, door);
        door.elsewhere(router);
    }
}
