package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.freshet.architecture.Layout;
import dev.freshet.architecture.PackageRules;
import dev.freshet.architecture.SourceRules;
import dev.freshet.architecture.TypeRules;
import java.nio.file.Path;
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
        assertThat(PackageRules.againstLevels(IMPORTS)).isEmpty();
    }

    @Test
    void everyPackageHasALevel() {
        Set<String> packages = CLASSES.stream()
                .map(type -> PackageRules.packageOf(type.getName()))
                .collect(Collectors.toSet());
        assertThat(PackageRules.withoutLevel(packages)).isEmpty();
    }

    @Test
    void packagesHaveNoCycles() {
        assertThat(PackageRules.cycles(IMPORTS)).isEmpty();
    }

    @Test
    void onlyAppImportsAdapters() {
        assertThat(PackageRules.adaptersImported(IMPORTS)).isEmpty();
    }

    @Test
    void librariesStayInTheirPackages() {
        assertThat(PackageRules.librariesNotAllowed(IMPORTS)).isEmpty();
    }

    @Test
    void signaturesAreTyped() {
        assertThat(TypeRules.untypedSignatures(CLASSES)).isEmpty();
    }

    @Test
    void futuresAndThreadLocalsStayOnTheTokenPath() {
        assertThat(TypeRules.asynchronousTypes(CLASSES)).isEmpty();
    }

    @Test
    void onlyParallelFansOut() {
        assertThat(TypeRules.fanOutCalls(CLASSES)).isEmpty();
    }

    @Test
    void noMethodIsSynchronized() {
        assertThat(TypeRules.synchronizedMethods(CLASSES)).isEmpty();
    }

    @Test
    void staticFieldsAreFinal() {
        assertThat(TypeRules.staticState(CLASSES)).isEmpty();
    }

    @Test
    void interfacesHaveTwoImplementationsOrAreListedPorts() {
        assertThat(TypeRules.needlessInterfaces(CLASSES)).isEmpty();
    }

    @Test
    void storeMethodsTakeTheOwnerWithTheId() {
        assertThat(TypeRules.ownerlessStoreMethods(CLASSES)).isEmpty();
    }

    @Test
    void packagesSayWhatTheyAreFor() {
        assertThat(SourceRules.packageInfos(SOURCES)).isEmpty();
    }

    @Test
    void packagesHaveFewerThan25Files() {
        assertThat(SourceRules.crowdedPackages(SOURCES)).isEmpty();
    }

    @Test
    void onlyListedEdgesCatchEverything() {
        assertThat(SourceRules.catchAlls(SOURCES)).isEmpty();
    }

    @Test
    void nobodyInterruptsAnotherThread() {
        assertThat(SourceRules.interrupts(SOURCES)).isEmpty();
    }
}
