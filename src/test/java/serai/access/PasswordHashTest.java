package serai.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.base.Secret;

class PasswordHashTest {
    private static final String PASSWORD = "seven quiet lanterns by noon";
    private static final String TAIL = "$c29tZXNhbHRzb21lc2FsdA$c29tZWhhc2hzb21laGFzaHNvbWVoYXNoc29tZWhhc2g";

    @Test
    void freshHashIsArgon2idAndSaltedAndFitsItsPasswordOnly() {
        PasswordHash hash = PasswordHash.make(PASSWORD);

        assertThat(hash.matches(PASSWORD)).isTrue();
        assertThat(hash.matches(PASSWORD + " ")).isFalse();
        assertThat(hash.matches("")).isFalse();
        assertThat(PasswordHash.of(hash.text())).isEqualTo(hash);
        assertThat(PasswordHash.make(PASSWORD)).isNotEqualTo(hash);
        assertThat(hash.toString()).doesNotContain("argon2");
    }

    @Test
    void bcryptFromElsewhereIsTakenAsWell() {
        // htpasswd writes 2y for the same thing.
        PasswordHash hash = PasswordHash.of(new org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder()
                .encode(PASSWORD)
                .replaceFirst("2a", "2y"));

        assertThat(hash.matches(PASSWORD)).isTrue();
        assertThat(hash.matches("another password")).isFalse();
    }

    @Test
    void accentsCountTheSameHoweverAKeyboardSendsThem() {
        PasswordHash hash = PasswordHash.make("caf\u00e9 caf\u00e9 caf\u00e9");

        assertThat(hash.matches("cafe\u0301 cafe\u0301 cafe\u0301")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "$argon2id$v=19$m=4096,t=3,p=1" + TAIL,
                "$argon2id$v=19$m=7168,t=1,p=1" + TAIL,
                "$argon2id$v=19$m=4194304,t=2,p=1" + TAIL,
                "$argon2id$v=19$m=19456,t=100,p=1" + TAIL,
                "$argon2i$v=19$m=19456,t=2,p=1" + TAIL,
                "$2a$04$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
                "$2a$31$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
                "$1$abc$defghijklmnop"
            })
    void hashThatIsTooWeakOrTooCostlyOrNoneIsRefusedWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> PasswordHash.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("hunter2", TAIL, "N9qo8");
    }

    @Test
    void codesAreThoseOfTheStandardsOwnExamples() {
        // RFC 6238, appendix B, SHA-1; the last six of its eight digits.
        Secret secret = new Secret("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

        assertThat(OneTimeCodes.at(secret, java.time.Instant.ofEpochSecond(59))).isEqualTo("287082");
        assertThat(OneTimeCodes.at(secret, java.time.Instant.ofEpochSecond(1_111_111_109)))
                .isEqualTo("081804");
        assertThat(OneTimeCodes.at(secret, java.time.Instant.ofEpochSecond(20_000_000_000L)))
                .isEqualTo("353130");
        assertThat(OneTimeCodes.usable(OneTimeCodes.secret())).isTrue();
    }
}
