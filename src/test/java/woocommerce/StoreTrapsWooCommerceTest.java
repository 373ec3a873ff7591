package woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import serai.fixture.Patience;
import serai.provider.KeepHooks;
import serai.provider.Outcome;
import serai.provider.PushOffers;
import serai.provider.PushOffers.Pushed;
import serai.simulator.shop.WooCommerceTrackings;

/** The traps of store platforms in writing back to WooCommerce: a test for each. */
@Timeout(Patience.HANGS)
class StoreTrapsWooCommerceTest {
    private final Rig rig = new Rig();

    StoreTrapsWooCommerceTest() throws Exception {
        rig.shop.orders().add(727, Rig.NOON);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void aPriceIsWrittenWithAPointWhereverTheGatewayStands() {
        Locale before = Locale.getDefault();
        long id = rig.shop.products().simple("TEE", 1, "10.00");
        try {
            Locale.setDefault(Locale.GERMANY);
            rig.done(Rig.offers(Rig.price("TEE", "12.50", "EUR")), Pushed.class);
        } finally {
            Locale.setDefault(before);
        }

        assertThat(rig.shop.products().product(id).path("regular_price").asText())
                .isEqualTo("12.50");
    }

    @Test
    void theSameStockOrNumberAgainWritesNothingThatCouldEcho() {
        rig.shop.orders().trackings().install(WooCommerceTrackings.SHIPMENT_TRACKING);
        long id = rig.shop.products().simple("TEE", 1, "10.00");

        for (int n = 0; n < 3; n++) {
            rig.done(Rig.offers(Rig.stock("TEE", 7)), Pushed.class);
            rig.outcome(Rig.parcel("LP001"));
        }

        assertThat(rig.shop.products().stockWrites(id)).isEqualTo(1);
        assertThat(rig.shop.orders().trackings().numbers(727)).containsExactly("LP001");
        assertThat(rig.shop.orders().order(727).path("status").asText()).isEqualTo("completed");
        assertThat(rig.calls(Rig.parcel("LP001"))).noneMatch(call -> call.startsWith("PUT"));
    }

    @Test
    void eachSuppliersParcelIsANumberOfItsOwnAndOnlyTheLastCompletesTheOrder() {
        rig.shop.orders().trackings().install(WooCommerceTrackings.SHIPMENT_TRACKING);

        rig.outcome(Rig.parcel("LP001", Optional.empty(), false));
        String between = rig.shop.orders().order(727).path("status").asText();
        rig.outcome(Rig.parcel("LP002", Optional.empty(), true));

        assertThat(between).isEqualTo("processing");
        assertThat(rig.shop.orders().order(727).path("status").asText()).isEqualTo("completed");
        assertThat(rig.shop.orders().trackings().numbers(727)).containsExactly("LP001", "LP002");
    }

    @Test
    void aSkuThatSeveralThingsHaveIsNotGuessed() {
        long parent = rig.shop.products().variable("HOOD");
        rig.shop.products().variation(parent, "HOOD-L", 1, "29.95");
        rig.shop.products().simple("HOOD-L", 3, "29.95");

        var result = rig.done(Rig.offers(Rig.stock("HOOD-L", 9)), Pushed.class)
                .results()
                .getFirst();

        assertThat(result.verdict()).isEqualTo(PushOffers.Verdict.REFUSED);
        assertThat(result.cause()).contains(serai.provider.Cause.SKU_AMBIGUOUS);
    }

    @Test
    void aWebhookThatWooCommerceHasSwitchedOffIsSwitchedOnAndReported() {
        KeepHooks keep = new KeepHooks("https://serai.example/stores/loop/webhooks/woocommerce");
        rig.done(keep, KeepHooks.Kept.class);
        rig.shop.hooks().disable(1);

        var kept = rig.done(keep, KeepHooks.Kept.class);

        assertThat(kept.mended()).isEqualTo(List.of(kept.topics().getFirst()));
        assertThat(rig.shop.hooks().status(1)).isEqualTo("active");
    }

    @Test
    void keysThatAreRevokedStopThePushing() throws Exception {
        try (Rig revoked = new Rig("consumer-secret", "cs_revoked")) {
            var outcome = (Outcome.Retryable) revoked.outcome(Rig.parcel("LP001"));

            assertThat(outcome.scope()).isEqualTo(Outcome.Scope.CHANNEL);
        }
    }
}
