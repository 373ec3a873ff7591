package aliexpress;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import serai.base.Money;
import serai.provider.AccountContext;
import serai.provider.Answer;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.ReadStock;
import serai.provider.ReadStock.Item;
import serai.provider.ReadStock.State;
import serai.provider.Refusal;
import serai.provider.Turn;

/** Reads stock and cost, one call a product: product.get tells of all variants at once. */
final class StockTalk {
    /** Words of {@code product_status_type} under which nobody can buy. */
    private static final Set<String> NOT_ON_SALE = Set.of("offline", "auditing", "editingrequired");

    private final AccountContext context;
    private final Reads reads;
    private final Faults faults;

    StockTalk(AccountContext context, Reads reads, Faults faults) {
        this.context = context;
        this.reads = reads;
        this.faults = faults;
    }

    /** Ends with a {@link ReadStock.Found}. */
    Turn begin(ReadStock work) {
        Map<String, List<Item>> products = work.items().stream()
                .collect(Collectors.groupingBy(
                        item -> item.productId().strip(), LinkedHashMap::new, Collectors.toList()));
        return next(work, List.copyOf(products.values()), Map.of());
    }

    private Turn next(ReadStock work, List<List<Item>> left, Map<Item, ReadStock.Reading> known) {
        if (left.isEmpty()) {
            return new Turn.End(new ReadStock.Found(
                    work.items().stream().map(known::get).toList(),
                    context.clock().instant()));
        }
        List<Item> items = left.getFirst();
        String product = items.getFirst().productId().strip();
        List<List<Item>> rest = left.subList(1, left.size());
        if (!product.matches("[0-9]{1,18}")) {
            return next(
                    work,
                    rest,
                    with(known, all(items, State.UNKNOWN, "the listing has to name AliExpress' product number")));
        }
        var question = new Reads.Question(
                Faults.PRODUCT,
                Products.METHOD,
                Products.query(
                        product,
                        Countries.orAsItIs(context.setting("stock-country")),
                        context.setting("pay-currency")));
        return reads.ask(
                question,
                (answer, content) -> next(work, rest, with(known, readings(items, answer, content))),
                fault -> closed(items, fault).map(readings -> next(work, rest, with(known, readings))));
    }

    /** AliExpress does not let the app read products: that is no reason to hold the orders of the channel. */
    private Optional<List<ReadStock.Reading>> closed(List<Item> items, Envelope.Fault fault) {
        Outcome outcome = faults.gateway(Faults.PRODUCT, new Answer(200, Map.of(), ""), fault);
        return Faults.isClosedToUs(fault, outcome)
                ? Optional.of(all(items, State.UNKNOWN, "AliExpress does not let us read stock (" + fault.code() + ")"))
                : Optional.empty();
    }

    private List<ReadStock.Reading> readings(List<Item> items, Answer answer, JsonNode content) {
        Optional<Outcome> refusal = Products.refusal(faults, answer, content);
        if (refusal.isPresent()) {
            return refused(items, refusal.get());
        }
        JsonNode result = content.path("result");
        String status = Reading.text(result.path("ae_item_base_info_dto"), "product_status_type");
        if (NOT_ON_SALE.contains(status.toLowerCase(Locale.ROOT))) {
            return all(items, State.GONE, "AliExpress does not sell it now: " + status);
        }
        if (!status.isEmpty() && !status.equalsIgnoreCase("onSelling")) {
            return all(items, State.UNKNOWN, "AliExpress says \"" + status + "\", which Serai does not know");
        }
        if (Products.skus(result).isEmpty()) {
            return all(items, State.UNKNOWN, "AliExpress' answer names no variant");
        }
        return items.stream().map(item -> reading(item, result)).toList();
    }

    private static List<ReadStock.Reading> refused(List<Item> items, Outcome refusal) {
        if (refusal instanceof Outcome.Rejected rejected) {
            String note = (rejected.code() + " " + rejected.text()).strip();
            if (rejected.cause() == Cause.ITEM_UNKNOWN || rejected.cause() == Cause.NOT_DELIVERABLE) {
                return all(items, State.GONE, note);
            }
            if (rejected.cause() == Cause.OUT_OF_STOCK) {
                return all(items, State.KNOWN, note);
            }
        }
        throw new Refusal(refusal instanceof Outcome.Retryable retryable ? ofOneProduct(retryable) : refusal);
    }

    /** The gateway let the call through; what went wrong behind it says nothing of the account. */
    private static Outcome ofOneProduct(Outcome.Retryable failed) {
        return new Outcome.Retryable(
                failed.cause(),
                failed.code(),
                failed.text(),
                failed.delay(),
                Outcome.Scope.ORDER,
                failed.giveUpAfter());
    }

    private static ReadStock.Reading reading(Item item, JsonNode result) {
        Optional<JsonNode> found = Products.sku(result, item.variant(), item.supplierSku());
        if (found.isEmpty()) {
            boolean anonymous = item.variant().isBlank() && item.supplierSku().isBlank();
            return anonymous
                    ? none(item, State.UNKNOWN, "the product has several variants; the listing has to name one")
                    : none(item, State.GONE, "AliExpress lists no such variant of the product any more");
        }
        JsonNode sku = found.get();
        Optional<Money> cost = cost(sku);
        String note = cost.isPresent() ? "" : "AliExpress names no price";
        return Reading.decimal(sku, "sku_available_stock")
                .or(() -> Reading.decimal(sku, "s_k_u_available_stock"))
                .or(() -> Reading.decimal(sku, "ipm_sku_stock"))
                .filter(pieces -> pieces.signum() >= 0)
                .map(pieces -> new ReadStock.Reading(item, State.KNOWN, pieces.longValue(), cost, note))
                .orElseGet(() -> new ReadStock.Reading(
                        item, State.UNKNOWN, 0, cost, "AliExpress names no stock for the variant"));
    }

    private static Optional<Money> cost(JsonNode sku) {
        String currency = Reading.text(sku, "currency_code");
        return Products.price(sku, 1)
                .filter(price -> price.signum() >= 0)
                .filter(price -> currency.matches("[A-Z]{3}"))
                .map((BigDecimal price) -> new Money(price, currency));
    }

    private static List<ReadStock.Reading> all(List<Item> items, State state, String note) {
        return items.stream().map(item -> none(item, state, note)).toList();
    }

    private static ReadStock.Reading none(Item item, State state, String note) {
        return new ReadStock.Reading(item, state, 0, Optional.empty(), note);
    }

    private static Map<Item, ReadStock.Reading> with(Map<Item, ReadStock.Reading> known, List<ReadStock.Reading> more) {
        Map<Item, ReadStock.Reading> all = new HashMap<>(known);
        more.forEach(reading -> all.put(reading.item(), reading));
        return all;
    }
}
