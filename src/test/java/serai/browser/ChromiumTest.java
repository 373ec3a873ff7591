package serai.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChromiumTest {
    @TempDir
    Path folder;

    @Test
    void whatIsNamedIsTakenAndNothingElseIsLookedFor() throws Exception {
        String mine = program("mine");
        String usual = program("usual");

        assertThat(Chromium.find(Optional.of(mine), List.of(usual))).hasToString(mine);
        assertThatThrownBy(() -> Chromium.find(Optional.of(folder + "/gone"), List.of(usual)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no program at " + folder + "/gone")
                .hasMessageContaining("SERAI_CHROMIUM");
    }

    @Test
    void withoutAnyTheFailureSaysWhatToInstall() throws Exception {
        String usual = program("usual");

        assertThat(Chromium.find(Optional.empty(), List.of(folder + "/gone", usual)))
                .hasToString(usual);
        assertThatThrownBy(() -> Chromium.find(Optional.empty(), List.of(folder + "/gone")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("apt install chromium");
    }

    private String program(String name) throws Exception {
        Path file = Files.writeString(folder.resolve(name), "");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file.toString();
    }
}
