package shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.provider.Cause;
import serai.provider.Notify;
import serai.provider.Outcome;
import serai.provider.Outcome.Scope;

/** What each of Shopify's refusals means, and the note that is written when all goes well. */
class AnswersTest extends ShopTest {
    @ParameterizedTest
    @CsvSource({
        "server-error, PROVIDER_FAILING",
        "html, PROVIDER_FAILING",
        "throttled, RATE_LIMITED",
        "wrong-token, CREDENTIALS_REFUSED",
        "forbidden, PERMISSION_MISSING",
        "no-scope, PERMISSION_MISSING",
        "frozen, ACCOUNT_BLOCKED",
        "locked, ACCOUNT_BLOCKED"
    })
    void aRefusalOfTheWholeRequestConcernsTheChannelAndMakesNoDeadLetter(String trouble, Cause cause) {
        store.order(order());
        shop.trouble(trouble);

        var outcome = retryable(parcel("LP001", strap(2)));

        assertThat(outcome.cause()).isEqualTo(cause);
        assertThat(outcome.scope()).isEqualTo(Scope.CHANNEL);
        assertThat(outcome.giveUpAfter()).isEmpty();
        assertThat(store.fulfillmentCreates(ORDER)).isZero();
    }

    @Test
    void aRefusedConnectionIsNoDeadLetterAndTheStoreTakesTheParcelAfterwards() {
        store.order(order());
        shop.refuse();

        var refused = retryable(parcel("LP001", strap(2)));
        shop.accept();
        var outcome = work(parcel("LP001", strap(2)));

        assertThat(refused.cause()).isEqualTo(Cause.PROVIDER_UNREACHABLE);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void theWaitAfterAThrottledQueryIsWhatTheBucketNeeds() {
        shop.trouble("throttled");

        var outcome = retryable(parcel("LP001", strap(2)));

        assertThat(outcome.delay()).contains(Duration.ofSeconds(6));
    }

    @Test
    void theOlderFormOfThrottlingSaysItselfHowLong() {
        shop.trouble("throttled").option("status", "429").option("retry-after", "2.0");

        var outcome = retryable(parcel("LP001", strap(2)));

        assertThat(outcome.delay()).contains(Duration.ofSeconds(2));
        assertThat(outcome.cause()).isEqualTo(Cause.RATE_LIMITED);
    }

    @Test
    void anEmptyBucketOfTheShopIsWaitedFor() {
        store.order(order());
        store.plan(870, 0.5);

        var first = work(parcel("LP001", strap(1)));
        var second = retryable(parcel("LP002", strap(1)));

        assertThat(first).isInstanceOf(Outcome.Done.class);
        assertThat(second.cause()).isEqualTo(Cause.RATE_LIMITED);
        assertThat(second.delay().orElseThrow()).isPositive();
    }

    @Test
    void htmlWithASuccessfulStatusIsNoSuccess() {
        shop.trouble("html").option("status", "200");

        var outcome = retryable(parcel("LP001", strap(2)));

        assertThat(outcome.cause()).isEqualTo(Cause.PROVIDER_FAILING);
        assertThat(outcome.scope()).isEqualTo(Scope.CHANNEL);
    }

    @Test
    void anotherStoresTokenIsRefused() {
        open("admin-token", "shpat_of_somebody_else");

        var outcome = retryable(parcel("LP001", strap(2)));

        assertThat(outcome.cause()).isEqualTo(Cause.CREDENTIALS_REFUSED);
        assertThat(outcome.text()).doesNotContain("shpat_");
    }

    @Test
    void aMissingTokenIsSaidBeforeAnythingIsSent() {
        open("admin-token", "");

        var outcome = retryable(parcel("LP001", strap(2)));

        assertThat(outcome.cause()).isEqualTo(Cause.CREDENTIALS_REFUSED);
        assertThat(shop.asked("order")).isZero();
    }

    @Test
    void anOlderVersionIsAnsweredAsALaterOneAndTheTimelineSaysSo() {
        store.order(order());
        open("api-version", "2026-01");
        var same = (Outcome.Done) work(parcel("LP001", strap(1)));
        shop.trouble("older").option("version", "2026-04");

        var later = (Outcome.Done) work(parcel("LP002", strap(1)));

        assertThat(same.note()).isEmpty();
        assertThat(later.note()).contains("answered as API version 2026-04", "2026-01 was asked for");
    }

    @Test
    void aVersionThatLacksWhatWeSendIsRefusedAtTheStart() {
        var context = context("api-version", "2025-10");

        assertThatThrownBy(() -> new Shopify(context))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("api-version")
                .hasMessageContaining("2026-01");
    }

    @Test
    void anIdThatIsNoNumberIsNoOrderOfThisStore() {
        var message = new Notify("n", "order.problem", "wc-7", "#7", "text", Map.of(), Instant.EPOCH);

        var outcome = (Outcome.Rejected) work(message);

        assertThat(outcome.cause()).isEqualTo(Cause.ORDER_NOT_IN_STORE);
    }

    @Test
    void aMessageBecomesOneTagHoweverOftenItIsSent() {
        store.order(order());
        var message = new Notify(
                "n", "order.cancel-refused", ORDER, "#1071", "The supplier ships it anyway.", Map.of(), Instant.EPOCH);

        var first = work(message);
        var second = work(message);

        assertThat(first).isEqualTo(new Outcome.Done(List.of(ORDER), ""));
        assertThat(second).isEqualTo(first);
        assertThat(store.tags(ORDER)).containsExactly("serai: cancel refused");
    }

    @Test
    void aMessageAboutAnOrderThatIsGoneIsRejected() {
        var message = new Notify("n", "order.problem", "4711", "#7", "text", Map.of(), Instant.EPOCH);

        var outcome = (Outcome.Rejected) work(message);

        assertThat(outcome.cause()).isEqualTo(Cause.ORDER_NOT_IN_STORE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Fulfillment order 7 has an unfulfillable status= closed.",
                "Invalid fulfillment order line item quantity requested.",
                "Fulfillment order does not exist."
            })
    void aFulfillmentOrderThatChangedBetweenReadingAndWritingIsReadAnewSoon(String words) {
        var errors = List.of(new UserError("", List.of("fulfillment"), words));

        var outcome = (Outcome.Retryable) new Admin(context()).outcome(Document.CREATE_FULFILLMENT, errors);

        assertThat(outcome.scope()).isEqualTo(Scope.ORDER);
        assertThat(outcome.delay()).contains(Duration.ofSeconds(5));
        assertThat(outcome.giveUpAfter()).isPresent();
    }

    @Test
    void aUserErrorThatNobodyKnowsIsTheStoresRefusalInItsOwnWords() {
        var errors = List.of(new UserError("", List.of(), "The moon is full."));

        var outcome = new Admin(context()).outcome(Document.CREATE_FULFILLMENT, errors);

        assertThat(outcome).isEqualTo(new Outcome.Rejected(Cause.STORE_REFUSED, "", "The moon is full."));
    }
}
