package shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.simulator.shop.ShopifyShop.LOCATION;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.base.Money;
import serai.base.Sku;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.PushOffers;
import serai.provider.PushOffers.Offer;
import serai.provider.PushOffers.Pushed;
import serai.provider.PushOffers.Result;
import serai.provider.PushOffers.Verdict;

class OffersTest extends ShopTest {
    @BeforeEach
    void fill() {
        store.variant(101, 100, "STRAP-22", "12.90", LOCATION, 5);
        store.variant(102, 100, "STRAP-24", "13.90", LOCATION, 6);
        store.variant(201, 200, "HOOD-L", "29.95", LOCATION, 7);
    }

    @Test
    void stockAndPriceAreWrittenOnceAndOnlyWhereTheyDiffer() {
        var work = new PushOffers(List.of(offer("STRAP-22", 9, "14.00"), offer("STRAP-24", 6, "13.9")));

        var first = push(work);
        var second = push(work);

        assertThat(first).extracting(Result::verdict).containsExactly(Verdict.DONE, Verdict.DONE);
        assertThat(second).extracting(Result::verdict).containsExactly(Verdict.DONE, Verdict.DONE);
        assertThat(store.stock("STRAP-22", LOCATION)).isEqualTo(9);
        assertThat(store.price("STRAP-22")).isEqualTo("14.00");
        assertThat(store.stockWrites("STRAP-22")).containsExactly(9L);
        assertThat(store.priceWrites("STRAP-22")).containsExactly("14.00");
        assertThat(store.stockWrites("STRAP-24")).isEmpty();
        assertThat(store.priceWrites("STRAP-24")).isEmpty();
    }

    @Test
    void theResultSaysWhichLocationWasChosen() {
        var results = push(new PushOffers(List.of(stock("STRAP-22", 9))));

        assertThat(results.getFirst().text()).contains("71", "Warehouse", "the only active one");
    }

    @Test
    void theLocationOfTheSettingsIsTaken() {
        store.location(72, "Supplier");
        store.variant(301, 300, "CAP", "9.00", 72, 1);
        open("location-id", "72");

        push(new PushOffers(List.of(stock("CAP", 4))));

        assertThat(store.stock("CAP", 72)).isEqualTo(4);
        assertThat(shop.asked("locations")).isZero();
    }

    @Test
    void theLocationOfOurFulfilmentServiceIsTaken() {
        store.service(73, "Serai", "https://serai.example/stores/loop/fulfilment/8f14e45f");
        store.service(74, "Another", "https://serai.example/stores/loop-two/fulfilment/c9f0f895");
        store.variant(301, 300, "CAP", "9.00", 73, 1);
        open("store", "loop");

        var results = push(new PushOffers(List.of(stock("CAP", 4))));

        assertThat(store.stock("CAP", 73)).isEqualTo(4);
        assertThat(results.getFirst().text()).contains("our fulfilment service");
    }

    @Test
    void aSkuThatNobodySellsIsRefusedAndTheOthersGoOn() {
        var results = push(new PushOffers(List.of(stock("NOWHERE", 1), stock("HOOD-L", 2))));

        assertThat(results).extracting(Result::verdict).containsExactly(Verdict.REFUSED, Verdict.DONE);
        assertThat(results.getFirst().cause()).contains(Cause.SKU_NOT_IN_STORE);
    }

    @Test
    void aSkuThatOnlyBeginsAlikeIsAnotherOne() {
        store.variant(401, 400, "CAP-RED-XL", "9.00", LOCATION, 1);

        var results = push(new PushOffers(List.of(stock("CAP-RED", 5), stock("cap-red-xl", 5))));

        assertThat(results)
                .extracting(result -> result.cause().orElseThrow())
                .containsExactly(Cause.SKU_NOT_IN_STORE, Cause.SKU_NOT_IN_STORE);
        assertThat(store.stock("CAP-RED-XL", LOCATION)).isEqualTo(1);
    }

    @Test
    void aSkuThatIsSoldTwiceIsNotGuessed() {
        store.variant(501, 500, "HOOD-L", "1.00", LOCATION, 1);

        var results = push(new PushOffers(List.of(offer("HOOD-L", 9, "30.00"))));

        assertThat(results.getFirst().cause()).contains(Cause.SKU_AMBIGUOUS);
        assertThat(store.stockWrites("HOOD-L")).isEmpty();
    }

    @Test
    void quotesAndOtherScriptsInASkuAreFound() {
        store.variant(601, 600, "12\" \\ 衛衣", "1.00", LOCATION, 1);

        push(new PushOffers(List.of(stock("12\" \\ 衛衣", 3))));

        assertThat(store.stock("12\" \\ 衛衣", LOCATION)).isEqualTo(3);
    }

    @Test
    void aThingWithoutSkuIsFoundByItsVariant() {
        store.variant(701, 700, "", "1.00", LOCATION, 1);

        var results = push(new PushOffers(List.of(stock("variant:701", 3))));

        assertThat(results.getFirst().verdict()).isEqualTo(Verdict.DONE);
        assertThat(store.stock("", LOCATION)).isEqualTo(3);
    }

