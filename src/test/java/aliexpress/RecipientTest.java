package aliexpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.base.Address;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.Refusal;

class RecipientTest {
    private static final String US_PHONE = "+1 512 555 0100";

    @ParameterizedTest
    @CsvSource({
        "US, TX, Texas",
        "US, us-tx, Texas",
        "US, Texas, Texas",
        "US, DC, District of Columbia",
        "CA, QC, Quebec",
        "AU, NSW, New South Wales",
        "DE, DE-NW, Nordrhein-Westfalen",
        "DE, Hessen, Hessen",
        "DE, '', Other",
        "ES, M, Madrid",
        "FR, Bretagne, Bretagne",
        "FR, BRE, Bretagne"
    })
    void regionIsSentByName(String country, String region, String province) {
        assertThat(Recipient.of(
                                TestAccount.with(order -> TestAccount.to(
                                                order,
                                                address(
                                                        country,
                                                        "Jane Roe",
                                                        "12 Elm Street",
                                                        "",
                                                        region,
                                                        "1000",
                                                        "+34612345678"),
                                                Map.of()))
                                        .order(),
                                "",
                                TestAccount.NO_LISTS)
                        .province())
                .isEqualTo(province);
    }

    /**
     * AliExpress asks for at least one space (change log, 2 January 2025) and for 2 to 32 characters before and after "the
     * spaces" (manual of order.create, simowment/ae_sdk); two words exactly were asked for here.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mary Ann Smith",
                "Maria de la Cruz",
                "Ana De La Cruz",
                "Jan van der Berg",
                "J. R. Smith",
                "Mary J Smith"
            })
    void anAmericanNameOfThreeWordsIsBought(String name) {
        assertThat(of("US", name, "12 Elm Street", "", "TX", US_PHONE, Map.of()))
                .isEmpty();
        assertThat(last.name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "US, '+1 512-555-0100', +1, 5125550100",
        "US, (512) 555-0100, +1, 5125550100",
        "GB, 020 7946 0958, +44, 2079460958",
        "DE, +49 30 901820, +49, 30901820",
        "IT, 06 6982, +39, 066982",
        "AR, +54 9 11 2345-6789, +54, 1123456789",
        "ES, 0034 612 345 678, +34, 612345678"
    })
    void phoneIsSplitIntoCountryAndNationalDigits(String country, String phone, String code, String national) {
        var refused = of(country, "Jane Roe", "12 Elm Street", "", "Some Region", phone, ids(country));

        assertThat(refused).isEmpty();
        assertThat(last.phone()).isEqualTo(new Recipient.Phone(code, national));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "US | Cher              | 12 Elm Street | ''  | TX    | shipTo.name",
                "US | Jane R            | 12 Elm Street | ''  | TX    | shipTo.name",
                "US | J Roe             | 12 Elm Street | ''  | TX    | shipTo.name",
                "US | ''                | 12 Elm Street | ''  | TX    | shipTo.name",
                "US | Jane Roe          | 12 E          | ''  | TX    | shipTo.line1",
                "US | Jane Roe          | 123456789 123456789 123456789 123456 | '' | TX | shipTo.line1",
                "US | Jane Roe          | ''            | Apt | TX    | shipTo.line1",
                "US | Jane Roe          | 12 Elm Street | ''  | Other | shipTo.region",
                "US | Jane Roe          | 12 Elm Street | ''  | ''    | shipTo.region",
                "US | Jane Roe          | 12 Elm Street | ''  | QQ    | shipTo.region",
                "AU | José Roe          | 12 Elm Street | ''  | NSW   | shipTo.name",
                "NZ | Cher              | 12 Elm Street | ''  | ''    | shipTo.name",
                "DZ | Cher              | 12 Elm Street | ''  | ''    | shipTo.name",
                "ZA | Cher              | 12 Elm Street | ''  | GP    | shipTo.name",
                "BR | Jane Roe          | 12 Elm Street | ''  | ''    | shipTo.region",
                "'' | Jane Roe          | 12 Elm Street | ''  | ''    | shipTo.country",
                "USA | Jane Roe         | 12 Elm Street | ''  | TX    | shipTo.country"
            })
    void addressThatBreaksARuleNamesItsField(
            String country, String name, String line1, String line2, String region, String field) {
        var refused = of(country, name, line1, line2, region, US_PHONE, Map.of("cpf", "123.456.789-09"));

        assertThat(refused).startsWith("ADDRESS_INVALID " + field + ": ");
        assertThat(refused).doesNotContain("Roe").doesNotContain("Elm");
    }

    @ParameterizedTest
    @CsvSource({
        "ES, +34 61234567, shipTo.phone",
        "SA, +966 41 234 5678, shipTo.phone",
        "US, call me, shipTo.phone",
        "US, 12, shipTo.phone"
    })
    void phoneThatBreaksARuleNamesItsField(String country, String phone, String field) {
        var refused = of(country, "Jane Roe", "12 Elm Street", "", "Some Region", phone, ids(country));

        assertThat(refused).startsWith("ADDRESS_INVALID " + field).doesNotContain(phone);
    }

    @ParameterizedTest
    @CsvSource({
        "BR, cpf, 123.456.789-09, 12345",
        "MX, passport_no, ROXJ800101MDFXXX09, ''",
        "SA, nat_addr, RRRD2929, R29",
        "IL, passport_no, 123456789, 12345",
        "AR, passport_no, 20-12345678-6, 20123456786"
    })
    void countriesThatAskForAnIdentityNumberGetIt(String country, String field, String good, String bad) {
        String phone = country.equals("SA") ? "+966 51 234 5678" : country.equals("AR") ? "+54 11 2345 6789" : US_PHONE;

        var missing = of(country, "Jane Roe", "12 Elm Street", "", "X Region", phone, Map.of());
        var wrong = of(country, "Jane Roe", "12 Elm Street", "", "X Region", phone, Map.of(field, bad));
        var right = of(country, "Jane Roe", "12 Elm Street", "", "X Region", phone, Map.of(field, good));

        assertThat(missing).startsWith("BUYER_DATA_MISSING taxIds." + field);
        assertThat(wrong).contains("taxIds." + field);
        assertThat(right).isEmpty();
        assertThat(last.ids()).containsEntry(field, good);
    }

    @Test
    void israelAndArgentinaHaveTheNumberTwiceAndSayNoForeigner() {
        of("IL", "Dana Levi", "Herzl 1", "", "", "+972 50 123 4567", Map.of("passport_no", "123456789"));

        assertThat(last.ids()).containsEntry("foreigner_passport_no", "123456789");
        assertThat(last.foreigner()).isEqualTo(Optional.of(false));
    }

    @Test
    void arabicNameIsTakenInSaudiArabia() {
        var refused = of("SA", "سارة أحمد", "شارع الملك", "", "الرياض", "0512345678", Map.of("nat_addr", "RRRD2929"));

        assertThat(refused).isEmpty();
        assertThat(last.name()).isEqualTo("سارة أحمد");
    }

    @Test
    void secondLineTooLongForMexicoIsRefusedAndNotCut() {
        var refused = of("MX", "Jane Roe", "Calle 1", "x".repeat(61), "Jalisco", US_PHONE, Map.of("passport_no", "1"));

        assertThat(refused).startsWith("ADDRESS_INVALID shipTo.line2: has 61 characters");
    }

    @Test
    void companyStandsBesideTheSecondLine() {
        var order = TestAccount.with(whole -> TestAccount.to(
                        whole,
                        new Address(
                                "Jane Roe",
                                "Roe  Ltd",
                                "12 Elm Street",
                                "Apt 4",
                                "Lyon",
                                "",
                                "69001",
                                "FR",
                                "+33 612345678"),
                        Map.of()))
                .order();

        assertThat(Recipient.of(order, "", TestAccount.NO_LISTS).line2()).isEqualTo("Apt 4, Roe Ltd");
    }

    @Test
    void missingPhoneIsADeadLetterUnlessTheChannelHasOne() {
        var missing = of("FR", "Jane Roe", "12 Elm Street", "", "", "", Map.of());
        var order = TestAccount.with(whole ->
                        TestAccount.to(whole, address("FR", "Jane Roe", "12 Elm Street", "", "", "", ""), Map.of()))
                .order();

        assertThat(missing).startsWith("BUYER_DATA_MISSING shipTo.phone");
        assertThat(Recipient.of(order, "+49 30 901820", TestAccount.NO_LISTS).phone())
                .isEqualTo(new Recipient.Phone("+49", "30901820"));
    }

    /**
     * A placeholder in the first field hid the good number behind it. The order's number as the store's reader chose it, then
     * the channel's.
     */
    @ParameterizedTest
    @ValueSource(strings = {"0000000000", "n/a", "-", "12", "1234567890", "1111111111", "call me", "\u200b", ""})
    void aPlaceholderForANumberGivesWayToTheChannelsOwn(String phone) {
        var order = TestAccount.with(whole -> TestAccount.to(
                        whole, address("US", "Jane Roe", "12 Elm Street", "", "TX", "78701", phone), Map.of()))
                .order();

        assertThat(Recipient.of(order, "+15125559999", TestAccount.NO_LISTS).phone())
                .isEqualTo(new Recipient.Phone("+1", "5125559999"));
    }

