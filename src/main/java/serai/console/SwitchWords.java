package serai.console;

import serai.base.ChannelName;
import serai.base.StoreId;
import serai.dispatch.Stops.Feature;
import serai.dispatch.Stops.Stop;
import serai.operation.Switches.Concerned;

/** What each switch is called and does, in the words in which staff read it before they throw it. */
final class SwitchWords {
    private SwitchWords() {}

    /** For example {@code Stock pushes to store tea}. */
    static String title(Stop stop) {
        return switch (stop.feature()) {
            case STOCK -> "Stock pushes to " + stores(stop);
            case PRICES -> "Price pushes to " + stores(stop);
            case PLACING -> "New placements " + placing(stop);
            case SUPPLIERS -> "Everything to suppliers (accept-only mode)";
        };
    }

    static String title(Feature feature) {
        return switch (feature) {
            case STOCK -> "Stop stock pushes";
            case PRICES -> "Stop price pushes";
            case PLACING -> "Stop new placements";
            case SUPPLIERS -> "Accept-only mode";
        };
    }

    /** What will happen, and what will not. */
    static String does(Stop stop) {
        return switch (stop.feature()) {
            case STOCK ->
                "No stock is sent to " + stores(stop)
                        + ". The numbers there stay as they are, so customers may order what"
                        + " is gone. Only the newest number of each SKU is kept; it is sent as soon as this is switched on"
                        + " again. Prices, parcels and orders go on.";
            case PRICES ->
                "No prices are sent to " + stores(stop)
                        + ". The prices there stay as they are, even where a supplier asks"
                        + " more. The newest price of each SKU is sent as soon as this is switched on again. Stock, parcels"
                        + " and orders go on.";
            case PLACING ->
                "Nothing new is bought " + placing(stop) + ". Orders are still taken and wait, without using up an"
                        + " attempt. What may have been bought already is looked up where the supplier can be asked, and"
                        + " not sent again; cancellations, parcels and stock go on. What waits is bought by itself, soonest"
                        + " ship-by first, once this is switched on again.";
            case SUPPLIERS ->
                "Orders are taken and recorded, and nothing goes out to any supplier: no purchase, no cancellation, no"
                        + " question for stock or parcels, no probe. Stores still hear what we know already. Calls under way"
                        + " end. All that waits goes on by itself once this is switched on again. Do not leave it for long:"
                        + " a purchase whose answer was lost can be repeated safely for a limited time only, after that a"
                        + " person has to look.";
        };
    }

    /** How many it concerns at this moment. */
    static String concerned(Stop stop, Concerned concerned) {
        String many = (concerned.more() ? "more than " : "") + Words.count(concerned.count());
        boolean one = concerned.count() == 1 && !concerned.more();
        return switch (stop.feature()) {
            case STOCK -> many + (one ? " SKU is" : " SKUs are") + " kept in step there at the moment.";
            case PRICES -> many + (one ? " price is" : " prices are") + " kept in step there at the moment.";
            case PLACING -> many + (one ? " purchase waits" : " purchases wait") + " there at the moment.";
            case SUPPLIERS -> many + (one ? " order waits" : " orders wait") + " for suppliers at the moment.";
        };
    }

    private static String stores(Stop stop) {
        return stop.store().map(StoreId::value).map(name -> "store " + name).orElse("all stores");
    }

    private static String placing(Stop stop) {
        return stop.store()
                .map(StoreId::value)
                .map(name -> "for store " + name)
                .or(() -> stop.channel().map(ChannelName::value).map(name -> "on " + name))
                .orElse("for any store");
    }
}
