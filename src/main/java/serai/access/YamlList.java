package serai.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** A configuration file that is a list of entries. */
final class YamlList {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private YamlList() {}

    /**
     * The entries of a file's text; none when it is empty.
     *
     * @throws IllegalArgumentException if it is something else; names the file and quotes nothing of it
     */
    static Iterable<JsonNode> read(String name, String yaml) {
        JsonNode root;
        try {
            root = YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            // The parser's own message quotes the file.
            var where = e.getLocation();
            throw new IllegalArgumentException(name + (where == null ? "" : ", line " + where.getLineNr())
                    + ": is not YAML, or a key is there twice");
        }
        if (root.isArray() || root.isNull() || root.isMissingNode()) {
            return root;
        }
        throw new IllegalArgumentException(
                name + ": must be a list; begin each entry with \"- name: …\", or write [] for none");
    }
}
