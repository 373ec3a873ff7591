package amazon;

import java.util.Arrays;
import java.util.Optional;

/**
 * {@code shippingSpeedCategory} of Amazon's model, names as on the wire; without {@code ScheduledDelivery}, which only Japan
 * has and which needs a delivery window that no order carries.
 */
enum ShippingSpeed {
    Standard,
    Expedited,
    Priority;

    /** For messages. */
    static final String CHOICES = "Standard, Expedited or Priority";

    /** The one of that name, without regard to case. */
    static Optional<ShippingSpeed> find(String name) {
        return Arrays.stream(values())
                .filter(speed -> speed.name().equalsIgnoreCase(name.strip()))
                .findFirst();
    }
}
