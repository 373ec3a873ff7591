package shopify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.base.Sku;
import serai.provider.AnswerRequests;
import serai.provider.AnswerRequests.Answered;

class RequestsTest extends ShopTest {
    private static final Set<Sku> ALL = Set.of(new Sku("AE-1005006-BLK-22"), new Sku("AE-HOOD-L"));

    @BeforeEach
    void fill() {
        store.order(order());
    }

    @Test
    void aRequestForWhatWeSellIsAcceptedOnce() {
        store.request(ORDER, "SUBMITTED");

        var first = work(new AnswerRequests(ALL));
        var second = work(new AnswerRequests(ALL));

        assertThat(first).isEqualTo(new Answered(store.fulfillmentOrders(ORDER), List.of()));
        assertThat(second).isEqualTo(new Answered(List.of(), List.of()));
        assertThat(store.requests(ORDER)).containsExactly("ACCEPTED");
    }

    @Test
    void aRequestWithAnUnknownSkuIsRejected() {
        store.request(ORDER, "SUBMITTED");

        var answered = (Answered) work(new AnswerRequests(Set.of(new Sku("AE-HOOD-L"))));

        assertThat(answered.rejected()).isEqualTo(store.fulfillmentOrders(ORDER));
        assertThat(store.requests(ORDER)).containsExactly("REJECTED");
    }

    @Test
    void whatWasNotSentCanBeTakenBack() {
        store.request(ORDER, "CANCELLATION_REQUESTED");

        var answered = (Answered) work(new AnswerRequests(ALL));

        assertThat(answered.accepted()).hasSize(1);
        assertThat(store.requests(ORDER)).containsExactly("CANCELLATION_ACCEPTED");
    }

    @Test
    void whatIsOnItsWayCannotBeTakenBack() {
        store.fulfilByHand(ORDER, STRAP, 1, Optional.empty());
        store.request(ORDER, "CANCELLATION_REQUESTED");

        var answered = (Answered) work(new AnswerRequests(ALL));

        assertThat(answered.rejected()).hasSize(1);
        assertThat(store.requests(ORDER)).containsExactly("CANCELLATION_REJECTED");
    }
}
