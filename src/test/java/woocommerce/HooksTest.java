package woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import serai.fixture.Patience;
import serai.provider.Cause;
import serai.provider.KeepHooks;
import serai.provider.KeepHooks.Kept;
import serai.provider.Outcome;

@Timeout(Patience.HANGS)
class HooksTest {
    private static final String HERE = "https://serai.example/stores/loop/webhooks/woocommerce";

    private final Rig rig = new Rig();

    HooksTest() throws Exception {}

    @AfterEach
    void stop() {
        rig.close();
    }

    private Kept keep() {
        return rig.done(new KeepHooks(HERE), Kept.class);
    }

    @Test
    void missingWebhooksAreMadeWithTheSecret() {
        var kept = keep();

        assertThat(kept.mended()).containsExactly("order.created", "order.updated", "order.deleted", "order.restored");
        assertThat(rig.shop.hooks().all())
                .hasSize(4)
                .allMatch(hook -> hook.path("delivery_url").asText().equals(HERE));
        assertThat(rig.shop.hooks().secret(1)).isEqualTo("wc_s3cret_Zx81");
    }

    @Test
    void whatIsThereAndActiveIsLeftAlone() {
        keep();

        var again = keep();

        assertThat(again.mended()).isEmpty();
        assertThat(again.topics()).hasSize(4);
        assertThat(rig.shop.writes()).hasSize(4);
    }

    @Test
    void aDisabledWebhookIsSwitchedOnAndToldAsMended() {
        keep();
        long off = rig.shop.hooks().add("order.updated", "https://other.example/", "disabled");
        rig.shop.hooks().disable(2);

        var kept = keep();

        assertThat(kept.mended()).containsExactly("order.updated");
        assertThat(rig.shop.hooks().all()).hasSize(5);
        assertThat(rig.shop.hooks().status(2)).isEqualTo("active");
        assertThat(rig.shop.hooks().status(off)).isEqualTo("disabled");
    }

    @Test
    void ourWebhooksAreFoundBehindManyOfOthers() {
        for (int i = 0; i < 130; i++) {
            rig.shop.hooks().add("order.updated", "https://other.example/" + i, "active");
        }
        for (String topic : HooksTalk.TOPICS) {
            rig.shop.hooks().add(topic, HERE, "active");
        }

        var kept = keep();

        assertThat(kept.mended()).isEmpty();
    }

    @Test
    void withoutASecretNoneIsMade() throws Exception {
        try (Rig open = new Rig("webhook-secret", "")) {
            var outcome = open.outcome(new KeepHooks(HERE));

            assertThat(((Outcome.Rejected) outcome).cause()).isEqualTo(Cause.CONFIGURATION_WRONG);
            assertThat(open.shop.hooks().all()).isEmpty();
        }
    }
}
