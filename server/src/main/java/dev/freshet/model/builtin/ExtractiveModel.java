package dev.freshet.model.builtin;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.model.ChatModel;
import dev.freshet.model.ModelInfo;
import dev.freshet.model.ModelName;
import dev.freshet.model.Prompt;
import dev.freshet.model.TokenSink;
import dev.freshet.model.Usage;
import dev.freshet.text.Analyzer;
import dev.freshet.text.TokenCounter;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// `extractive@Builtin`: answers with the sentences of the prompt's passages that fit the question best, letter
/// by letter, each followed by its mark `[ID:n]`. It invents nothing, follows no instructions and knows nothing
/// beyond the passages; without one it says so in a sentence.
public final class ExtractiveModel implements ChatModel {
    public static final ModelName NAME = new ModelName("extractive", "Builtin");

    /// It reads passages one by one, so the window is as large as any prompt that is made for it.
    private static final ModelInfo INFO = new ModelInfo(NAME, 32_768, Set.of());

    private final Extract extract;
    private final TokenCounter counter;

    public ExtractiveModel(Analyzer analyzer, TokenCounter counter) {
        this.extract = new Extract(analyzer);
        this.counter = counter;
    }

    @Override
    public ModelInfo info() {
        return INFO;
    }

    /// The text is found on the caller's thread; the sink's loop only takes it over, word by word.
    @Override
    public void stream(Prompt prompt, TokenSink sink, Deadline deadline) {
        Completion completion = answer(prompt);
        sink.loop().run(() -> new Words(completion, sink).send());
    }

    @Override
    public Completion complete(Prompt prompt, Deadline deadline) {
        return answer(prompt);
    }

    private Completion answer(Prompt prompt) {
        String text = extract.answer(prompt);
        return new Completion(text, new Usage(counter.count(prompt.question()), counter.count(text)));
    }

    /// Hands the words of an answer to a sink, unless it stops them.
    private static final class Words {
        private final Completion completion;
        private final TokenSink sink;
        private boolean stopped;

        Words(Completion completion, TokenSink sink) {
            this.completion = completion;
            this.sink = sink;
        }

        void send() {
            sink.opened(() -> stopped = true);
            byte[] text = completion.text().getBytes(StandardCharsets.UTF_8);
            int from = 0;
            while (from < text.length && !stopped) {
                int to = endOfWord(text, from);
                sink.append(TokenSink.Channel.ANSWER, text, from, to);
                from = to;
            }
            if (stopped) {
                sink.failed(new AppException.Rejected(ErrorCode.CANCELLED, "the answer was stopped"));
                return;
            }
            sink.usage(completion.usage());
            sink.finished(TokenSink.FinishReason.STOP);
        }

        /// A word with the blank before it; cut at a blank, a text is cut between characters too.
        private static int endOfWord(byte[] text, int from) {
            int to = from + 1;
            while (to < text.length && text[to] != ' ' && text[to] != '\n') {
                to++;
            }
            return to;
        }
    }
}
