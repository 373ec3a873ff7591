package woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import serai.base.Sku;
import serai.provider.Call;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.PushOffers.Offer;
import serai.provider.PushOffers.Pushed;
import serai.provider.PushOffers.Result;
import serai.provider.PushOffers.Verdict;
import serai.provider.Turn;

/** One talk about stock and prices: finds what each SKU names, then writes what differs, and only that. */
final class Pushing {
    /** WooCommerce takes 100; a batch is answered with whole products, whose descriptions may be long. */
    private static final int BATCH = 20;

    private static final int PER_PAGE = 100;
    /** Below what servers take in one line, with the signature. */
    private static final int LONGEST_LOOK_UP = 1_500;
    /** Below what one talk may have. */
    private static final int MOST_CALLS = 55;
    /** A talk of a slow store is cut in two before the channel's own limit cuts it off and nothing is known of it. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Shop shop;
    private final String currency;
    private final Map<Sku, Offer> open = new LinkedHashMap<>();
    private final Map<Sku, Result> results = new LinkedHashMap<>();
    /** By id: one that the store lists for two SKUs is still one. */
    private final Map<Long, Product> found = new LinkedHashMap<>();

    private final Deque<Supplier<Turn>> steps = new ArrayDeque<>();
    private final Instant until;
    private int calls;

    Pushing(Shop shop, String currency, List<Offer> offers) {
        this.shop = shop;
        this.currency = currency;
        this.until = shop.now().plus(LONGEST);
        offers.forEach(offer -> open.put(offer.sku(), offer));
    }

    Turn begin() {
        for (Offer offer : List.copyOf(open.values())) {
            offer.price()
                    .filter(price -> !currency.isEmpty() && !price.currency().equals(currency))
                    .ifPresent(price -> settle(
                            offer.sku(),
                            Verdict.REFUSED,
                            Cause.CONFIGURATION_WRONG,
                            "the price is in " + price.currency() + ", the store sells in " + currency));
        }
        lookUps().forEach(skus -> steps.add(() -> lookUp(skus, 1)));
        return next(this::variations);
    }

    /** The next step; when none is left, what comes then. */
    private Turn next(Supplier<Turn> then) {
        if (!steps.isEmpty() && isLong()) {
            return end();
        }
        return steps.isEmpty() ? then.get() : steps.remove().get();
    }

    private boolean isLong() {
        return calls >= MOST_CALLS || shop.now().isAfter(until);
    }

    private Turn.Ask ask(String operation, Call call, java.util.function.Function<ShopAnswer, Turn> then) {
        calls++;
        return (Turn.Ask) shop.ask(operation, call, then);
    }

    /** SKUs that go into one look-up; one with a comma goes alone, since a comma stands between two. */
    private List<List<Sku>> lookUps() {
        List<List<Sku>> lookUps = new ArrayList<>();
        List<Sku> together = new ArrayList<>();
        int length = 0;
        for (Sku sku : open.keySet()) {
            int its = OAuth.encode(sku.value()).length() + 3;
            if (sku.value().contains(",")) {
                lookUps.add(List.of(sku));
                continue;
            }
            if (length + its > LONGEST_LOOK_UP) {
                lookUps.add(List.copyOf(together));
                together.clear();
                length = 0;
            }
            together.add(sku);
            length += its;
        }
        if (!together.isEmpty()) {
            lookUps.add(List.copyOf(together));
        }
        return lookUps;
    }

    private Turn lookUp(List<Sku> skus, int page) {
        String names = String.join(",", skus.stream().map(Sku::value).toList());
        return ask(OfferTalk.READ, shop.rest().get(Rest.WC + "/products", listed(page, "sku", names)), answer -> {
            JsonNode products = Shop.list(answer);
            products.valueStream().map(Product::of).forEach(each -> found.put(each.id(), each));
            if (more(answer, page, products)) {
                steps.addFirst(() -> lookUp(skus, page + 1));
            }
            return next(this::variations);
        });
    }

    /** A variation without a SKU of its own goes by that of its variable product, which itself cannot be sold. */
    private Turn variations() {
        found.values().stream()
                .filter(Product::isVariable)
                .filter(product -> open.containsKey(new Sku(product.sku())))
                .forEach(product -> steps.add(() -> variationsOf(product, 1)));
        found.values().removeIf(Product::isVariable);
        return next(this::write);
    }

    private Turn variationsOf(Product variable, int page) {
        String path = Rest.WC + "/products/" + variable.id() + "/variations";
        return ask(OfferTalk.READ, shop.rest().get(path, listed(page, "", "")), answer -> {
            JsonNode variations = Shop.list(answer);
            variations
                    .valueStream()
                    .map(each -> Product.variation(each, variable.id()))
                    .filter(each -> each.sku().equals(variable.sku()))
                    .forEach(each -> found.put(each.id(), each));
            if (more(answer, page, variations)) {
                steps.addFirst(() -> variationsOf(variable, page + 1));
            }
            return next(this::write);
        });
    }

