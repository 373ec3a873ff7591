/**
 * Running the gateway: what goes through it, what is held and why, what people switch off, and the picture of all that at
 * one moment.
 *
 * <p>Channels, breakers and counts live in each node's memory; what people decide lives in the ledger, and every node takes
 * it up within two seconds. Traffic is counted in memory and added to the ledger every few seconds: a crash loses these
 * seconds of the chart and nothing else. Counting in the transactions themselves was refused, because every order of a
 * minute would then wait for the same row.
 */
@NullMarked
package serai.operation;

import org.jspecify.annotations.NullMarked;
