package woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static woocommerce.Rig.offers;
import static woocommerce.Rig.price;
import static woocommerce.Rig.stock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import serai.base.Money;
import serai.base.Sku;
import serai.fixture.Patience;
import serai.provider.Answer;
import serai.provider.Cause;
import serai.provider.PushOffers;
import serai.provider.PushOffers.Pushed;
import serai.provider.PushOffers.Result;
import serai.provider.PushOffers.Verdict;
import serai.provider.Turn;
import serai.simulator.shop.WooCommerceProducts;

@Timeout(Patience.HANGS)
class OffersTest {
    private final Rig rig = new Rig();
    private final WooCommerceProducts products = rig.shop.products();

    OffersTest() throws Exception {}

    @AfterEach
    void stop() {
        rig.close();
    }

    private Result push(PushOffers.Offer offer) {
        return rig.done(offers(offer), Pushed.class).results().getFirst();
    }

    private long stockOf(long id) {
        return products.product(id).path("stock_quantity").asLong();
    }

    private String priceOf(long id) {
        return products.product(id).path("regular_price").asText();
    }

    @Test
    void productsAndVariationsGetTheirStock() {
        long simple = products.simple("TEE", 1, "10.00");
        long parent = products.variable("HOOD");
        long variation = products.variation(parent, "HOOD-L", 1, "20.00");

        var pushed = rig.done(offers(stock("TEE", 7), stock("HOOD-L", 0)), Pushed.class);

        assertThat(pushed.results()).extracting(Result::verdict).containsOnly(Verdict.DONE);
        assertThat(List.of(stockOf(simple), stockOf(variation))).containsExactly(7L, 0L);
    }

    @Test
    void theExampleIsWhatIsSent() {
        products.simple("TEE", 1, "10.00");
        var both = new PushOffers.Offer(
                new Sku("TEE"), Optional.of(7L), Optional.of(Money.of("12.5", "EUR")), "k", Rig.NOON);

        push(both);

        assertThat(Rig.json(rig.shop.writes().getFirst().body())).isEqualTo(Rig.example("products-batch.json"));
    }

    @Test
    void aSlowStoreIsAskedInPieces() {
        products.simple("TEE", 1, "10.00");
        Duration aWhile = Duration.ofSeconds(31);

        var talk = (Turn.Ask) rig.account().begin(offers(stock("TEE", 7)));
        rig.pass(aWhile);
        var end = (Turn.End)
                talk.then().apply(new Answer(200, Map.of(), "[{\"id\":11,\"sku\":\"TEE\",\"manage_stock\":false}]"));

        assertThat(((Pushed) end.result()).results())
                .extracting(Result::verdict)
                .containsExactly(Verdict.AGAIN);
    }

    @Test
    void stockThatIsThereAlreadyIsNotWritten() {
        products.simple("TEE", 7, "10.00");

        var result = push(stock("TEE", 7));

        assertThat(result.verdict()).isEqualTo(Verdict.DONE);
        assertThat(rig.shop.writes()).isEmpty();
    }

    @Test
    void aRepeatAfterALostAnswerWritesStockOnce() {
        long id = products.simple("TEE", 1, "10.00");
        rig.shop.trouble("accept-then-error").times(1);

        rig.outcome(offers(stock("TEE", 7)));
        push(stock("TEE", 7));

        assertThat(products.stockWrites(id)).isEqualTo(1);
    }

    @Test
    void aProductWhoseStockNobodyCountedIsCountedFromNowOn() {
        long id = products.simple("TEE", 0, "10.00");
        products.uncounted(id);

        push(stock("TEE", 0));

        assertThat(products.product(id).path("manage_stock").asBoolean()).isTrue();
        assertThat(products.stockWrites(id)).isEqualTo(1);
    }

    @Test
    void aPriceHasAPointWhateverTheLanguageOfTheMachine() {
        long id = products.simple("TEE", 1, "10.00");
        Locale before = Locale.getDefault();

        try {
            Locale.setDefault(Locale.GERMANY);
            push(price("TEE", "1012.5", "EUR"));
        } finally {
            Locale.setDefault(before);
        }

        assertThat(priceOf(id)).isEqualTo("1012.50");
    }

    @Test
    void aPriceIsRoundedToWhatCanBePaid() {
        long id = products.simple("TEE", 1, "10.00");

        push(price("TEE", "16.764706", "EUR"));

        assertThat(priceOf(id)).isEqualTo("16.76");
    }

    @Test
    void aPriceThatIsTheSameAmountIsNotWritten() {
        products.simple("TEE", 1, "12.5");

        var result = push(price("TEE", "12.50", "EUR"));

        assertThat(result.verdict()).isEqualTo(Verdict.DONE);
        assertThat(rig.shop.writes()).isEmpty();
    }

    @Test
    void aSalePriceIsLeftAlone() {
        long id = products.simple("TEE", 1, "10.00");
        products.sale(id, "8.00");

        push(price("TEE", "12.50", "EUR"));

        assertThat(products.product(id).path("sale_price").asText()).isEqualTo("8.00");
        assertThat(rig.shop.writes().getFirst().body())
                .isEqualTo("{\"update\":[{\"id\":" + id + ",\"regular_price\":\"12.50\"}]}");
    }

