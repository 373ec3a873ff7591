package serai;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Where a configuration value may come from; the last source that has a key wins. */
final class SettingsSources {
    /** Where we are installed; tells where everything else is, so it is a system property only. */
    static final String HOME = "serai.home";

    private final Path home;
    private final Path file;
    private final Map<String, String> fromFile;
    private final Map<String, String> environment;
    private final Map<String, String> fromSystem = new TreeMap<>();

    /**
     * One source's text for a key.
     *
     * @param rank the higher one wins
     * @param where what to tell a person who has to change it
     */
    private record Found(int rank, String where, String text) {}

    SettingsSources(Path configDir, Map<String, String> environment, Properties system) {
        this.home = Path.of(system.getProperty(HOME, "")).toAbsolutePath().normalize();
        this.file = configDir.resolve("serai.properties");
        this.fromFile = Files.exists(file) ? load(file) : Map.of();
        this.environment = environment;
        for (String name : system.stringPropertyNames()) {
            if (name.startsWith("serai.") && !name.equals(HOME)) {
                fromSystem.put(name, system.getProperty(name).strip());
            }
        }
    }

    /** The folder in which Serai is installed, for commands that have read no settings yet. */
    static Path installed() {
        return Path.of(System.getProperty(HOME, "")).toAbsolutePath();
    }

    /** The configuration folder: the one that was named, else the one of the installation. */
    static Path configFolder(Optional<Path> named) {
        return named.map(Path::toAbsolutePath).orElse(installed().resolve("config"));
    }

    /** What relative paths in keys start from. */
    Path home() {
        return home;
    }

    /** The value of a key, read. @throws SettingsException naming key, value and what it may be */
    <T> T value(SettingKey<T> key) {
        Found found = found(key);
        try {
            return key.form().read().apply(found.text());
        } catch (IllegalArgumentException e) {
            boolean hidden =
                    key.secret() || found.text().contains("@") || found.text().contains("password");
            String was = hidden ? "" : ", was \"" + found.text() + "\"";
            throw new SettingsException(
                    found.where() + ": " + key.name() + " must be " + key.form().mayBe() + was + ".", e);
        }
    }

    /** The value of a key as written, blanks around it gone. @throws SettingsException if a secret cannot be read */
    String text(SettingKey<?> key) {
        return found(key).text();
    }

    private Found found(SettingKey<?> key) {
        Found usual = new Found(0, "default", key.defaultValue());
        return key.secret() ? secret(key).orElse(usual) : find(key.name()).orElse(usual);
    }

    private Optional<Found> secret(SettingKey<?> key) {
        Optional<Found> own = find(key.name()).filter(found -> !found.text().isEmpty());
        String inFile = fromFile.getOrDefault(key.name(), "");
        if (!inFile.isEmpty()) {
            throw new SettingsException(file + ": " + key.name() + " is a secret and may not stand in this file. Set "
                    + SettingKey.environmentName(key.name()) + " in the environment, or name a file that holds it with "
                    + key.fileName() + ".");
        }
        Optional<Found> named =
                find(key.fileName()).filter(found -> !found.text().isEmpty());
        if (named.isEmpty()
                || (own.isPresent() && own.get().rank() > named.get().rank())) {
            return own;
        }
        if (own.isPresent() && own.get().rank() == named.get().rank()) {
            throw new SettingsException(
                    key.name() + " and " + key.fileName() + " are both set. Set one of them, not both.");
        }
        return Optional.of(secretIn(key, named.get()));
    }

    /**
     * Refuses what nobody will ever read and what cannot be read, all of it at once.
     *
     * @throws SettingsException as {@link #value} for each key; and naming each key of the file or the system properties that is not among {@code keys},
     *     and the known one that looks most like it. Its value is not shown: a mistyped key may hold a secret.
     */
    void refuseUnknown(List<SettingKey<?>> keys) {
        Set<String> known = new TreeSet<>();
        for (SettingKey<?> key : keys) {
            add(known, key.name());
            if (key.secret()) {
                add(known, key.fileName());
            }
        }
        refuseAmbiguous(known);
        List<String> problems = new ArrayList<>();
        fromFile.keySet().stream()
                .filter(key -> !known.contains(key))
                .forEach(key -> problems.add(file + ": " + unknown(key, known)));
        fromSystem.keySet().stream()
                .filter(key -> !known.contains(key))
                .forEach(key -> problems.add("-D" + key + ": " + unknown(key, known)));
        for (SettingKey<?> key : keys) {
            try {
                value(key);
            } catch (SettingsException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(String.join("\n", problems));
        }
    }

    private Optional<Found> find(String key) {
        String system = fromSystem.get(key);
        if (system != null) {
            return Optional.of(new Found(3, "-D" + key, system));
        }
        // An empty variable counts as unset: compose files and CI set those for values that nobody gave.
        String variable = SettingKey.environmentName(key);
        String value = environment.getOrDefault(variable, "").strip();
        if (!value.isEmpty()) {
            return Optional.of(new Found(2, "environment variable " + variable, value));
        }
        return Optional.ofNullable(fromFile.get(key)).map(text -> new Found(1, file.toString(), text));
    }

    private Found secretIn(SettingKey<?> key, Found named) {
        Path path = home.resolve(named.text());
        try {
            String secret = Files.readString(path).strip();
            if (secret.isEmpty()) {
                throw new SettingsException(key.fileName() + ": the file " + path + " is empty.");
            }
            return new Found(named.rank(), path.toString(), secret);
        } catch (IOException e) {
            throw new SettingsException(key.fileName() + ": the file " + path + " cannot be read as UTF-8 text.", e);
        }
    }

    private static void add(Set<String> known, String key) {
        if (!known.add(key)) {
            throw new SettingsException("Two settings share the key " + key
                    + ": a channel or one of its settings has the" + " name of another key.");
        }
    }

    private static void refuseAmbiguous(Set<String> known) {
        Map<String, String> byVariable = new LinkedHashMap<>();
        for (String key : known) {
            String other = byVariable.putIfAbsent(SettingKey.environmentName(key), key);
            if (other != null) {
                throw new SettingsException(other + " and " + key + " would be the same environment variable, "
                        + SettingKey.environmentName(key) + ". Rename the channel.");
            }
        }
    }

    private static String unknown(String key, Set<String> known) {
        String near = known.stream()
                .min(Comparator.comparingInt(each -> unlikeness(key, each)))
                .filter(each -> unlikeness(key, each) <= 1 + Math.max(key.length(), each.length()) / 3)
                .map(each -> " Did you mean " + each + "?")
                .orElse("");
        return "there is no key " + key + "." + near;
    }

    /** What is missing in the middle (serai.port) is a likelier slip than another last part. */
    private static int unlikeness(String key, String known) {
        boolean sameEnd = known.endsWith(key.substring(key.lastIndexOf('.') + 1));
        return distance(key, known) / (sameEnd ? 2 : 1);
    }

    /** How many characters to change, add or take away to make one text of the other (Levenshtein). */
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int swap = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(swap, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[other.length()];
    }

    private static Map<String, String> load(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException(file + " cannot be read as a properties file in UTF-8.", e);
        }
        Map<String, String> values = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            values.put(name, properties.getProperty(name).strip());
        }
        return values;
    }
}
