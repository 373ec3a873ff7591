package amazon;

import amazon.SellerApi.Question;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import serai.provider.AccountContext;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.ReadStock;
import serai.provider.ReadStock.Reading;
import serai.provider.ReadStock.State;
import serai.provider.Refusal;
import serai.provider.Turn;

/**
 * Reads what lies in Amazon's warehouses, by {@code getInventorySummaries} of FBA Inventory v1. Only what can be sent out
 * counts. A SKU that Amazon leaves out is unknown, not sold out: pages have been seen to miss some (issues 2583 and 2312 of
 * the models and docs repositories). Nothing costs us anything here, it is the seller's own.
 */
final class StockTalk {
    static final String PATH = "/fba/inventory/v1/summaries";

    /** What Amazon takes in one question. */
    private static final int MOST_SKUS = 50;

    /** Of one question; Amazon has been seen to hand out tokens without end. */
    private static final int MOST_PAGES = 20;

    private final SellerApi api;
    private final String marketplace;
    private final Clock clock;
    private final Quota quota;

    StockTalk(AccountContext context, SellerApi api, String marketplace) {
        this.api = api;
        this.marketplace = marketplace;
        this.clock = context.clock();
        // Amazon's published limit: 2 a second, burst 2. The channel's pace allows a burst of 30.
        this.quota = new Quota(context.clock(), Duration.ofMillis(500), 2);
    }

    /** What Amazon said of one SKU: pieces by FNSKU, because pages may say the same thing twice; negative for no word. */
    private static final class Heard {
        private final Map<String, Long> pieces = new HashMap<>();
    }

    /** Ends with a {@link ReadStock.Found}. @throws Refusal when our own calls have used up what Amazon allows */
    Turn begin(ReadStock work) {
        List<String> skus = work.items().stream()
                .map(item -> item.supplierSku().strip())
                .filter(StockTalk::canBeAsked)
                .distinct()
                .toList();
        List<String> questions = new ArrayList<>();
        List<String> together = skus.stream().filter(sku -> !sku.contains(",")).toList();
        for (int from = 0; from < together.size(); from += MOST_SKUS) {
            questions.add("&sellerSkus="
                    + together.subList(from, Math.min(from + MOST_SKUS, together.size())).stream()
                            .map(SellerApi::segment)
                            .collect(Collectors.joining(",")));
        }
        // The list has no escape for a comma, so such a SKU goes alone.
        skus.stream()
                .filter(sku -> sku.contains(","))
                .forEach(sku -> questions.add("&sellerSku=" + SellerApi.segment(sku)));
        return ask(work, questions, new LinkedHashMap<>());
    }

    private static boolean canBeAsked(String sku) {
        return !sku.isEmpty() && !sku.contains("\"");
    }

    private Turn ask(ReadStock work, List<String> questions, Map<String, Heard> heard) {
        if (questions.isEmpty()) {
            return new Turn.End(new ReadStock.Found(
                    work.items().stream().map(item -> reading(item, heard)).toList(), clock.instant()));
        }
        quota.take().ifPresent(wait -> {
            throw new Refusal(new Outcome.Retryable(
                    Cause.RATE_LIMITED,
                    "",
                    "Serai waits: Amazon allows 2 stock questions a second",
                    Optional.of(wait),
                    Outcome.Scope.ORDER,
                    Optional.empty()));
        });
        return page(work, questions, "", 1, heard);
    }

    private Turn page(ReadStock work, List<String> questions, String token, int page, Map<String, Heard> heard) {
        String query = "details=true&granularityType=Marketplace&granularityId=" + SellerApi.segment(marketplace)
                + "&marketplaceIds=" + SellerApi.segment(marketplace)
                + questions.getFirst()
                + (token.isEmpty() ? "" : "&nextToken=" + SellerApi.segment(token));
        return api.ask(new Question(Amazon.STOCK, "GET", PATH, query), answer -> false, answer -> {
            JsonNode json = answer.json().orElseThrow();
            if (!json.path("payload").path("inventorySummaries").isArray()) {
                throw new Refusal(new Outcome.Retryable(
                        Cause.PROVIDER_FAILING,
                        "",
                        answer.noted("the answer holds no inventory"),
                        answer.retryAfter(),
                        Outcome.Scope.ORDER,
                        Optional.empty()));
            }
            json.path("payload").path("inventorySummaries").forEach(summary -> note(heard, summary));
            String next = json.path("pagination").path("nextToken").asText("").strip();
            if (next.isEmpty() || next.equals(token) || page == MOST_PAGES) {
                return ask(work, questions.subList(1, questions.size()), heard);
            }
            // A token lives 30 seconds: the next page does not wait for the quota.
            quota.count();
            return page(work, questions, next, page + 1, heard);
        });
    }

    private static void note(Map<String, Heard> heard, JsonNode summary) {
        String sku = summary.path("sellerSku").asText("").strip();
        JsonNode pieces = summary.path("inventoryDetails").path("fulfillableQuantity");
        boolean counted = pieces.canConvertToLong() && pieces.isNumber() && pieces.asLong() >= 0;
        heard.computeIfAbsent(sku, any -> new Heard())
                .pieces
                .put(summary.path("fnSku").asText(""), counted ? pieces.asLong() : -1);
    }

    private static Reading reading(ReadStock.Item item, Map<String, Heard> heard) {
        String sku = item.supplierSku().strip();
        if (sku.isEmpty()) {
            return unknown(item, "the listing names no seller SKU");
        }
        if (!canBeAsked(sku)) {
            return unknown(item, "Amazon takes no seller SKU with a double quote");
        }
        Heard said = heard.get(sku);
        if (said == null) {
            return unknown(item, "Amazon says nothing of this SKU");
        }
        if (said.pieces.containsValue(-1L)) {
            return unknown(item, "Amazon does not say how many pieces it can send");
        }
        long pieces = said.pieces.values().stream().mapToLong(Long::longValue).sum();
        return new Reading(item, State.KNOWN, pieces, Optional.empty(), "");
    }

    private static Reading unknown(ReadStock.Item item, String note) {
        return new Reading(item, State.UNKNOWN, 0, Optional.empty(), note);
    }
}
