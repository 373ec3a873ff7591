package shopify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.PushOffers.Offer;
import serai.provider.PushOffers.Pushed;
import serai.provider.PushOffers.Result;
import serai.provider.PushOffers.Verdict;

/** What became of each offer of one talk, filled in while it goes on. */
final class Sheet {
    private final List<Offer> offers;
    private final Map<Integer, List<Result>> entries = new TreeMap<>();

    Sheet(List<Offer> offers) {
        this.offers = List.copyOf(offers);
    }

    /** An offer, its place in the talk, and what the store sells under its SKU. */
    record Row(int place, Offer offer, Variant variant) {
        Row with(Variant fresh) {
            return new Row(place, offer, fresh);
        }
    }

    List<Offer> offers() {
        return offers;
    }

    void done(int place, String text) {
        add(place, Verdict.DONE, Optional.empty(), text);
    }

    void refused(int place, Cause cause, String text) {
        add(place, Verdict.REFUSED, Optional.of(cause), text);
    }

    void again(int place, Cause cause, String text) {
        add(place, Verdict.AGAIN, Optional.of(cause), text);
    }

    /** What the error table says of a write. */
    void failed(int place, Outcome outcome) {
        switch (outcome) {
            case Outcome.Retryable later -> again(place, later.cause(), later.text());
            case Outcome.Rejected no -> refused(place, no.cause(), no.text());
            case Outcome.Unknown lost -> again(place, Cause.ANSWER_LOST, lost.text());
            case Outcome.Done done -> done(place, done.note());
            case Outcome.Taken taken -> again(place, Cause.CONFIRMING, taken.note());
            case Outcome.Unpaid unpaid -> refused(place, Cause.STORE_REFUSED, unpaid.text());
            case Outcome.NotFound none -> refused(place, Cause.SKU_NOT_IN_STORE, none.text());
        }
    }

    /** One result for each offer; what can still be done goes before what cannot. */
    Pushed pushed() {
        List<Result> results = new ArrayList<>();
        for (int place = 0; place < offers.size(); place++) {
            List<Result> its = entries.getOrDefault(place, List.of());
            Verdict verdict =
                    its.stream().map(Result::verdict).max(Verdict::compareTo).orElse(Verdict.DONE);
            results.add(new Result(
                    offers.get(place).sku(),
                    verdict,
                    its.stream()
                            .filter(each -> each.verdict() == verdict)
                            .flatMap(each -> each.cause().stream())
                            .findFirst(),
                    String.join("; ", its.stream().map(Result::text).toList())));
        }
        return new Pushed(results);
    }

    private void add(int place, Verdict verdict, Optional<Cause> cause, String text) {
        entries.computeIfAbsent(place, any -> new ArrayList<>())
                .add(new Result(offers.get(place).sku(), verdict, cause, text));
    }
}
