package dev.freshet.bench.fake;

import dev.freshet.json.Json;
import dev.freshet.json.JsonObject;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/// The answers that are not streamed, as JSON.
final class WholeAnswers {
    private static final int DIMENSIONS = 384;

    private WholeAnswers() {}

    private record Usage(int prompt_tokens, int completion_tokens, int total_tokens) {}

    private record Message(String role, String content) {}

    private record Choice(int index, Message message, String finish_reason) {}

    private record Completion(
            String id, String object, long created, String model, List<Choice> choices, Usage usage) {}

    static byte[] completion(String model, boolean outline, int tokens) {
        Message message = new Message("assistant", ScriptedText.whole(outline, tokens));
        return Json.writeBytes(new Completion(
                "chatcmpl-scripted",
                "chat.completion",
                1,
                model,
                List.of(new Choice(0, message, "stop")),
                new Usage(1, tokens, tokens + 1)));
    }

    private record ModelRow(String id, String object, String owned_by) {}

    private record ModelList(String object, List<ModelRow> data) {}

    static byte[] models() {
        return Json.writeBytes(new ModelList("list", List.of(new ModelRow("scripted", "model", "freshet"))));
    }

    @SuppressWarnings("ArrayRecordComponent") // only ever written as JSON
    private record EmbeddingRow(String object, int index, float[] embedding) {}

    private record EmbeddingList(String object, List<EmbeddingRow> data, String model, Usage usage) {}

    static byte[] embeddings(JsonObject call) {
        List<String> texts = call.texts("input");
        List<EmbeddingRow> rows = IntStream.range(0, texts.size())
                .mapToObj(i -> new EmbeddingRow("embedding", i, vector(texts.get(i))))
                .toList();
        return Json.writeBytes(new EmbeddingList("list", rows, call.text("model", ""), new Usage(1, 0, 1)));
    }

    /// A vector of length one in which texts with common words point the same way.
    private static float[] vector(String text) {
        float[] vector = new float[DIMENSIONS];
        words(text).forEach(word -> vector[Math.floorMod(word.hashCode(), DIMENSIONS)] += 1);
        double sum = 0;
        for (float value : vector) {
            sum += value * value;
        }
        if (sum == 0) {
            vector[0] = 1;
            return vector;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(sum);
        }
        return vector;
    }

    private record Ranked(int index, double relevance_score) {}

    private record Ranking(String model, List<Ranked> results, Usage usage) {}

    /// Scores a document by the share of the question's words that stand in it.
    static byte[] ranking(JsonObject call) {
        Set<String> asked = new HashSet<>(words(call.text("query", "")));
        List<String> documents = call.texts("documents");
        List<Ranked> results = IntStream.range(0, documents.size())
                .mapToObj(i -> new Ranked(i, share(asked, documents.get(i))))
                .toList();
        return Json.writeBytes(new Ranking(call.text("model", ""), results, new Usage(1, 0, 1)));
    }

    private static double share(Set<String> asked, String document) {
        Set<String> found = new HashSet<>(words(document));
        found.retainAll(asked);
        return asked.isEmpty() ? 0 : (double) found.size() / asked.size();
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    static byte[] counts(Counts counts) {
        return Json.writeBytes(counts);
    }
}
