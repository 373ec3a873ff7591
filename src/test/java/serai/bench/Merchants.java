package serai.bench;

/**
 * The stores of a gateway, and where it buys for them.
 *
 * @param stores what {@code stores.yaml} says
 * @param listings what {@code listings.csv} says
 */
record Merchants(String stores, String listings) {
    /** Those that the load program sends for; nobody tells them anything. */
    static final Merchants USUAL = new Merchants(Order.stores(), Order.listings());

    /** These and more, each a line of its file. */
    Merchants and(String moreStores, String moreListings) {
        return new Merchants(stores + moreStores, listings + moreListings);
    }
}
