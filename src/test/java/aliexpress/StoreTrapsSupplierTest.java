package aliexpress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import serai.base.Address;
import serai.provider.PlaceOrder;
import serai.provider.Refusal;

/** The traps of store platforms that end at a supplier with wishes of its own: a test for each. */
class StoreTrapsSupplierTest {
    private static PlaceOrder to(String name, String country, String region, String zip, String phone) {
        Address address = new Address(name, "", "1 Long Street", "", "City", region, zip, country, phone);
        return TestAccount.with(order -> TestAccount.to(order, address, Map.of()))
                .order();
    }

    @Test
    void anOrderWithoutTelephoneNumberTakesTheMerchantsDefaultOrIsParkedWithTheWayOut() {
        PlaceOrder order = to("Jane Roe", "DE", "", "10115", "");

        var withDefault = Recipient.of(order, "+34 612 345 678", TestAccount.NO_LISTS);

        assertThat(withDefault.phone()).isEqualTo(new Recipient.Phone("+34", "612345678"));
        assertThatThrownBy(() -> Recipient.of(order, "", TestAccount.NO_LISTS))
                .isInstanceOf(Refusal.class)
                .asString()
                .contains("default-phone");
    }

    @Test
    void aNameInAnotherScriptIsSentAsItIsOrRefusedButNeverChanged() {
        var kept = Recipient.of(to("Łucja Żółć", "PL", "", "90-001", "+48600100200"), "", TestAccount.NO_LISTS);

        assertThat(kept.name()).isEqualTo("Łucja Żółć");
    }

    @Test
    void aPostalCodeIsNotDemandedWhereThereIsNone() {
        var recipient = Recipient.of(to("Jane Roe", "HK", "Kowloon", "", "+85223456789"), "", TestAccount.NO_LISTS);

        assertThat(recipient.zip()).isEmpty();
    }

    @Test
    void aProvinceGoesByItsNameWhicheverCodeTheStoreWrites() {
        var bare = Recipient.of(to("Jane Roe", "DE", "NW", "50667", "+4930901820"), "", TestAccount.NO_LISTS);
        var prefixed = Recipient.of(to("Jane Roe", "DE", "DE-NW", "50667", "+4930901820"), "", TestAccount.NO_LISTS);

        assertThat(bare.province()).isEqualTo("Nordrhein-Westfalen").isEqualTo(prefixed.province());
    }
}
