package serai.base;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/** Our durable lane to one provider account, for example {@code aliexpress}; part of configuration keys and queue names. */
public record ChannelName(@JsonValue String value) implements Comparable<ChannelName> {
    private static final String STORE = "store-";
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,45}");

    /** @throws IllegalArgumentException unless 1 to 46 of a-z, 0-9 and dash, starting with a letter */
    public ChannelName {
        Text.matching("channel name", value, FORM, "1 to 46 of a-z, 0-9 and -, starting with a letter");
    }

    /** The lane that leads back to a store: each store has its own, so that a dead shop delays nobody else. */
    public static ChannelName of(StoreId store) {
        return new ChannelName(STORE + store.value());
    }

    /** The store that {@link #of} named it after; empty when it is another lane by its name. */
    public Optional<StoreId> store() {
        return value.startsWith(STORE) && value.length() > STORE.length()
                ? Optional.of(new StoreId(value.substring(STORE.length())))
                : Optional.empty();
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
