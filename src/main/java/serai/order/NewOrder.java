package serai.order;

import java.time.Instant;
import serai.base.StoreId;
import serai.ledger.Fact;

/**
 * An order has come that was not known before.
 *
 * @param at when it was accepted
 */
public record NewOrder(StoreId store, Instant at) implements Fact {}