    @Test
    void aNumberThatIsOneGoesBeforeTheChannelsOwn() {
        var order = TestAccount.with(whole -> TestAccount.to(
                        whole,
                        address("US", "Jane Roe", "12 Elm Street", "", "TX", "78701", "\u202a(512) 555-0100\u202c"),
                        Map.of()))
                .order();

        assertThat(Recipient.of(order, "+15125559999", TestAccount.NO_LISTS).phone())
                .isEqualTo(new Recipient.Phone("+1", "5125550100"));
    }

    /** Shopify/worldwide#221, #273: U+2060 between street and number; a name that looks right died in Australia. */
    @Test
    void whatNobodySeesIsNotSent() {
        var order = TestAccount.with(whole -> TestAccount.to(
                        whole,
                        new Address(
                                "Jane\u200b Roe\ufeff",
                                "Roe\u200e Ltd",
                                "Rua das Flores, \u2060123",
                                "Apt\u2060 4",
                                "Syd\u00adney",
                                "NSW\u200b",
                                "\u202a2000\u202c",
                                "AU",
                                "+61 2 9876 5432",
                                "New South Wales\u2060"),
                        Map.of("tax_number", "12\u200b3")))
                .order();

        Recipient sent = Recipient.of(order, "", TestAccount.NO_LISTS);

        assertThat(sent)
                .isEqualTo(new Recipient(
                        "Jane Roe",
                        "Rua das Flores, 123",
                        "Apt 4, Roe Ltd",
                        "Sydney",
                        "New South Wales",
                        "AU",
                        "2000",
                        new Recipient.Phone("+61", "298765432"),
                        Map.of("tax_number", "123"),
                        Optional.empty()));
        assertThat(order.shipTo().line1()).contains("\u2060");
    }

