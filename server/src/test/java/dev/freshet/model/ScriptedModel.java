package dev.freshet.model;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.model.ModelInfo.Capability;
import dev.freshet.model.TokenSink.Channel;
import dev.freshet.model.TokenSink.FinishReason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A chat model that says what a test has written down, and remembers what it was asked.
public final class ScriptedModel implements ChatModel {
    /// Everything that was streamed from, in order.
    public final List<Prompt> prompts = new CopyOnWriteArrayList<>();

    private final ModelInfo info;
    private final BlockingQueue<String> closings = new LinkedBlockingQueue<>();
    private final BlockingQueue<Prompt> asked = new LinkedBlockingQueue<>();
    private volatile @Nullable UnaryOperator<String> whole;
    private volatile Script script = sink -> sink.finished(FinishReason.STOP);

    public ScriptedModel(String name, Capability... capabilities) {
        int at = name.lastIndexOf('@');
        info = new ModelInfo(new ModelName(name.substring(0, at), name.substring(at + 1)), 8192, Set.of(capabilities));
    }

    /// What the model does with its sink, on the sink's loop.
    public interface Script {
        void play(TokenSink sink);
    }

    public void plays(Script next) {
        script = next;
    }

    /// Says the pieces and is done.
    public void says(String... pieces) {
        plays(sink -> {
            append(sink, Channel.ANSWER, pieces);
            sink.finished(FinishReason.STOP);
        });
    }

    /// Thinks, says the pieces and is done.
    public void thinksAndSays(String thinking, String... pieces) {
        plays(sink -> {
            append(sink, Channel.THINKING, thinking);
            append(sink, Channel.ANSWER, pieces);
            sink.finished(FinishReason.STOP);
        });
    }

    /// Says the pieces and never ends by itself.
    public void hangsAfter(String... pieces) {
        plays(sink -> append(sink, Channel.ANSWER, pieces));
    }

    /// Says the pieces and fails.
    public void failsAfter(AppException error, String... pieces) {
        plays(sink -> {
            append(sink, Channel.ANSWER, pieces);
            sink.failed(error);
        });
    }

    /// Appends each piece by itself.
    public static void append(TokenSink sink, Channel channel, String... pieces) {
        for (String piece : pieces) {
            byte[] utf8 = piece.getBytes(StandardCharsets.UTF_8);
            sink.append(channel, utf8, 0, utf8.length);
        }
    }

    /// Waits until the model is asked.
    public Prompt awaitAsked() throws InterruptedException {
        return present(asked.poll(60, TimeUnit.SECONDS), "the model was not asked");
    }

    /// Waits until an answer has closed its upstream.
    public void awaitClosed() throws InterruptedException {
        present(closings.poll(60, TimeUnit.SECONDS), "the upstream was not closed");
    }

    /// Whether no answer has closed its upstream.
    public boolean neverClosed() {
        return closings.isEmpty();
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public void stream(Prompt prompt, TokenSink sink, Deadline deadline) {
        prompts.add(prompt);
        asked.add(prompt);
        Script now = script;
        sink.loop().run(() -> {
            sink.opened(() -> closings.add("closed"));
            now.play(sink);
        });
    }

    /// Answers instructions in one piece.
    ///
    /// @param next makes of the user's text what the model says
    public void completes(UnaryOperator<String> next) {
        whole = next;
    }

    @Override
    public Completion complete(Prompt prompt, Deadline deadline) {
        UnaryOperator<String> now = whole;
        if (now != null) {
            prompts.add(prompt);
            return new Completion(now.apply(prompt.question()), Usage.NONE);
        }
        throw new AppException.Upstream(ErrorCode.UPSTREAM_FAILED, "the script has no answers in one piece");
    }

    private static <T> T present(@Nullable T value, String otherwise) {
        if (value == null) {
            throw new AssertionError(otherwise);
        }
        return value;
    }
}
