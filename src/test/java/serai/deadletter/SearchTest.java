package serai.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.ledger.Database;
import serai.ledger.Ledgers;

/** What a search means, or where and why it means nothing; what it finds is another suite's. */
class SearchTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @SuppressWarnings("NullAway.Init") // by open()
    private static Database ledger;

    @BeforeContainer
    static void open() throws java.io.IOException {
        Path folder = java.nio.file.Files.createTempDirectory("search");
        ledger = Ledgers.embedded(folder.resolve("ledger.db"));
    }

    @AfterContainer
    static void close() {
        ledger.close();
    }

    private static Search.Reading.Wrong wrong(String text) {
        return (Search.Reading.Wrong) Search.read(text, "ann", NOON);
    }

    private static Search understood(String text) {
        return ((Search.Reading.Understood) Search.read(text, "ann", NOON)).search();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                store:tea AND                | 14 | a term is missing at the end
                store:tea OR                 | 13 | a term is missing at the end
                NOT                          | 4  | a term is missing at the end
                OR store:tea                 | 1  | OR needs a term before it
                a AND OR b                   | 7  | OR needs a term before it
                (store:tea                   | 1  | never closed
                store:tea)                   | 10 | closes none
                ()                           | 2  | a term is missing before this bracket
                a "no end                    | 3  | never closed
                sku:"no end                  | 5  | never closed
                `  stor:tea`                 | 3  | there is no stor: to look for
                a store:                     | 3  | what store: should be is missing
                ""                           | 1  | the phrase is empty
                cause:address                | 1  | there is no such cause; there are needs-mapping, address-invalid
                owner:me                     | 1  | owner: must be one of merchant, support, integrator, ours
                is:open                      | 1  | is: must be one of snoozed, edited, archived
                kind:letter                  | 1  | kind: must be one of place-order
                a before:yesterday           | 3  | before: must be a time such as
                after:2026-13-01             | 1  | after: must be a time such as
                before:99999999d             | 1  | before: must be a time such as
                🙂 is:x                      | 3  | is: must be one of
                """)
    void aWrongSearchSaysWhereAndWhatToWriteInstead(String text, int column, String says) {
        Search.Reading.Wrong wrong = wrong(text);

        assertThat(wrong.says()).contains(says);
        assertThat(wrong.column()).isEqualTo(column);
    }

    @Test
    void thirtyTermsTenDeepAndFiveHundredCharactersAreTheMost() {
        String terms = "sku:a ".repeat(30);
        String deep = "(".repeat(10) + "a" + ")".repeat(10);
        String long500 = "a".repeat(500);

        assertThat(List.of(terms, deep, long500))
                .allSatisfy(text -> assertThat(understood(text)).isNotNull());
        assertThat(wrong(terms + "b"))
                .isEqualTo(new Search.Reading.Wrong(181, "there are more than 30 terms; take some out"));
        assertThat(wrong("(" + deep + ")").says()).contains("more than 10 deep");
        assertThat(wrong("NOT ".repeat(11) + "a").column()).isEqualTo(41);
        assertThat(wrong(long500 + "b").says()).contains("501 characters, at most 500");
    }

    @Test
    void noSearchLooksThroughTheWordsOfAllLettersThirtyTimes() {
        String five = "a b OR (c NOT \"d e\") f sku:x store:tea";

        assertThat(understood(five)).isNotNull();
        assertThat(wrong(five + " g").column()).isEqualTo(five.length() + 2);
        assertThat(wrong(five + " g").says()).contains("more than 5 words or phrases");
    }

    @Test
    void bracketsAfterOneAnotherAreNoDepth() {
        assertThat(understood("(sku:a) ".repeat(12))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\t\n"})
    void nothingTypedMeansEveryLetter(String text) {
        assertThat(understood(text).meaning()).isEqualTo(new Search.Node.All(List.of()));
    }

    @Test
    void halfACharacterIsRefusedBecauseNoDatabaseKeepsIt() {
        assertThat(wrong("tea \ud83d"))
                .isEqualTo(new Search.Reading.Wrong(5, "there is half a character here; type it again"));
    }

    @Test
    void orBindsLessThanWhatStandsSideBySide() {
        assertThat(understood("a b OR c"))
                .extracting(Search::meaning)
                .isEqualTo(understood("(a AND b) OR c").meaning());
        assertThat(understood("NOT a b").meaning())
                .isEqualTo(understood("(NOT a) AND b").meaning());
    }

    @Test
    void smallLettersAndQuotesMakeWordsOfOperators() {
        assertThat(understood("a or \"OR\"").meaning()).isInstanceOf(Search.Node.All.class);
        assertThat(understood("\u201cout of stock\u201d").meaning())
                .isEqualTo(understood("\"out of stock\"").meaning());
    }

    @Test
    void speaksOfSnoozedOrArchivedWhereverThatStands() {
        assertThat(understood("store:tea (NOT IS:Snoozed OR is:edited)").speaksOfSnoozed())
                .isTrue();
        assertThat(understood("is:archived").speaksOfArchived()).isTrue();
        assertThat(understood("\"is:archived\" is:edited").speaksOfArchived()).isFalse();
    }

    @Property(tries = 1000)
    void anyTextAtAllIsUnderstoodOrWrongAtAPlaceInIt(@ForAll String text) {
        Search.Reading reading = Search.read(text, "ann", NOON);

        if (reading instanceof Search.Reading.Wrong wrong) {
            assertThat(wrong.column()).isBetween(1, text.codePointCount(0, text.length()) + 1);
            assertThat(wrong.says()).isNotBlank();
        }
    }

    @Property(tries = 500)
    void whatIsUnderstoodIsAlwaysAQueryThatRuns(@ForAll("nearlySearches") String text) {
        if (Search.read(text, "ann", NOON) instanceof Search.Reading.Understood understood) {
            DeadLetterFilter filter = DeadLetterFilter.ALL.matching(understood.search());

            List<DeadLetter> found = new DeadLetters(ledger).list(filter, Optional.empty(), 1);

            assertThat(found).isEmpty();
        }
    }

    @Provide
    Arbitrary<String> nearlySearches() {
        return Arbitraries.of(
                        "(",
                        ")",
                        "AND",
                        "OR",
                        "NOT",
                        "a",
                        "100%_!",
                        "'; DROP TABLE letter; --",
                        "\"two words\"",
                        "?",
                        "${conditions}",
                        "store:tea",
                        "sku:\"A'B\"",
                        "cause:out-of-stock",
                        "cause:none",
                        "code:\\",
                        "channel:x",
                        "owner:ours",
                        "owner:support",
                        "assignee:me",
                        "assignee:nobody",
                        "is:snoozed",
                        "is:edited",
                        "is:archived",
                        "kind:notify",
                        "before:2h",
                        "after:2026-11-20",
                        "after:2026-11-20t10:15:00+01:00",
                        "order:#1",
                        "\u0000",
                        "\u202emoc",
                        "Ünïcödé")
                .list()
                .ofMaxSize(12)
                .map(words -> String.join(" ", words));
    }
}
