package aliexpress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
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
import serai.provider.PushMessages;
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
 * One AliExpress buyer account. The kamelets of this folder call its public methods by name; all of them may run on
 * many threads at once, and none keeps anything about an order.
 */
public final class AliExpress implements Worker, PushMessages, OrderRules {
    private static final String CREATE = "aliexpress.ds.order.create";

    private final AccountContext context;
    private final Gateway gateway;
    private final Faults faults;
    private final Tokens tokens;
    private final AddressBook addresses;
    private final Prices prices;
    private final StockTalk stock;
    private final ProgressTalk progress;

    /** Reads the stored tokens; sends nothing. */
    public AliExpress(AccountContext context) {
        this.context = context;
        this.gateway = new Gateway(context);
        this.faults = new Faults(context.errors());
        this.tokens = new Tokens(context, gateway, faults);
        this.addresses = new AddressBook(
                context,
                gateway,
                tokens,
                faults,
                Executors.newSingleThreadExecutor(
                        Thread.ofVirtual().name("aliexpress-places").factory()));
        this.prices = new Prices(context, gateway, tokens, faults);
        Reads reads = new Reads(gateway, tokens, faults);
        this.stock = new StockTalk(context, reads, faults);
        this.progress = new ProgressTalk(context, reads, faults);
    }

    @Override
    public List<Flaw> flaws(PlaceOrder order) {
        return Recipient.refusals(order, context.setting("default-phone"), addresses::known).stream()
                .flatMap(refusal -> Flaw.of(refusal).stream())
                .toList();
    }

    @Override
    public Map<String, String> addressHints(String country) {
        return AddressWords.hints(country);
    }

    @Override
    public Optional<String> fieldNamed(String words) {
        return AddressWords.fieldNamed(words);
    }

    @Override
    public Optional<Ask> asked(String words) {
        return AddressWords.asked(words);
    }

    /** Reads stock or progress; AliExpress has no call to cancel an order. */
    @Override
    public Turn begin(Work work) {
        return switch (work) {
            case ReadStock read -> stock.begin(read);
            case ReadProgress read -> progress.begin(read);
            case CancelOrder other -> throw unsupported(other);
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
                "AliExpress cannot " + work.getClass().getSimpleName());
    }

    @Override
    public boolean mayBeSigned(Map<String, String> headers) {
        return !context.setting("app-secret").isBlank() && PushMessage.mayBeSigned(headers);
    }

    @Override
    public Optional<List<String>> supplierOrderIds(Map<String, String> headers, byte[] body) {
        String secret = context.setting("app-secret");
        // Without a secret anybody could sign.
        return secret.isBlank() || !PushMessage.isAuthentic(headers, body, context.setting("app-key"), secret)
                ? Optional.empty()
                : Optional.of(PushMessage.read(body).map(PushMessage::supplierOrderId).stream()
                        .toList());
    }

    /**
     * Reads the price of every item that has a cap; sends nothing when none has. The order is mapped first, so that an
     * order that cannot be sent costs no call.
     *
     * @return what could not be checked, for {@link #readPlaceOrder}
     * @throws Refusal if the address cannot be mapped, a price is above its cap, or a price cannot be read now
     */
    public PriceCheck checkPrices(Task task) {
        WireMapper.INSTANCE.request(
                task.order(), recipient(task.order()), task.order().note());
        return new PriceCheck(prices.check(task.order()));
    }

    /**
     * {@code aliexpress.ds.order.create}. The reference makes a repeat within 24 hours safe.
     *
     * @throws Refusal if the order cannot be mapped or there is no access token
     */
    public Call writePlaceOrder(Task task) {
        Recipient recipient = recipient(task.order());
        PlaceRequest request = WireMapper.INSTANCE.request(
                task.order(), recipient, task.order().note());
        Optional<PlaceRequest.TradeExtra> extra =
                Optional.ofNullable(recipient.ids().get("nat_addr")).map(PlaceRequest.TradeExtra::new);
        PlaceRequest.Payment payment =
                new PlaceRequest.Payment(context.setting("pay-currency"), Boolean.toString(triesToPay()));
        return gateway.business(
                CREATE,
                tokens.access(),
                Map.of(
                        "param_place_order_request4_open_api_d_t_o",
                        Json.write(request),
                        "ds_extend_request",
                        Json.write(new PlaceRequest.Extension(payment, extra))),
                true);
    }

