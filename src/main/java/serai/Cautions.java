package serai;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import serai.base.Secret;
import serai.store.Store;

/** What an operator should mend although it works: secrets that others can see or guess. Never shows one. */
final class Cautions {
    /** Shorter secrets can be found by trying; 16 random characters of base64 are 96 bits. */
    static final int SHORTEST = 16;

    private Cautions() {}

    /** Names of keys whose secrets stand on the command line, where everybody on the machine sees them. */
    static List<String> onCommandLine(Settings settings, Properties system) {
        return secrets(settings).filter(key -> system.getProperty(key) != null).toList();
    }

    /** A warning about them; empty when there are none. */
    static Optional<String> seenByAll(List<String> keys) {
        return keys.isEmpty()
                ? Optional.empty()
                : Optional.of(keys.stream().map(key -> "-D" + key).collect(Collectors.joining(", "))
                        + ": everybody who can list processes on this machine can read what is given so; set "
                        + SettingKey.environmentName(keys.getFirst()) + " in the environment, or name a file with "
                        + keys.getFirst() + "-file");
    }

    private static Stream<String> secrets(Settings settings) {
        return Stream.concat(
                SettingKeys.CORE.stream().filter(SettingKey::secret).map(SettingKey::name),
                settings.channels().stream()
                        .flatMap(channel -> SettingKeys.account(channel.name(), channel.connector()))
                        .filter(SettingKey::secret)
                        .map(SettingKey::name));
    }

    /** A warning about secrets that are too short to be safe, by store and key; empty when there are none. */
    static Optional<String> guessable(Optional<Secret> supportToken, Collection<Store> stores) {
        List<String> weak = new ArrayList<>();
        if (isShort(supportToken)) {
            weak.add("serai.support-token");
        }
        for (Store store : stores) {
            weak.addAll(ofStore(store));
        }
        return weak.isEmpty()
                ? Optional.empty()
                : Optional.of("shorter than " + SHORTEST + " characters, so that it may be found by trying: "
                        + String.join(", ", weak) + "; make new ones with openssl rand -base64 24");
    }

    private static List<String> ofStore(Store store) {
        List<String> weak = new ArrayList<>();
        if (isShort(store.apiKey())) {
            weak.add("apiKey of " + store.id());
        }
        if (isShort(store.webhookSecret())) {
            weak.add("webhookSecret of " + store.id());
        }
        if (isShort(store.previousWebhookSecret())) {
            weak.add("previousWebhookSecret of " + store.id());
        }
        if (isShort(store.outgoing().callbackKey())) {
            weak.add("callbackKey of " + store.id());
        }
        return weak;
    }

    private static boolean isShort(Optional<Secret> secret) {
        return secret.filter(text -> text.reveal().length() < SHORTEST).isPresent();
    }
}
