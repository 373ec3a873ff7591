package amazon;

import amazon.CreateFulfillmentOrderRequest.FeatureSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import serai.base.Text;
import serai.provider.AccountContext;

/**
 * What every order of an account has in common, from its settings.
 *
 * @param displayableOrderComment printed on the packing slip
 * @param shippingSpeed for lines whose listing names none
 */
record Terms(
        String marketplaceId,
        String displayableOrderComment,
        ShippingSpeed shippingSpeed,
        List<FeatureSettings> featureConstraints) {
    private static final Pattern FEATURE = Pattern.compile("([A-Z_]{1,60})(?:=(Required|NotRequired))?");

    Terms {
        featureConstraints = List.copyOf(featureConstraints);
    }

    /** @throws IllegalArgumentException naming the key and what it may be */
    static Terms of(AccountContext context) {
        String prefix = "serai." + context.channel() + ".";
        String comment = Text.required(prefix + "comment", context.setting("comment"), 750);
        String speed = context.setting("shipping-speed");
        return new Terms(
                Text.required(prefix + "marketplace-id", context.setting("marketplace-id"), 40),
                comment,
                ShippingSpeed.find(speed)
                        .orElseThrow(() -> new IllegalArgumentException(prefix + "shipping-speed must be "
                                + ShippingSpeed.CHOICES + ", was \"" + speed + "\"")),
                features(prefix + "features", context.setting("features")));
    }

    private static List<FeatureSettings> features(String key, String setting) {
        List<FeatureSettings> features = new ArrayList<>();
        for (String word : setting.split(",", -1)) {
            Matcher feature = FEATURE.matcher(word.strip());
            if (feature.matches()) {
                String policy = feature.group(2);
                features.add(new FeatureSettings(feature.group(1), policy == null ? "Required" : policy));
            } else if (!setting.isBlank()) {
                throw new IllegalArgumentException(
                        key + " must be a list such as BLANK_BOX,OVERBOX=NotRequired, was \"" + setting + "\"");
            }
        }
        return features;
    }
}
