package serai.ledger;

/**
 * Something that a transaction did and that others may want to hear of. Noted with {@link Tx#note}, told by
 * {@link Database#onFacts} once it is on disk, and forgotten when the transaction is undone.
 */
public interface Fact {}
