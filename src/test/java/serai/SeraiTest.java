package serai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeraiTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpAndVersionEndWell() {
        assertThat(execute("--help")).isZero();
        assertThat(execute("start", "--help")).isZero();
        assertThat(execute("--version")).isZero();

        assertThat(out.toString()).contains("start", "--config", "--data").containsPattern("serai \\d+\\.\\d+\\.\\d+");
    }

    @Test
    void wrongUsageIsTwoAndOnePlainParagraph() {
        assertThat(execute("strat")).isEqualTo(2);
        assertThat(execute("start", "--dta", "x")).isEqualTo(2);
        assertThat(execute()).isEqualTo(2);

        assertThat(err.toString())
                .contains("strat", "--dta", "Say which command")
                .doesNotContain("\tat ");
    }

    @Test
    void wrongConfigurationIsTwoAndOnePlainParagraph(@TempDir Path folder) {
        String missing = folder.resolve("missing").toString();

        int exit = execute("start", "--config", missing);

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).isEqualToIgnoringNewLines("There is no configuration folder " + missing + ".");
    }

    private int execute(String... arguments) {
        return Serai.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
