package amazon;

import static amazon.Fixture.order;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.provider.Cause;
import serai.provider.Outcome;

/** Amazon's refusals as people have reported them, from the double's answer to the letter. */
@Timeout(60)
class RefusalTextsTest {
    private AmazonAtDouble amazon;

    @BeforeEach
    void start() throws Exception {
        amazon = new AmazonAtDouble();
    }

    @AfterEach
    void stop() {
        amazon.close();
    }

    /**
     * In order: amzn/selling-partner-api-models 236; jrl84/amazon-sp-api 249; amzn/selling-partner-api-models 1665 and
     * amzn/selling-partner-api-docs 1136; docs 703 and models 1637; docs 613; lineofflight/peddler 102 twice;
     * abuzuhri/Amazon-SP-API-CSharp 898; docs 891; django-oscar/django-oscar-mws docs; extensiv.helpjuice.com
     * amazon-fba-common-errors-and-troubleshooting; models 2979; support.ordoro.com amazon-fba-order-routing-errors twice;
     * lineofflight/peddler 68; models 1759; models 70; models 4106 (another operation); clousale/amazon-sp-api-php 127; the
     * rest are fields of the first shapes.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        The following required parameters are missing: [PostalCode, City]              | ADDRESS_INVALID      | shipTo.postalCode
        Request has invalid parameter: {Address.StateOrRegion=DC}                      | ADDRESS_INVALID      | shipTo.region
        Value NotEligibleForExport for parameter Item is invalid                       | NOT_DELIVERABLE      | ''
        This order cannot be fulfilled due to Brexit preventing cross-border fulfillment via EFN and Pan-European FBA starting December 28, 2020. | NOT_DELIVERABLE | ''
        Value for parameter PostalCode is invalid. Reason: InvalidValue.               | ADDRESS_INVALID      | shipTo.postalCode
        The field PerUnitDeclaredValue has a value of USD, was expecting CAD           | ORDER_NOT_ACCEPTABLE | ''
        The request must contain the parameter PerUnitDeclaredValue.                   | ORDER_NOT_ACCEPTABLE | ''
        The following parameters are invalid: {PerUnitPrice=}                          | ORDER_NOT_ACCEPTABLE | ''
        Missing value for decimal type                                                 | ORDER_NOT_ACCEPTABLE | ''
        Value US for parameter DestinationAddress.CountryCode is invalid. Reason: InvalidValue. | NOT_DELIVERABLE | shipTo.country
        Value for parameter DestinationAddress.CountryCode is invalid. Reason: InvalidValue.    | NOT_DELIVERABLE | shipTo.country
        the SellerSKU for Item Id: 100482-L1 is invalid.                               | ITEM_UNKNOWN         | ''
        Inventory unavailable for order                                                | OUT_OF_STOCK         | ''
        Delivery SLA is Unavailable                                                    | NOT_DELIVERABLE      | ''
        Value AllQuantityZero for parameter  is invalid.                               | ORDER_NOT_ACCEPTABLE | ''
        Value  for parameter SellerId is invalid. Reason: InvalidValue.                | CONFIGURATION_WRONG  | ''
        Invalid request body: [object has missing required properties (["districtOrCounty"])] | ADDRESS_INVALID | ''
        ERROR: Provided address is invalid. Please correct the address and try again.  | ADDRESS_INVALID      | ''
        Invalid Input                                                                  | REFUSED_BY_SUPPLIER  | ''
        The following required parameters are missing: [Name]                          | ADDRESS_INVALID      | shipTo.name
        The following required parameters are missing: [DisplayableOrderComment]       | ORDER_NOT_ACCEPTABLE | ''
        Value for parameter DestinationAddress.PhoneNumber is invalid. Reason: InvalidValue. | ADDRESS_INVALID | shipTo.phone
        Value for parameter City is invalid. Reason: InvalidValue.                     | ADDRESS_INVALID      | shipTo.city
        """)
    void aRefusalIsReadRightlyAndMarksItsField(String words, Cause cause, String field) {
        amazon.refusing(words);

        Outcome outcome = amazon.place(order());

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Rejected.class, refused -> {
            assertThat(refused.cause()).isEqualTo(cause);
            assertThat(refused.text()).contains(words.substring(0, 10));
            assertThat(amazon.marks(refused.text())).isEqualTo(field);
        });
        assertThat(amazon.taken()).isEmpty();
    }

    /** From the notes of django-oscar/django-oscar-mws: a matter of the account, which holds the channel. */
    @Test
    void anAccountThatMayNotShipMakesNoLetterOfTheOrder() {
        amazon.refusing("Seller is not registered for Basic fulfillment.");

        assertThat(amazon.place(order())).isInstanceOfSatisfying(Outcome.Retryable.class, held -> {
            assertThat(held.cause()).isEqualTo(Cause.PERMISSION_MISSING);
            assertThat(held.scope()).isEqualTo(Outcome.Scope.CHANNEL);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Request has invalid parameter: {Address.AddressLine1=12 Elm Street}                     | 12 Elm
        Value Jane Roe for parameter DestinationAddress.Name is invalid. Reason: InvalidValue.  | Jane Roe
        The following parameters are invalid: {PostalCode=78701}                                | 78701
        """)
    void whatAmazonQuotesOfTheRecipientIsNotKept(String words, String personal) {
        amazon.refusing(words);

        assertThat(amazon.place(order())).isInstanceOfSatisfying(Outcome.Rejected.class, refused -> {
            assertThat(refused.cause()).isEqualTo(Cause.ADDRESS_INVALID);
            assertThat(refused.text()).doesNotContain(personal);
            assertThat(amazon.marks(refused.text())).startsWith("shipTo.");
        });
    }
}
