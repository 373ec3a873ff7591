package serai.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CauseTest {
    @ParameterizedTest
    @EnumSource(Cause.class)
    void everyCauseSaysWhatToDoInOneToThreePlainSentences(Cause cause) {
        String advice = cause.advice();

        long sentences = advice.chars().filter(letter -> letter == '.').count();
        assertThat(sentences).isBetween(1L, 3L);
        assertThat(advice).endsWith(".").hasSizeBetween(40, 320).doesNotContain("dispatch", "payload", "JSON");
    }
}
