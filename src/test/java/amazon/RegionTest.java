package amazon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.base.Address;
import serai.base.Subdivisions;
import serai.base.Subdivisions.Subdivision;
import serai.provider.OrderRules;
import serai.provider.Refusal;

/** {@code stateOrRegion}: what the shop sends, and what Amazon is told. */
class RegionTest {
    private static final Set<String> BY_CODE = Set.of("US", "CA", "AU");

    private static String region(String country, String region, String name) {
        return Region.of(in(country, region, name, "Main Street 1", "Town"));
    }

    private static Address in(String country, String region, String name, String street, String city) {
        return new Address("Aya Mori", "", street, "", city, region, "150-0041", country, "", name);
    }

    @Test
    void noSubdivisionOfAnyCountryGoesOutAsANumberOrAsAShopsCode() {
        assertThat(List.of(Locale.getISOCountries()))
                .allSatisfy(country -> assertThat(Subdivisions.of(country)).allSatisfy(one -> {
                    for (String spelling : List.of(one.code(), country + one.code(), country + "-" + one.code())) {
                        String sent = region(country, spelling, "");

                        assertThat(sent).isNotBlank().doesNotMatch("([A-Z]{2}[-_ ]?)?[0-9]+");
                        if (BY_CODE.contains(country)) {
                            assertThat(sent).isEqualTo(one.code());
                        } else {
                            assertThat(names(one)).contains(sent);
                        }
                    }
                }));
    }

    /** CLDR writes Île-de-France² where it has a name twice. */
    @Test
    void noNameGoesOutWithTheNumberOfAFootnote() {
        assertThat(Subdivisions.countries().stream().flatMap(each -> Subdivisions.of(each).stream()))
                .allSatisfy(one -> assertThat(names(one)).noneMatch(name -> name.matches(".*[¹²³].*")));
        assertThat(region("FR", "IDF", "")).isEqualTo("Île-de-France");
    }

    @Test
    void theNameThatTheStoreSentBesideACodeIsKeptInEveryCountry() {
        assertThat(Subdivisions.countries())
                .allSatisfy(country -> assertThat(Subdivisions.of(country)).allSatisfy(one -> {
                    String sent = region(country, one.code(), one.english());

                    assertThat(BY_CODE.contains(country) ? List.of(one.code()) : names(one))
                            .contains(sent);
                }));
    }

    private static List<String> names(Subdivision one) {
        return List.of(one.english(), one.local(), one.latin());
    }

    /**
     * Shopify sends JP-13 with Tōkyō; WooCommerce JP01…JP47 (woocommerce/woocommerce issue 17941), RS00, TH-10, CN1; old
     * shops write names.
     */
    @ParameterizedTest
    @CsvSource({
        "JP, 13, Tōkyō, Tokyo",
        "JP, JP13, '', Tokyo",
        "JP, '', Ōsaka, Osaka",
        "JP, Hokkaidō, '', Hokkaido",
        "JP, 京都府, '', Kyoto",
        "JP, Tokyo-to, '', Tokyo",
        "JP, Aichi Prefecture, '', Aichi",
        "JP, 大阪, '', Osaka",
        "US, Somewhere, Texas, TX",
        "KR, 11, '', Seoul",
        "KR, 11, Seoul, Seoul",
        "TH, 10, '', Bangkok",
        "RS, 00, '', Beograd",
        "CN, 1, '', Yunnan Sheng",
        "IT, RM, Roma, Roma",
        "IT, RM, '', Roma",
        "IN, MH, '', Maharashtra",
        "IE, D, Dublin, Dublin",
        "GB, ENG, England, England",
        "GB, Kent, '', Kent",
        "ES, M, Madrid, Madrid",
        "MX, DF, '', Ciudad de México",
        "DE, Bayern, '', Bayern",
        "US, Texas, '', TX",
        "US, US-DC, District of Columbia, DC",
        "US, AE, Armed Forces Europe, AE",
        "CA, Québec, '', QC",
        "AU, New South Wales, '', NSW",
        "GB, UK, '', ''",
        "DE, -, '', ''",
        "HK, 3, '', ''",
        "HK, Kowloon, '', Kowloon",
    })
    void aCodeBecomesTheNameAndAStateItsLetters(String country, String region, String name, String sent) {
        assertThat(region(country, region, name)).isEqualTo(sent);
    }

    @Test
    void aPrefectureIsWrittenInTheLettersOfTheAddress() {
        assertThat(Region.of(in("JP", "13", "Tōkyō", "神南1-2-3", "渋谷区"))).isEqualTo("東京都");
        assertThat(Region.of(in("JP", "13", "", "Jinnan 1-2-3", "Shibuya-ku"))).isEqualTo("Tokyo");
        assertThat(Region.of(in("KR", "26", "", "해운대로 1", "부산"))).isEqualTo("부산");
        assertThat(Region.of(in("AE", "DU", "", "Sheikh Zayed Road 1", "Dubai")))
                .isEqualTo("Dubai");
    }

    @Test
    void aCorrectedCodeWinsOverTheNameOfTheOldOne() {
        assertThat(region("JP", "27", "Tōkyō")).isEqualTo("Osaka");
        assertThat(region("IT", "MI", "Roma")).isEqualTo("Milano");
    }

    @ParameterizedTest
    @ValueSource(strings = {"US|Teksas|AK, AL", "JP|48|Hokkaido", "AU|12|ACT, NSW", "FR|999|Ain", "NL|ZZ|Drenthe"})
    void aCodeThatNobodyKnowsIsALetterWithTheCandidates(String given) {
        String[] parts = given.split("\\|", -1);

        assertThatThrownBy(() -> region(parts[0], parts[1], ""))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(OrderRules.Flaw.of(refusal)).hasValueSatisfying(flaw -> {
                            assertThat(flaw.field()).isEqualTo("shipTo.region");
                            assertThat(flaw.words()).contains(parts[2]);
                        }));
    }
}
