package serai;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may import whom. A package that is not in the table fails the test: whoever adds one says where it stands. */
class ArchitectureTest {
    private static final Map<String, List<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("base", List.of()),
            Map.entry("provider", List.of("base")),
            Map.entry("ledger", List.of("provider", "base")),
            Map.entry("dispatch", List.of("ledger", "provider", "base")),
            Map.entry("order", List.of("dispatch", "ledger", "provider", "base")),
            Map.entry("access", List.of("ledger", "base")),
            Map.entry("deadletter", List.of("access", "order", "dispatch", "ledger", "provider", "base")),
            Map.entry("privacy", List.of("access", "deadletter", "order", "dispatch", "ledger", "provider", "base")),
            Map.entry("shipment", List.of("order", "dispatch", "ledger", "provider", "base")),
            Map.entry("inventory", List.of("dispatch", "ledger", "provider", "base")),
            Map.entry("store", List.of("inventory", "order", "provider", "base")),
            Map.entry("operation", List.of("access", "order", "dispatch", "ledger", "provider", "base")),
            Map.entry("http", List.of("ledger", "base")),
            Map.entry(
                    "intake",
                    List.of("http", "store", "deadletter", "order", "dispatch", "ledger", "provider", "base")),
            Map.entry(
                    "api",
                    List.of(
                            "access",
                            "http",
                            "store",
                            "privacy",
                            "operation",
                            "deadletter",
                            "intake",
                            "order",
                            "dispatch",
                            "ledger",
                            "provider",
                            "base")),
            Map.entry(
                    "console",
                    List.of(
                            "access",
                            "api",
                            "http",
                            "intake",
                            "store",
                            "operation",
                            "deadletter",
                            "shipment",
                            "order",
                            "dispatch",
                            "ledger",
                            "provider",
                            "base")));

    private static final JavaClasses MAIN = new ClassFileImporter().importPaths(Path.of("target", "classes"));

    static Stream<String> packages() {
        return MAIN.stream()
                .map(each -> each.getPackageName().split("\\."))
                .filter(parts -> parts[0].equals("serai") && parts.length > 1)
                .map(parts -> parts[1])
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageImportsOnlyWhatStandsBelowIt(String name) {
        assertThat(MAY_IMPORT)
                .as("say in this test what serai." + name + " may import")
                .containsKey(name);
        String[] forbidden = Stream.concat(MAY_IMPORT.keySet().stream(), packages())
                .distinct()
                .filter(other -> !other.equals(name))
                .filter(other -> !MAY_IMPORT.getOrDefault(name, List.of()).contains(other))
                .map(other -> "serai." + other + "..")
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage("serai." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .check(MAIN);
        noClasses()
                .that()
                .resideInAPackage("serai." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("serai")
                .check(MAIN);
    }

    @Test
    void nothingInSeraiImportsAConnector() {
        noClasses()
                .that()
                .resideInAPackage("serai..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(connectors())
                .check(MAIN);
    }

    @Test
    void connectorsImportOnlyProviderAndBaseAndNeverEachOther() {
        String[] core = packages()
                .filter(name -> !name.equals("provider") && !name.equals("base"))
                .map(name -> "serai." + name + "..")
                .toArray(String[]::new);
        for (String connector : connectors()) {
            String[] others = Stream.of(connectors())
                    .filter(other -> !other.equals(connector))
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(connector)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(core)
                    .check(MAIN);
            noClasses()
                    .that()
                    .resideInAPackage(connector)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("serai")
                    .check(MAIN);
            noClasses()
                    .that()
                    .resideInAPackage(connector)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(MAIN);
        }
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("serai.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void onlyTheCommandLineTalksToTheTerminalAndNobodyToAnotherLogger() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("serai.Serai")
                .and()
                .doNotHaveFullyQualifiedName("serai.StartCommand")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(MAIN);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.apache.logging..")
                .check(MAIN);
    }

    @Test
    void theClockIsHandedInNotAskedFor() {
        noClasses()
                .that()
                .resideInAnyPackage("serai.dispatch..", "serai.order..", "serai.intake..", "serai.store..")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(MAIN);
    }

    private static String[] connectors() {
        try (Stream<Path> folders = Files.list(Path.of("connectors"))) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName() + "..")
                    .toArray(String[]::new);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
