package serai.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import serai.base.Scope;
import serai.base.Secret;
import serai.base.StoreId;

/** Reads one entry of {@code config/users.yaml}; every fault names the entry, the key and what to write instead. */
final class UserEntry {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,59}");
    private static final Pattern FROM_ENVIRONMENT = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final Pattern ASCII = Pattern.compile("[!-~]+");
    private static final Set<String> KEYS =
            new TreeSet<>(Set.of("name", "role", "stores", "password", "totp", "totp-file", "oidc", "enabled"));

    private final String place;
    private final JsonNode entry;
    private final Map<String, String> environment;
    private final Path home;

    UserEntry(String place, JsonNode entry, Map<String, String> environment, Path home) {
        this.place = place;
        this.entry = entry;
        this.environment = environment;
        this.home = home;
    }

    User user() {
        if (!entry.isObject()) {
            throw new IllegalArgumentException(place + ": must have name, role and password or oidc");
        }
        entry.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException(
                        place + ": there is no key " + key + "; there are " + String.join(", ", KEYS));
            }
        });
        String name = text("name").orElse("");
        checkName(name).ifPresent(rule -> {
            throw wrong("name", rule);
        });
        Role role = text("role")
                .flatMap(text -> Role.find(text.toLowerCase(Locale.ROOT)))
                .orElseThrow(() -> wrong("role", "must be viewer, support or admin"));
        Optional<PasswordHash> password = password();
        Optional<String> oidc = text("oidc");
        if (oidc.filter(named -> named.contains("@") && !ASCII.matcher(named).matches())
                .isPresent()) {
            throw wrong("oidc", "an e-mail address may hold ASCII characters only; name the issuer's subject instead");
        }
        if (password.isEmpty() && oidc.isEmpty()) {
            throw new IllegalArgumentException(place + ": must have password or oidc, or nobody can sign in with it");
        }
        return new User(new Account(name, role, scope(role)), password, totp(), oidc, enabled());
    }

    /** What is wrong with a name. */
    static Optional<String> checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.of("must be 1 to 60 of a-z, 0-9, dot, dash and underscore, not beginning with a sign");
        }
        return name.equals(Tokens.SUPPORT_TOKEN)
                ? Optional.of(name + " is taken; the audit book tells people apart by it")
                : Optional.empty();
    }

    private Scope scope(Role role) {
        JsonNode stores = entry.path("stores");
        if (stores.isMissingNode() || stores.isNull()) {
            return Scope.ALL;
        }
        if (!stores.isArray() || stores.isEmpty()) {
            throw wrong("stores", "must be a list such as [tea-house]; leave it out for every store");
        }
        if (role == Role.ADMIN) {
            throw wrong("stores", "an admin acts on every store; leave it out, or make the role support");
        }
        Set<StoreId> ids = new TreeSet<>();
        for (JsonNode store : stores) {
            try {
                ids.add(new StoreId(store.asText()));
            } catch (IllegalArgumentException e) {
                throw wrong("stores", String.valueOf(e.getMessage()));
            }
        }
        return Scope.of(ids);
    }

    private Optional<PasswordHash> password() {
        try {
            return text("password").map(PasswordHash::of);
        } catch (IllegalArgumentException e) {
            throw wrong("password", String.valueOf(e.getMessage()));
        }
    }

    private Optional<Secret> totp() {
        Optional<String> variable = text("totp");
        Optional<String> file = text("totp-file");
        if (variable.isPresent() && file.isPresent()) {
            throw wrong("totp", "is there, and totp-file as well; keep one of them");
        }
        Optional<Secret> secret = variable.map(this::fromEnvironment).or(() -> file.map(this::fromFile));
        secret.filter(each -> !OneTimeCodes.usable(each)).ifPresent(unusable -> {
            throw wrong(
                    variable.isPresent() ? "totp" : "totp-file",
                    "holds no secret of 128 bits or more in base 32 (A-Z and 2-7); ./serai user add --totp makes one");
        });
        return secret;
    }

    private Secret fromEnvironment(String text) {
        Matcher name = FROM_ENVIRONMENT.matcher(text);
        if (!name.matches()) {
            throw wrong("totp", "must be ${NAME}, an environment variable; or name a file with totp-file");
        }
        String value = environment.getOrDefault(name.group(1), "");
        if (value.isBlank()) {
            throw wrong("totp", "environment variable " + name.group(1) + " is not set");
        }
        return new Secret(value.strip());
    }

    private Secret fromFile(String text) {
        try {
            String value = Files.readString(home.resolve(text)).strip();
            if (value.isEmpty()) {
                throw wrong("totp-file", "the file " + home.resolve(text) + " is empty");
            }
            return new Secret(value);
        } catch (IOException e) {
            throw wrong("totp-file", "the file " + home.resolve(text) + " cannot be read as UTF-8 text");
        }
    }

    private boolean enabled() {
        JsonNode enabled = entry.path("enabled");
        if (!enabled.isMissingNode() && !enabled.isBoolean()) {
            throw wrong("enabled", "must be true or false");
        }
        return enabled.asBoolean(true);
    }

    /** The text of a key; empty when it is left out. A number counts as text: a subject may be one. */
    private Optional<String> text(String key) {
        JsonNode node = entry.path(key);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isValueNode() || node.asText().isBlank() || node.asText().length() > 500) {
            throw wrong(key, "must be a text, or left out");
        }
        return Optional.of(node.asText().strip());
    }

    private IllegalArgumentException wrong(String key, String rule) {
        return new IllegalArgumentException(place + ", " + key + ": " + rule);
    }
}
