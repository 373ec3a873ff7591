package serai.base;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Our durable lane to one provider account, for example {@code aliexpress}; part of configuration keys and queue names. */
public record ChannelName(@JsonValue String value) implements Comparable<ChannelName> {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    /** @throws IllegalArgumentException unless 1 to 40 of a-z, 0-9 and dash, starting with a letter */
    public ChannelName {
        Text.matching("channel name", value, FORM, "1 to 40 of a-z, 0-9 and -, starting with a letter");
    }

    @Override
    public int compareTo(ChannelName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
