package dev.freshet.ingest.parse.worker;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.ingest.parse.PagePicture;
import dev.freshet.ingest.parse.ParseProgress;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.ParsedDocument;
import dev.freshet.ingest.parse.ParserSettings;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One child process, seen from the parent. Used by one caller at a time.
final class WorkerProcess {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
    private static final int INBOX = 4_096;
    private static final int POLL_MILLIS = 200;
    private static final int END_GRACE_SECONDS = 3;
    private static final Duration CANCEL_GRACE = Duration.ofSeconds(2);

    /// What a JVM exits with under `-XX:+ExitOnOutOfMemoryError`.
    private static final int OUT_OF_MEMORY = 3;

    private final Process process;
    private final ParserSettings settings;
    private final Consumer<WorkerProcess> whenEnded;
    private final DataOutputStream out;
    private final BlockingQueue<Message> inbox = new LinkedBlockingQueue<>(INBOX);
    private int files;
    private volatile boolean closed;

    /// @param whenEnded called once, when the process is gone
    WorkerProcess(Process process, ParserSettings settings, Consumer<WorkerProcess> whenEnded) {
        this.process = process;
        this.settings = settings;
        this.whenEnded = whenEnded;
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        Thread.ofPlatform().daemon().name("parser-" + process.pid()).start(this::listen);
        Thread.ofPlatform().daemon().name("parser-log-" + process.pid()).start(this::log);
    }

    long pid() {
        return process.pid();
    }

    boolean isUsable() {
        return !closed && process.isAlive() && files < settings.filesPerWorker();
    }

    /// Kills the process; harmless when it is gone.
    void close() {
        closed = true;
        process.toHandle().destroyForcibly();
    }

    /// Parses one file.
    ///
    /// @return empty when the process had ended before it took the job, so that another may try
    Optional<ParsedDocument> parse(FileFormat format, ParseRequest request, ParseProgress progress) {
        Conversation conversation =
                new Conversation(new Message.Job(++files, format, request, settings.characters()), progress);
        return ask(conversation).map(answer -> {
            if (answer instanceof Message.Done(int pages)) {
                return conversation.parts.complete(pages);
            }
            throw rubbish();
        });
    }

    /// Paints a page of a PDF.
    ///
    /// @return empty when the process had ended before it took the job, so that another may try
    Optional<PagePicture> paint(Path file, int page, int width) {
        Message.Painting painting = new Message.Painting(++files, file, page, width);
        return ask(new Conversation(painting, ParseProgress.none())).map(answer -> {
            if (answer instanceof Message.Painted(PagePicture picture)) {
                return picture;
            }
            throw rubbish();
        });
    }

    private AppException rubbish() {
        close();
        return new AppException.Broken("A parser process has answered something else than it was asked.", null);
    }

    private Optional<Message> ask(Conversation conversation) {
        if (!send(conversation.work)) {
            close();
            return Optional.empty();
        }
        try {
            return conversation.untilAnswered();
        } catch (InterruptedException stopped) {
            close();
            Thread.currentThread().interrupt();
            throw new AppException.Broken("Interrupted while a file was parsed.", stopped);
        }
    }

    private boolean send(Message message) {
        try {
            Frames.write(out, message);
            out.flush();
            return true;
        } catch (IOException ended) {
            LOG.debug("parser {} does not listen", process.pid(), ended);
            return false;
        }
    }

    private void listen() {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 64 << 10))) {
            if (!(Frames.read(in) instanceof Message.Hello(int version) && version == Frames.VERSION)) {
                throw new IOException("the parser speaks another version");
            }
            while (!closed) {
                deliver(Frames.read(in));
            }
        } catch (EOFException ended) {
            LOG.debug("parser {} has ended", process.pid());
        } catch (IOException broken) {
            LOG.debug("parser {} has broken off", process.pid(), broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    /// A process that closed its pipe is about to end and has a word to say by its exit code.
    private void end() {
        try {
            if (!process.waitFor(END_GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.toHandle().destroyForcibly();
            }
            deliver(new Message.Ended(process.waitFor()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            closed = true;
            whenEnded.accept(this);
        }
    }

    /// Waits while the caller is slow, but not for one that has left.
    private void deliver(Message message) throws InterruptedException {
        boolean delivered = inbox.offer(message);
        while (!delivered && !closed) {
            delivered = inbox.offer(message, POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void log() {
        try (BufferedReader lines = process.errorReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                LOG.debug("parser {}: {}", process.pid(), line);
            }
        } catch (IOException ended) {
            LOG.debug("parser {} writes no more", process.pid(), ended);
        }
    }

    /// What is said about one job, from the request to the answer.
    private final class Conversation {
        private final Message.Work work;
        private final ParseProgress progress;
        private final Deadline limit = Deadline.in(settings.timeLimit());
        private final DocumentParts parts = new DocumentParts();
        private Deadline silence = Deadline.in(settings.silenceLimit());
        private boolean accepted;
        private boolean cancelSent;

        private Conversation(Message.Work work, ParseProgress progress) {
            this.work = work;
            this.progress = progress;
        }

        private Optional<Message> untilAnswered() throws InterruptedException {
            while (true) {
                Message message = inbox.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                checkCancelled();
                checkTime();
                switch (message) {
                    case null -> {}
                    case Message.Accepted ignored -> accepted = true;
                    case Message.Pages(int done, int total) -> {
                        silence = Deadline.in(settings.silenceLimit());
                        progress.pages(done, total);
                    }
                    case Message.BlockFound(var block) -> parts.add(block);
                    case Message.PropertyFound(var key, var value) -> parts.property(key, value);
                    case Message.Done _, Message.Painted _ -> {
                        return Optional.of(message);
                    }
                    case Message.Failed(var code, var sentence) -> throw failure(code, sentence);
                    case Message.Ended(int exitCode) -> {
                        if (!accepted) {
                            return Optional.empty();
                        }
                        throw death(exitCode);
                    }
                    case Message.Hello _, Message.Work _, Message.Cancel _ -> close();
                }
            }
        }

        /// The child answers a cancellation between two pages; one that does not is killed.
        private void checkCancelled() {
            if (!cancelSent && progress.cancelled()) {
                cancelSent = true;
                silence = Deadline.in(CANCEL_GRACE);
                send(new Message.Cancel(work.number()));
            }
            if (cancelSent && silence.passed()) {
                close();
                throw new AppException.Rejected(ErrorCode.CANCELLED, "Parsing was stopped.");
            }
        }

        private void checkTime() {
            if (limit.passed()) {
                close();
                throw tooSlow(
                        "The parser took longer than " + settings.timeLimit().toSeconds() + " seconds on this file.");
            }
            if (silence.passed()) {
                close();
                throw tooSlow("The parser made no progress on this file for "
                        + settings.silenceLimit().toSeconds() + " seconds.");
            }
        }

        private static AppException tooSlow(String sentence) {
            return new AppException.Rejected(ErrorCode.INVALID_INPUT, sentence);
        }

        private AppException failure(ErrorCode code, String sentence) {
            return code.kind() == ErrorCode.Kind.USER
                    ? new AppException.Rejected(code, sentence)
                    : new AppException.Broken(sentence, null);
        }

        private AppException death(int exitCode) {
            if (exitCode == OUT_OF_MEMORY) {
                return AppException.invalid("The parser ran out of memory on this file ("
                        + settings.workerMemoryMegabytes() + " MiB); split it into several files.");
            }
            return AppException.invalid("The parser crashed on this file (exit code " + exitCode + ").");
        }
    }
}
