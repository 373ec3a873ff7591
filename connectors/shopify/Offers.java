package shopify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import serai.base.Sku;
import serai.provider.Cause;
import serai.provider.PushOffers;
import serai.provider.PushOffers.Offer;
import serai.provider.Turn;
import shopify.Locations.Location;
import shopify.Sheet.Row;
import shopify.Variants.Found;

/** Brings stock and prices into the store: looks the SKUs up, then writes what differs. */
final class Offers {
    private final Locations locations;
    private final Variants variants;
    private final StockWriter stock;
    private final PriceWriter prices;

    Offers(Admin admin, String location, String store) {
        locations = new Locations(admin, location, store);
        variants = new Variants(admin);
        stock = new StockWriter(admin, variants);
        prices = new PriceWriter(admin);
    }

    Turn push(PushOffers work) {
        Sheet sheet = new Sheet(work.offers());
        List<Sku> skus = work.offers().stream().map(Offer::sku).distinct().toList();
        boolean counts =
                work.offers().stream().anyMatch(offer -> offer.available().isPresent());
        if (!counts) {
            return variants.find(skus, Optional.empty(), found -> writePrices(sheet, found, rows(sheet, found)));
        }
        return locations.choose(location -> variants.find(
                skus, Optional.of(location.id()), found -> writeStock(sheet, location, found, rows(sheet, found))));
    }

    private Turn writeStock(Sheet sheet, Location location, Found found, List<Row> rows) {
        List<Row> counted =
                rows.stream().filter(row -> row.offer().available().isPresent()).toList();
        return stock.write(sheet, location, counted, () -> writePrices(sheet, found, rows));
    }

    private Turn writePrices(Sheet sheet, Found found, List<Row> rows) {
        List<Row> priced =
                rows.stream().filter(row -> row.offer().price().isPresent()).toList();
        return prices.write(sheet, found.currency(), priced, () -> new Turn.End(sheet.pushed()));
    }

    /** Offers whose SKU names exactly one variant; the others are refused on the sheet. */
    private static List<Row> rows(Sheet sheet, Found found) {
        List<Row> rows = new ArrayList<>();
        for (int place = 0; place < sheet.offers().size(); place++) {
            Offer offer = sheet.offers().get(place);
            List<Variant> under = found.under(offer.sku());
            switch (under.size()) {
                case 0 ->
                    sheet.refused(place, Cause.SKU_NOT_IN_STORE, "no variant of the store has the SKU " + offer.sku());
                case 1 -> rows.add(new Row(place, offer, under.getFirst()));
                default ->
                    sheet.refused(
                            place,
                            Cause.SKU_AMBIGUOUS,
                            under.size() + " variants of the store have the SKU " + offer.sku());
            }
        }
        return rows;
    }
}
