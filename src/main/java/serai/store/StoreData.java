package serai.store;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Tables of facts about platforms and their plugins, shipped beside this package's classes. */
final class StoreData {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private StoreData() {}

    /** @param name of the file, such as {@code buyer-ids.yaml} */
    static <T> T read(String name, TypeReference<T> type) {
        try (InputStream in = StoreData.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not shipped with this build");
            }
            return YAML.readValue(in, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
