package aliexpress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.base.Money;
import serai.base.Reference;
import serai.fixture.Talks;
import serai.provider.CancelOrder;
import serai.provider.Cause;
import serai.provider.KeepHooks;
import serai.provider.Outcome;
import serai.provider.ReadStock;
import serai.provider.ReadStock.Item;
import serai.provider.ReadStock.State;
import serai.provider.Wire;
import serai.provider.Work;

/** Stock and cost, through the kamelet, from the simulated AliExpress. */
class StockTalkTest {
    private static final String PRODUCT = "1005006454451334";
    private static final Item BLACK = new Item(PRODUCT, "14:175#Black", "");
    private static final Item WHITE = new Item(PRODUCT, "14:29#White", "");

    static final Map<String, String> SETTINGS = Map.of(
            "app-key", "12345678",
            "app-secret", "helloworld",
            "access-token", "test-session-1",
            "refresh-token", "fake-refresh-token-0001",
            "address-lists", "false",
            "stock-country", "ES",
            "pay-currency", "EUR");

    private final Talks talks;

    StockTalkTest() throws Exception {
        talks = new Talks("aliexpress", AliExpress::new, SETTINGS);
    }

    @AfterEach
    void stop() {
        talks.close();
    }

    @Test
    void oneCallTellsOfAllVariantsOfAProduct() {
        talks.supplier.stock(PRODUCT + "/14:175#Black", 7);
        talks.supplier.stock(PRODUCT + "/14:29#White", 0);

        var found = read(BLACK, WHITE);

        assertThat(found)
                .containsExactly(
                        new ReadStock.Reading(BLACK, State.KNOWN, 7, Optional.of(Money.of("3.94", "USD")), ""),
                        new ReadStock.Reading(WHITE, State.KNOWN, 0, Optional.of(Money.of("3.94", "USD")), ""));
        assertThat(talks.supplier.requests("product-get")).isEqualTo(1);
    }

    @Test
    void countryAndCurrencyAreTheConfiguredOnes() {
        read(BLACK);

        assertThat(talks.sent()).singleElement().satisfies(sent -> {
            assertThat(sent.call().mayBuy()).isFalse();
            assertThat(TestAccount.form(sent.call()))
                    .containsEntry("method", "aliexpress.ds.product.get")
                    .containsEntry("product_id", PRODUCT)
                    .containsEntry("ship_to_country", "ES")
                    .containsEntry("target_currency", "EUR");
        });
    }

    @Test
    void stockOfTheUnitedKingdomIsReadUnderAliExpressOwnCode() throws Exception {
        var settings = new java.util.HashMap<>(SETTINGS);
        settings.put("stock-country", "GB");
        try (var british = new Talks("aliexpress", AliExpress::new, settings)) {
            british.end(work(BLACK), ReadStock.Found.class);

            assertThat(TestAccount.form(british.sent().getFirst().call())).containsEntry("ship_to_country", "UK");
        }
    }

    @Test
    void itemsOfSeveralProductsTakeACallEachAndKeepTheirOrder() {
        Item other = new Item("1005000000000001", "14:29#White", "");
        talks.supplier.stock("1005000000000001/14:29#White", 3);

        var found = read(BLACK, other, WHITE);

        assertThat(found).extracting(ReadStock.Reading::item).containsExactly(BLACK, other, WHITE);
        assertThat(found).extracting(ReadStock.Reading::quantity).containsExactly(57L, 3L, 57L);
        assertThat(talks.sent()).hasSize(2);
    }

    @Test
    void variantMayBeNamedByItsNumber() {
        talks.supplier.stock("14:29#White", 5);

        var found = read(new Item(PRODUCT, "", "12000037255569171"), new Item(PRODUCT, "12000037255569171", ""));

        assertThat(found).extracting(ReadStock.Reading::quantity).containsExactly(5L, 5L);
    }

    @Test
    void onlyVariantNeedsNoName() {
        talks.supplier.situation("collapsed-lists");

        var found = read(new Item(PRODUCT, "", ""));

        assertThat(found).singleElement().satisfies(reading -> {
            assertThat(reading.state()).isEqualTo(State.KNOWN);
            assertThat(reading.quantity()).isEqualTo(57);
        });
    }

    @Test
    void productOfSeveralVariantsSaysNothingOfAnUnnamedOne() {
        var found = read(new Item(PRODUCT, "", ""));

        assertThat(found).singleElement().satisfies(reading -> {
            assertThat(reading.state()).isEqualTo(State.UNKNOWN);
            assertThat(reading.note()).contains("several variants");
        });
    }

    @Test
    void olderFieldNamesAndQuoteMarksInsidePricesAreRead() {
        talks.supplier.situation("product-older-names");

        var found = read(BLACK);

        assertThat(found)
                .containsExactly(
                        new ReadStock.Reading(BLACK, State.KNOWN, 57, Optional.of(Money.of("5.78", "USD")), ""));
    }

