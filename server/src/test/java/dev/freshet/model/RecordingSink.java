package dev.freshet.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.core.AppException;
import dev.freshet.http.EventLoop;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A sink for tests that keeps what it is given and notices when the port's rules are broken.
public final class RecordingSink implements TokenSink {
    private final EventLoop loop;
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private final ByteArrayOutputStream thinking = new ByteArrayOutputStream();
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final List<String> broken = new ArrayList<>();
    private final BlockingQueue<Runnable> closers = new LinkedBlockingQueue<>();
    private boolean stopAtOnce;
    private int appends;
    private volatile Usage usage = Usage.NONE;
    private volatile @Nullable AppException failure;

    public RecordingSink(EventLoop loop) {
        this.loop = loop;
    }

    /// Behaves like an answer that was stopped before the call began.
    public RecordingSink stoppedAtOnce() {
        stopAtOnce = true;
        return this;
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public void opened(Runnable close) {
        check("opened");
        closers.add(close);
        if (stopAtOnce) {
            close.run();
        }
    }

    @Override
    public void append(Channel channel, byte[] utf8, int from, int to) {
        check("append");
        appends++;
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8, from, to - from));
        } catch (CharacterCodingException half) {
            broken.add("half a character was appended");
        }
        (channel == Channel.ANSWER ? answer : thinking).write(utf8, from, to - from);
    }

    @Override
    public void usage(Usage counted) {
        check("usage");
        usage = counted;
    }

    @Override
    public void finished(FinishReason reason) {
        check("finished");
        ends.add("finished " + reason.key());
    }

    @Override
    public void failed(AppException error) {
        check("failed");
        failure = error;
        ends.add("failed " + error.code());
    }

    private void check(String event) {
        if (!loop.isCurrent()) {
            broken.add(event + " off the loop");
        }
        if (!ends.isEmpty()) {
            broken.add(event + " after the end");
        }
    }

    /// Waits for the end and tells it: `finished <reason>` or `failed <code>`.
    public String await() throws InterruptedException {
        String end = Objects.requireNonNull(ends.poll(60, TimeUnit.SECONDS), "the stream has not ended");
        assertThat(broken).isEmpty();
        return end;
    }

    /// Waits until the call has begun; runs on the loop like an answer that is stopped.
    public void stop() throws InterruptedException {
        Runnable close = Objects.requireNonNull(closers.poll(60, TimeUnit.SECONDS), "the call has not begun");
        loop.run(close);
    }

    public String answer() {
        return answer.toString(StandardCharsets.UTF_8);
    }

    public String thinking() {
        return thinking.toString(StandardCharsets.UTF_8);
    }

    public Usage usage() {
        return usage;
    }

    public int appends() {
        return appends;
    }

    public AppException failure() {
        return Objects.requireNonNull(failure);
    }
}
