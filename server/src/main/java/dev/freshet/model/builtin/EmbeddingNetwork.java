package dev.freshet.model.builtin;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.freshet.core.AppException;
import dev.freshet.core.Vector;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The bge-small-en-v1.5 network on ONNX Runtime: word pieces in, vectors of unit length out. Several threads
/// may run it at once; each run computes on the caller's thread alone.
final class EmbeddingNetwork implements AutoCloseable {
    static final int DIMENSIONS = 384;
    static final int LONGEST_TEXT = 512;

    private final OrtEnvironment environment;
    private final OrtSession session;

    private EmbeddingNetwork(OrtEnvironment environment, OrtSession session) {
        this.environment = environment;
        this.session = session;
    }

    /// Opens the network; takes some hundred milliseconds.
    static EmbeddingNetwork open(ModelFiles files) {
        Path libraries = files.nativeLibraries();
        if (libraries != null) {
            System.setProperty("onnxruntime.native.path", libraries.toString());
        }
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment("freshet");
            return new EmbeddingNetwork(environment, session(environment, files.network()));
        } catch (OrtException error) {
            throw new AppException.Broken("the built-in embedding model cannot be opened", error);
        }
    }

    /// One thread inside a run, which does not spin: with the runtime's own defaults a short question costs
    /// twice the CPU. Shapes differ from run to run, so memory patterns would be planned in vain, and an arena
    /// would keep the largest batch's memory for good.
    private static OrtSession session(OrtEnvironment environment, Path network) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.addConfigEntry("session.inter_op.allow_spinning", "0");
            options.setMemoryPatternOptimization(false);
            options.setCPUArenaAllocator(false);
            return environment.createSession(network.toString(), options);
        }
    }

    /// One vector for each text, the network's output at the start piece, as bge models are trained.
    List<Vector> run(List<int[]> texts) {
        int width = texts.stream().mapToInt(text -> text.length).max().orElse(0);
        long[] shape = {texts.size(), width};
        long[] pieces = new long[texts.size() * width];
        long[] mask = new long[pieces.length];
        for (int row = 0; row < texts.size(); row++) {
            int[] text = texts.get(row);
            for (int i = 0; i < text.length; i++) {
                pieces[row * width + i] = text[i];
            }
            Arrays.fill(mask, row * width, row * width + text.length, 1);
        }
        try (OnnxTensor ids = tensor(pieces, shape);
                OnnxTensor attention = tensor(mask, shape);
                OnnxTensor segments = tensor(new long[pieces.length], shape);
                OrtSession.Result result = session.run(
                        Map.of("input_ids", ids, "attention_mask", attention, "token_type_ids", segments))) {
            return firstOutputs(((OnnxTensor) result.get(0)).getFloatBuffer(), texts.size(), width);
        } catch (OrtException error) {
            throw new AppException.Broken("the built-in embedding model has failed", error);
        }
    }

    private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
    }

    private static List<Vector> firstOutputs(FloatBuffer output, int rows, int width) {
        List<Vector> vectors = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            float[] values = new float[DIMENSIONS];
            output.get(row * width * DIMENSIONS, values);
            vectors.add(Vector.unit(values));
        }
        return vectors;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException error) {
            throw new AppException.Broken("the built-in embedding model cannot be closed", error);
        }
    }
}