    @Test
    void aSaleBetweenReadingAndWritingIsReadAgainAndNeverOverwrittenBlindly() {
        shop.trouble("sold-meanwhile")
                .on("inventorySetQuantities")
                .option("sku", "STRAP-22")
                .times(1);

        var results = push(new PushOffers(List.of(stock("STRAP-22", 9), stock("HOOD-L", 3))));

        assertThat(results).extracting(Result::verdict).containsExactly(Verdict.DONE, Verdict.DONE);
        assertThat(store.stockWrites("STRAP-22")).containsExactly(9L);
        assertThat(store.stockWrites("HOOD-L")).containsExactly(3L);
        assertThat(shop.asked("inventorySetQuantities")).isEqualTo(2);
    }

    @Test
    void aSkuThatSellsAllTheTimeIsLeftForAnotherTimeAndTheOthersAreWritten() {
        shop.trouble("sold-meanwhile")
                .on("inventorySetQuantities")
                .option("sku", "STRAP-22")
                .times(2);

        var results = push(new PushOffers(List.of(stock("STRAP-22", 9), stock("HOOD-L", 3))));

        assertThat(results).extracting(Result::verdict).containsExactly(Verdict.AGAIN, Verdict.DONE);
        assertThat(store.stockWrites("STRAP-22")).isEmpty();
        assertThat(store.stockWrites("HOOD-L")).containsExactly(3L);
    }

    @Test
    void aLostAnswerToAStockWriteDoesNotWriteTwice() {
        shop.trouble("accept-then-error").on("inventorySetQuantities").times(1);
        var work = new PushOffers(List.of(stock("STRAP-22", 9)));

        var lost = work(work);
        var results = push(work);

        assertThat(lost).isInstanceOf(Outcome.Retryable.class);
        assertThat(results.getFirst().verdict()).isEqualTo(Verdict.DONE);
        assertThat(store.stockWrites("STRAP-22")).containsExactly(9L);
    }

    @Test
    void stockThatTheStoreDoesNotTrackIsRefusedWithWords() {
        store.track("STRAP-22", false);

        var results = push(new PushOffers(List.of(stock("STRAP-22", 9))));

        assertThat(results.getFirst().verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(results.getFirst().text()).contains("does not track");
    }

    @Test
    void aVariantThatIsNotStockedAtTheLocationIsRefusedWithWords() {
        store.location(72, "Supplier");
        open("location-id", "72");

        var results = push(new PushOffers(List.of(stock("STRAP-22", 9))));

        assertThat(results.getFirst().text()).contains("not stocked at location 72");
    }

    @Test
    void pricesOfOneProductGoInOneCallAndABadOneDoesNotStopTheOthers() {
        var results = push(new PushOffers(List.of(price("STRAP-22", "-1.00"), price("STRAP-24", "15.00"))));

        assertThat(results).extracting(Result::verdict).containsExactly(Verdict.REFUSED, Verdict.DONE);
        assertThat(store.price("STRAP-22")).isEqualTo("12.90");
        assertThat(store.price("STRAP-24")).isEqualTo("15.00");
        assertThat(shop.asked("productVariantsBulkUpdate")).isEqualTo(1);
        assertThat(shop.asked("locations")).isZero();
    }

    @Test
    void aPriceInAnotherCurrencyIsRefused() {
        var offer = new Offer(
                new Sku("STRAP-22"), Optional.empty(), Optional.of(Money.of("14.00", "USD")), "k", Instant.EPOCH);

        var results = push(new PushOffers(List.of(offer)));

        assertThat(results.getFirst().cause()).contains(Cause.CONFIGURATION_WRONG);
        assertThat(store.price("STRAP-22")).isEqualTo("12.90");
    }

    @Test
    void fiftySkusOfFiftyProductsEndInOneTalk() {
        List<Offer> offers = IntStream.range(0, 50)
                .mapToObj(n -> {
                    store.variant(1_000 + n * 2L, 2_000 + n, "MANY-" + n, "1.00", LOCATION, 1);
                    return offer("MANY-" + n, 2, "2.00");
                })
                .toList();

        var results = push(new PushOffers(offers));

        assertThat(results).extracting(Result::verdict).doesNotContain(Verdict.REFUSED);
        assertThat(results)
                .filteredOn(result -> result.verdict() == Verdict.DONE)
                .hasSize(40);
        assertThat(shop.asked("inventorySetQuantities")).isEqualTo(1);
    }

    private List<Result> push(PushOffers work) {
        return ((Pushed) work(work)).results();
    }

    private static Offer offer(String sku, long pieces, String price) {
        return new Offer(
                new Sku(sku),
                Optional.of(pieces),
                Optional.of(Money.of(price, "EUR")),
                "key-" + sku + pieces,
                Instant.parse("2026-11-20T12:00:00Z"));
    }

    private static Offer stock(String sku, long pieces) {
        return new Offer(new Sku(sku), Optional.of(pieces), Optional.empty(), "key-" + sku + pieces, Instant.EPOCH);
    }

    private static Offer price(String sku, String price) {
        return new Offer(
                new Sku(sku), Optional.empty(), Optional.of(Money.of(price, "EUR")), "key-" + price, Instant.EPOCH);
    }
}
