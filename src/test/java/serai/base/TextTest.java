package serai.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
    /** Shopify/worldwide#221 and #273 (word joiner); the others are what phones, spreadsheets and editors leave behind. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u2060", "\u200b", "\ufeff", "\u200e", "\u200f", "\u202a", "\u202c", "\u2066", "\u2069", "\u00ad",
                "\u061c", "\u180e", "\u3164", "\ufe0f", "\u0000", "\u001f", "\u007f", "\ud800", "\udb40\udc41", "\u200d"
            })
    void whatNobodySeesIsTakenOutOfAText(String invisible) {
        assertThat(Text.visible("Rua das Flores, " + invisible + "123")).isEqualTo("Rua das Flores, 123");
        assertThat(Text.visible(invisible + invisible)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Calle de Alcalá 42, 3º B",
                "東京都 千代田区",
                "سارة أحمد",
                "a\tb\nc\r\nd",
                "x\u00a0y",
                "",
                "𠮷野家 1-2",
                "٠١\u0600"
            })
    void whatIsSeenStays(String text) {
        assertThat(Text.visible(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "'می\u200cخواهم', 'می\u200cخواهم'",
        "'क्\u200dष', 'क्\u200dष'",
        "'\u2060می\u200cخواهم\u200c', 'می\u200cخواهم'",
        "'Mary\u200c Ann', 'Mary Ann'",
        "'Ma\u200dry', 'Mary'"
    })
    void aJoinerThatSpellsAWordStays(String text, String seen) {
        assertThat(Text.visible(text)).isEqualTo(seen);
    }

    @Test
    void aTextWithoutAnythingInvisibleIsTheSameText() {
        String text = "12 Elm Street";

        assertThat(Text.visible(text)).isSameAs(text);
    }
}
