package serai.console;

import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Duration;
import serai.deadletter.Bulk;
import serai.deadletter.Care;
import serai.deadletter.DeadLetters;
import serai.deadletter.Notes;
import serai.deadletter.Reveal;
import serai.deadletter.SavedViews;
import serai.dispatch.Channels;
import serai.ledger.Database;
import serai.operation.Operation;
import serai.order.OrderSearch;
import serai.store.Stores;

/** The support console, all of {@code /console}. */
public final class Console {
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Assets assets = new Assets();
    private final Door door;
    private final LetterListPages letterLists;
    private final BulkPages bulks;
    private final LetterPages letters;
    private final OrderListPages orderLists;
    private final SignInPages signIn;
    private final AccountPages account;
    private final AuditPages audit;
    private final OrderPages orders;
    private final StorePages stores;
    private final NowPages now;
    private final ControlPages controls;

    /** Of the rooms that its pages show and change. */
    public Console(Reception reception, Stores stores, Database ledger, Channels channels, Operation operation, Clock clock) {
        this.door = new Door(reception.sessions(), reception.callers(), assets, clock);
        this.signIn = new SignInPages(reception);
        this.account = new AccountPages(reception.sessions(), reception.callers());
        this.audit = new AuditPages(ledger);
        DeadLetters deadLetters = new DeadLetters(ledger);
        this.letterLists = new LetterListPages(deadLetters, new SavedViews(ledger, clock));
        this.bulks = new BulkPages(deadLetters, new Bulk(ledger, clock));
        this.letters = new LetterPages(
                deadLetters, new Care(ledger, clock), new Notes(ledger, clock), new Reveal(ledger, clock), ledger);
        this.orderLists = new OrderListPages(new OrderSearch(ledger));
        this.orders = new OrderPages(ledger, channels);
        this.stores = new StorePages(stores, ledger, channels);
        this.now = new NowPages(
                operation,
                stores,
                ledger,
                new Live.Sight(cookie -> reception.sessions().look(cookie, clock.instant()), door::render, clock, LOOK));
        this.controls = new ControlPages(operation, channels);
    }

    /** Streams that keep cockpits up to date at this moment. */
    public int streams() {
        return now.live().open();
    }

    /** The bound of {@link #streams}. */
    public int mostStreams() {
        return Live.MOST;
    }

    /** Adds its pages. */
    public void attach(Router router) {
        assets.attach(router);
        letterLists.attach(router, door);
        bulks.attach(router, door);
        letters.attach(router, door);
        orderLists.attach(router, door);
        now.attach(router, door);
        controls.attach(router, door);
        signIn.attach(router, door);
        account.attach(router, door);
        audit.attach(router, door);
        orders.attach(router, door);
        stores.attach(router, door);
        door.elsewhere(router);
    }
}
