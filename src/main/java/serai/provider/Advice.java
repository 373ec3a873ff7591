package serai.provider;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The catalogue's longer words, kept as data so that whoever writes them needs no Java. */
final class Advice {
    private static final Map<String, String> WORDS = read();

    private Advice() {}

    static String of(Cause cause) {
        String words = WORDS.get(cause.id());
        if (words == null) {
            throw new IllegalStateException("advice.yaml says nothing of " + cause.id());
        }
        return words;
    }

    private static Map<String, String> read() {
        try (InputStream in = Advice.class.getResourceAsStream("advice.yaml")) {
            return new YAMLMapper().readValue(in, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("advice.yaml", e);
        }
    }
}
