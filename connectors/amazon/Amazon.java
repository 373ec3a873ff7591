package amazon;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import serai.base.Json;
import serai.provider.AccountContext;
import serai.provider.Answer;
import serai.provider.AnswerRequests;
import serai.provider.Call;
import serai.provider.CancelOrder;
import serai.provider.KeepHooks;
import serai.provider.Notify;
import serai.provider.OrderRules;
import serai.provider.Outcome;
import serai.provider.PlaceOrder;
import serai.provider.PushOffers;
import serai.provider.PushTracking;
import serai.provider.ReadOrder;
import serai.provider.ReadOrders;
import serai.provider.ReadProgress;
import serai.provider.ReadStock;
import serai.provider.Refusal;
import serai.provider.Task;
import serai.provider.Turn;
import serai.provider.Work;
import serai.provider.Worker;

/**
 * One seller's account for Multi-Channel Fulfillment. Amazon answers a create with an empty object before it validates the
 * order, so a placed order is read back until Amazon says what became of it. Our reference is Amazon's order id: it is
 * taken once and for ever, so nothing is bought twice under it.
 */
public final class Amazon implements Worker, OrderRules {
    static final String ORDERS = "/fba/outbound/2020-07-01/fulfillmentOrders";
    static final String PLACE = "place-order";
    static final String FIND = "find-order";
    static final String STOCK = "read-stock";
    static final String TRACKING = "read-tracking";
    static final String CANCEL = "cancel-order";

    private final Terms terms;
    private final SellerApi api;
    private final LookUp lookUp;
    private final StockTalk stock;
    private final ProgressTalk progress;
    private final CancelTalk cancel;

    /** @throws IllegalArgumentException naming the setting at fault */
    public Amazon(AccountContext context) {
        this.terms = Terms.of(context);
        this.api = new SellerApi(context, new AccessTokens(context));
        this.lookUp = new LookUp(context.clock());
        this.stock = new StockTalk(context, api, terms.marketplaceId());
        this.progress = new ProgressTalk(context, api);
        this.cancel = new CancelTalk(api, context.clock());
    }

    @Override
    public List<Flaw> flaws(PlaceOrder order) {
        return RequestRules.addressRefusals(Sendable.of(order.shipTo())).stream()
                .flatMap(refusal -> Flaw.of(refusal).stream())
                .toList();
    }

    @Override
    public Map<String, String> addressHints(String country) {
        return RequestRules.addressWords(country);
    }

    @Override
    public Optional<String> fieldNamed(String words) {
        return NamedField.in(words);
    }

    /** Reads stock or progress, or cancels an order. */
    @Override
    public Turn begin(Work work) {
        return switch (work) {
            case ReadStock read -> stock.begin(read);
            case ReadProgress read -> progress.begin(read);
            case CancelOrder order -> cancel.begin(order);
            case PushTracking other -> throw unsupported(other);
            case Notify other -> throw unsupported(other);
            case PushOffers other -> throw unsupported(other);
            case ReadOrders other -> throw unsupported(other);
            case ReadOrder other -> throw unsupported(other);
            case KeepHooks other -> throw unsupported(other);
            case AnswerRequests other -> throw unsupported(other);
        };
    }

    private static UnsupportedOperationException unsupported(Work work) {
        return new UnsupportedOperationException(
                "Amazon cannot " + work.getClass().getSimpleName());
    }

    /**
     * The call that creates the order.
     *
     * @throws Refusal if the order cannot be mapped, or no access token can be had
     */
    public Call writePlaceOrder(Task task) {
        PlaceOrder order = Sendable.of(task.order());
        RequestRules.check(order);
        ShippingSpeed speed = RequestRules.shippingSpeed(order, terms.shippingSpeed());
        String body = Json.write(RequestMapper.INSTANCE.toRequest(order, terms, speed.name()));
        return api.call("POST", ORDERS, "", body, true);
    }

    /**
     * What the answer to a create means. An empty 2xx is {@link Outcome.Taken}, never done: Amazon has not yet
     * validated the order.
     *
     * @param call the call that was answered
     */
    public Outcome readPlaceOrder(Task task, Call call, Answer answer) {
        SellerAnswer got = SellerAnswer.of(answer);
        if (got.succeeded() && got.hasOnly("errors", "payload")) {
            api.accepted(call);
            return new Outcome.Taken(LookUp.FIRST, got.noted("taken, not yet validated"));
        }
        return api.refused(PLACE, call, got);
    }

    /**
     * The call that looks the order up by our reference.
     *
     * @throws Refusal if no access token can be had
     */
    public Call writeFindOrder(Task task) {
        return api.call("GET", order(task.order().reference().value()), "", "", false);
    }

    /**
     * What Amazon knows of the order. Done only when Amazon holds it with our SKUs and quantities; not found counts as
     * "not yet visible" for 15 minutes after Amazon took it.
     *
     * @param call the call that was answered
     */
    public Outcome readFindOrder(Task task, Call call, Answer answer) {
        SellerAnswer got = SellerAnswer.of(answer);
        Optional<Outcome> known = lookUp.read(task, got);
        if (known.isPresent()) {
            api.accepted(call);
        }
        return known.orElseGet(() -> api.refused(FIND, call, got));
    }

    /**
     * Calls a second that Amazon allows for the operation, if the answer says so. Best effort: the header comes on 20x, 400
     * and 404 only, never on 401, 403 and 429, and in the sandbox it is always 5.0.
     */
    @Override
    public Optional<Double> rateLimit(Answer answer) {
        return answer.header("x-amzn-RateLimit-Limit")
                .map(String::strip)
                .filter(text -> text.matches("[0-9]{1,6}(\\.[0-9]{1,9})?"))
                .map(Double::valueOf)
                .filter(rate -> rate > 0);
    }

    /** The path of one order. */
    static String order(String id) {
        return ORDERS + "/" + SellerApi.segment(id);
    }
}
