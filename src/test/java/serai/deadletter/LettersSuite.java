package serai.deadletter;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import serai.access.Audit;
import serai.access.Person;
import serai.base.DispatchId;
import serai.base.OrderId;
import serai.base.Scope;
import serai.base.StoreId;
import serai.dispatch.Dispatches;
import serai.fixture.MovedClock;
import serai.fixture.SmallGateway;
import serai.ledger.Database;
import serai.order.StoreOrder;

/** Dead letters of two stores, and people who may see one or both; on whatever database. */
abstract class LettersSuite {
    static final StoreId CUP = new StoreId("cup");
    static final Person ANN = SmallGateway.ANN;
    /** May act on the store {@code tea} only. */
    static final Person TOM = new Person("tom", "support", "192.0.2.2", Scope.of(Set.of(SmallGateway.TEA)));
    /** May act on no store. */
    static final Person NOBODYS = new Person("una", "support", "192.0.2.3", Scope.of(Set.of()));

    SmallGateway gateway;
    Care care;
    Notes notes;
    Bulk bulk;
    SavedViews views;
    Reveal reveal;

    abstract Database open();

    @BeforeEach
    void prepare() {
        gateway = new SmallGateway(open(), new MovedClock());
        care = new Care(gateway.ledger, gateway.clock);
        notes = new Notes(gateway.ledger, gateway.clock);
        bulk = new Bulk(gateway.ledger, gateway.clock);
        views = new SavedViews(gateway.ledger, gateway.clock);
        reveal = new Reveal(gateway.ledger, gateway.clock);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    /** A dead letter of the other store: nothing says where it buys. */
    DispatchId deadInCup() {
        StoreOrder order = gateway.order("CUPS");
        gateway.clock.advance(java.time.Duration.ofSeconds(1));
        gateway.ledger.commit(tx -> gateway.orders.record(tx, CUP, order, "store cup", "", gateway.now()));
        return gateway.ledger
                .read(tx -> Dispatches.ofOrder(tx, OrderId.of(CUP, order.storeOrderId())))
                .getFirst()
                .id();
    }

    DeadLetterFilter search(String text) {
        return switch (Search.read(text, "ann", gateway.now())) {
            case Search.Reading.Understood understood -> DeadLetterFilter.ALL.matching(understood.search());
            case Search.Reading.Wrong wrong -> throw new AssertionError(wrong.column() + ": " + wrong.says());
        };
    }

    List<String> ids(DeadLetterFilter filter) {
        return gateway.letters.list(filter, Optional.empty(), 2_000).stream()
                .map(DeadLetter::id)
                .toList();
    }

    List<String> found(String text) {
        return ids(search(text));
    }

    DeadLetter letter(DispatchId id) {
        return gateway.letters.find(id, Scope.ALL, true).orElseThrow().letter();
    }

    List<Audit.Entry> audit(String action) {
        return new Audit(gateway.ledger).list(Optional.empty(), Optional.of(action), 1_000);
    }
}
