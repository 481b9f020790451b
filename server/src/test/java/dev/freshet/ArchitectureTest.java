package dev.freshet;

import static org.assertj.core.api.Assertions.fail;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.freshet.architecture.Layout;
import dev.freshet.architecture.PackageRules;
import dev.freshet.architecture.SourceRules;
import dev.freshet.architecture.TypeRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Keeps the shape of the product. Levels, edges, libraries and exceptions are data in
/// [dev.freshet.architecture.Layout].
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(Layout.ROOT);
    private static final Set<PackageRules.Import> IMPORTS = PackageRules.importsOf(CLASSES);
    private static final Map<String, String> SOURCES =
            SourceRules.read(Path.of("src/main/java"), Path.of("../benchmarks/src/main/java"));

    @Test
    void importsGoDownwardOrAlongListedEdges() {
        nothingBreaks(PackageRules.againstLevels(IMPORTS));
    }

    @Test
    void everyPackageHasALevel() {
        Set<String> packages = CLASSES.stream()
                .map(type -> PackageRules.packageOf(type.getName()))
                .collect(Collectors.toSet());
        nothingBreaks(PackageRules.withoutLevel(packages));
    }

    @Test
    void packagesHaveNoCycles() {
        nothingBreaks(PackageRules.cycles(IMPORTS));
    }

    @Test
    void onlyAppImportsAdapters() {
        nothingBreaks(PackageRules.adaptersImported(IMPORTS));
    }

    @Test
    void onlyRoutesOfRagflowKnowItsGenerations() {
        nothingBreaks(PackageRules.profileImported(IMPORTS));
    }

    @Test
    void librariesStayInTheirPackages() {
        nothingBreaks(PackageRules.librariesNotAllowed(IMPORTS));
    }

    @Test
    void signaturesAreTyped() {
        nothingBreaks(TypeRules.untypedSignatures(CLASSES));
    }

    @Test
    void futuresAndThreadLocalsStayOnTheTokenPath() {
        nothingBreaks(TypeRules.asynchronousTypes(CLASSES));
    }

    @Test
    void onlyParallelFansOut() {
        nothingBreaks(TypeRules.fanOutCalls(CLASSES));
    }

    @Test
    void noMethodIsSynchronized() {
        nothingBreaks(TypeRules.synchronizedMethods(CLASSES));
    }

    @Test
    void staticFieldsAreFinal() {
        nothingBreaks(TypeRules.staticState(CLASSES));
    }

    @Test
    void interfacesHaveTwoImplementationsOrAreListedPorts() {
        nothingBreaks(TypeRules.needlessInterfaces(CLASSES));
    }

    @Test
    void refusalsAreDeclaredInCatalogs() {
        nothingBreaks(TypeRules.undeclaredRefusals(CLASSES));
    }

    @Test
    void storeMethodsTakeTheOwnerWithTheId() {
        nothingBreaks(TypeRules.ownerlessStoreMethods(CLASSES));
    }

    @Test
    void packagesSayWhatTheyAreFor() {
        nothingBreaks(SourceRules.packageInfos(SOURCES));
    }

    @Test
    void packagesHaveFewerThan25Files() {
        nothingBreaks(SourceRules.crowdedPackages(SOURCES));
    }

    @Test
    void onlyListedEdgesCatchEverything() {
        nothingBreaks(SourceRules.catchAlls(SOURCES));
    }

    @Test
    void nobodyInterruptsAnotherThread() {
        nothingBreaks(SourceRules.interrupts(SOURCES));
    }

    /// Fails with one line for each finding, so that a list of build errors shows them all.
    private static void nothingBreaks(List<String> findings) {
        if (!findings.isEmpty()) {
            fail(findings.stream().map(finding -> "Rule broken: " + finding).collect(Collectors.joining("\n")));
        }
    }
}
