package shopify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import serai.provider.KeepHooks;
import serai.provider.KeepHooks.Kept;
import serai.provider.Outcome;

class HooksTest extends ShopTest {
    private static final String OURS = "https://serai.example/stores/loop/webhooks/shopify";
    private static final String[] TOPICS = {
        "orders/create",
        "orders/paid",
        "orders/updated",
        "orders/cancelled",
        "app/uninstalled",
        "fulfillment_orders/hold_released",
        "fulfillment_orders/scheduled_fulfillment_order_ready",
        "fulfillment_orders/rescheduled"
    };

    @Test
    void missingWebhooksAreMadeOnce() {
        var first = (Kept) work(new KeepHooks(OURS));
        var second = (Kept) work(new KeepHooks(OURS));

        assertThat(first.topics()).containsExactly(TOPICS);
        assertThat(first.mended()).containsExactly(TOPICS);
        assertThat(second.topics()).containsExactly(TOPICS);
        assertThat(second.mended()).isEmpty();
        assertThat(store.hooks(OURS))
                .containsExactly(
                        "APP_UNINSTALLED",
                        "FULFILLMENT_ORDERS_HOLD_RELEASED",
                        "FULFILLMENT_ORDERS_RESCHEDULED",
                        "FULFILLMENT_ORDERS_SCHEDULED_FULFILLMENT_ORDER_READY",
                        "ORDERS_CANCELLED",
                        "ORDERS_CREATE",
                        "ORDERS_PAID",
                        "ORDERS_UPDATED");
    }

    @Test
    void webhooksThatShopifyRemovedAreMadeAgainAndReported() {
        work(new KeepHooks(OURS));
        store.dropHooks();

        var kept = (Kept) work(new KeepHooks(OURS));

        assertThat(kept.mended()).containsExactly(TOPICS);
        assertThat(store.hooks(OURS)).hasSize(TOPICS.length);
    }

    @Test
    void webhooksOfOthersAreLeftAlone() {
        work(new KeepHooks("https://other.example/hook"));

        var kept = (Kept) work(new KeepHooks(OURS));

        assertThat(kept.mended()).containsExactly(TOPICS);
        assertThat(store.hooks("https://other.example/hook")).hasSize(TOPICS.length);
    }

    @Test
    void aWebhookThatLeavesFieldsOutIsMadeWholeAgain() {
        work(new KeepHooks(OURS));
        store.narrowHook(OURS, "ORDERS_PAID", "id");

        var kept = (Kept) work(new KeepHooks(OURS));

        assertThat(kept.mended()).containsExactly("orders/paid");
        assertThat(((Kept) work(new KeepHooks(OURS))).mended()).isEmpty();
        assertThat(store.hooks(OURS)).hasSize(TOPICS.length);
    }

    @Test
    void aLostAnswerMakesNoSecondWebhook() {
        shop.trouble("accept-then-error").on("webhookSubscriptionCreate").times(1);

        var lost = work(new KeepHooks(OURS));
        var kept = (Kept) work(new KeepHooks(OURS));

        assertThat(lost).isInstanceOf(Outcome.Retryable.class);
        assertThat(kept.topics()).containsExactly(TOPICS);
        assertThat(store.hooks(OURS)).hasSize(TOPICS.length);
    }
}
