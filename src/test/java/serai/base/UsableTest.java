package serai.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsableTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                ".",
                "N/A",
                "none",
                "0",
                "000",
                "0000000000",
                "1234567890",
                "0123456789",
                "1111111",
                "5555555555",
                "+1 000 000 0000",
                "12345",
                "xxx-xxx-xxxx"
            })
    void aPlaceholderIsNoTelephoneNumber(String text) {
        assertThat(Usable.phone(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"+15125550100", "(512) 555-0100", "+48 600 100 200", "232000", "+55 14 3232-0000", "٠٩١٢٣٤٥٦٧٨٨"
            })
    void aTelephoneNumberIsOne(String text) {
        assertThat(Usable.phone(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "- -", "N/A", "n/a n/a", "null null", "undefined", "\u200b", "…"})
    void aPlaceholderSaysNothing(String text) {
        assertThat(Usable.words(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Na Li", "Null Island Ltd", "12", "東京", "c/o none at all"})
    void aShortOrOddTextMaySaySomething(String text) {
        assertThat(Usable.words(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "n/a", "jane", "jane@", "@example.com", "jane@example"})
    void aPlaceholderIsNoMailAddress(String text) {
        assertThat(Usable.email(text)).isFalse();
    }

    @Test
    void theFirstThatIsUsableCountsAndWithoutOneTheFirstThatIsThere() {
        assertThat(Usable.first(Usable::phone, "", "N/A", "+15125550100", "+15125550199"))
                .isEqualTo("+15125550100");
        assertThat(Usable.first(Usable::phone, " ", "N/A", "0")).isEqualTo("N/A");
        assertThat(Usable.first(Usable::phone, "", " ")).isEmpty();
    }
}
