/**
 * How far orders are at the suppliers, and the parcels: read from the supplier, kept in the ledger, told to the store.
 */
@NullMarked
package serai.shipment;

import org.jspecify.annotations.NullMarked;
