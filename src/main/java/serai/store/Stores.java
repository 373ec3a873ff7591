package serai.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import serai.base.StoreId;

/** Every store of {@code config/stores.yaml}, read once at start. */
public final class Stores {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Map<StoreId, Store> byId;

    private Stores(Map<StoreId, Store> byId) {
        this.byId = byId;
    }

    /** These stores. @throws IllegalArgumentException if two have the same id */
    public static Stores of(Collection<Store> stores) {
        Map<StoreId, Store> byId = new LinkedHashMap<>();
        for (Store store : stores) {
            if (byId.put(store.id(), store) != null) {
                throw new IllegalArgumentException("store " + store.id() + " is there twice; give each its own id");
            }
        }
        return new Stores(byId);
    }

    /**
     * Reads the file.
     *
     * @param environment where {@code ${NAME}} is looked up
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if anything in it is wrong; a line for each fault names file, store, key and the fix,
     *     never a value that may be secret
     */
    public static Stores load(Path file, Map<String, String> environment) throws IOException {
        return parse(String.valueOf(file.getFileName()), Files.readString(file), environment);
    }

    /**
     * Reads a file's text.
     *
     * @param name what messages call the file
     * @throws IllegalArgumentException as {@link #load}
     */
    public static Stores parse(String name, String yaml, Map<String, String> environment) {
        JsonNode root = tree(name, yaml);
        Map<StoreId, Store> byId = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        int position = 0;
        for (JsonNode entry : list(name, root)) {
            position++;
            try {
                Store store = new StoreEntry(name, position, entry, environment).store();
                if (byId.put(store.id(), store) != null) {
                    faults.add(name + ", store " + store.id() + ": id is there twice; give each store its own id");
                }
            } catch (IllegalArgumentException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), faults));
        }
        return new Stores(byId);
    }

    /** The store of that id, if we have it. */
    public Optional<Store> find(StoreId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All of them, in the file's order. */
    public Collection<Store> all() {
        return byId.values();
    }

    private static JsonNode tree(String name, String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            // The parser's own message quotes the file, which may hold secrets; so it is not passed on, not even as
            // cause.
            var where = e.getLocation();
            throw new IllegalArgumentException(name + (where == null ? "" : ", line " + where.getLineNr())
                    + ": is not YAML, or a key is there twice; write a list, each store beginning with \"- id: …\"");
        }
    }

    private static JsonNode list(String name, JsonNode root) {
        if (root.isArray() || root.isNull() || root.isMissingNode()) {
            return root;
        }
        throw new IllegalArgumentException(
                name + ": must be a list; begin each store with \"- id: …\", or write [] for no store");
    }
}
