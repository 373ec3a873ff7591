package serai.console;

import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import serai.access.Glimpses;
import serai.deadletter.Bulk;
import serai.deadletter.Care;
import serai.deadletter.DeadLetters;
import serai.deadletter.Desk;
import serai.deadletter.Notes;
import serai.deadletter.Rehearsal;
import serai.deadletter.Remedies;
import serai.deadletter.ReplayBook;
import serai.deadletter.ReplayItems;
import serai.deadletter.Reveal;
import serai.deadletter.SavedViews;
import serai.dispatch.Channels;
import serai.intake.Elsewhere;
import serai.ledger.Database;
import serai.operation.Operation;
import serai.order.OrderSearch;
import serai.store.Stores;

/** The support console, all of {@code /console}. */
public final class Console {
    private static final Duration LOOK = Duration.ofSeconds(2);
    /** For the ledger, before a picture shows what is known from before. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Assets assets = new Assets();
    private final Door door;
    private final NowPages now;
    private final List<Pages> pages;

    /**
     * Of the rooms that its pages show and change.
     *
     * @param elsewhere what other nodes may have taken
     */
    public Console(
            Reception reception,
            Stores stores,
            Database ledger,
            Channels channels,
            Operation operation,
            Desk desk,
            Remedies remedies,
            Elsewhere elsewhere,
            Clock clock) {
        Supplier<Duration> patience = () -> channels.ledgerSlow() ? Duration.ZERO : PATIENCE;
        Glimpses glimpses = new Glimpses(reception.sessions(), operation.looks(), patience, clock);
        door = new Door(reception.sessions(), glimpses, reception.callers(), assets, clock);
        now = new NowPages(
                operation,
                stores,
                new NowPicture(operation, ledger, patience, clock),
                new Live.Sight(cookie -> glimpses.find(cookie, false), door::render, clock, LOOK));
        DeadLetters letters = new DeadLetters(ledger);
        Reveal reveal = new Reveal(ledger, clock);
        ReplayBook book = new ReplayBook(ledger, desk, clock);
        pages = List.of(
                new SignInPages(reception),
                new AccountPages(reception.sessions(), reception.callers()),
                now,
                new ControlPages(operation, channels),
                new LetterListPages(letters, new SavedViews(ledger, clock)),
                new BulkPages(letters, new Bulk(ledger, clock)),
                new LetterPages(letters, new Care(ledger, clock), new Notes(ledger, clock), reveal, remedies, ledger),
                new RemedyPages(letters, remedies, desk, reveal),
                new ReplayPages(book, new Rehearsal(ledger, desk, clock), letters),
                new ReplayRunPages(book, new ReplayItems(ledger)),
                new OrderListPages(new OrderSearch(ledger)),
                new OrderPages(ledger, channels, elsewhere),
                new StorePages(stores, ledger, channels),
                new AuditPages(ledger));
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
        pages.forEach(group -> group.attach(router, door));
        door.elsewhere(router);
    }
}
