package serai.provider;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import serai.base.ChannelName;

/**
 * What the core lends to an {@link Account}.
 *
 * @param settings values by the key's last part as declared in {@code connector.yaml}, for example {@code app-key};
 *     defaults filled in, an unset one is empty text
 * @param errors the connector's {@code errors.yaml}
 * @param tokens where a rotated token is kept
 * @param caller sends a call through one of the connector's own kamelets
 */
public record AccountContext(
        ChannelName channel,
        Map<String, String> settings,
        ErrorTable errors,
        TokenStore tokens,
        Caller caller,
        Clock clock) {
    public AccountContext {
        settings = Map.copyOf(settings);
    }

    /** @throws IllegalArgumentException if the connector never declared such a setting */
    public String setting(String key) {
        String value = settings.get(key);
        if (value == null) {
            throw new IllegalArgumentException(channel + " declares no setting " + key);
        }
        return value;
    }

    /** The setting as a URI. */
    public URI uri(String key) {
        return URI.create(setting(key));
    }

    /** Sends a call beside the order's own, for example to renew a token. */
    @FunctionalInterface
    public interface Caller {
        /**
         * @param kamelet for example {@code aliexpress-refresh-token}
         * @throws Refusal if the answer was lost or the call could not be sent; nothing was bought
         */
        Answer call(String kamelet, Call call);
    }

    /** Keeps a secret outside the ledger, durably: {@link #save} returns after fsync. */
    public interface TokenStore {
        /** What was saved last for this channel, on this node. */
        Optional<String> load();

        /** Replaces it atomically; readable by our user only. */
        void save(String secret);

        /** What whichever node saved last, where nodes share it and the ledger can be read; says nothing otherwise. */
        default Optional<String> shared() {
            return Optional.empty();
        }

        /**
         * Whether this node may renew the secret now: of several that share it one at a time, for a minute at most. To be asked
         * before the renewal, and after a look at {@link #shared}.
         */
        default boolean claim() {
            return true;
        }
    }
}