    /**
     * What became of the order.
     *
     * @param sent the call that was answered, for the token that it carried
     */
    public Outcome readPlaceOrder(Task task, Call sent, Answer answer, PriceCheck priceCheck) {
        return switch (Envelope.of(answer)) {
            case Envelope.Unreadable body -> faults.unreadable(Faults.PLACE, answer, body.text());
            case Envelope.Fault fault -> fault(Faults.PLACE, sent, answer, fault);
            case Envelope.Content content -> {
                tokens.accepted(Gateway.token(sent));
                yield Placed.read(answer, content.node(), faults, note(priceCheck));
            }
        };
    }

    /**
     * Asks for the first of the order's known AliExpress numbers. AliExpress cannot find an order by our reference.
     *
     * @throws Refusal Unknown when no number is known
     */
    public Call writeFindOrder(Task task) {
        if (task.supplierOrderIds().isEmpty()) {
            throw new Refusal(Faults.unknown(
                    "no-order-number",
                    "AliExpress cannot be asked for an order by our reference; look in its order list"));
        }
        return get(task.supplierOrderIds().getFirst());
    }

    /**
     * How the known orders stand: unpaid, done, or dead. When AliExpress made several orders of ours, the others are
     * asked for here.
     */
    public Outcome readFindOrder(Task task, Call sent, Answer answer) {
        List<String> numbers = task.supplierOrderIds();
        List<Outcome> outcomes = new ArrayList<>();
        outcomes.add(found(numbers.getFirst(), task, sent, answer));
        for (String number : numbers.subList(1, numbers.size())) {
            Call call = get(number);
            outcomes.add(found(number, task, call, context.caller().call("aliexpress-read-order", call)));
        }
        return Found.together(numbers, outcomes);
    }

    /**
     * What {@link #checkPrices} found.
     *
     * @param note which items were not checked and why, or empty
     */
    public record PriceCheck(String note) {}

    private Recipient recipient(PlaceOrder order) {
        return Recipient.of(order, context.setting("default-phone"), addresses::of);
    }

    private Call get(String number) {
        return gateway.business(ProgressTalk.ORDER, tokens.access(), ProgressTalk.query(number), false);
    }

    private Outcome found(String number, Task task, Call sent, Answer answer) {
        return switch (Envelope.of(answer)) {
            case Envelope.Unreadable body -> faults.unreadable(Faults.FIND, answer, body.text());
            case Envelope.Fault fault ->
                fault.code().equalsIgnoreCase("isv.insufficient-permission")
                        ? Found.hidden(number, task, context.clock())
                        : fault(Faults.FIND, sent, answer, fault);
            case Envelope.Content content -> {
                tokens.accepted(Gateway.token(sent));
                yield Found.isReadable(answer)
                        ? Found.read(number, content.node())
                        : faults.unreadable(Faults.FIND, answer, "HTTP status " + answer.status());
            }
        };
    }

    private Outcome fault(String operation, Call sent, Answer answer, Envelope.Fault fault) {
        String token = Gateway.token(sent);
        if (faults.isToken(operation, answer, fault)) {
            return tokens.refused(token);
        }
        return faults.gateway(operation, answer, fault);
    }

    private String note(PriceCheck priceCheck) {
        String payment = triesToPay() ? "" : "pay it at AliExpress: try-to-pay is off";
        String unchecked = priceCheck.note();
        return payment.isEmpty() || unchecked.isEmpty() ? payment + unchecked : unchecked + "; " + payment;
    }

    private boolean triesToPay() {
        return Boolean.parseBoolean(context.setting("try-to-pay"));
    }
}
