/**
 * {@code ./serai bench}: what a user of this machine gets, measured on real processes.
 *
 * <p>Question: against what is a rate on an unknown disk to be judged? Choice: beside each rate stand, from the same
 * run and the same folder, the disk's own fsync rate, a bare batched SQLite writer and a bare synced Artemis send; the
 * ratios travel from machine to machine, the rates do not. Refused: micro-benchmarks of single classes, since what
 * limits the gateway is fsync and two cores shared by everything; and an outside load program, since the two figures
 * that count (every 202 is in the ledger; open-loop latency) need to know each order's number.
 */
@NullMarked
package serai.bench;

import org.jspecify.annotations.NullMarked;
