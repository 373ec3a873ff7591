package aliexpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.base.Money;
import serai.provider.OrderRules;
import serai.provider.PlaceOrder;
import serai.provider.Refusal;

/** What AliExpress' account tells beforehand, and that it is what the account would do. */
class AddressFlawsTest {
    private final AliExpress account = new TestAccount().open();

    private static PlaceOrder order(String country, String name, String line1, String region, String phone) {
        return TestAccount.with(whole -> TestAccount.to(
                        whole, RecipientTest.address(country, name, line1, "", region, "1000", phone), Map.of()))
                .order();
    }

    private static boolean taken(PlaceOrder order) {
        try {
            Recipient.of(order, "", TestAccount.NO_LISTS);
            return true;
        } catch (Refusal refusal) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"US", "BR", "MX", "ES", "SA", "IL", "AR", "AU", "DE", "FR", "ZA", "XX", "Germany", ""})
    void anAddressHasFlawsWheneverItWouldBeRefusedAndOnlyThen(String country) {
        for (String name : List.of("", "Jane", "Jane Roe", "Jané Roe", "J R")) {
            for (String line1 : List.of("", "12", "12 Elm Street", "x".repeat(60))) {
                for (String region : List.of("", "Other", "TX", "Texas")) {
                    for (String phone : List.of("", "12", "+15125550100", "+34612345678", "+966512345678")) {
                        PlaceOrder order = order(country, name, line1, region, phone);

                        assertThat(account.flaws(order).isEmpty())
                                .as(order.shipTo().toString())
                                .isEqualTo(taken(order));
                    }
                }
            }
        }
    }

    @Test
    void everyFieldThatIsWrongIsNamedAtOnceAndNoValueWithIt() {
        List<OrderRules.Flaw> flaws = account.flaws(order("US", "Jane", "12", "Other", "7"));

        assertThat(flaws)
                .extracting(OrderRules.Flaw::field)
                .containsExactly("shipTo.name", "shipTo.line1", "shipTo.region", "shipTo.phone");
        assertThat(flaws).noneMatch(flaw -> flaw.words().contains("Jane"));
    }

    @Test
    void hintsSayWhatTheCountryWants() {
        assertThat(account.addressHints("US"))
                .containsEntry("shipTo.line1", "5 to 35 characters")
                .containsKeys("shipTo.name", "shipTo.region", "shipTo.phone");
        assertThat(account.addressHints("BR")).containsKeys("taxIds.cpf", "shipTo.postalCode", "shipTo.city");
        assertThat(account.addressHints("FR")).containsOnlyKeys("shipTo.name", "shipTo.region", "shipTo.phone");
    }

    @ParameterizedTest
    @CsvSource({
        "Please enter a city, shipTo.city",
        "Please select a State/Province/County, shipTo.region",
        "Please enter between 2 - 32 characters, shipTo.name",
        "Please enter mobile phone number, shipTo.phone",
        "Please enter the 8-digit national address, taxIds.nat_addr",
        "'Please enter a 8-digit national address in right format, eg. ABCD1234.', taxIds.nat_addr",
        "Please enter the country code and phone number without any spaces or special characters, shipTo.phone",
        "Phone Number should contain 7-13 digits, shipTo.phone",
        "Please enter your first name, shipTo.name",
        "Please enter English letters only, shipTo.name",
        "Please enter a City, shipTo.city",
        "CPF is invalid, taxIds.cpf",
        "Please enter your passport number or tax ID number, taxIds.passport_no",
        "Please enter personal customs clearance code, taxIds.passport_no",
        "Please enter a ZIP code, shipTo.postalCode",
        "Please enter between 5 - 35 characters, shipTo.line1",
        "Please select a Country/Region, shipTo.country"
    })
    void theFieldThatAliExpressComplainsOfIsFoundInItsWords(String words, String field) {
        assertThat(account.fieldNamed(words)).contains(field);
        assertThat(account.fieldNamed("something went wrong")).isEmpty();
    }

    @Test
    void whatPricesWroteOfTheCapIsReadBack() {
        String words = "items[1].maxUnitCost: AliExpress asks 5.03 USD for one piece, the cap is 4.00 USD";

        assertThat(account.asked(words)).contains(new OrderRules.Ask("1", Money.of("5.03", "USD")));
        assertThat(account.asked("too dear")).isEqualTo(Optional.empty());
    }
}
