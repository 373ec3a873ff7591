package serai.order;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.fixture.MovedClock.NOON;
import static serai.fixture.Samples.line;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.fixture.Samples;
import serai.order.StoreOrder.Line;
import serai.order.StoreOrder.Standing;

/**
 * Stores tell times in seconds and webhooks overtake each other (WooCommerce tells of a new order as
 * created and as updated, woocommerce/woocommerce#43019; Shopify's orders/updated comes before or after orders/create within
 * a second, Shopify/shopify-app-js#603; both read November 2026).
 */
class AgeTest {
    @ParameterizedTest
    @CsvSource({
        "WAITING_FOR_PAYMENT, WAITING_FOR_PAYMENT, false",
        "WAITING_FOR_PAYMENT, PLACE, false",
        "WAITING_FOR_PAYMENT, NEVER, false",
        "WAITING_FOR_PAYMENT, CANCELLED, false",
        "PLACE, WAITING_FOR_PAYMENT, true",
        "PLACE, PLACE, false",
        "PLACE, NEVER, false",
        "PLACE, CANCELLED, false",
        "NEVER, WAITING_FOR_PAYMENT, false",
        "NEVER, PLACE, false",
        "NEVER, NEVER, false",
        "NEVER, CANCELLED, false",
        "CANCELLED, WAITING_FOR_PAYMENT, true",
        "CANCELLED, PLACE, true",
        "CANCELLED, NEVER, true",
        "CANCELLED, CANCELLED, false",
    })
    void ofTwoWordsOfOneSecondTheLaterCountsUnlessItGoesBack(Standing known, Standing fresh, boolean stale) {
        StoreOrder first = Samples.order("1", NOON, known, line("TEE", 1));
        StoreOrder second = Samples.order("1", NOON, fresh, line("TEE", 1));

        assertThat(Age.stale(first, second)).isEqualTo(stale);
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "1, false"})
    void anotherSecondDecidesAlone(int seconds, boolean stale) {
        StoreOrder known = Samples.order("1", NOON, Standing.CANCELLED, line("TEE", 1));
        StoreOrder fresh = Samples.order("1", NOON.plusSeconds(seconds), Standing.PLACE);

        assertThat(Age.stale(known, fresh)).isEqualTo(stale);
    }

    @Test
    void linesThatComeLaterInTheSameSecondAreNews() {
        assertThat(Age.stale(at(NOON, Standing.NEVER), at(NOON, Standing.PLACE, line("TEE", 1))))
                .isFalse();
    }

    @Test
    void linesDoNotAllVanishInTheSameSecond() {
        StoreOrder known = at(NOON, Standing.PLACE, line("TEE", 1));

        assertThat(Age.stale(known, at(NOON, Standing.NEVER))).isTrue();
        assertThat(Age.stale(known, at(NOON, Standing.PLACE))).isTrue();
        assertThat(Age.stale(known, at(NOON, Standing.CANCELLED))).isFalse();
    }

    @Test
    void aPieceThatWasSentDoesNotComeBackInTheSameSecond() {
        StoreOrder sent = at(NOON, Standing.NEVER, line("TEE", 2).pieces(2, 0));

        assertThat(Age.stale(sent, at(NOON, Standing.PLACE, line("TEE", 2)))).isTrue();
        assertThat(Age.stale(sent, at(NOON, Standing.PLACE, line("TEE", 3)))).isFalse();
        assertThat(Age.stale(at(NOON, Standing.PLACE, line("TEE", 2)), sent)).isFalse();
    }

    private static StoreOrder at(Instant time, Standing standing, Line... lines) {
        return Samples.order("1", time, standing, lines);
    }
}
