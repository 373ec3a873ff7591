/**
 * Parcels on their way from a supplier to a customer.
 *
 * <p>Question: who knows what a store platform calls a carrier? Choice: one table for all suppliers and platforms, {@code
 * connectors/carriers.yaml}, that an integrator edits; connectors hand on the supplier's words as they are. Refused: a
 * table in each connector, which would want every supplier's words for every platform.
 */
@NullMarked
package serai.shipment;

import org.jspecify.annotations.NullMarked;
