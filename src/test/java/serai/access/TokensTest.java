package serai.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest {
    private static final String HASH = "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8";

    @Test
    void shippedFileIsEmptyAndLetsNobodyIn() throws Exception {
        Tokens tokens = Tokens.load(Path.of("config", "tokens.yaml"), Optional.empty());

        assertThat(tokens.find("Bearer x")).isEmpty();
        assertThat(tokens.find(null)).isEmpty();
    }

    @Test
    void fileMayBeMissing() throws Exception {
        Tokens tokens = Tokens.load(Path.of("config", "no-such.yaml"), Optional.of("t"));

        assertThat(tokens.find("Bearer t")).contains(new Tokens.Holder("support-token", Role.ADMIN));
    }

    @Test
    void tokenIsKnownByItsHashInAnyCase() {
        Tokens tokens = Tokens.parse(
                "tokens.yaml",
                "- {name: ann, role: support, sha256: " + HASH.toUpperCase(java.util.Locale.ROOT) + "}",
                Optional.empty());

        assertThat(tokens.find("bearer password")).contains(new Tokens.Holder("ann", Role.SUPPORT));
        assertThat(tokens.find("Bearer passwords")).isEmpty();
        assertThat(tokens.find("Basic password")).isEmpty();
        assertThat(tokens.find("Bearer " + HASH)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    - {name: ann, role: boss, sha256: HASH}                  | entry 1, role
                    - {name: ann, sha256: HASH}                              | entry 1, role
                    - {name: ann, role: admin, sha256: abc}                  | entry 1, sha256
                    - {name: ann, role: admin}                               | entry 1, sha256
                    - {name: Ann B, role: admin, sha256: HASH}               | entry 1, name
                    - {name: support-token, role: admin, sha256: HASH}       | entry 1: name support-token is taken
                    [{name: a, role: admin, sha256: HASH}, {name: a, role: admin, sha256: HASH}] | entry 2: name a is taken
                    - {name: ann, role: admin, sha256: HASH, token: secret}  | entry 1: there is no key token
                    - ann                                                    | entry 1
                    name: ann                                                | must be a list
                    - {name: ann                                             | is not YAML
                    """)
    void faultStopsTheStartAndNamesItsPlace(String yaml, String place) {
        assertThatThrownBy(() -> Tokens.parse("tokens.yaml", yaml.replace("HASH", HASH), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("tokens.yaml")
                .hasMessageContaining(place)
                .hasMessageNotContaining(HASH);
    }
}
