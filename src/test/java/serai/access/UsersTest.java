package serai.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.fixture.MovedClock;

class UsersTest {
    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    @TempDir
    Path folder;

    private final MovedClock clock = new MovedClock();

    @Test
    void shippedFileLetsNobodyInAndItMayBeMissing() throws Exception {
        Users shipped = Users.load(Path.of("config", "users.yaml"), folder, Map.of(), clock);
        Users missing = Users.load(folder.resolve("users.yaml"), folder, Map.of(), clock);

        assertThat(shipped.all()).isEmpty();
        assertThat(missing.all()).isEmpty();
    }

    @Test
    void changedFileIsTakenUpAndOneWithAFaultIsNot() throws Exception {
        Path file = folder.resolve("users.yaml");
        Files.writeString(file, Staff.bob());
        Users users = Users.load(file, folder, Map.of(), clock);

        Files.writeString(file, Staff.bob() + Staff.ann("support", "loop"));
        assertThat(users.find("ann")).isEmpty();
        clock.advance(Duration.ofSeconds(3));
        assertThat(users.find("ann")).isPresent();

        Files.writeString(file, "- name: ann\n  role: boss\n");
        clock.advance(Duration.ofSeconds(3));
        assertThat(users.find("ann")).isPresent();
        assertThat(users.find("bob")).isPresent();

        Files.delete(file);
        clock.advance(Duration.ofSeconds(3));
        assertThat(users.all()).isEmpty();
    }

    @Test
    void brokenEditIsTriedAgainUntilItHoldsSoThatWhoeverItRevokesIsOut() throws Exception {
        Path file = folder.resolve("users.yaml");
        Files.writeString(file, Staff.bob() + Staff.ann("support", "loop"));
        Users users = Users.load(file, folder, Map.of(), clock);

        Files.writeString(file, "- {name: cid, role: viewer, oidc: c, totp-file: secret}\n");
        clock.advance(Duration.ofSeconds(3));
        boolean before = users.find("ann").isPresent();
        Files.writeString(folder.resolve("secret"), SECRET);
        clock.advance(Duration.ofSeconds(3));

        assertThat(before).isTrue();
        assertThat(users.find("ann")).isEmpty();
        assertThat(users.find("cid")).isPresent();
    }

    @Test
    void anotherSecretInAFileOfASecondFactorCountsAtOnce() throws Exception {
        Path file = folder.resolve("users.yaml");
        Files.writeString(folder.resolve("secret"), SECRET);
        Files.writeString(file, "- {name: cid, role: viewer, oidc: c, totp-file: secret}\n");
        Users users = Users.load(file, folder, Map.of(), clock);

        Files.writeString(folder.resolve("secret"), "NB2W45DFOIZANB2W45DFOIZANB2W45DF");
        clock.advance(Duration.ofSeconds(3));

        assertThat(users.find("cid").orElseThrow().totp().orElseThrow().reveal())
                .startsWith("NB2W");
    }

    @Test
    void secondFactorComesFromTheEnvironmentOrAFile() throws Exception {
        Files.writeString(folder.resolve("secret"), SECRET + "\n");
        String yaml = """
                - {name: one, role: viewer, oidc: a, totp: '${CODE_OF_ONE}'}
                - {name: two, role: viewer, oidc: b, totp-file: secret}
                """;

        var users = Users.parse(
                "users.yaml", yaml, Map.of("CODE_OF_ONE", "gezd gnbv gy3t qojq gezd gnbv gy3t qojq"), folder);

        assertThat(users)
                .allSatisfy(user -> assertThat(OneTimeCodes.at(user.totp().orElseThrow(), MovedClock.NOON))
                        .isEqualTo(OneTimeCodes.at(new serai.base.Secret(SECRET), MovedClock.NOON)));
        assertThat(users.toString()).doesNotContain(SECRET, "gezd");
    }

    @Test
    void emailCountsOnlyWhenItsIssuerHasVerifiedItAndASubjectIsNoEmail() {
        Users users = Users.of(Users.parse(
                "users.yaml", Staff.bob() + "- {name: cid, role: viewer, oidc: 248289761001}\n", Map.of(), folder));

        assertThat(users.identified("x", Optional.of("BOB@example.com"))).isPresent();
        assertThat(users.identified("bob@example.com", Optional.empty())).isEmpty();
        assertThat(users.identified("248289761001", Optional.of("x@example.com")))
                .isPresent();
        assertThat(users.identified("x", Optional.of("248289761001"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            - {name: ann, role: boss, oidc: x}                           | entry 1, role: must be
            - {name: Ann, role: admin, oidc: x}                          | entry 1, name: must be
            - {name: support-token, role: admin, oidc: x}                | entry 1, name: support-token is taken
            - {name: ann, role: admin}                                   | entry 1: must have password or oidc
            - {name: ann, role: admin, password: hunter2}                | entry 1, password: must be an argon2id
            - {name: ann, role: admin, password: HASH, stores: [loop]}   | entry 1, stores: an admin
            - {name: ann, role: support, oidc: x, stores: []}            | entry 1, stores: must be a list
            - {name: ann, role: support, oidc: x, stores: loop}          | entry 1, stores: must be a list
            - {name: ann, role: support, oidc: x, stores: [A]}           | entry 1, stores: store id
            - {name: ann, role: support, oidc: x, enabled: maybe}        | entry 1, enabled: must be true or false
            - {name: ann, role: support, oidc: x, totp: SECRET}          | entry 1, totp: must be ${NAME}
            - {name: ann, role: support, oidc: x, totp: '${NOT_THERE}'}  | entry 1, totp: environment variable NOT_THERE
            - {name: ann, role: support, oidc: x, totp: '${SHORT}'}      | entry 1, totp: holds no secret
            - {name: ann, role: support, oidc: x, totp-file: no-such}    | entry 1, totp-file: the file
            - {name: ann, role: support, oidc: x, pasword: hunter2}      | entry 1: there is no key pasword
            [{name: a, role: viewer, oidc: x}, {name: a, role: viewer, oidc: y}] | entry 2: name a is taken
            [{name: a, role: viewer, oidc: x}, {name: b, role: viewer, oidc: x}] | entry 2, oidc: another entry
            - {name: ann, role: support, oidc: 'kım@example.com'}        | entry 1, oidc: an e-mail address may hold ASCII
            [{name: a, role: viewer, oidc: A@x.org}, {name: b, role: viewer, oidc: a@X.org}] | entry 2, oidc: another entry
            - ann                                                        | entry 1: must have
            name: ann                                                    | : must be a list
            """)
    void faultNamesItsPlaceAndQuotesNoSecret(String yaml, String place) {
        String text = yaml.replace("HASH", Staff.HASH).replace("SECRET", SECRET);

        assertThatThrownBy(() -> Users.parse("users.yaml", text, Map.of("SHORT", "GEZDGNBV"), folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("users.yaml")
                .hasMessageContaining(place)
                .message()
                .doesNotContain("hunter2", SECRET, "GEZDGNBV", Staff.HASH);
    }
}
