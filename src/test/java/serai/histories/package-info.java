/**
 * Whole histories of orders at their shops, thousands of them side by side on one gateway, and an oracle that knows one rule:
 * what is bought is what the store meant at the moment of the first call that may buy. A shop is a model of one order as the
 * shop itself knows it; it speaks in the platform's own bodies, which go the shipped way from the journal on. Webhooks are
 * lost, late, doubled and in one second; suppliers are out of reach or lose answers; the process dies.
 */
@NullMarked
package serai.histories;

import org.jspecify.annotations.NullMarked;