    @Test
    void aPriceInAnotherCurrencyIsRefusedAndTheRestGoesOn() {
        long id = products.simple("TEE", 1, "10.00");
        products.simple("CAP", 1, "10.00");

        var pushed = rig.done(offers(price("CAP", "12.50", "USD"), stock("TEE", 3)), Pushed.class);

        assertThat(pushed.results().getFirst().cause()).contains(Cause.CONFIGURATION_WRONG);
        assertThat(stockOf(id)).isEqualTo(3);
        assertThat(rig.shop.writes()).hasSize(1);
    }

    @Test
    void aSkuThatTheStoreDoesNotHaveIsRefused() {
        products.simple("tee", 1, "10.00");

        var result = push(stock("TEE", 7));

        assertThat(result.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(result.cause()).contains(Cause.SKU_NOT_IN_STORE);
        assertThat(rig.shop.writes()).isEmpty();
    }

    @Test
    void theSameSkuTwiceIsNotGuessed() {
        products.simple("TEE", 1, "10.00");
        products.simple("TEE", 2, "11.00");

        var result = push(stock("TEE", 7));

        assertThat(result.cause()).contains(Cause.SKU_AMBIGUOUS);
        assertThat(result.text()).contains("11, 12");
        assertThat(rig.shop.writes()).isEmpty();
    }

    @Test
    void aVariationWithoutSkuGoesByItsParents() {
        long parent = products.variable("HOOD");
        long only = products.variation(parent, "", 1, "20.00");
        products.variation(parent, "HOOD-L", 1, "20.00");

        var result = push(stock("HOOD", 5));

        assertThat(result.verdict()).isEqualTo(Verdict.DONE);
        assertThat(stockOf(only)).isEqualTo(5);
        assertThat(stockOf(parent)).isZero();
    }

    @Test
    void severalVariationsWithoutSkuAreNotGuessed() {
        long parent = products.variable("HOOD");
        products.variation(parent, "", 1, "20.00");
        products.variation(parent, "", 1, "20.00");

        var result = push(stock("HOOD", 5));

        assertThat(result.cause()).contains(Cause.SKU_AMBIGUOUS);
        assertThat(rig.shop.writes()).isEmpty();
    }

    @Test
    void aSkuWithACommaIsLookedUpByItself() {
        long comma = products.simple("TEE,RED", 1, "10.00");
        long plain = products.simple("TEE", 1, "10.00");

        rig.done(offers(stock("TEE,RED", 3), stock("TEE", 4)), Pushed.class);

        assertThat(List.of(stockOf(comma), stockOf(plain))).containsExactly(3L, 4L);
    }

    @Test
    void oneProductThatFailsInABatchDoesNotHoldUpTheOthers() {
        long broken = products.simple("BAD", 1, "10.00");
        long good = products.simple("TEE", 1, "10.00");
        products.breaks(broken);

        var pushed = rig.done(offers(stock("BAD", 7), stock("TEE", 7)), Pushed.class);

        assertThat(pushed.results())
                .extracting(result -> result.sku() + " " + result.verdict())
                .containsExactlyInAnyOrder("BAD AGAIN", "TEE DONE");
        assertThat(stockOf(good)).isEqualTo(7);
    }

    @Test
    void aStoreThatCountsNoStockIsToldApartFromSuccess() {
        products.simple("TEE", 1, "10.00");
        products.countsStock(false);

        var result = push(stock("TEE", 7));

        assertThat(result.cause()).contains(Cause.STORE_REFUSED);
        assertThat(result.text()).contains("stock_quantity");
    }

    @Test
    void fiftySkusOfAsManyParentsFitIntoOneTalk() {
        List<PushOffers.Offer> many = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            long parent = products.variable("P" + i);
            products.variation(parent, "衣服-紅色-特大號-".repeat(3) + i, 1, "10.00");
            many.add(stock("衣服-紅色-特大號-".repeat(3) + i, 2));
        }

        var first = rig.done(new PushOffers(many), Pushed.class);
        var left = many.stream()
                .filter(offer -> first.results().stream()
                        .anyMatch(result -> result.sku().equals(offer.sku()) && result.verdict() == Verdict.AGAIN))
                .toList();
        var second = rig.done(new PushOffers(left), Pushed.class);

        assertThat(first.results()).hasSize(50);
        assertThat(first.results())
                .filteredOn(each -> each.verdict() == Verdict.AGAIN)
                .allMatch(each -> each.cause().equals(Optional.of(Cause.RATE_LIMITED)));
        assertThat(second.results()).extracting(Result::verdict).containsOnly(Verdict.DONE);
        assertThat(rig.shop.writes("write-variations")).isEqualTo(50);
    }

    @Test
    void fiftyProductsAreWrittenInFewBatches() {
        List<PushOffers.Offer> many = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            products.simple("S" + i, 1, "10.00");
            many.add(stock("S" + i, 2));
        }

        var pushed = rig.done(new PushOffers(many), Pushed.class);

        assertThat(pushed.results()).hasSize(50).extracting(Result::verdict).containsOnly(Verdict.DONE);
        assertThat(rig.shop.writes("write-products")).isEqualTo(3);
    }
}
