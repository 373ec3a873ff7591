/**
 * The two databases of a node, the journal's file and the ledger, behind one small door: one writer that commits
 * whatever waits in one transaction, readers on connections of their own, one SQL statement a file.
 *
 * <p>Why no SQL library: the same fourteen or so statements run on SQLite and PostgreSQL, and what matters here (group
 * commit, a savepoint a unit, a queue with a bound) is what such libraries leave out.
 */
@NullMarked
package serai.ledger;

import org.jspecify.annotations.NullMarked;
