/**
 * The two databases of a node, the journal's file and the ledger, behind one small door: one writer that commits
 * whatever waits in one transaction, readers on connections of their own, one SQL statement a file.
 *
 * <p>Why no SQL library: the same fourteen or so statements run on SQLite and PostgreSQL, and what matters here (group
 * commit, a savepoint a unit, a queue with a bound) is what such libraries leave out.
 *
 * <h2>Several nodes that write to one PostgreSQL</h2>
 *
 * A group commit holds the locks of all its units, in the order in which they came: two nodes would wait for each other
 * however well each unit is ordered. One lock for all writing would cure that, and let every node wait for the slowest, or
 * for one that stands still. So instead, none holds locks while it waits long: a unit that meets somebody else's lock waits
 * for a fraction of the server's {@code deadlock_timeout}, is undone to its savepoint, and ends its group, which commits
 * what is done. Then it is tried again in transactions of its own, each time for a while of another length, until
 * {@link serai.ledger.LedgerLimits#lock()} is over. Nothing fails, nobody is told twice, and PostgreSQL never has to look
 * for a deadlock.
 *
 * <p>That this happens seldom is what the order of locks is for. Whoever takes several rows takes them so:
 *
 * <ol>
 *   <li>{@code store_contact}, by store; {@code lease} and {@code node} never together with anything else
 *   <li>{@code orders}, by id
 *   <li>{@code dispatch}, by id, under the lock of its order wherever the order may change too; with each its
 *       {@code attempt}, {@code letter} and {@code progress}, which nobody takes without it
 *   <li>{@code sku_variant}, by SKU
 *   <li>{@code supply}, by channel, product, variant and SKU
 *   <li>{@code offer}, by store and SKU
 *   <li>counters ({@code traffic}, {@code intake_count}), positions and the audit book
 * </ol>
 *
 * <p>A statement that changes several rows names them in a query that ends in {@code ORDER BY} and the comment
 * {@code FOR UPDATE}, which {@link serai.ledger.Tx} opens on PostgreSQL; SQLite has one writer and no such locks. What
 * touches many orders at once (a batch of the recorder, a replay, a bulk of letters) cannot keep the order of dispatches
 * over all of them, and relies on the first rule.
 */
@NullMarked
package serai.ledger;

import org.jspecify.annotations.NullMarked;
