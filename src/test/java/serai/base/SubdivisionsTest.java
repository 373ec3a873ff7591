package serai.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.base.Subdivisions.Subdivision;

class SubdivisionsTest {
    /**
     * Codes as shops send them: Shopify's province_code (JP-13), WooCommerce's states.php (JP13, RS00, TH-10, PH 00), names
     * with and without accents.
     */
    @ParameterizedTest
    @CsvSource({
        "JP, 13, Tokyo",
        "JP, JP-13, Tokyo",
        "JP, JP13, Tokyo",
        "JP, 1, Hokkaido",
        "JP, Tōkyō, Tokyo",
        "JP, 東京都, Tokyo",
        "KR, KR-11, Seoul",
        "TH, TH-10, Bangkok",
        "RS, RS00, Beograd",
        "MX, DF, Ciudad de México",
        "NZ, AK, Auckland",
        "CN, CN1, Yunnan",
        "CN, 1, Yunnan",
        "PH, 00, Metro Manila",
        "IT, RM, Rome",
        "IT, roma, Rome",
        "US, dc, Washington DC",
        "US, PR, Puerto Rico",
        "PL, lodz, Łódź"
    })
    void aShopsCodeOrNameFindsTheProvince(String country, String text, String name) {
        assertThat(Subdivisions.find(country, text))
                .hasValueSatisfying(found -> assertThat(List.of(found.english(), found.inLatin()))
                        .anySatisfy(one -> assertThat(Subdivisions.plain(one)).startsWith(Subdivisions.plain(name))));
    }

    @Test
    void theOwnNameIsKeptBesideTheLatinOne() {
        Subdivision tokyo = Subdivisions.find("JP", "13").orElseThrow();

        assertThat(tokyo.inOwnLetters()).isEqualTo("東京都");
        assertThat(tokyo.inLatin()).isEqualTo("Tokyo");
        assertThat(Subdivisions.find("JP", "48")).isEmpty();
        assertThat(Subdivisions.find("XX", "13")).isEmpty();
        assertThat(Subdivisions.find("JP", " ")).isEmpty();
    }

    @Test
    void noProvinceIsCalledByANumberAndEveryCodeIsFoundAgain() {
        Set<String> iso = Arrays.stream(Locale.getISOCountries()).collect(Collectors.toSet());

        assertThat(iso).containsAll(Subdivisions.countries());
        assertThat(Subdivisions.countries()).hasSizeGreaterThan(190);
        assertThat(Subdivisions.countries().stream().flatMap(country -> Subdivisions.of(country).stream()))
                .hasSizeGreaterThan(5_000)
                .allSatisfy(one -> {
                    assertThat(one.english())
                            .containsPattern("\\p{L}")
                            .isEqualTo(one.english().strip());
                    assertThat(Subdivisions.find(one.country(), one.country() + "-" + one.code()))
                            .contains(one);
                    assertThat(Subdivisions.find(one.country(), one.code())).contains(one);
                });
    }
}