    /** "Please enter your first name", AliExpress said to a shop in France on 16 September 2026. */
    @Test
    void aNameOfOneWordIsToldBeforeAPurchaseInFrance() {
        assertThat(of("FR", "Dupont", "12 Rue Longue", "", "", "+33612345678", Map.of()))
                .startsWith("ADDRESS_INVALID shipTo.name");
    }

    @Test
    void aCompanysNumberGoesWhereBrazilWantsAPersons() {
        assertThat(of(
                        "BR",
                        "Casa Roe",
                        "Rua das Flores, 123",
                        "Centro",
                        "SP",
                        "+5511987654321",
                        Map.of("cpf", "11.222.333/0001-81")))
                .isEmpty();
        assertThat(last.ids()).containsEntry("cpf", "11.222.333/0001-81");
    }

    @Test
    void theNationalAddressIsSentInCapitals() {
        of("SA", "Sara Ahmad", "King Road 1", "", "01", "0512345678", Map.of("nat_addr", "rrrd2929"));

        assertThat(last.ids()).containsEntry("nat_addr", "RRRD2929");
        assertThat(last.province()).isEqualTo("Riyadh");
    }

    /** Asked of their users by DSers (Chile, Korea); sent when the order has them, and told beforehand. */
    @ParameterizedTest
    @CsvSource({
        "CL, rut_no, 12.345.678-5",
        "KR, passport_no, P123456789012",
        "KR, foreigner_passport_no, M12345678",
        "ZA, passport_no, 8001015009087",
        "TR, passport_no, 10000000146"
    })
    void whatCustomsOfACountryWelcomeIsSentWhenTheOrderHasIt(String country, String field, String value) {
        String phone = country.equals("ZA") ? "+27 82 123 4567" : "+49 30 901820";

        assertThat(of(country, "Jane Roe", "12 Elm Street", "", "Some Region", phone, Map.of(field, value)))
                .isEmpty();
        assertThat(last.ids()).containsEntry(field, value);
        assertThat(AddressWords.hints(country)).containsKey("taxIds." + field);
    }

    private Recipient last = Recipient.of(TestAccount.example().order(), "", TestAccount.NO_LISTS);

    /** Empty when the address is taken (see {@link #last}), else cause and text of the refusal. */
    private String of(
            String country,
            String name,
            String line1,
            String line2,
            String region,
            String phone,
            Map<String, String> taxIds) {
        var order = TestAccount.with(whole ->
                        TestAccount.to(whole, address(country, name, line1, line2, region, "1000", phone), taxIds))
                .order();
        try {
            last = Recipient.of(order, "", TestAccount.NO_LISTS);
            return "";
        } catch (Refusal refusal) {
            var rejected = (Outcome.Rejected) refusal.outcome();
            assertThat(rejected.cause()).isIn(Cause.ADDRESS_INVALID, Cause.BUYER_DATA_MISSING);
            return rejected.cause().name() + " " + rejected.text();
        }
    }

    private static Map<String, String> ids(String country) {
        return switch (country) {
            case "AR" -> Map.of("passport_no", "20-12345678-6");
            case "SA" -> Map.of("nat_addr", "RRRD2929");
            default -> Map.of();
        };
    }

    static Address address(
            String country, String name, String line1, String line2, String region, String zip, String phone) {
        return new Address(name, "", line1, line2, "Some City", region, zip, country, phone);
    }
}
