package dev.freshet.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.cli.CommandLineInterface;
import dev.freshet.core.AppException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Profiles child processes.
class ProfileTest {
    @TempDir
    Path folder;

    @Test
    void findsTheEventLoopThatBlocks() throws IOException {
        Profile profile = profile("block");
        assertThat(profile.clean()).isFalse();
        assertThat(profile.blocked().keySet())
                .anyMatch(place -> place.contains("ThreadPark") && place.contains("ProfiledProgram.compute"));
        assertThat(print(profile)).contains("An event loop blocked");
    }

    @Test
    void findsTheVirtualThreadThatIsPinned() throws IOException {
        Profile profile = profile("pin");
        assertThat(profile.clean()).isFalse();
        assertThat(profile.pinned().keySet()).anyMatch(place -> place.contains("ProfiledProgram"));
        assertThat(profile.blocked()).isEmpty();
        assertThat(print(profile)).contains("A virtual thread was pinned", "No event loop blocked.");
    }

    @Test
    void tellsWhereTheTimeOfAServerGoesThatDoesNothingWrong() throws IOException {
        Profile profile = profile("nothing");
        assertThat(profile.blocked()).isEmpty();
        assertThat(profile.pinned()).isEmpty();
        assertThat(profile.clean()).isTrue();
        assertThat(profile.samples().get(ThreadKind.EVENT_LOOP).keySet())
                .anyMatch(frame -> frame.contains("ProfiledProgram.compute"));
        assertThat(profile.steps().get("search")).isNotEmpty().contains(Duration.ofMillis(3));
        assertThat(print(profile)).contains("event loops: ", "search", "No event loop blocked.");
    }

    @Test
    void theCommandFindsTheServerByItsDataFolderAndFailsWhenALoopBlocked() throws IOException {
        try (Child child = new Child("block")) {
            Files.writeString(folder.resolve("server.pid"), Long.toString(child.process.pid()));
            int code = new CommandLineInterface(Map.of()).run("profile", "--data", folder.toString(), "--seconds", "1");
            assertThat(code).isEqualTo(1);
        }
    }

    @Test
    void saysThatThereIsNoSuchProcess() {
        assertThatThrownBy(() -> Recorder.record(999_999_999L, Duration.ofMillis(1), folder.resolve("x.jfr")))
                .isInstanceOf(AppException.class)
                .hasMessageContaining("999999999");
    }

    private Profile profile(String wrong) throws IOException {
        Path file = folder.resolve("recording.jfr");
        try (Child child = new Child(wrong)) {
            Recorder.record(child.process.pid(), Duration.ofSeconds(2), file);
        }
        return Profile.of(file);
    }

    private static String print(Profile profile) {
        StringWriter text = new StringWriter();
        new ProfileReport(new PrintWriter(text)).print(profile);
        return text.toString();
    }

    private static final class Child implements AutoCloseable {
        final Process process;

        Child(String wrong) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ProfiledProgram.class.getName(),
                            wrong)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader out = process.inputReader();
            String line = out.readLine();
            while (line != null && !line.equals("ready")) {
                line = out.readLine();
            }
            assertThat(line).isEqualTo("ready");
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
