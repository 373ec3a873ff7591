package serai.shipment;

import serai.provider.Carrier;

/** Knows carriers by what suppliers call them. */
@FunctionalInterface
public interface CarrierTable {
    /**
     * The carrier; one that nobody knows keeps the supplier's name.
     *
     * @param supplierUrl the supplier's own page for the parcel, or empty
     */
    Carrier of(String supplierName, String trackingNumber, String supplierUrl);
}
