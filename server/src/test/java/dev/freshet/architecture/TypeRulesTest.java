package dev.freshet.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.freshet.api.ragflow.wire.Fault;
import dev.freshet.core.DatasetId;
import dev.freshet.core.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TypeRulesTest {
    private static final JavaClasses GOOD = new ClassFileImporter().importClasses(Good.class);
    private static final JavaClasses BAD =
            new ClassFileImporter().importClasses(Bad.class, Lonely.class, OnlyOne.class);

    @Test
    void findsFreeMapsAndTreesInSignatures() {
        assertThat(TypeRules.untypedSignatures(BAD)).hasSize(3);
        assertThat(TypeRules.untypedSignatures(GOOD)).isEmpty();
    }

    @Test
    void findsFuturesAndThreadLocals() {
        assertThat(TypeRules.asynchronousTypes(BAD)).hasSize(2);
        assertThat(TypeRules.asynchronousTypes(GOOD)).isEmpty();
    }

    @Test
    void findsOtherWaysOfFanningOut() {
        assertThat(TypeRules.fanOutCalls(BAD)).hasSize(1);
        assertThat(TypeRules.fanOutCalls(GOOD)).isEmpty();
    }

    @Test
    void findsSynchronizedMethods() {
        assertThat(TypeRules.synchronizedMethods(BAD)).hasSize(1);
        assertThat(TypeRules.synchronizedMethods(GOOD)).isEmpty();
    }

    @Test
    void findsMutableStaticFields() {
        assertThat(TypeRules.staticState(BAD)).hasSize(1);
        assertThat(TypeRules.staticState(GOOD)).isEmpty();
    }

    @Test
    void findsInterfacesWithOneImplementation() {
        assertThat(TypeRules.needlessInterfaces(BAD)).singleElement().asString().contains("Lonely");
    }

    @Test
    void findsRefusalsThatNoCatalogDeclares() {
        JavaClasses refusals =
                new ClassFileImporter().importClasses(Declaring.Faults.class, Writing.class, Fault.class);
        assertThat(TypeRules.undeclaredRefusals(refusals))
                .hasSize(3)
                .allSatisfy(finding -> assertThat(finding).contains("Writing"));
    }

    @Test
    void findsStoreMethodsWithoutAnOwner() {
        JavaClasses stores = new ClassFileImporter().importClasses(FixtureStore.class, Owned.class, DatasetId.class);
        assertThat(TypeRules.ownerlessMethods(stores.stream()))
                .containsExactlyInAnyOrder(
                        "FixtureStore.bare takes an id without its owner",
                        "FixtureStore.several takes an id without its owner");
    }

    private record Owned(TenantId tenant, String name) {}

    @SuppressWarnings("unused") // read as a class file
    private static final class FixtureStore {
        public void bare(DatasetId id) {}

        public void several(Collection<DatasetId> ids) {}

        public void withOwner(TenantId tenant, DatasetId id) {}

        public void withOwnedRecord(Owned owned, DatasetId id) {}

        public void withoutId(String name) {}
    }

    private interface Lonely {}

    private static final class OnlyOne implements Lonely {}

    @SuppressWarnings("unused") // read as a class file
    private static final class Good {
        private static final List<String> NAMES = List.of();

        Map<String, Integer> counts() {
            return Map.of("names", (int) NAMES.stream().count());
        }
    }

    private static final class Declaring {
        private static final class Faults {
            static final Fault NAMED = Fault.data("`%s` is taken").withFalse();
        }
    }

    @SuppressWarnings("unused") // read as a class file
    private static final class Writing {
        RuntimeException thrown(String name) {
            return Declaring.Faults.NAMED.of(name);
        }

        Fault written() {
            return Fault.argument("written here").withNull();
        }

        Function<String, Fault> referred() {
            return Fault::data;
        }
    }

    @SuppressWarnings("unused") // read as a class file
    private static final class Bad {
        private static final ThreadLocal<String> LOCAL = new ThreadLocal<>();
        private static int counter;

        List<Map<String, Object>> rows() {
            return List.of();
        }

        void take(JsonNode tree, Map<String, ?> free) {
            LOCAL.set(tree.toString() + free);
        }

        Map<String, Object> map(CompletableFuture<String> future) {
            return Map.of("future", future);
        }

        synchronized long count() {
            counter++;
            return List.of(counter).parallelStream().count();
        }
    }
}
