/**
 * What only a person can move on: dead letters listed, grouped, shown, edited, replayed one by one or many at a measured
 * rate, archived and restored; and the book of who did what and why.
 *
 * <p>Two people at once: every change is compare-and-set on the row that the person saw, so one of them is told who was
 * first. A replay of many keeps all its state in the ledger and goes on after a restart, on whichever node comes first.
 *
 * <p>The question was where to search. Dispatches carry payloads of a kilobyte and more, and a hundred thousand dead ones lie
 * among millions: looking through them takes seconds. So there is a small row for each dead letter beside its dispatch,
 * {@code letter}, with what is searched, counted and shared out, written in the transaction that moves the dispatch. Refused:
 * wide partial indexes over the dispatches, for PostgreSQL takes no index row over 2,700 bytes, and a reason may be longer;
 * full-text indexes, for each database has its own.
 *
 * <p>What is hidden because somebody snoozed it is hidden by the filter, not by the list: whoever leaves something out of
 * sight leaves it out of the number on the button, too.
 */
@NullMarked
package serai.deadletter;

import org.jspecify.annotations.NullMarked;
