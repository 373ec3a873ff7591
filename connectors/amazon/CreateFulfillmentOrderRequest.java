package amazon;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * The body of {@code createFulfillmentOrder}, names as in Amazon's model. Empty text, lists and optionals are left out of
 * the JSON.
 *
 * @param displayableOrderDate ISO 8601, whole seconds: a date that Amazon cannot read is answered with 500
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record CreateFulfillmentOrderRequest(
        String marketplaceId,
        String sellerFulfillmentOrderId,
        String displayableOrderId,
        String displayableOrderDate,
        String displayableOrderComment,
        String shippingSpeedCategory,
        String fulfillmentAction,
        String fulfillmentPolicy,
        Destination destinationAddress,
        List<FeatureSettings> featureConstraints,
        List<Item> items) {

    /** Where the parcel goes; {@code Address} in the model. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Destination(
            String name,
            String addressLine1,
            String addressLine2,
            String addressLine3,
            String city,
            String stateOrRegion,
            String postalCode,
            String countryCode,
            String phone) {}

    /**
     * One line; {@code CreateFulfillmentOrderItem} in the model.
     *
     * @param giftMessage to the recipient, at most 512 characters
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Item(
            String sellerSku,
            String sellerFulfillmentOrderItemId,
            int quantity,
            String giftMessage,
            Optional<Amount> perUnitDeclaredValue) {}

    /**
     * {@code Money} in the model.
     *
     * @param value a decimal number as text, with the currency's own digits
     */
    record Amount(String currencyCode, String value) {}

    /**
     * What the parcel must or should have.
     *
     * @param featureFulfillmentPolicy {@code Required} or {@code NotRequired}
     */
    record FeatureSettings(String featureName, String featureFulfillmentPolicy) {}
}
