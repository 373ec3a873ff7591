package shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.simulator.shop.ShopifyShop.LOCATION;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import serai.base.Money;
import serai.base.Sku;
import serai.provider.Cause;
import serai.provider.KeepHooks;
import serai.provider.Outcome;
import serai.provider.Outcome.Scope;
import serai.provider.PushOffers;

/** The traps of store platforms in writing back to Shopify: a test for each. */
class StoreTrapsShopifyTest extends ShopTest {
    private static final String OURS = "https://serai.example/stores/loop/webhooks/shopify";

    @Test
    void eachSuppliersParcelIsAShipmentOfItsOwnWithItsPieces() {
        store.order(order());

        work(parcel("LP001", strap(1)));
        work(parcel("1Z002", strap(1), hoodie(1)));

        assertThat(store.parcels(ORDER))
                .extracting(sent -> Map.entry(sent.numbers(), sent.pieces()))
                .containsExactly(
                        Map.entry(List.of("LP001"), Map.of(STRAP, 1)),
                        Map.entry(List.of("1Z002"), Map.of(STRAP, 1, HOODIE, 1)));
    }

    @Test
    void oneFulfilmentIsMadeForEachLocation() {
        store.location(72, "Supplier");
        store.variant(50398373085484L, "AE-1005006-BLK-22", "12.90", LOCATION, 5);
        store.variant(50451770802476L, "AE-HOOD-L", "29.95", 72, 5);
        store.order(order());

        work(parcel("LP001", strap(2), hoodie(1)));

        assertThat(store.parcels(ORDER)).hasSize(2);
        assertThat(store.fulfillmentCreates(ORDER)).isEqualTo(2);
    }

    @Test
    void whatIsOnHoldOrScheduledIsNotShippedAgainstTheStoresWill() {
        store.order(order());
        store.hold(ORDER);
        var held = retryable(parcel("LP001", strap(2)));
        store.release(ORDER);
        store.schedule(ORDER, Instant.now().plusSeconds(7_200));
        var scheduled = retryable(parcel("LP001", strap(2)));

        assertThat(List.of(held, scheduled)).allSatisfy(each -> {
            assertThat(each.scope()).isEqualTo(Scope.ORDER);
            assertThat(each.delay()).isPresent();
        });
        assertThat(store.fulfillmentCreates(ORDER)).isZero();
    }

    @Test
    void whatWasFulfilledByHandEndsAsDoneAndKeepsOurNumber() {
        store.order(order());
        store.fulfilByHand(ORDER, STRAP, 2, Optional.empty());

        var outcome = work(parcel("LP001", strap(2)));

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(store.fulfillmentCreates(ORDER)).isZero();
        assertThat(store.parcels(ORDER).getFirst().numbers()).containsExactly("LP001");
    }

    @Test
    void theSameStockTrackingOrPriceAgainWritesNothingThatCouldEcho() {
        store.variant(101, 100, "TEE", "12.90", LOCATION, 5);
        store.order(order());

        for (int n = 0; n < 3; n++) {
            work(new PushOffers(List.of(offer("TEE", 9, "14.00", n))));
            work(parcel("LP001", strap(2)));
        }

        assertThat(store.stockWrites("TEE")).containsExactly(9L);
        assertThat(store.priceWrites("TEE")).containsExactly("14.00");
        assertThat(store.fulfillmentCreates(ORDER)).isEqualTo(1);
        assertThat(shop.asked("fulfillmentTrackingInfoUpdate")).isZero();
    }

    @Test
    void aSaleBetweenReadingAndWritingIsNotWrittenOver() {
        store.variant(101, 100, "TEE", "12.90", LOCATION, 5);
        shop.trouble("sold-meanwhile")
                .on("inventorySetQuantities")
                .option("sku", "TEE")
                .times(2);

        var first = (PushOffers.Pushed) work(new PushOffers(List.of(offer("TEE", 9, "12.90", 1))));

        assertThat(first.results().getFirst().verdict()).isEqualTo(PushOffers.Verdict.AGAIN);
        assertThat(store.stockWrites("TEE")).isEmpty();
    }

    @Test
    void webhooksThatAreGoneAreMadeAgainAndReported() {
        work(new KeepHooks(OURS));
        store.dropHooks();

        var kept = (KeepHooks.Kept) work(new KeepHooks(OURS));

        assertThat(kept.mended()).isEqualTo(kept.topics()).contains("orders/paid", "app/uninstalled");
        assertThat(store.hooks(OURS)).hasSameSizeAs(kept.topics());
    }

    @Test
    void anUninstallStopsThePushingAndAReinstallGoesOnWithNewWebhooks() {
        store.order(order());
        work(new KeepHooks(OURS));
        open("admin-token", "shpat_dead_since_the_uninstall");
        store.dropHooks();
        var stopped = retryable(parcel("LP001", strap(2)));

        open();
        var kept = (KeepHooks.Kept) work(new KeepHooks(OURS));
        var sent = work(parcel("LP001", strap(2)));

        assertThat(stopped.scope()).isEqualTo(Scope.CHANNEL);
        assertThat(stopped.cause()).isEqualTo(Cause.CREDENTIALS_REFUSED);
        assertThat(kept.mended()).isNotEmpty();
        assertThat(sent).isInstanceOf(Outcome.Done.class);
    }

    private static PushOffers.Offer offer(String sku, long pieces, String price, int key) {
        return new PushOffers.Offer(
                new Sku(sku),
                Optional.of(pieces),
                Optional.of(Money.of(price, "EUR")),
                "off_" + key,
                Instant.parse("2026-11-20T12:00:00Z"));
    }
}
