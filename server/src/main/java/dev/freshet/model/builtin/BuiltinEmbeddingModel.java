package dev.freshet.model.builtin;

import dev.freshet.core.Deadline;
import dev.freshet.core.Vector;
import dev.freshet.http.EventLoop;
import dev.freshet.model.EmbeddingModel;
import dev.freshet.model.ModelName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/// `BAAI/bge-small-en-v1.5@Builtin`: the quantised network in this process, vectors of 384 dimensions.
///
/// It opens in the background (about half a second); who asks earlier waits for it. Texts are cut at 512 word
/// pieces. A question costs some 4 ms of CPU, a chunk of 230 pieces some 40.
public final class BuiltinEmbeddingModel implements EmbeddingModel, AutoCloseable {
    public static final ModelName NAME = new ModelName("BAAI/bge-small-en-v1.5", "Builtin");

    /// Far beyond what opening takes on a slow disk.
    private static final Duration OPENING = Duration.ofMinutes(2);

    private final Opening opening;
    private final EmbeddingQueue queue;

    private BuiltinEmbeddingModel(Opening opening, EmbeddingQueue queue) {
        this.opening = opening;
        this.queue = queue;
    }

    /// Begins to open the network with its files under `modelFolder`, one computing thread for each core but at
    /// least two, so that ingestion always leaves one free.
    ///
    /// @param questionsCompute whether questions use processors elsewhere just now; others stand back then
    public static BuiltinEmbeddingModel start(Path modelFolder, BooleanSupplier questionsCompute) {
        Opening opening = new Opening(new ModelFiles(modelFolder));
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        EmbeddingQueue queue = new EmbeddingQueue(
                threads,
                questionsCompute,
                texts -> opening.await(Deadline.in(OPENING)).network().run(texts));
        return new BuiltinEmbeddingModel(opening, queue);
    }

    @Override
    public ModelName name() {
        return NAME;
    }

    @Override
    public int dimensions() {
        return EmbeddingNetwork.DIMENSIONS;
    }

    /// @throws dev.freshet.core.AppException.Broken when the network cannot be opened or fails
    @Override
    public Embeddings embed(List<String> texts, Purpose purpose, Deadline deadline) {
        EventLoop.refuseBlocking("embedding");
        WordPieceTokenizer tokenizer = opening.await(deadline).tokenizer();
        List<int[]> pieces = texts.stream()
                .map(text -> tokenizer.encode(text, EmbeddingNetwork.LONGEST_TEXT))
                .toList();
        List<Vector> vectors = queue.embed(pieces, purpose, deadline);
        return new Embeddings(
                vectors, pieces.stream().mapToInt(text -> text.length).sum());
    }

    /// Texts that wait for a computing thread.
    public int waiting(Purpose purpose) {
        return queue.depth(purpose);
    }

    /// Stops the threads and frees the network; who waits is refused.
    @Override
    public void close() {
        queue.close();
        opening.await(Deadline.in(OPENING)).network().close();
    }
}
