/**
 * Stock and cost: what suppliers have, what stores shall say they have, and the way from one to the other.
 *
 * <p>Question: is each stock change a dispatch with a message of its own? Choice: no. Stock and prices are states, of which
 * only the latest counts, so the row that holds the wish is also its place in the queue: however long a store is down, it
 * gets one value for each SKU, the newest, in batches. Refused: a dispatch a change, collapsed when it is sent; after a
 * long outage that leaves as many rows and messages as there were changes.
 */
@NullMarked
package serai.inventory;

import org.jspecify.annotations.NullMarked;