    @Test
    void variantThatIsNotListedAnyMoreIsGone() {
        talks.supplier.situation("stock-missing-sku");

        var found = read(BLACK, WHITE);

        assertThat(found).extracting(ReadStock.Reading::state).containsExactly(State.GONE, State.KNOWN);
        assertThat(found.getFirst().note()).contains("no such variant");
    }

    @ParameterizedTest
    @CsvSource({"product-gone, offline", "product-missing, ITEM_ID_NOT_FOUND", "product-not-here, 602"})
    void productThatNobodyCanBuyIsGoneWithAllItsVariants(String situation, String says) {
        talks.supplier.situation(situation);

        var found = read(BLACK, WHITE);

        assertThat(found).hasSize(2).allSatisfy(reading -> {
            assertThat(reading.state()).isEqualTo(State.GONE);
            assertThat(reading.quantity()).isZero();
            assertThat(reading.note()).contains(says);
        });
    }

    @Test
    void saleStatusThatNobodyKnowsIsNoStock() {
        talks.supplier.situation("product-gone").option("onSale", "onTheMoon");

        var found = read(BLACK);

        assertThat(found.getFirst().state()).isEqualTo(State.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "-1"})
    void stockThatIsNoCountIsUnknown(String stock) {
        talks.supplier.situation("price-rise").option("stock", stock).option("price", "3.94");

        var found = read(BLACK);

        assertThat(found.getFirst().state()).isEqualTo(State.UNKNOWN);
        assertThat(found.getFirst().quantity()).isZero();
    }

    @Test
    void priceThatIsNoNumberLeavesTheStock() {
        talks.supplier.situation("price-rise").option("price", "ask us");

        var found = read(BLACK);

        assertThat(found.getFirst())
                .isEqualTo(
                        new ReadStock.Reading(BLACK, State.KNOWN, 57, Optional.empty(), "AliExpress names no price"));
    }

    @Test
    void listingWithoutAProductNumberIsNotAskedFor() {
        var found = read(new Item("", "14:175#Black", ""), new Item("lamp", "", ""));

        assertThat(found).hasSize(2).allMatch(reading -> reading.state() == State.UNKNOWN);
        assertThat(talks.supplier.requests()).isZero();
    }

    @Test
    void systemErrorOfOneProductSaysNothingOfTheAccount() {
        talks.supplier.situation("product-system-error");

        var refusal = talks.refusal(work(BLACK));

        assertThat(refusal).isInstanceOfSatisfying(Outcome.Retryable.class, retry -> {
            assertThat(retry.scope()).isEqualTo(Outcome.Scope.ORDER);
            assertThat(retry.text()).contains("System Error");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "throttle, RATE_LIMITED",
        "throttle-app, RATE_LIMITED",
        "html-503, PROVIDER_FAILING",
        "empty-body, PROVIDER_FAILING",
        "truncated-body, PROVIDER_FAILING",
        "system-error-15, PROVIDER_FAILING",
        "system-error-15-as-number, PROVIDER_FAILING",
        "connection-reset, PROVIDER_FAILING"
    })
    void outageIsTheChannels(String situation, Cause cause) {
        talks.supplier.situation(situation).on("product-get");

        var refusal = talks.refusal(work(BLACK));

        assertThat(refusal).isInstanceOfSatisfying(Outcome.Retryable.class, retry -> {
            assertThat(retry.cause()).isEqualTo(cause);
            assertThat(retry.scope()).isEqualTo(Outcome.Scope.CHANNEL);
        });
    }

    @Test
    void banIsWaitedFor() {
        talks.supplier.situation("throttle");

        var refusal = talks.refusal(work(BLACK));

        assertThat(((Outcome.Retryable) refusal).delay()).contains(Duration.ofSeconds(2));
    }

    @Test
    void closedMethodIsNoReasonToStopTheChannel() {
        talks.supplier.situation("permission-missing");

        var found = read(BLACK);

        assertThat(found.getFirst().state()).isEqualTo(State.UNKNOWN);
        assertThat(found.getFirst().note()).contains("InsufficientPermission");
    }

    @Test
    void endedTokenIsRenewedOnTheWay() {
        talks.supplier.situation("expired-token");

        var found = read(BLACK);

        assertThat(found.getFirst().state()).isEqualTo(State.KNOWN);
        assertThat(talks.supplier.requests("token-refresh")).isEqualTo(1);
        assertThat(talks.sent()).extracting(Wire.Sent::call).hasSize(2);
    }

    @Test
    void whatAliExpressHasNoCallForIsNotSupported() {
        var cancel = new CancelOrder(new Reference("SHOP-1"), List.of("1"), "#1", "changed my mind");

        for (Work work : List.of(cancel, new KeepHooks("https://here"))) {
            assertThat(catchThrowable(() -> new TestAccount().open().begin(work)))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    private List<ReadStock.Reading> read(Item... items) {
        return talks.end(work(items), ReadStock.Found.class).readings();
    }

    private static ReadStock work(Item... items) {
        return new ReadStock(List.of(items));
    }
}
