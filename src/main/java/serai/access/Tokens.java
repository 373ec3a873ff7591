package serai.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that open the support API: those of {@code config/tokens.yaml}, known by their hash, and the single one of
 * {@code serai.support-token}. Without any, nobody gets in.
 *
 * <p>A token is 32 or more random characters, so that nobody can guess it from its hash; a plain SHA-256 is enough, and a
 * slow password hash would only make every call slow.
 */
public final class Tokens {
    /** The actor's name of {@code serai.support-token}. */
    public static final String SUPPORT_TOKEN = "support-token";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,59}");
    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Set<String> KEYS = Set.of("name", "role", "sha256");
    private static final String BEARER = "Bearer ";

    /** Whom a token stands for. */
    public record Holder(String name, Role role) {}

    private record Known(Holder holder, String hash) {}

    private final List<Known> known;

    private Tokens(List<Known> known) {
        this.known = List.copyOf(known);
    }

    /**
     * Reads the file, if it is there.
     *
     * @param supportToken the value of {@code serai.support-token}
     * @throws IOException if the file is there and cannot be read
     * @throws IllegalArgumentException if anything in it is wrong; names file, entry, key and the fix, and no hash
     */
    public static Tokens load(Path file, Optional<String> supportToken) throws IOException {
        String yaml = Files.exists(file) ? Files.readString(file) : "";
        return parse(String.valueOf(file.getFileName()), yaml, supportToken);
    }

    /** Reads a file's text. @throws IllegalArgumentException as {@link #load} */
    public static Tokens parse(String name, String yaml, Optional<String> supportToken) {
        List<Known> all = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        Set<String> names = new HashSet<>(Set.of(SUPPORT_TOKEN));
        int position = 0;
        for (JsonNode entry : YamlList.read(name, yaml)) {
            position++;
            try {
                Known token = entry(name + ", entry " + position, entry);
                if (!names.add(token.holder().name())) {
                    faults.add(name + ", entry " + position + ": name "
                            + token.holder().name() + " is taken; the audit book tells people apart by it");
                }
                all.add(token);
            } catch (IllegalArgumentException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), faults));
        }
        supportToken.ifPresent(
                token -> all.add(new Known(new Holder(SUPPORT_TOKEN, Role.ADMIN), Digests.sha256(token))));
        return new Tokens(all);
    }

    private static Known entry(String place, JsonNode entry) {
        if (!entry.isObject()) {
            throw new IllegalArgumentException(place + ": must have name, role and sha256");
        }
        entry.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException(
                        place + ": there is no key " + key + "; there are name, role and sha256");
            }
        });
        String name = entry.path("name").asText();
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(place + ", name: must be 1 to 60 of a-z, 0-9, dot, dash and underscore");
        }
        Role role = Role.find(entry.path("role").asText().toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new IllegalArgumentException(place + ", role: must be viewer, support or admin"));
        String hash = entry.path("sha256").asText();
        if (!HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException(
                    place + ", sha256: must be the 64 hexadecimal digits of the token's SHA-256; make them with"
                            + " printf %s \"$TOKEN\" | sha256sum");
        }
        return new Known(new Holder(name, role), hash.toLowerCase(Locale.ROOT));
    }

    /**
     * Whom the request speaks for.
     *
     * @param authorization the value of {@code Authorization}, null when there is none
     */
    public Optional<Holder> find(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.empty();
        }
        String presented =
                Digests.sha256(authorization.substring(BEARER.length()).strip());
        Optional<Holder> found = Optional.empty();
        // All are compared, each in constant time, so that the time taken tells nothing.
        for (Known token : known) {
            if (Digests.same(token.hash(), presented)) {
                found = Optional.of(token.holder());
            }
        }
        return found;
    }
}
