package serai.ledger;

import java.time.Clock;
import java.util.function.Supplier;

/** Whether the ledger can be written and read: commits a row of this node, then reads. */
public final class LedgerLook implements Supplier<Boolean> {
    private static final String TOUCH = Sql.of(LedgerLook.class, "touch-ledger");

    private final Database ledger;
    private final String node;
    private final Clock clock;

    /** @param node the name of this node */
    public LedgerLook(Database ledger, String node, Clock clock) {
        this.ledger = ledger;
        this.node = node;
        this.clock = clock;
    }

    /** @return always true @throws DatabaseUnavailable if it can be written no more, or not be read */
    @Override
    public Boolean get() {
        ledger.commit(tx -> tx.update(TOUCH, node, clock.instant()));
        ledger.ping();
        return true;
    }
}
