package serai.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import serai.base.DispatchId;

class InHandTest {
    private static final DispatchId ID = new DispatchId("dsp_1");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final InHand inHand = new InHand(nanos::get);

    /** Without an end the dispatch would stand as being attempted for ever when, say, an error ended its thread. */
    @Test
    void anAttemptWhoseThreadIsGoneIsNotInHandForEver() {
        assertThat(inHand.take(ID)).isTrue();
        inHand.onItsWay(ID, Duration.ofSeconds(60));
        assertThat(inHand.has(ID)).isTrue();
        assertThat(inHand.take(ID)).isFalse();

        nanos.addAndGet(Duration.ofSeconds(61).toNanos());

        assertThat(inHand.has(ID)).isFalse();
        assertThat(inHand.take(ID)).isTrue();
    }

    @Test
    void whatIsBeingWrittenDownIsInHandHoweverLongTheLedgerIsAway() {
        assertThat(inHand.take(ID)).isTrue();
        inHand.onItsWay(ID, Duration.ofSeconds(60));
        inHand.back(ID);

        nanos.addAndGet(Duration.ofDays(1).toNanos());
        assertThat(inHand.has(ID)).isTrue();

        inHand.giveBack(ID);
        assertThat(inHand.has(ID)).isFalse();
    }
}
