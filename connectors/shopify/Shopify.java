package shopify;

import java.util.List;
import java.util.Map;
import java.util.Set;
import serai.provider.AccountContext;
import serai.provider.AnswerRequests;
import serai.provider.CancelOrder;
import serai.provider.KeepHooks;
import serai.provider.Notify;
import serai.provider.Outcome;
import serai.provider.PushOffers;
import serai.provider.PushTracking;
import serai.provider.ReadOrder;
import serai.provider.ReadOrders;
import serai.provider.ReadProgress;
import serai.provider.ReadStock;
import serai.provider.Turn;
import serai.provider.Work;
import serai.provider.Worker;

/** One Shopify store, told of parcels, stock and prices through its Admin API. Holds nothing between two talks. */
public final class Shopify implements Worker {
    /** Longer tags are refused. */
    private static final int LONGEST_TAG = 40;

    private static final Set<String> YES_OR_NO = Set.of("", "true", "false");

    private final Admin admin;
    private final Tracking tracking;
    private final Offers offers;
    private final OrderPages orders;
    private final OrderNow order;
    private final Hooks hooks;
    private final Requests requests;

    /** @throws IllegalArgumentException naming the setting at fault; a token is missed only when it is needed */
    public Shopify(AccountContext context) {
        String mayNotify = context.setting("notify-customer");
        if (!YES_OR_NO.contains(mayNotify)) {
            throw new IllegalArgumentException("notify-customer must be true or false, was \"" + mayNotify + "\"");
        }
        admin = new Admin(context);
        tracking = new Tracking(admin, context.clock(), !mayNotify.equals("false"));
        offers = new Offers(admin, context.setting("location-id"), context.setting("store"));
        orders = new OrderPages(admin);
        order = new OrderNow(admin, orders);
        hooks = new Hooks(admin);
        requests = new Requests(admin);
    }

    @Override
    public Turn begin(Work work) {
        return switch (work) {
            case PushTracking parcel -> tracking.push(parcel);
            case PushOffers push -> offers.push(push);
            case Notify message -> tell(message);
            case ReadOrders read -> orders.read(read);
            case ReadOrder read -> order.read(read);
            case KeepHooks keep -> hooks.keep(keep);
            case AnswerRequests answer -> requests.answer(answer);
            case CancelOrder cancel -> throw undeclared("cancel");
            case ReadStock read -> throw undeclared("stock");
            case ReadProgress read -> throw undeclared("progress");
        };
    }

    /** A tag is one of a set: adding it again changes nothing. */
    private Turn tell(Notify message) {
        Map<String, Object> variables =
                Map.of("id", Gid.ofOrder(message.storeOrderId()), "tags", List.of(tag(message.type())));
        return admin.change(Document.ADD_TAGS, variables, payload -> {
            Outcome outcome = payload.succeeded()
                    ? new Outcome.Done(List.of(message.storeOrderId()), admin.note())
                    : admin.outcome(Document.ADD_TAGS, payload.errors());
            return new Turn.End(outcome);
        });
    }

    /** Such as {@code serai: cancel refused} for {@code order.cancel-refused}; no comma, which would part it in two. */
    private static String tag(String type) {
        String words = type.substring(type.indexOf('.') + 1).replaceAll("[^A-Za-z0-9]+", " ");
        String tag = "serai: " + words.strip();
        return tag.length() <= LONGEST_TAG ? tag : tag.substring(0, LONGEST_TAG);
    }

    private static UnsupportedOperationException undeclared(String work) {
        return new UnsupportedOperationException("a Shopify store does not take " + work);
    }
}
