package aliexpress;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import serai.base.Json;
import serai.provider.AccountContext;
import serai.provider.Answer;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.ReadProgress;
import serai.provider.ReadProgress.State;
import serai.provider.Refusal;
import serai.provider.Turn;

/**
 * Reads how far an order is: of each AliExpress number first the order, then its parcels. AliExpress may have made several
 * orders of ours; they are told of as one.
 */
final class ProgressTalk {
    static final String ORDER = "aliexpress.trade.ds.order.get";
    static final String TRACKING = "aliexpress.ds.order.tracking.get";

    private final Reads reads;
    private final Faults faults;
    private final Clock clock;

    ProgressTalk(AccountContext context, Reads reads, Faults faults) {
        this.reads = reads;
        this.faults = faults;
        this.clock = context.clock();
    }

    /** How {@code order.get} is asked for one number. */
    static Map<String, String> query(String number) {
        return Map.of("single_order_query", Json.write(Map.of("order_id", number)));
    }

    /** Ends with a {@link ReadProgress.Found}. @throws Refusal when no number is known */
    Turn begin(ReadProgress work) {
        if (work.supplierOrderIds().isEmpty()) {
            throw new Refusal(new Outcome.Rejected(
                    Cause.LOST_AT_SUPPLIER,
                    "no-order-number",
                    "AliExpress cannot be asked for an order by our reference; look in its order list"));
        }
        return order(work, 0, List.of(), new Parcels(work.items()));
    }

    private Turn order(ReadProgress work, int index, List<Standing> known, Parcels parcels) {
        if (index == work.supplierOrderIds().size()) {
            return new Turn.End(together(known, parcels));
        }
        String number = work.supplierOrderIds().get(index);
        Function<Standing, Turn> next = standing -> order(work, index + 1, plus(known, standing), parcels);
        return reads.ask(
                new Reads.Question(Faults.FIND, ORDER, query(number)),
                (answer, content) -> {
                    Standing standing = Standing.of(number, content);
                    return standing.mayHaveParcels() ? tracking(number, standing, parcels, next) : next.apply(standing);
                },
                fault -> isHidden(fault) ? Optional.of(next.apply(hidden(number, work))) : Optional.empty());
    }

    private Turn tracking(String number, Standing standing, Parcels parcels, Function<Standing, Turn> next) {
        var fields = Map.of("ae_order_id", number, "language", "en_US");
        return reads.ask(
                new Reads.Question(Faults.TRACKING, TRACKING, fields),
                (answer, content) -> {
                    JsonNode result = content.path("result").isObject() ? content.path("result") : content;
                    if (isFailure(result)) {
                        throw new Refusal(untracked(answer, result));
                    }
                    int before = parcels.size();
                    parcels.read(number, result, standing.saysShipped());
                    return next.apply(standing.with(parcels.size() - before));
                },
                fault -> {
                    Outcome outcome = faults.gateway(Faults.TRACKING, new Answer(200, Map.of(), ""), fault);
                    return Faults.isClosedToUs(fault, outcome)
                            ? Optional.of(next.apply(standing.noted("no parcels: " + fault.code())))
                            : Optional.empty();
                });
    }

    /** 1001 is how AliExpress says that there is nothing to track yet. */
    private static boolean isFailure(JsonNode result) {
        boolean failed = Reading.flag(result, "ret").map(ret -> !ret).orElse(false);
        boolean nothingYet = Reading.text(result, "code").equals("1001")
                || Reading.text(result, "msg").toUpperCase(Locale.ROOT).contains("NOT FOUND");
        return failed && !nothingYet;
    }

    private Outcome untracked(Answer answer, JsonNode result) {
        String code = Reading.text(result, "code");
        String text = Reading.text(result, "msg");
        return faults.known(Faults.TRACKING, answer, code, text)
                .orElseGet(() -> new Outcome.Retryable(
                        Cause.PROVIDER_FAILING, code, text, Optional.empty(), Outcome.Scope.ORDER, Optional.empty()));
    }

    private static boolean isHidden(Envelope.Fault fault) {
        return fault.code().equalsIgnoreCase("isv.insufficient-permission");
    }

    private Standing hidden(String number, ReadProgress work) {
        Instant now = clock.instant();
        boolean young = !work.placedAt().plus(Found.YOUNG).isBefore(now);
        String note = "AliExpress does not show order " + number + (young ? " yet" : "");
        return new Standing(
                State.OPEN, young ? Optional.empty() : Optional.of(Cause.LOST_AT_SUPPLIER), note, false, false, false);
    }

    private ReadProgress.Found together(List<Standing> standings, Parcels parcels) {
        boolean ended = standings.stream().allMatch(each -> each.state() == State.ENDED);
        boolean open = standings.stream().anyMatch(each -> each.state() == State.OPEN);
        Optional<Cause> cause = List.of(Cause.CLOSED_BY_SUPPLIER, Cause.LOST_AT_SUPPLIER, Cause.CREATED_UNPAID).stream()
                .filter(each -> standings.stream().anyMatch(one -> one.cause().equals(Optional.of(each))))
                .findFirst();
        List<String> notes = standings.stream().map(Standing::note).toList();
        return new ReadProgress.Found(
                ended ? State.ENDED : open ? State.OPEN : State.SHIPPED,
                cause,
                String.join("; ", notes),
                parcels.list(),
                clock.instant());
    }

    private static List<Standing> plus(List<Standing> known, Standing standing) {
        List<Standing> all = new ArrayList<>(known);
        all.add(standing);
        return all;
    }
}
