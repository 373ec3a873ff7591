package serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a mapping does with the supplier's memory, as its {@code transformerParameters} say. */
final class Business {
    private final Purchases purchases;
    private final Telling telling;
    private final Stock stock;

    Business(Purchases purchases, Telling telling, Stock stock) {
        this.purchases = purchases;
        this.telling = telling;
        this.stock = stock;
    }

    /**
     * One request.
     *
     * @param rule the mapping's parameters
     * @param marks what situations write onto the purchase
     * @param options values that situations bring
     * @param model what the answer's template sees; filled here
     */
    record Request(
            Asked asked,
            JsonNode rule,
            String reference,
            Map<String, String> marks,
            Map<String, String> options,
            Map<String, Object> model,
            Instant now) {
        private String text(JsonNode place) {
            return place.isMissingNode() ? "" : asked.at(place.asText()).asText();
        }
    }

    /** An answer of {@code __files} in place of the usual one. */
    record Instead(int status, String file) {}

    /** Does what the mapping is for; empty when it is answered as usual. */
    Optional<Instead> serve(Request request) {
        JsonNode rule = request.rule();
        if (rule.has("purchase")) {
            return bought(request, rule.path("purchase"));
        }
        if (rule.has("lookUp")) {
            return lookedUp(request, rule.path("lookUp"));
        }
        if (rule.has("parcel")) {
            return tracked(request, rule.path("parcel"));
        }
        return rule.has("stock") ? stocked(request, rule.path("stock")) : Optional.empty();
    }

    private Optional<Instead> bought(Request request, JsonNode how) {
        var result = purchases.buy(
                request.reference(),
                request.now(),
                how.has("window") ? Duration.parse(how.path("window").asText()) : null,
                Integer.parseInt(request.marks().getOrDefault("orders", "1")),
                request.asked().at(how.path("document").asText()),
                request.asked().at(how.path("lines").asText()),
                request.marks());
        describe(request, result.purchase(), "");
        return result.repeated() ? instead(how.path("repeat"), 200) : Optional.empty();
    }

    private Optional<Instead> lookedUp(Request request, JsonNode how) {
        purchases.mark(request.reference(), request.marks());
        String id = request.text(how.path("id"));
        Optional<Purchase> found =
                how.has("id") ? purchases.readById(id) : purchases.readByReference(request.reference());
        if (found.isEmpty() || invisible(found.get(), request.now())) {
            return instead(how.path("missing"), 404);
        }
        String status = describe(request, found.get(), id);
        if (how.has("only") && !Telling.texts(how.path("only")).contains(status)) {
            return instead(how.path("refused"), 400);
        }
        var marks = new LinkedHashMap<String, String>();
        how.path("marks")
                .properties()
                .forEach(each -> marks.put(each.getKey(), each.getValue().asText()));
        purchases.mark(request.reference(), marks);
        return Optional.empty();
    }

    /** Whether it was bought so lately that questions and wishes to cancel do not find it yet. */
    private static boolean invisible(Purchase purchase, Instant now) {
        return Optional.ofNullable(purchase.marks().get("blind"))
                .filter(time -> now.isBefore(purchase.lastAt().plus(Durations.parse(time))))
                .isPresent();
    }

    /** A parcel, by the supplier's number of it. */
    private Optional<Instead> tracked(Request request, JsonNode how) {
        String digits = request.text(how.path("number")).replaceAll("[^0-9]", "");
        long number = digits.isEmpty() ? 0 : Long.parseLong(digits);
        Optional<Purchase> found = purchases.byParcel(number);
        if (found.isEmpty()) {
            return instead(how.path("missing"), 404);
        }
        describe(request, found.get(), "");
        found.get().parcels().stream()
                .filter(each -> each.number() == number)
                .findFirst()
                .ifPresent(parcel -> request.model().put("parcel", telling.parcel(found.get(), parcel)));
        return Optional.empty();
    }

    /** What is in stock: a page of a list of SKUs, or the variants of a product. */
    private Optional<Instead> stocked(Request request, JsonNode how) {
        if (how.has("product")) {
            int leaveOut = Integer.parseInt(request.options().getOrDefault("missing", "0"));
            request.model().put("variants", telling.variants(request.text(how.path("product")), stock, leaveOut));
            return Optional.empty();
        }
        String single = request.text(how.path("sku"));
        List<String> skus =
                single.isEmpty() ? List.of(request.text(how.path("skus")).split(",")) : List.of(single);
        Optional<Map<String, Object>> page =
                StockPage.of(skus, request.text(how.path("token")), stock, request.options(), request.now());
        page.ifPresent(request.model()::putAll);
        return page.isPresent() ? Optional.empty() : instead(how.path("missing"), 400);
    }

    private String describe(Request request, Purchase purchase, String id) {
        Map<String, Object> seen = telling.purchase(purchase, id, request.options());
        request.model().put("purchase", seen);
        return String.valueOf(seen.get("status"));
    }

    private static Optional<Instead> instead(JsonNode answer, int usualStatus) {
        return answer.isMissingNode()
                ? Optional.empty()
                : Optional.of(new Instead(
                        answer.path("status").asInt(usualStatus),
                        answer.path("file").asText()));
    }
}
