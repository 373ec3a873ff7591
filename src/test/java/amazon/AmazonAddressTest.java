package amazon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import serai.base.Address;
import serai.provider.OrderRules;
import serai.provider.Refusal;

class AmazonAddressTest {
    private static final Address AUSTIN =
            new Address("Jane Roe", "", "12 Elm Street", "", "Austin", "TX", "78701", "US", "+15125550100");

    private static Address with(String name, String line1, String city, String postalCode, String country) {
        return new Address(name, "", line1, "", city, "TX", postalCode, country, "");
    }

    @Test
    void everyFieldThatAmazonWouldNotTakeIsNamedAtOnce() {
        assertThat(RequestRules.addressRefusals(AUSTIN)).isEmpty();
        assertThat(RequestRules.addressRefusals(with("x".repeat(51), "", "", "", "us")))
                .extracting(Refusal::outcome)
                .extracting(Object::toString)
                .satisfiesExactly(
                        first -> assertThat(first).contains("shipTo.name"),
                        second -> assertThat(second).contains("shipTo.line1"),
                        third -> assertThat(third).contains("shipTo.postalCode"),
                        fourth -> assertThat(fourth).contains("shipTo.country"));
    }

    @Test
    void aRefusalsFieldAndWordsAreTakenApart() {
        OrderRules.Flaw flaw = RequestRules.addressRefusals(with("Jane", "", "Austin", "1", "US")).stream()
                .flatMap(refusal -> OrderRules.Flaw.of(refusal).stream())
                .findFirst()
                .orElseThrow();

        assertThat(flaw).isEqualTo(new OrderRules.Flaw("shipTo.line1", "Amazon requires it, the order has none"));
    }

    @Test
    void hintsTellWhatIsNeeded() {
        assertThat(RequestRules.addressWords("US"))
                .containsEntry("shipTo.name", "at most 50 characters; needed")
                .containsEntry("shipTo.line2", "at most 60 characters")
                .containsEntry("shipTo.city", "at most 50 characters; needed");
        assertThat(RequestRules.addressWords("JP")).containsEntry("shipTo.city", "at most 50 characters");
    }
}
