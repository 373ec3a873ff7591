/**
 * What only a person can move on: dead letters listed, grouped, shown, edited, replayed one by one or many at a measured
 * rate, archived and restored; and the book of who did what and why.
 *
 * <p>Two people at once: every change is compare-and-set on the row that the person saw, so one of them is told who was
 * first. A replay of many keeps all its state in the ledger and goes on after a restart, on whichever node comes first.
 */
@NullMarked
package serai.deadletter;

import org.jspecify.annotations.NullMarked;
