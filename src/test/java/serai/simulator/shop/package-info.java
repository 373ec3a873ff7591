/**
 * Simulated shops: the other side of a store's channel, with orders, parcels and stock that change when they are written
 * to. They remember every write, so that a test can count what happened twice.
 */
@NullMarked
package serai.simulator.shop;

import org.jspecify.annotations.NullMarked;
