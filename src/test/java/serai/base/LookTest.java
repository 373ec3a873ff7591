package serai.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import serai.fixture.MovedClock;

class LookTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final MovedClock clock = new MovedClock();
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private String there = "one";
    private final Look<String> look = new Look<>(
            "test",
            () -> {
                if (there.isEmpty()) {
                    throw new IllegalStateException("nothing there");
                }
                return there;
            },
            SECOND,
            LIMIT,
            threads::add,
            clock);

    @Test
    void whoeverAsksNeverWaitsAndOneLookIsMadeAtATime() {
        assertThat(look.seen().value()).isEmpty();
        look.seen();

        assertThat(threads).hasSize(1);
        threads.remove().run();

        assertThat(look.seen().current()).contains("one");
        assertThat(threads).as("the next is not due").isEmpty();
    }

    @Test
    void aLookThatHangsIsToldAndTheLastValueStaysWithItsAge() {
        look.seen();
        threads.remove().run();
        clock.advance(SECOND);
        look.seen();
        var hungAt = clock.instant();
        clock.advance(LIMIT.plusMillis(1));

        Look.Seen<String> seen = look.seen();

        assertThat(seen.value()).contains("one");
        assertThat(seen.current()).as("not how it stands now").isEmpty();
        assertThat(seen.age(clock.instant())).contains(Duration.ofMillis(6_001));
        assertThat(seen.trouble()).contains(new Look.Trouble(hungAt, "no answer since " + hungAt));
        assertThat(threads).as("no second one beside it").hasSize(1);

        threads.remove().run();

        assertThat(look.seen().current()).contains("one");
    }

    @Test
    void aFailureIsToldSinceItsFirstLookUntilOneSucceeds() {
        there = "";
        look.seen();
        var since = clock.instant();
        threads.remove().run();
        clock.advance(SECOND);
        look.seen();
        threads.remove().run();

        assertThat(look.seen().trouble()).contains(new Look.Trouble(since, "nothing there"));

        there = "two";
        clock.advance(SECOND);
        look.seen();
        threads.remove().run();

        assertThat(look.seen())
                .isEqualTo(new Look.Seen<>(
                        Optional.of("two"), Optional.of(clock.instant()), Optional.empty(), Optional.empty()));
    }

    @Test
    void aLookThatTakesLongIsMadeMoreRarely() {
        look.seen();
        clock.advance(Duration.ofMillis(500));
        threads.remove().run();

        clock.advance(Duration.ofSeconds(4));
        look.seen();
        assertThat(threads).as("a tenth of the time at most").isEmpty();
        clock.advance(SECOND);
        look.seen();

        assertThat(threads).hasSize(1);
    }

    @Test
    void whatWasForgottenIsLookedAtAgainAlsoWhileAnEarlierLookIsUnderWay() {
        look.seen();
        look.forget();
        threads.remove().run();

        look.seen();

        assertThat(threads).as("the first began before the change").hasSize(1);
    }

    @Test
    void whoeverAsksByHimselfSeesItAnew() {
        Look<String> here = Looks.here(clock).whenAsked("here", SECOND, () -> there);
        assertThat(here.seen().current()).contains("one");
        there = "two";

        assertThat(here.seen().current()).contains("one");
        assertThat(here.anew(SECOND).current()).contains("two");
    }
}