    private Turn write() {
        // Sorted, so that a repeat writes in the same order; 0 is what has no parent.
        Map<Long, Map<Long, Map<String, Object>>> byParent = new TreeMap<>();
        Map<Long, Offer> offers = new LinkedHashMap<>();
        for (Offer offer : List.copyOf(open.values())) {
            sold(offer.sku()).ifPresent(product -> {
                Map<String, Object> changes = product.changes(offer);
                if (changes.isEmpty()) {
                    settle(offer.sku(), Verdict.DONE, "the store has it already");
                    return;
                }
                offers.put(product.id(), offer);
                byParent.computeIfAbsent(product.parent(), parent -> new LinkedHashMap<>())
                        .put(product.id(), changes);
            });
        }
        byParent.forEach((parent, changes) ->
                batches(changes).forEach(batch -> steps.add(() -> batch(parent, batch, offers))));
        return next(this::end);
    }

    /** The one product of this SKU, to the letter: WooCommerce looks it up without regard to case. */
    private Optional<Product> sold(Sku sku) {
        List<Product> its = found.values().stream()
                .filter(product -> product.sku().equals(sku.value()))
                .toList();
        if (its.isEmpty()) {
            settle(sku, Verdict.REFUSED, Cause.SKU_NOT_IN_STORE, "no product or variation has this SKU");
        }
        if (its.size() > 1) {
            String ids = String.join(
                    ", ", its.stream().map(each -> Long.toString(each.id())).toList());
            settle(sku, Verdict.REFUSED, Cause.SKU_AMBIGUOUS, "the products " + ids + " go by this SKU");
        }
        return its.size() == 1 ? Optional.of(its.getFirst()) : Optional.empty();
    }

    private static List<List<Map<String, Object>>> batches(Map<Long, Map<String, Object>> changes) {
        List<List<Map<String, Object>>> batches = new ArrayList<>();
        for (Map.Entry<Long, Map<String, Object>> change : changes.entrySet()) {
            if (batches.isEmpty() || batches.getLast().size() == BATCH) {
                batches.add(new ArrayList<>());
            }
            Map<String, Object> update = new LinkedHashMap<>();
            update.put("id", change.getKey());
            update.putAll(change.getValue());
            batches.getLast().add(update);
        }
        return batches;
    }

    private Turn batch(long parent, List<Map<String, Object>> updates, Map<Long, Offer> offers) {
        String of = parent == 0 ? "" : "/" + parent + "/variations";
        Call call = shop.rest().post(Rest.WC + "/products" + of + "/batch", Map.of(), Map.of("update", updates));
        return ask(OfferTalk.WRITE, call, answer -> {
            for (JsonNode item : Shop.body(answer).path("update")) {
                Offer offer = offers.get(item.path("id").asLong());
                if (offer != null) {
                    settle(offer, item);
                }
            }
            return next(this::end);
        });
    }

    private void settle(Offer offer, JsonNode item) {
        if (!item.path("error").isMissingNode()) {
            switch (shop.outcome(OfferTalk.WRITE, ShopAnswer.ofItem(item.path("error")))) {
                case Outcome.Rejected no -> settle(offer.sku(), Verdict.REFUSED, no.cause(), no.text());
                case Outcome.Retryable later -> settle(offer.sku(), Verdict.AGAIN, later.cause(), later.text());
                case Outcome.Done other -> throw unthinkable(other);
                case Outcome.Taken other -> throw unthinkable(other);
                case Outcome.Unpaid other -> throw unthinkable(other);
                case Outcome.Unknown other -> throw unthinkable(other);
                case Outcome.NotFound other -> throw unthinkable(other);
            }
            return;
        }
        Map<String, Object> still = Product.of(item).changes(offer);
        if (still.isEmpty()) {
            settle(offer.sku(), Verdict.DONE, "");
        } else {
            settle(
                    offer.sku(),
                    Verdict.REFUSED,
                    Cause.STORE_REFUSED,
                    "the store took it but kept other " + still.keySet());
        }
    }

    private static IllegalStateException unthinkable(Outcome outcome) {
        return new IllegalStateException("errors.yaml makes a product's error " + outcome);
    }

    private Turn end() {
        boolean cut = !steps.isEmpty();
        for (Sku sku : List.copyOf(open.keySet())) {
            settle(
                    sku,
                    Verdict.AGAIN,
                    cut ? Cause.RATE_LIMITED : Cause.PROVIDER_FAILING,
                    cut ? "it takes more calls than one go may have" : "the store's answer left it out");
        }
        return new Turn.End(new Pushed(List.copyOf(results.values())));
    }

    private void settle(Sku sku, Verdict verdict, Cause cause, String text) {
        open.remove(sku);
        results.put(sku, new Result(sku, verdict, Optional.of(cause), text));
    }

    private void settle(Sku sku, Verdict verdict, String text) {
        open.remove(sku);
        results.put(sku, new Result(sku, verdict, Optional.empty(), text));
    }

    private static Map<String, String> listed(int page, String name, String value) {
        Map<String, String> parameters = new TreeMap<>(Map.of(
                "per_page", Integer.toString(PER_PAGE), "page", Integer.toString(page), "_fields", Product.FIELDS));
        if (!name.isEmpty()) {
            parameters.put(name, value);
        }
        return parameters;
    }

    private static boolean more(ShopAnswer answer, int page, JsonNode rows) {
        return answer.totalPages().map(pages -> page < pages).orElse(rows.size() >= PER_PAGE);
    }
}
