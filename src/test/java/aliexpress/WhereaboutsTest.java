package aliexpress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.base.Address;
import serai.base.Json;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.Refusal;

/** Country, province and city as AliExpress spells them. */
class WhereaboutsTest {
    /** The United Kingdom has another code in AliExpress' list, and eleven others have, too; ali2woo maps them likewise. */
    @ParameterizedTest
    @CsvSource({
        "GB, UK", "RS, SRB", "ME, MNE", "XK, KS", "GG, GGY", "JE, JEY", "CD, ZR", "TL, TLS", "AX, ALA", "BL, BLM",
        "MF, MAF", "GS, SGS", "US, US", "DE, DE"
    })
    void aCountryGoesOutUnderAliExpressOwnCode(String iso, String code) {
        assertThat(Countries.code(iso)).contains(code);
        assertThat(Recipient.of(
                                TestAccount.with(order -> TestAccount.to(
                                                order,
                                                address(iso, "12 Long Street", "Some City", "Texas", "", "10000"),
                                                Map.of()))
                                        .order(),
                                "",
                                TestAccount.NO_LISTS)
                        .country())
                .isEqualTo(code);
    }

    @Test
    void aCountryThatAliExpressDoesNotListIsADeadLetter() {
        assertThatThrownBy(() -> Recipient.of(
                        TestAccount.with(order ->
                                        TestAccount.to(order, address("ZZ", "1 Street", "City", "", "", ""), Map.of()))
                                .order(),
                        "",
                        TestAccount.NO_LISTS))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.outcome())
                                .isEqualTo(new Outcome.Rejected(
                                        Cause.NOT_DELIVERABLE,
                                        "",
                                        "shipTo.country: is no country that AliExpress lists")));
    }

    /**
     * Codes of Shopify ({@code JP-13}) and WooCommerce ({@code JP13}, {@code CN1}, {@code JHR}) went out as they are.
     * Sources: woocommerce/woocommerce#17941 and its i18n/states.php; "Please select a State/Province/County" in AliExpress'
     * FAQ; DSers: the same as in the supplier's province list.
     */
    @ParameterizedTest
    @CsvSource({
        "JP, 13, Tōkyō, Tokyo",
        "JP, JP-13, Tōkyō, Tokyo",
        "JP, JP13, '', Tokyo",
        "JP, 1, '', Hokkaido",
        "JP, 東京都, '', Tokyo",
        "KR, 11, Seoul, Seoul",
        "TH, TH-10, '', Bangkok",
        "PT, 11, '', Lisbon",
        "RS, RS00, '', Beograd",
        "IT, RM, Roma, Roma",
        "IN, MH, '', Maharashtra",
        "IN, UT, Uttarakhand, Uttarakhand",
        "CO, DC, '', Bogotá",
        "GB, ENG, England, England",
        "CN, CN1, '', Yunnan",
        "MY, JHR, Johor, Johor",
        "MX, MX, '', Mexico State",
        "AR, B, Buenos Aires, Buenos Aires",
        "AR, C, '', Ciudad Autónoma de Buenos Aires",
        "TR, TR34, '', Istanbul",
        "US, texas, '', Texas",
        "US, State of Texas, '', Texas",
        "NZ, AUK, Auckland, Auckland",
        "GB, Greater Manchester, '', Greater Manchester",
        "GB, West Yorkshire, '', West Yorkshire",
        "XK, '', '', Other",
        "GI, 7, '', Other"
    })
    void aCodeGoesOutAsTheNameItStandsFor(String country, String region, String name, String sent) {
        assertThat(where(country, "Some City", region, name, "", Optional.empty())
                        .province())
                .isEqualTo(sent);
    }

    /** WooCommerce has no list of British counties: customers type theirs, of today or of their grandparents. */
    @ParameterizedTest
    @CsvSource({
        "GB, Greater Manchester, England",
        "GB, West Midlands, England",
        "GB, Middlesex, England",
        "GB, County Durham, England",
        "GB, Kent, England",
        "GB, Co. Antrim, Northern Ireland",
        "GB, Gwent, Wales",
        "GB, Ayrshire, Scotland",
        "IE, Co. Dublin, Dublin",
        "IE, County Cork, Cork"
    })
    void aCountyAsCustomersTypeItIsFoundInTheSuppliersList(String country, String typed, String sent) {
        Listed list = new Listed(List.of(
                place("England"),
                place("Northern Ireland"),
                place("Scotland"),
                place("Wales"),
                place("Dublin"),
                place("Cork"),
                place("Other")));

        assertThat(where(country, "Some City", typed, "", "", Optional.of(list)).province())
                .isEqualTo(sent);
    }

    /** AliExpress lists the departments of France (a public shop's reading of 16 September 2026), shops write the region. */
    @ParameterizedTest
    @CsvSource({
        "IDF, 75011, Paris",
        "Île-de-France, 95000, Val-d'Oise",
        "20R, 20000, Corse-du-Sud",
        "Corse, 20290, Haute-Corse",
        "75, '', Paris"
    })
    void aFrenchRegionGoesOutAsTheDepartmentOfItsPostalCode(String region, String zip, String sent) {
        assertThat(where("FR", "Some City", region, "", zip, Optional.empty()).province())
                .isEqualTo(sent);
    }

    @Test
    void aCodeThatNobodyKnowsIsADeadLetterAndNeverGoesOut() {
        assertThat(refused("JP", "99", "", Optional.empty())).startsWith("shipTo.region: is a code");
        assertThat(refused("IT", "QQ", "", Optional.empty())).startsWith("shipTo.region: is a code");
    }

    @Test
    void aNameThatNoTableHasGoesOutAsTheStoreSentItWhenThereIsNoList() {
        assertThat(where("TH", "Some City", "TH-99", "Chang Wat Somewhere", "", Optional.empty())
                        .province())
                .isEqualTo("Chang Wat Somewhere");
    }

    /** Italy's list has regions, not provinces: a shop on eBay learned it of "Please select a State/Province/County", 2026. */
    @Test
    void aProvinceThatTheListLacksGoesOutAsTheRegionAroundIt() {
        Listed italy = list("Liguria", "Lazio", "Toscana");

        assertThat(where("IT", "Serra Riccò", "GE", "", "", Optional.of(italy)).province())
                .isEqualTo("Liguria");
        assertThat(where("IT", "Roma", "RM", "Roma", "", Optional.of(italy)).province())
                .isEqualTo("Lazio");
    }

    /** Austria's list is in English, with districts for cities: the same shop's orders 1123, 1256 and 1274. */
    @Test
    void theListDecidesHowAProvinceAndACityAreSpelt() {
        Listed austria = Listed.of(Json.read(
                        "{\"result\":{\"ret\":\"true\",\"data\":{\"country\":\"AT\",\"children\":\"[{\\\"name\\\":\\\"Lower"
                                + " Austria\\\",\\\"children\\\":[{\\\"name\\\":\\\"St."
                                + " Polten\\\"},{\\\"name\\\":\\\"Other\\\"}]},{\\\"name\\\":\\\"Vienna\\\"}]\"}}}",
                        com.fasterxml.jackson.databind.JsonNode.class))
                .orElseThrow();

        assertThat(where("AT", "Sankt Pölten", "3", "Niederösterreich", "", Optional.of(austria)))
                .isEqualTo(new Whereabouts("Lower Austria", "Other", "Sankt Pölten"));
        assertThat(where("AT", "ST PÖLTEN", "3", "", "", Optional.of(austria)))
                .isEqualTo(new Whereabouts("Lower Austria", "St. Polten", ""));
        assertThat(where("AT", "Wien", "9", "", "", Optional.of(austria)))
                .isEqualTo(new Whereabouts("Vienna", "Wien", ""));
    }

    @Test
    void aCityThatTheListLacksStandsInTheSecondLine() {
        var order = TestAccount.with(whole ->
                        TestAccount.to(whole, address("AT", "Dorfstraße 1", "Fügen", "7", "Tirol", "6263"), Map.of()))
                .order();
        Listed austria = new Listed(List.of(new Listed.Place("Tyrol", List.of(place("Innsbruck"), place("Other")))));

        Recipient recipient = Recipient.of(order, "", country -> Optional.of(austria));

        assertThat(recipient.city()).isEqualTo("Other");
        assertThat(recipient.province()).isEqualTo("Tyrol");
        assertThat(recipient.line2()).isEqualTo("Fügen");
    }

    @Test
    void aProvinceThatTheListLacksIsADeadLetterThatOffersTheNearest() {
        Listed japan = list("Tokyo", "Kyoto", "Osaka", "Aichi", "Chiba", "Gifu", "Nara");

        assertThat(refused("JP", "", "Kioto-shi", Optional.of(japan)))
                .startsWith(
                        "shipTo.region: AliExpress lists no such state or province of this country; nearest to it are"
                                + " Kyoto, ")
                .endsWith("and 2 more");
        assertThat(refused("JP", "", "", Optional.of(japan)))
                .startsWith("shipTo.region: is missing; AliExpress lists ");
    }

    @Test
    void aMissingProvinceIsOtherWhereTheListHasThat() {
        assertThat(where("DE", "Köln", "", "", "", Optional.of(list("Berlin", "Other")))
                        .province())
                .isEqualTo("Other");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"result\":{}}",
                "{\"result\":{\"ret\":\"true\",\"data\":{\"children\":\"childrenStr\"}}}",
                "{\"result\":{\"data\":[]}}",
                "{\"result\":{\"data\":{\"children\":[]}}}"
            })
    void anAnswerWithoutProvincesIsNoList(String body) {
        assertThat(Listed.of(Json.read(body, com.fasterxml.jackson.databind.JsonNode.class)))
                .isEmpty();
    }

    /** Every province of every country, by each of its codes, with and without the country before it. */
    @Property(tries = 1000)
    void noProvinceOfTheWorldGoesOutAsANumberOrACode(
            @ForAll("subdivisions") Subdivision place, @ForAll("manners") int manner) {
        String region = switch (manner) {
            case 0 -> place.code();
            case 1 -> place.country() + "-" + place.code();
            case 2 -> place.country() + place.code();
            case 3 -> place.code().toLowerCase(Locale.ROOT);
            default -> place.name();
        };

        String sent = where(place.country(), "Some City", region, "", "", Optional.empty())
                .province();

        assertThat(sent).as(place.toString()).isNotBlank().matches(".*\\p{L}{2}.*");
        assertThat(sent.equals(place.code()) && sent.matches("[A-Z0-9]{1,3}"))
                .as(place.toString())
                .isFalse();
    }

    /** The same of every one of them, in each manner: about 25,000. */
    @Test
    void everyProvinceOfTheWorldHasANameUnderEachOfItsCodes() {
        for (String country : Locale.getISOCountries()) {
            for (Provinces.Province province : Provinces.of(country)) {
                for (String code : province.codes()) {
                    for (String region :
                            List.of(code, country + "-" + code, country + code, code.toLowerCase(Locale.ROOT))) {
                        assertThat(where(country, "Some City", region, "", "", Optional.empty())
                                        .province())
                                .as(country + " " + region)
                                .matches(".*\\p{L}{2}.*")
                                .doesNotMatch("[0-9]+|[A-Z]{2}-.*");
                    }
                }
            }
        }
    }

    @Test
    void everyCountryThatIsoHasIsInTheTable() {
        assertThat(Table.rows("countries.csv", 3).stream().map(row -> row.get(0)))
                .contains(Locale.getISOCountries())
                .doesNotHaveDuplicates();
    }

    /** All countries that Java knows, with what any shop may write of a province. */
    @Property(tries = 1000)
    void whatGoesOutIsACountryThatAliExpressListsAndAName(
            @ForAll("countries") String country, @ForAll("scribbles") String region, @ForAll("scribbles") String name) {
        Set<String> listed = Set.copyOf(
                Table.rows("countries.csv", 3).stream().map(row -> row.get(1)).toList());
        try {
            Whereabouts where = where(country, "Some City", region, name, "", Optional.empty());

            assertThat(Countries.code(country))
                    .hasValueSatisfying(code -> assertThat(listed).contains(code));
            assertThat(where.province()).isNotBlank().matches(".*\\p{L}.*").doesNotMatch("[0-9]+|[A-Z]{2}-?[0-9]+");
        } catch (Refusal refusal) {
            assertThat(refusal.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Rejected.class,
                            rejected -> assertThat(rejected.text()).startsWith("shipTo.region: "));
        }
    }

    /** @param code as the table has it */
    record Subdivision(String country, String code, String name) {}

    @Provide
    Arbitrary<Subdivision> subdivisions() {
        return Arbitraries.of(Arrays.stream(Locale.getISOCountries())
                .flatMap(country -> Provinces.of(country).stream()
                        .flatMap(province ->
                                province.codes().stream().map(code -> new Subdivision(country, code, province.name()))))
                .toList());
    }

    @Provide
    Arbitrary<Integer> manners() {
        return Arbitraries.integers().between(0, 4);
    }

    @Provide
    Arbitrary<String> countries() {
        return Arbitraries.of(Locale.getISOCountries());
    }

    @Provide
    Arbitrary<String> scribbles() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "", "13", "00", "RS00", "JP-13", "QQ", "ENG", "Other", "Kowloon", "東京都", "\u2060", "-", "Île"),
                Arbitraries.strings()
                        .withCharRange('A', 'Z')
                        .withCharRange('0', '9')
                        .ofMaxLength(4));
    }

    private static Listed list(String... provinces) {
        return new Listed(Arrays.stream(provinces).map(WhereaboutsTest::place).toList());
    }

    private static Listed.Place place(String name) {
        return new Listed.Place(name, List.of());
    }

    private static Address address(String country, String line1, String city, String region, String name, String zip) {
        return new Address("Jane Roe", "", line1, "", city, region, zip, country, "+4930901820", name);
    }

    private static Whereabouts where(
            String country, String city, String region, String name, String zip, Optional<Listed> listed) {
        return Whereabouts.of(
                address(country, "12 Long Street", city, region, name, zip), country, CountryRule.of(country), listed);
    }

    private static String refused(String country, String region, String name, Optional<Listed> listed) {
        var words = new String[] {""};
        assertThatThrownBy(() -> where(country, "Some City", region, name, "", listed))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.outcome()).isInstanceOf(Outcome.Rejected.class);
                    words[0] = ((Outcome.Rejected) refusal.outcome()).text();
                });
        return words[0];
    }
}
