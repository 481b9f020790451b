package dev.freshet.ingest.parse.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.ingest.parse.ParseProgress;
import dev.freshet.ingest.parse.ParsedDocument;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.pdf.PagePainter;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The child process: reads jobs from standard input and writes documents to standard output until nothing
/// was asked for a while or the parent is gone.
public final class ParserMain {
    private static final Logger LOG = LoggerFactory.getLogger(ParserMain.class);
    private static final long PROGRESS_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final DataOutputStream out;
    private final BlockingQueue<Message.Work> jobs = new LinkedBlockingQueue<>();
    private volatile int cancelled = -1;

    private ParserMain(DataOutputStream out) {
        this.out = out;
    }

    /// Runs until idle.
    ///
    /// @param arguments the idle time in milliseconds
    public static void main(String[] arguments) throws IOException, InterruptedException {
        DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 64 << 10));
        // whatever a library prints must not get between the frames
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8));
        ParserMain main = new ParserMain(out);
        Thread.ofPlatform().daemon().name("pipe").start(main::listen);
        main.send(new Message.Hello(Frames.VERSION));
        main.work(Long.parseLong(arguments[0]));
    }

    /// The end of the pipe is the end of the parent, whatever this process is doing.
    private void listen() {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)))) {
            while (true) {
                switch (Frames.read(in)) {
                    case Message.Work work -> jobs.add(work);
                    case Message.Cancel(int number) -> cancelled = number;
                    case Message other -> throw new IOException("unexpected " + other);
                }
            }
        } catch (EOFException parentIsGone) {
            LOG.debug("the pipe is closed");
        } catch (IOException broken) {
            LOG.debug("the pipe is broken", broken);
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }

    private void work(long idleMillis) throws IOException, InterruptedException {
        Message.Work job = jobs.poll(idleMillis, TimeUnit.MILLISECONDS);
        while (job != null) {
            send(new Message.Accepted(job.number()));
            run(job);
            job = jobs.poll(idleMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void run(Message.Work work) throws IOException {
        try {
            switch (work) {
                case Message.Job job -> answer(parse(job));
                case Message.Painting(int _, var file, int page, int width) ->
                    send(new Message.Painted(PagePainter.paint(file, page, width)));
            }
        } catch (AppException known) {
            send(new Message.Failed(known.code(), known.sentence()));
        } catch (StackOverflowError deep) {
            send(new Message.Failed(ErrorCode.INVALID_INPUT, "The file is nested too deep to be parsed."));
        } catch (IOException | RuntimeException unreadable) { // the edge of a job: libraries throw anything
            LOG.warn("not done: {}", work, unreadable);
            send(new Message.Failed(
                    ErrorCode.INVALID_INPUT,
                    "The file is damaged: it cannot be read as " + format(work).description() + "."));
        }
    }

    private static FileFormat format(Message.Work work) {
        return switch (work) {
            case Message.Job job -> job.format();
            case Message.Painting _ -> FileFormat.PDF;
        };
    }

    private ParsedDocument parse(Message.Job job) throws IOException {
        DocumentBuilder document = new DocumentBuilder(new PipeProgress(job.number()), job.characters());
        WorkerFormats.parser(job.format()).parse(job.request(), document);
        return document.build();
    }

    private void answer(ParsedDocument document) throws IOException {
        for (Map.Entry<String, String> property : document.properties().entrySet()) {
            Frames.write(out, new Message.PropertyFound(property.getKey(), property.getValue()));
        }
        for (Block block : document.blocks()) {
            Frames.write(out, new Message.BlockFound(block));
        }
        send(new Message.Done(document.pages()));
    }

    private void send(Message message) throws IOException {
        Frames.write(out, message);
        out.flush();
    }

    /// Tells the parent of progress, but not more often than it can use.
    private final class PipeProgress implements ParseProgress {
        private final int number;
        private long last = System.nanoTime() - PROGRESS_EVERY_NANOS;

        private PipeProgress(int number) {
            this.number = number;
        }

        @Override
        public void pages(int done, int total) {
            long now = System.nanoTime();
            if (now - last < PROGRESS_EVERY_NANOS && done < total) {
                return;
            }
            last = now;
            try {
                send(new Message.Pages(done, total));
            } catch (IOException parentIsGone) {
                throw new AppException.Broken("The pipe to the parent is closed.", parentIsGone);
            }
        }

        @Override
        public boolean cancelled() {
            return cancelled == number;
        }
    }
}
