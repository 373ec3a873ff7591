package serai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher in a copy of the project where the JDKs and Maven are small scripts that say how they were called. */
class LauncherTest {
    private static final List<String> TOOLS = List.of(
            "bash",
            "basename",
            "cat",
            "dirname",
            "env",
            "find",
            "head",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "touch",
            "tr");

    @TempDir
    Path folder;

    private Path home;
    private Path bin;
    private Path jdks;
    private final Map<String, String> environment = new TreeMap<>();

    private record Run(int exit, String output) {}

    @BeforeEach
    void freshlyBuiltProjectInFolderWithSpaces() throws IOException {
        home = Files.createDirectories(folder.resolve("my project"));
        bin = Files.createDirectories(folder.resolve("bin"));
        jdks = Files.createDirectories(folder.resolve("jdks"));
        script(home.resolve("serai"), Files.readString(Path.of("serai")));
        Files.createDirectories(home.resolve("src/main/java"));
        Files.createDirectories(home.resolve("connectors"));
        Files.createDirectories(home.resolve("target/classes"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.writeString(
                home.resolve("target/runtime.classpath"),
                home.resolve("pom.xml").toString());
        Files.writeString(
                home.resolve("target/test.classpath"), home.resolve("pom.xml").toString());
        Files.writeString(home.resolve("target/built.stamp"), "");
        Files.setLastModifiedTime(
                home.resolve("target/built.stamp"), FileTime.from(Instant.now().plusSeconds(60)));
        for (String tool : TOOLS) {
            Path at = List.of(Path.of("/usr/bin", tool), Path.of("/bin", tool)).stream()
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            script(bin.resolve(tool), "#!/bin/sh\nexec " + at + " \"$@\"\n");
        }
        script(bin.resolve("mvn"), """
            #!/usr/bin/env bash
            echo "mvn $* with ${JAVA_HOME##*/} in ${PWD##*/}"
            """);
        environment.put("PATH", bin.toString());
        environment.put("SERAI_JDKS", jdks + "/17:" + jdks + "/22:" + jdks + "/25:" + jdks + "/21:" + jdks + "/26");
    }

    @Test
    void helpListsEveryCommandAndNeedsNoJdk() throws Exception {
        var help = run(home, "./serai", "--help");

        assertThat(help.exit).isZero();
        assertThat(help.output)
                .contains(
                        "./serai demo",
                        "./serai start",
                        "./serai user",
                        "./serai node",
                        "./serai journal",
                        "./serai test",
                        "./serai bench",
                        "./serai help");
    }

    @Test
    void unknownCommandIsRefusedByName() throws Exception {
        var unknown = run(home, "./serai", "strat");

        assertThat(unknown.exit).isEqualTo(2);
        assertThat(unknown.output).contains("There is no command strat.");
    }

    @Test
    void withoutJdkItSaysWhatToInstall() throws Exception {
        jdk("17", "17.0.15");

        var none = run(home, "./serai", "start");

        assertThat(none.exit).isEqualTo(2);
        assertThat(none.output).contains("needs a JDK 21 or newer", "apt install openjdk-21-jdk-headless");
    }

    @Test
    void runtimeWithoutCompilerIsNoJdk() throws Exception {
        Files.delete(jdk("21", "21.0.4").resolve("bin/javac"));

        assertThat(run(home, "./serai", "start").exit).isEqualTo(2);
    }

    @Test
    void lowestLongTermReleaseIsTakenWhenJavaHomeIsTooOld() throws Exception {
        environment.put("JAVA_HOME", jdk("17", "17.0.15").toString());
        jdk("22", "22.0.2");
        jdk("25", "25");
        jdk("26", "26-ea");

        var start = run(home, "./serai", "start");

        assertThat(start.exit).isZero();
        assertThat(start.output).startsWith("java 25 in my project");
    }

    @Test
    void javaHomeIsTakenWhenItIsNewEnough() throws Exception {
        environment.put("JAVA_HOME", jdk("22", "22.0.2").toString());
        jdk("21", "21.0.4");

        assertThat(run(home, "./serai", "start").output).startsWith("java 22 in my project");
    }

    @Test
    void systemPropertiesGoToTheJvmAndTheRestToTheCommandWhereverTheyStand() throws Exception {
        jdk("21", "21.0.4");

        var start = run(home, "./serai", "start", "-Dserai.http.port=1", "--data", "a b", "-Dserai.node=n 1");

        assertThat(start.output.lines())
                .containsSubsequence(
                        "-Dserai.home=" + home.toRealPath(),
                        "-Dserai.http.port=1",
                        "-Dserai.node=n 1",
                        "-cp",
                        home.toRealPath() + "/target/classes:" + home.resolve("pom.xml"),
                        "serai.Serai",
                        "start",
                        "--data",
                        "a b");
    }

    @Test
    void userIsPassedOnWithoutSayingThatThereIsATerminalWhereThereIsNone() throws Exception {
        jdk("21", "21.0.4");

        var user = run(home, "./serai", "user", "add", "ann", "--role", "admin");

        assertThat(user.exit).isZero();
        assertThat(user.output.lines()).containsSubsequence("serai.Serai", "user", "add", "ann", "--role", "admin");
        assertThat(user.output).doesNotContain("serai.terminal");
    }

    @Test
    void optionsOfTheUserWinOverOurs() throws Exception {
        jdk("21", "21.0.4");
        environment.put("SERAI_JAVA_OPTS", "-Xmx2g -XX:+UseG1GC");

        assertThat(run(home, "./serai", "start").output.lines())
                .containsSubsequence("-Xmx512m", "-Xmx2g", "-XX:+UseG1GC")
                .doesNotContain("-XX:+UseSerialGC");
    }

    @Test
    void symbolicLinkFromElsewhereFindsTheProjectAndKeepsTheCallersFolder() throws Exception {
        jdk("21", "21.0.4");
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.createSymbolicLink(elsewhere.resolve("first"), Path.of("../my project/serai"));
        Files.createSymbolicLink(elsewhere.resolve("gateway"), Path.of("first"));

        var start = run(elsewhere, "./gateway", "start");

        assertThat(start.output)
                .startsWith("java 21 in elsewhere")
                .contains("-Dserai.home=" + home.toRealPath() + "\n");
    }

    @Test
    void freshBuildStartsWithoutMaven() throws Exception {
        jdk("21", "21.0.4");
        Files.delete(bin.resolve("mvn"));

        assertThat(run(home, "./serai", "start").exit).isZero();
    }

    @Test
    void changedSourceIsBuiltOnceBeforeTheStart() throws Exception {
        jdk("21", "21.0.4");
        Files.setLastModifiedTime(home.resolve("target/built.stamp"), FileTime.fromMillis(0));

        var first = run(home, "./serai", "start");
        var second = run(home, "./serai", "start");

        assertThat(first.output)
                .contains("mvn -B -Dstyle.color=never -q -DskipTests verify with 21 in my project", "java 21");
        assertThat(second.output).doesNotContain("mvn").contains("java 21");
    }

    @Test
    void lostLibraryIsFetchedAgain() throws Exception {
        jdk("21", "21.0.4");
        Files.writeString(home.resolve("target/test.classpath"), "/no/such.jar");

        assertThat(run(home, "./serai", "start").output).contains("mvn -B -Dstyle.color=never -q -DskipTests verify");
    }

    @Test
    void failedBuildStartsNothing() throws Exception {
        jdk("21", "21.0.4");
        Files.delete(home.resolve("target/built.stamp"));
        script(bin.resolve("mvn"), "#!/usr/bin/env bash\nexit 1\n");

        var start = run(home, "./serai", "start");

        assertThat(start.exit).isEqualTo(2);
        assertThat(start.output).contains("The build failed").doesNotContain("java 21");
    }

    @Test
    void missingMavenIsNamedWithWhatToInstall() throws Exception {
        jdk("21", "21.0.4");
        Files.delete(home.resolve("target/built.stamp"));
        Files.delete(bin.resolve("mvn"));

        var start = run(home, "./serai", "start");

        assertThat(start.exit).isEqualTo(2);
        assertThat(start.output).contains("there is no mvn on the PATH", "apt install maven");
    }

    @Test
    void testRunsVerifyWithTheFoundJdkAndPassesArgumentsAndExitCode() throws Exception {
        jdk("25", "25.0.1");
        script(bin.resolve("mvn"), """
            #!/usr/bin/env bash
            echo "mvn $* with ${JAVA_HOME##*/}"
            exit 7
            """);

        var test = run(home, "./serai", "test", "-Dtest=OneTest");

        assertThat(test.exit).isEqualTo(7);
        assertThat(test.output).contains("mvn -B -Dstyle.color=never verify -Dtest=OneTest with 25");
    }

    private Path jdk(String name, String version) throws IOException {
        Path jdk = Files.createDirectories(jdks.resolve(name));
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(jdk.resolve("bin/javac"), "#!/usr/bin/env bash\n");
        script(jdk.resolve("bin/java"), """
            #!/usr/bin/env bash
            self=${0%/bin/java}
            echo "java ${self##*/} in ${PWD##*/}"
            printf '%s\\n' "$@"
            """);
        return jdk;
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Run run(Path in, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
