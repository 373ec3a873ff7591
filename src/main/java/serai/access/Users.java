package serai.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts of {@code config/users.yaml}. The file is looked at again every few seconds at most; one that cannot be used
 * is told in the log and the accounts stay as they were.
 */
public final class Users {
    private static final Logger LOG = LoggerFactory.getLogger(Users.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    /** Nobody keeps more people in a file by hand; a larger one is some other file. */
    private static final long LARGEST = 4 << 20;

    private final @Nullable Path file;
    private final Path home;
    private final Map<String, String> environment;
    private final Clock clock;
    private volatile List<User> users;
    /** Of which {@link #users} were made; guarded by this. */
    private String text;
    /** The last fault that was told; empty while the file is good. Guarded by this. */
    private String fault = "";

    private volatile Instant looked;

    private Users(
            @Nullable Path file,
            Path home,
            Map<String, String> environment,
            Clock clock,
            String text,
            List<User> users) {
        this.file = file;
        this.home = home;
        this.environment = environment;
        this.clock = clock;
        this.text = text;
        this.users = List.copyOf(users);
        this.looked = clock.instant();
    }

    /**
     * Reads the file, if it is there.
     *
     * @param home where relative paths of {@code totp-file} begin
     * @param environment where {@code ${NAME}} is looked up
     * @throws IOException if the file is there and cannot be read
     * @throws IllegalArgumentException if anything in it is wrong; names file, entry, key and the fix, and no secret
     */
    public static Users load(Path file, Path home, Map<String, String> environment, Clock clock) throws IOException {
        String yaml = read(file);
        return new Users(file, home, environment, clock, yaml, parse(nameOf(file), yaml, environment, home));
    }

    /** These and no others, for ever. */
    public static Users of(List<User> users) {
        return new Users(null, Path.of(""), Map.of(), Clock.systemUTC(), "", users);
    }

    /** Reads a file's text. @throws IllegalArgumentException as {@link #load} */
    public static List<User> parse(String name, String yaml, Map<String, String> environment, Path home) {
        List<User> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<String> issued = new HashSet<>();
        List<String> faults = new ArrayList<>();
        int position = 0;
        for (JsonNode node : YamlList.read(name, yaml)) {
            position++;
            String place = name + ", entry " + position;
            try {
                User user = new UserEntry(place, node, environment, home).user();
                if (!names.add(user.account().name())) {
                    faults.add(place + ": name " + user.account().name()
                            + " is taken; the audit book tells people apart by it");
                }
                user.oidc()
                        .filter(subject -> !issued.add(User.lowered(subject)))
                        .ifPresent(subject -> faults.add(place + ", oidc: another entry has the same one"));
                all.add(user);
            } catch (IllegalArgumentException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), faults));
        }
        return all;
    }

    /** The entry of that name, enabled or not. */
    public Optional<User> find(String name) {
        return all().stream().filter(user -> user.account().name().equals(name)).findFirst();
    }

    /**
     * The entry that an issuer's word names.
     *
     * @param verifiedEmail only when the issuer says that it has verified it
     */
    Optional<User> identified(String subject, Optional<String> verifiedEmail) {
        return all().stream().filter(user -> user.is(subject, verifiedEmail)).findFirst();
    }

    /** All entries, in the order of the file. */
    public List<User> all() {
        Path path = file;
        if (path != null && looked.plus(BETWEEN_LOOKS).isBefore(clock.instant())) {
            lookAgain(path);
        }
        return users;
    }

    private synchronized void lookAgain(Path path) {
        if (!looked.plus(BETWEEN_LOOKS).isBefore(clock.instant())) {
            return;
        }
        looked = clock.instant();
        try {
            String yaml = read(path);
            // What a second factor's file holds may change although this text does not.
            if (!yaml.equals(text) || !fault.isEmpty() || yaml.contains("totp-file")) {
                users = List.copyOf(parse(nameOf(path), yaml, environment, home));
                if (!yaml.equals(text) || !fault.isEmpty()) {
                    LOG.info("{} was read again: {} accounts", path, users.size());
                }
                text = yaml;
                fault = "";
            }
        } catch (IOException | IllegalArgumentException e) {
            String now = String.valueOf(e.getMessage());
            if (!now.equals(fault)) {
                LOG.error("the accounts of {} stay as they were, and it is tried again: {}", path, now);
                fault = now;
            }
        }
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String read(Path file) throws IOException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException(file + " is larger than " + LARGEST + " bytes");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
