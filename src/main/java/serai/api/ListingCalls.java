package serai.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import serai.access.Audit;
import serai.access.Role;
import serai.base.ChannelName;
import serai.base.Money;
import serai.base.Sku;
import serai.base.StoreId;
import serai.dispatch.Channels;
import serai.http.Page;
import serai.http.Problem;
import serai.ledger.Database;
import serai.order.Listing;
import serai.order.ListingFile;
import serai.order.Listings;

/** {@code /api/v1/listings}: the columns of {@code config/listings.csv} as JSON. */
final class ListingCalls {
    private static final String[] KNOWN = Stream.concat(ListingFile.COLUMNS.stream(), ListingFile.OPTIONAL.stream())
            .toArray(String[]::new);
    private static final String AMOUNT = "[0-9]{1,12}(\\.[0-9]{1,4})?";

    private record View(
            String store,
            String sku,
            String channel,
            String productId,
            String variant,
            String supplierSku,
            int quantity,
            Optional<String> maxUnitCost,
            Optional<String> currency,
            String shippingService,
            String hsCode,
            String originCountry) {
        static View of(Listing listing) {
            return new View(
                    listing.store().value(),
                    listing.sku().value(),
                    listing.channel().value(),
                    listing.productId(),
                    listing.variant(),
                    listing.supplierSku(),
                    listing.quantity(),
                    listing.maxUnitCost().map(Money::plain),
                    listing.maxUnitCost().map(Money::currency),
                    listing.shippingService(),
                    listing.hsCode(),
                    listing.originCountry());
        }
    }

    private final Listings listings;
    private final Channels channels;
    private final Database ledger;
    private final Clock clock;

    ListingCalls(Listings listings, Channels channels, Database ledger, Clock clock) {
        this.listings = listings;
        this.channels = channels;
        this.ledger = ledger;
        this.clock = clock;
    }

    void attach(Router router, Access access) {
        router.get("/api/v1/listings").handler(access.look(this::list));
        router.put("/api/v1/listings").handler(access.change(Role.ADMIN, this::put));
    }

    private Object list(Request request) {
        Parameters parameters = request.parameters("store", "sku", "limit", "cursor");
        int limit = parameters.limit();
        Optional<String> store = parameters.text("store");
        Optional<String> sku = parameters.text("sku");
        Optional<List<String>> after = parameters.cursor(parts -> List.of(parts.getFirst(), parts.get(1)));
        Comparator<View> order = Comparator.comparing(View::store).thenComparing(View::sku);
        List<View> found = listings.all().stream()
                .map(View::of)
                .filter(view -> store.isEmpty() || store.get().equals(view.store()))
                .filter(view -> sku.isEmpty() || sku.get().equals(view.sku()))
                .filter(view -> after.isEmpty() || isAfter(view, after.get()))
                .sorted(order)
                .limit(limit + 1L)
                .toList();
        return Page.of(found, limit, last -> Parameters.cursor(last.store(), last.sku()));
    }

    private static boolean isAfter(View view, List<String> cursor) {
        int byStore = view.store().compareTo(cursor.getFirst());
        return byStore > 0 || (byStore == 0 && view.sku().compareTo(cursor.get(1)) > 0);
    }

    private Object put(Request request, byte[] body) {
        Parameters parameters = request.parameters("reason");
        JsonNode json = Fields.json(body);
        List<Problem.Fault> faults = new ArrayList<>();
        List<Listing> wanted = new ArrayList<>();
        if (json.isArray()) {
            for (int i = 0; i < json.size(); i++) {
                read(json.get(i), "/" + i, faults).ifPresent(wanted::add);
            }
        } else {
            read(json, "", faults).ifPresent(wanted::add);
        }
        if (faults.isEmpty() && wanted.isEmpty()) {
            faults.add(new Problem.Fault("", "names no listing"));
        }
        if (!faults.isEmpty()) {
            throw Fields.invalid(faults);
        }
        Instant now = clock.instant();
        String reason = parameters.text("reason").orElse("");
        ledger.commit(tx -> {
            for (Listing listing : wanted) {
                listings.put(tx, listing);
            }
            String target = wanted.size() == 1 ? wanted.getFirst().sku().value() : wanted.size() + " SKUs";
            Audit.add(tx, now, request.person(), "put-listings", target, wanted.size(), reason);
            return wanted.size();
        });
        listings.refresh();
        return Map.of("saved", wanted.size());
    }

    private Optional<Listing> read(JsonNode node, String pointer, List<Problem.Fault> faults) {
        int before = faults.size();
        Fields fields = Fields.of(node, pointer, faults, KNOWN);
        StoreId store = id(fields, "store", StoreId::new);
        Sku sku = id(fields, "sku", Sku::new);
        ChannelName channel = id(fields, "channel", ChannelName::new);
        if (channel != null && channels.find(channel.value()).isEmpty()) {
            fields.fault("channel", "is not configured here");
        }
        String productId = fields.text("productId", Listing.MAX_TEXT);
        String variant = fields.text("variant", Listing.MAX_TEXT);
        String supplierSku = fields.text("supplierSku", Listing.MAX_TEXT);
        String shippingService = fields.text("shippingService", Listing.MAX_TEXT);
        int quantity = quantity(fields);
        Optional<Money> cost = cost(fields);
        String hsCode = hsCode(fields);
        String originCountry = originCountry(fields);
        return faults.size() > before || store == null || sku == null || channel == null
                ? Optional.empty()
                : Optional.of(new Listing(
                        store,
                        sku,
                        channel,
                        productId,
                        variant,
                        supplierSku,
                        quantity,
                        cost,
                        shippingService,
                        hsCode,
                        originCountry));
    }

    private static String hsCode(Fields fields) {
        String digits = Listing.hsDigits(fields.text("hsCode", Listing.MAX_TEXT));
        if (!digits.isEmpty() && !Listing.isHsCode(digits)) {
            fields.fault("hsCode", "must have 6 to 10 digits");
        }
        return digits;
    }

    private static String originCountry(Fields fields) {
        String country = fields.text("originCountry", Listing.MAX_TEXT);
        if (!country.isEmpty() && !Listing.isCountry(country)) {
            fields.fault("originCountry", "must be two capital letters of ISO 3166");
        }
        return country;
    }

    private static <T> @Nullable T id(Fields fields, String name, Function<String, T> make) {
        String text = fields.text(name, Listing.MAX_TEXT);
        try {
            return make.apply(text);
        } catch (IllegalArgumentException e) {
            fields.fault(name, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static int quantity(Fields fields) {
        JsonNode node = fields.at("quantity");
        if (!fields.has("quantity")) {
            return 1;
        }
        boolean good = node.isIntegralNumber()
                && node.canConvertToInt()
                && node.intValue() >= 1
                && node.intValue() <= Listing.MAX_QUANTITY;
        if (!good) {
            fields.fault("quantity", "must be a whole number from 1 to " + Listing.MAX_QUANTITY);
        }
        return good ? node.intValue() : 1;
    }

    private static Optional<Money> cost(Fields fields) {
        String amount = fields.text("maxUnitCost", 20);
        String currency = fields.text("currency", 3);
        if (amount.isEmpty()) {
            return Optional.empty();
        }
        if (!amount.matches(AMOUNT)) {
            fields.fault("maxUnitCost", "must be an amount in double quotes such as \"12.50\"");
            return Optional.empty();
        }
        if (!currency.matches("[A-Z]{3}")) {
            fields.fault("currency", "must be three capital letters of ISO 4217, such as USD, beside maxUnitCost");
            return Optional.empty();
        }
        return Optional.of(Money.of(amount, currency));
    }
}
