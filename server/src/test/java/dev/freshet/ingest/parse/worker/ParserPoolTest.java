package dev.freshet.ingest.parse.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.Parallel;
import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.ingest.parse.ParseProgress;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.ParsedDocument;
import dev.freshet.ingest.parse.ParserSettings;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParserPoolTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private ParserPool pool(int workers, Duration silence, Duration idle, int files) {
        return new ParserPool(
                new ParserSettings(workers, 64, LONG, silence, idle, files, 1 << 20, 50_000_000),
                folder.resolve("scratch"));
    }

    private static ParsedDocument parse(ParserPool pool, Path file) {
        return pool.parse(FileFormat.HTML, ParseRequest.of(file, "a.html"), ParseProgress.none());
    }

    private Path page(String name) throws IOException {
        return Files.writeString(folder.resolve(name), "<h1>" + name + "</h1><p>Text");
    }

    /// A file that never ends: whoever opens it waits for a writer.
    private Path endless() throws IOException, InterruptedException {
        Path pipe = folder.resolve("endless");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return pipe;
    }

    @Test
    void usesOneProcessForManyFilesAndThenReplacesIt() throws IOException {
        try (ParserPool pool = pool(2, LONG, LONG, 3)) {
            assertThat(pool.processes()).isZero();
            parse(pool, page("one"));
            List<Long> first = pool.pids();
            assertThat(parse(pool, page("two")).blocks().getFirst().text()).isEqualTo("two");
            assertThat(pool.pids()).isEqualTo(first);
            parse(pool, page("three"));
            parse(pool, page("four"));
            assertThat(pool.pids()).isNotEqualTo(first);
        }
    }

    @Test
    void survivesAProcessThatRunsOutOfMemory() throws IOException {
        Path huge = Files.writeString(folder.resolve("huge"), "<b>x</b>".repeat(2_000_000));
        try (ParserPool pool = pool(1, LONG, LONG, 100)) {
            assertThatThrownBy(() -> parse(pool, huge))
                    .isInstanceOf(AppException.Rejected.class)
                    .hasMessageStartingWith("The parser ran out of memory on this file (64 MiB)");
            assertThat(parse(pool, page("next")).blocks()).hasSize(2);
        }
    }

    @Test
    void killsAProcessThatMakesNoProgress() throws IOException, InterruptedException {
        Path endless = endless();
        try (ParserPool pool = pool(1, Duration.ofSeconds(1), LONG, 100)) {
            assertThatThrownBy(() -> parse(pool, endless))
                    .isInstanceOf(AppException.Rejected.class)
                    .hasMessage("The parser made no progress on this file for 1 seconds.");
        }
    }

    @Test
    void survivesAProcessThatIsKilled() throws IOException, InterruptedException {
        Path endless = endless();
        try (ParserPool pool = pool(1, LONG, LONG, 100)) {
            parse(pool, page("warm"));
            ProcessHandle child = ProcessHandle.of(pool.pids().getFirst()).orElseThrow();
            Parallel.Task<ParsedDocument> task = Parallel.start(() -> parse(pool, endless));
            Process writer = awaitReader(endless);
            child.destroyForcibly();
            writer.destroyForcibly();
            assertThatThrownBy(task::join).hasMessageStartingWith("The parser crashed on this file");
            assertThat(parse(pool, page("next")).blocks()).hasSize(2);
        }
    }

    /// Returns when the child has opened the pipe for reading; the pipe stays open until the process ends.
    private static Process awaitReader(Path pipe) throws IOException {
        Process writer =
                new ProcessBuilder("sh", "-c", "exec 3>\"$0\"; echo open; exec sleep 60", pipe.toString()).start();
        assertThat(writer.getInputStream().read()).isEqualTo('o');
        return writer;
    }

    @Test
    void stopsWhenTheCallerGivesUp() throws IOException, InterruptedException {
        Path endless = endless();
        AtomicBoolean cancelled = new AtomicBoolean();
        ParseProgress progress = new ParseProgress() {
            @Override
            public void pages(int done, int total) {}

            @Override
            public boolean cancelled() {
                return cancelled.get();
            }
        };
        try (ParserPool pool = pool(1, LONG, LONG, 100)) {
            Parallel.Task<ParsedDocument> running =
                    Parallel.start(() -> pool.parse(FileFormat.HTML, ParseRequest.of(endless, "a.html"), progress));
            Parallel.Task<ParsedDocument> waiting =
                    Parallel.start(() -> pool.parse(FileFormat.HTML, ParseRequest.of(endless, "a.html"), progress));
            cancelled.set(true);
            for (Parallel.Task<ParsedDocument> task : List.of(running, waiting)) {
                assertThatThrownBy(task::join)
                        .isInstanceOfSatisfying(
                                AppException.class,
                                error -> assertThat(error.code()).isEqualTo(ErrorCode.CANCELLED));
            }
        }
    }

    @Test
    void idleProcessesEndByThemselvesAndAreReplaced() throws IOException, InterruptedException {
        try (ParserPool pool = pool(1, LONG, Duration.ofMillis(50), 100)) {
            parse(pool, page("one"));
            for (int i = 0; i < 300 && pool.processes() > 0; i++) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            assertThat(pool.processes()).isZero();
            try (Stream<Path> left = Files.list(folder.resolve("scratch"))) {
                assertThat(left.filter(Files::isDirectory)).isEmpty();
            }
            assertThat(parse(pool, page("two")).blocks()).hasSize(2);
        }
    }

    @Test
    void closingKillsTheChildrenAndRefusesWhatComesAfter() throws Exception {
        ParserPool pool = pool(1, LONG, LONG, 100);
        Path page = page("one");
        parse(pool, page);
        ProcessHandle child = ProcessHandle.of(pool.pids().getFirst()).orElseThrow();
        pool.close();
        assertThat(child.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();
        assertThatThrownBy(() -> parse(pool, page)).hasMessage("The server is stopping.");
    }

    @Test
    void aBusyChildEndsWhenItsParentDoes() throws IOException, InterruptedException {
        ParserSettings settings = new ParserSettings(1, 64, LONG, LONG, LONG, 1, 1 << 20, 1_000);
        Path endless = endless();
        Process child = new WorkerLauncher(settings, folder.resolve("scratch")).start(folder.resolve("scratch"));
        DataOutputStream out = new DataOutputStream(child.getOutputStream());
        try (DataInputStream in = new DataInputStream(child.getInputStream())) {
            assertThat(Frames.read(in)).isEqualTo(new Message.Hello(Frames.VERSION));
            Frames.write(out, new Message.Job(1, FileFormat.HTML, ParseRequest.of(endless, "a.html"), 1_000));
            out.flush();
            assertThat(Frames.read(in)).isEqualTo(new Message.Accepted(1));
            out.close();
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            child.destroyForcibly();
        }
    }
}
