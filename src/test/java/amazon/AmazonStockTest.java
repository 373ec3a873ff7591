package amazon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.fixture.Talks;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.ReadStock;
import serai.provider.ReadStock.Item;
import serai.provider.ReadStock.Reading;
import serai.provider.ReadStock.State;
import serai.provider.Refusal;
import serai.provider.Turn;

/** Stock, through the kamelet, from the simulated Amazon; every call and answer is held against Amazon's model. */
class AmazonStockTest {
    private final Talks talks;

    AmazonStockTest() throws Exception {
        talks = new Talks("amazon", Amazon::new, Fixture.SIMULATED);
    }

    @AfterEach
    void stop() {
        talks.close();
    }

    @Test
    void whatCanBeSentCountsAndNotWhatIsOnItsWayThere() {
        talks.supplier.stock("MUG", 7);
        talks.supplier.stock("LAMP", 0);

        var found = read("MUG", "LAMP");

        assertThat(found)
                .containsExactly(
                        new Reading(sku("MUG"), State.KNOWN, 7, Optional.empty(), ""),
                        new Reading(sku("LAMP"), State.KNOWN, 0, Optional.empty(), ""));
        assertThat(talks.supplier.requests("inventory-summaries")).isEqualTo(1);
    }

    @Test
    void fiftySkusGoInOneQuestionAndMoreInAnother() {
        String[] skus = IntStream.range(0, 51).mapToObj(i -> "SKU-" + i).toArray(String[]::new);
        talks.supplier.stock("SKU-50", 3);

        var found = read(skus);

        assertThat(found).hasSize(51).allMatch(reading -> reading.state() == State.KNOWN);
        assertThat(found.getLast().quantity()).isEqualTo(3);
        assertThat(talks.sent()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A B", "A+B", "A&B=C", "50%", "A/B?", "Größe 5", "A,B", "emoji ☕"})
    void skuMayHaveAnySign(String sku) {
        talks.supplier.stock(sku, 5);

        var found = read(sku, "PLAIN");

        assertThat(found).extracting(Reading::quantity).containsExactly(5L, 42L);
    }

    @Test
    void pagesAreReadToTheLast() {
        talks.supplier.situation("inventory-next-token");
        talks.supplier.stock("C", 9);

        var found = read("A", "B", "C");

        assertThat(found).extracting(Reading::quantity).containsExactly(42L, 42L, 9L);
        assertThat(talks.sent()).hasSize(3);
        assertThat(talks.sent().get(1).call().query()).contains("nextToken=").contains("sellerSkus=A,B,C");
    }

    @Test
    void skuThatAmazonLeavesOutIsUnknownAndNotSoldOut() {
        talks.supplier.situation("stock-missing-sku");

        var found = read("A", "B");

        assertThat(found).extracting(Reading::state).containsExactly(State.UNKNOWN, State.KNOWN);
        assertThat(found.getFirst().note()).contains("nothing of this SKU");
    }

    @Test
    void answerWithoutDetailsSaysNothing() {
        talks.supplier.situation("inventory-without-details");

        assertThat(read("A").getFirst().state()).isEqualTo(State.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "6\" PIPE"})
    void skuThatAmazonCannotHaveIsNotAskedFor(String sku) {
        assertThat(read(sku).getFirst().state()).isEqualTo(State.UNKNOWN);
        assertThat(talks.supplier.requests("inventory-summaries")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "throttle, RATE_LIMITED",
        "html-503, PROVIDER_FAILING",
        "system-error, PROVIDER_FAILING",
        "service-unavailable, PROVIDER_FAILING",
        "empty-body, PROVIDER_FAILING",
        "truncated-body, PROVIDER_FAILING",
        "connection-reset, PROVIDER_FAILING",
        "permission-missing, PERMISSION_MISSING",
        "wrong-region, CONFIGURATION_WRONG"
    })
    void outageIsTheChannels(String situation, Cause cause) {
        talks.supplier.situation(situation).on("inventory-summaries");

        var refusal = talks.refusal(work("A"));

        assertThat(refusal).isInstanceOfSatisfying(Outcome.Retryable.class, retry -> {
            assertThat(retry.cause()).isEqualTo(cause);
            assertThat(retry.scope()).isEqualTo(Outcome.Scope.CHANNEL);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ok-with-error", "html-400", "reject"})
    void questionThatAmazonRefusesIsAFaultOfTheSettings(String situation) {
        talks.supplier.situation(situation).on("inventory-summaries");

        assertThat(talks.refusal(work("A")))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.cause()).isEqualTo(Cause.CONFIGURATION_WRONG));
    }

    @Test
    void endedTokenIsRenewedOnTheWay() {
        read("A");
        talks.supplier.situation("expired-token");

        assertThat(read("A").getFirst().state()).isEqualTo(State.KNOWN);
        assertThat(talks.supplier.requests("token-exchange")).isEqualTo(2);
    }

    @Test
    void thirdQuestionAtOnceWaitsHereAndSlowsNobodyDown() {
        Fixture account = new Fixture();
        account.amazon.begin(work("A"));
        account.amazon.begin(work("A"));

        assertThatThrownBy(() -> account.amazon.begin(work("A")))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.outcome())
                                .isInstanceOfSatisfying(Outcome.Retryable.class, retry -> {
                                    assertThat(retry.cause()).isEqualTo(Cause.RATE_LIMITED);
                                    assertThat(retry.scope()).isEqualTo(Outcome.Scope.ORDER);
                                    assertThat(retry.delay()).contains(Duration.ofMillis(500));
                                }));
    }

    @Test
    void questionIsAllowedAgainAfterHalfASecond() {
        Fixture account = new Fixture();
        account.amazon.begin(work("A"));
        account.amazon.begin(work("A"));
        account.clock.pass(Duration.ofMillis(500));

        assertThat(account.amazon.begin(work("A"))).isInstanceOf(Turn.Ask.class);
    }

    private List<Reading> read(String... skus) {
        var found = talks.end(work(skus), ReadStock.Found.class).readings();
        talks.sent()
                .forEach(sent -> assertThat(
                                AmazonModel.problems(sent.call(), sent.answer().getFirst()))
                        .isEmpty());
        return found;
    }

    private static ReadStock work(String... skus) {
        return new ReadStock(List.of(skus).stream().map(AmazonStockTest::sku).toList());
    }

    private static Item sku(String sku) {
        return new Item("", "", sku);
    }
}
