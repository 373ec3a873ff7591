package serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import serai.dispatch.Channel.Hold;
import serai.provider.Cause;

class StorePagesTest {
    @Test
    void whatSomebodySaidOfAHoldIsForThoseWhoSeeEveryStore() {
        Hold byPerson = new Hold("ann", Optional.empty(), "tea-house has not paid", Instant.EPOCH);
        Hold byBreaker = new Hold("n1", Optional.of(Cause.ITEM_UNKNOWN), "GET https://tea.example: 503", Instant.EPOCH);

        assertThat(StorePages.why(byPerson, true)).isEqualTo("held by ann: tea-house has not paid");
        assertThat(StorePages.why(byPerson, false)).isEqualTo("Support holds it.");
        assertThat(StorePages.why(byBreaker, true)).contains("tea.example");
        assertThat(StorePages.why(byBreaker, false)).isEqualTo(Cause.ITEM_UNKNOWN.sentence());
    }
}
