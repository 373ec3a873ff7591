package serai.base;

import com.fasterxml.jackson.annotation.JsonValue;

/** Our id of one outbound effect. Derived from order, channel, kind and part: recording it twice gives one row. */
public record DispatchId(@JsonValue String value) {
    /**
     * The id of the effect of that kind that the order has on the channel.
     *
     * @param kind for example {@code place-order}
     * @param part tells several effects of one kind on one channel apart, for example {@code 1}
     */
    public static DispatchId of(OrderId order, ChannelName channel, String kind, String part) {
        return new DispatchId("dsp_" + Text.fingerprint("dispatch", order.value(), channel.value(), kind, part));
    }

    @Override
    public String toString() {
        return value;
    }
}
