package serai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.access.Role;
import serai.access.User;
import serai.access.Users;
import serai.base.Scope;
import serai.base.StoreId;

class UserCommandTest {
    private static final String PASSWORD = "seven quiet lanterns by noon";

    @TempDir
    Path folder;

    private Path file;
    private String out = "";
    private String err = "";

    @BeforeEach
    void shippedFile() throws IOException {
        file = folder.resolve("users.yaml");
        Files.copy(Path.of("config/users.yaml"), file);
    }

    @Test
    void addedPersonStandsInTheFileWithItsCommentsAndItIsOursAlone() throws IOException {
        String comments = Files.readString(file).replace("[]\n", "");

        int exit = run(PASSWORD, "add", "ann", "--role", "support", "--store", "loop", "--store", "kite");

        assertThat(exit).as(err).isZero();
        User ann = users().getFirst();
        assertThat(ann.account().name()).isEqualTo("ann");
        assertThat(ann.account().role()).isEqualTo(Role.SUPPORT);
        assertThat(ann.account().scope()).isEqualTo(Scope.of(Set.of(new StoreId("loop"), new StoreId("kite"))));
        assertThat(ann.enabled()).isTrue();
        assertThat(Files.readString(file)).startsWith(comments).doesNotContain(PASSWORD);
        assertThat(ann.password().orElseThrow().text()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(out).contains("ann may sign in as support.").doesNotContain(PASSWORD, "argon2");
    }

    @Test
    void secondFactorIsShownOnceAndKeptInAFileOfItsOwn() throws IOException {
        int exit = run(
                PASSWORD,
                "add",
                "ann",
                "--role",
                "admin",
                "--totp",
                "--data",
                folder.resolve("data").toString());

        assertThat(exit).as(err).isZero();
        Path kept = folder.resolve("data/credentials/totp-ann");
        String secret = Files.readString(kept);
        assertThat(secret).matches("[A-Z2-7]{32}");
        assertThat(out).contains(secret, "otpauth://totp/Serai:ann?secret=" + secret + "&issuer=Serai");
        assertThat(Files.readString(file)).doesNotContain(secret);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
        assertThat(users().getFirst().totp()).isPresent();
    }

    @Test
    void personOfAnIssuerNeedsNoPassword() throws IOException {
        assertThat(run("", "add", "kim", "--role", "viewer", "--oidc", "kim@example.com"))
                .isZero();

        assertThat(users().getFirst().oidc()).contains("kim@example.com");
        assertThat(users().getFirst().password()).isEmpty();
    }

    @Test
    void passwordAndDisablingChangeOneEntryAndNothingElse() throws IOException {
        run(PASSWORD, "add", "ann", "--role", "support");
        run(PASSWORD, "add", "bob", "--role", "admin");
        Files.writeString(file, Files.readString(file).replace("- name: bob", "# our boss\n- name: bob"));
        List<User> before = users();

        assertThat(run("another long password", "password", "ann")).as(err).isZero();
        assertThat(run("", "disable", "bob")).as(err).isZero();

        assertThat(users().getFirst().password()).isNotEqualTo(before.getFirst().password());
        assertThat(users().getLast().password()).isEqualTo(before.getLast().password());
        assertThat(users().getFirst().enabled()).isTrue();
        assertThat(users().getLast().enabled()).isFalse();
        assertThat(Files.readString(file)).contains("# our boss\n- name: bob").doesNotContain("[]");

        assertThat(run("", "enable", "bob")).isZero();
        assertThat(users().getLast().enabled()).isTrue();
    }

    @Test
    void listSaysWhoMaySignInAndHow() {
        assertThat(run("", "list")).isZero();
        assertThat(out).contains("Nobody may sign in.");
        run(PASSWORD, "add", "ann", "--role", "support", "--store", "loop");
        run("", "add", "kim", "--role", "viewer", "--oidc", "kim-1");
        run("", "disable", "kim");
        out = "";

        assertThat(run("", "list")).isZero();

        assertThat(out.lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly("ann support enabled password loop", "kim viewer disabled single sign-on all stores");
        assertThat(out).doesNotContain("argon2", "kim-1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            short                   | add x --role viewer              | 12 characters or more
            password1234            | add x --role viewer              | everybody tries first
            aaaaaaaaaaaaaaaa        | add x --role viewer              | everybody tries first
            maximilian1234          | add maximilian --role viewer     | account's name
            seven quiet lanterns    | add x --role boss                | --role must be
            seven quiet lanterns    | add x                            | --role
            seven quiet lanterns    | add X --role viewer              | The name must be
            seven quiet lanterns    | add support-token --role viewer  | taken
            seven quiet lanterns    | add ann --role viewer            | There is an account ann already
            seven quiet lanterns    | add x --role admin --store loop  | every store
            seven quiet lanterns    | add x --role viewer --store L_p  | store id
            seven quiet lanterns    | password nobody                  | There is no account nobody
            seven quiet lanterns    | disable nobody                   | There is no account nobody
            seven quiet lanterns    | disable                          | Missing required parameter
            """)
    void whatIsWrongIsToldInOneParagraphAndChangesNothing(String password, String words, String told)
            throws IOException {
        run(PASSWORD, "add", "ann", "--role", "viewer");
        String before = Files.readString(file);

        int exit = run(password, words.split(" "));

        assertThat(exit).isEqualTo(2);
        assertThat(err).contains(told).doesNotContain("\tat ", password);
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    @Test
    void fileInAnotherStyleIsLeftToPeopleWithWhatToWrite() throws IOException {
        String flow = "[{name: ann, role: viewer, oidc: x}]\n";
        Files.writeString(file, flow);

        assertThat(run(PASSWORD, "disable", "ann")).isEqualTo(2);

        assertThat(err).contains("only a person can change", "enabled: false");
        assertThat(Files.readString(file)).isEqualTo(flow);
    }

    private int run(String input, String... words) {
        StringWriter said = new StringWriter();
        StringWriter complained = new StringWriter();
        List<String> all = new ArrayList<>(List.of("user"));
        all.addAll(List.of(words));
        all.addAll(List.of("--config", folder.toString()));
        int exit = Serai.commandLine(new ByteArrayInputStream((input + "\n").getBytes(StandardCharsets.UTF_8)))
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(complained, true))
                .execute(all.toArray(String[]::new));
        out += said;
        err = complained.toString();
        return exit;
    }

    private List<User> users() throws IOException {
        return Users.parse("users.yaml", Files.readString(file), Map.of(), folder);
    }
}
