package serai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EndingTest {
    private final List<String> ended = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch never = new CountDownLatch(1);

    @Test
    void whatHangsIsLeftBehindAndTheRestIsEndedInOrder() {
        List<String> hung = new Ending(Duration.ofSeconds(30))
                .then("the first", Duration.ofSeconds(5), () -> ended.add("the first"))
                .then("the stuck", Duration.ofMillis(50), never::await)
                .then("the broken", Duration.ofSeconds(5), () -> {
                    throw new IllegalStateException("cannot be closed");
                })
                .then("the last", Duration.ofSeconds(5), () -> ended.add("the last"))
                .run();

        assertThat(hung).containsExactly("the stuck");
        assertThat(ended).containsExactly("the first", "the last");
    }

    @Test
    void theEndIsBoundedHoweverManyHangAndWhateverComesAfterThemIsStillEnded() {
        Ending ending = new Ending(Duration.ofMillis(300));
        for (int n = 0; n < 3; n++) {
            ending.then("stuck " + n, Duration.ofHours(1), never::await);
        }

        List<String> hung = ending.then("the journal", Duration.ofHours(1), () -> ended.add("the journal"))
                .run();

        assertThat(hung).hasSize(3);
        assertThat(ended).containsExactly("the journal");
    }
}
