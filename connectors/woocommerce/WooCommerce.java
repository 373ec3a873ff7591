package woocommerce;

import serai.provider.AccountContext;
import serai.provider.AnswerRequests;
import serai.provider.CancelOrder;
import serai.provider.KeepHooks;
import serai.provider.Notify;
import serai.provider.PushOffers;
import serai.provider.PushTracking;
import serai.provider.ReadOrder;
import serai.provider.ReadOrders;
import serai.provider.ReadProgress;
import serai.provider.ReadStock;
import serai.provider.Turn;
import serai.provider.Work;
import serai.provider.Worker;

/** One store's REST API v3: hears of parcels, stock, prices and troubles, and is asked for changed orders and its webhooks. */
public final class WooCommerce implements Worker {
    private final TrackingTalk tracking;
    private final NoteTalk notes;
    private final OfferTalk offers;
    private final OrdersTalk orders;
    private final OrderTalk order;
    private final HooksTalk hooks;

    /** @throws IllegalArgumentException naming the setting at fault */
    public WooCommerce(AccountContext context) {
        Shop shop = new Shop(context);
        notes = new NoteTalk(shop);
        tracking = new TrackingTalk(shop, new Plugins(shop, context.clock()), notes, mayWrite(context));
        offers = new OfferTalk(shop, context.setting("currency").strip());
        orders = new OrdersTalk(shop);
        order = new OrderTalk(shop);
        hooks = new HooksTalk(shop, context.setting("webhook-secret"));
    }

    /** Whether the merchant lets us have the store write to customers; unless said otherwise, the work decides. */
    private static boolean mayWrite(AccountContext context) {
        return !context.setting("notify-customer").strip().equalsIgnoreCase("false");
    }

    @Override
    public Turn begin(Work work) {
        return switch (work) {
            case PushTracking parcel -> tracking.begin(parcel);
            case Notify message -> notes.begin(message);
            case PushOffers values -> offers.begin(values);
            case ReadOrders page -> orders.begin(page);
            case ReadOrder one -> order.begin(one);
            case KeepHooks wanted -> hooks.begin(wanted);
            case CancelOrder other -> throw unable(other);
            case ReadStock other -> throw unable(other);
            case ReadProgress other -> throw unable(other);
            case AnswerRequests other -> throw unable(other);
        };
    }

    private static UnsupportedOperationException unable(Work work) {
        return new UnsupportedOperationException(
                "a WooCommerce store has no " + work.getClass().getSimpleName());
    }
}
