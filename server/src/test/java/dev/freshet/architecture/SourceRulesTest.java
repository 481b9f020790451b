package dev.freshet.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SourceRulesTest {
    @Test
    void findsCatchAllsInEveryForm() {
        assertThat(catchAlls("try { a(); } catch (Exception e) {}")).isTrue();
        assertThat(catchAlls("try { a(); } catch (final Throwable e) {}")).isTrue();
        assertThat(catchAlls("try { a(); } catch (IOException | RuntimeException e) {}"))
                .isTrue();
        assertThat(catchAlls("try { a(); } catch (IOException e) {}")).isFalse();
        assertThat(catchAlls("try { a(); } catch (AppException e) {}")).isFalse();
    }

    @Test
    void findsInterruptsOfOtherThreads() {
        assertThat(interrupts("worker.interrupt();")).isTrue();
        assertThat(interrupts("future.cancel(true);")).isTrue();
        assertThat(interrupts("Thread.currentThread().interrupt();")).isFalse();
        assertThat(interrupts("future.cancel(false);")).isFalse();
    }

    @Test
    void findsMissingShortAndUnmarkedPackageInfos() {
        String five = "///\n".repeat(5);
        assertThat(packageInfos(Map.of("a/B.java", ""))).isTrue();
        assertThat(packageInfos(Map.of("a/package-info.java", "///\n@NullMarked\npackage a;")))
                .isTrue();
        assertThat(packageInfos(Map.of("a/package-info.java", five + "package a;")))
                .isTrue();
        assertThat(packageInfos(Map.of("a/package-info.java", five + "@NullMarked\npackage a;")))
                .isFalse();
    }

    @Test
    void findsCrowdedPackages() {
        Map<String, String> sources = new TreeMap<>();
        for (int i = 0; i < 24; i++) {
            sources.put("a/File" + i + ".java", "");
        }
        assertThat(SourceRules.crowdedPackages(sources)).isEmpty();
        sources.put("a/Last.java", "");
        assertThat(SourceRules.crowdedPackages(sources)).hasSize(1);
    }

    @Test
    void findsTheTypesThatATextNames() {
        assertThat(SourceRules.typesNamedIn("`Db`, `Answer.append`, `model.ChatModel.stream(prompt, sink)`, `core`,"
                        + " `SELECT 1`, `GET`, `App` and `Loaded.Valid`."))
                .containsExactly("Db", "Answer", "ChatModel", "App", "Loaded.Valid");
    }

    private static boolean catchAlls(String source) {
        return !SourceRules.catchAlls(Map.of("a/B.java", source)).isEmpty();
    }

    private static boolean interrupts(String source) {
        return !SourceRules.interrupts(Map.of("a/B.java", source)).isEmpty();
    }

    private static boolean packageInfos(Map<String, String> sources) {
        return !SourceRules.packageInfos(sources).isEmpty();
    }
}
