package dev.freshet.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.core.Deadline;
import dev.freshet.core.Vector;
import dev.freshet.http.HttpCaller;
import dev.freshet.http.HttpReply;
import dev.freshet.json.Json;
import dev.freshet.model.EmbeddingModel;
import dev.freshet.model.ModelEndpoint;
import dev.freshet.model.ModelName;
import dev.freshet.text.TokenCounter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An embedding model behind `embeddings`: batches of 16 texts, each cut to the model's limit.
public final class OpenAiEmbeddingModel implements EmbeddingModel {
    private static final int BATCH = 16;
    private static final Duration FIRST_CALL = Duration.ofSeconds(30);

    private final ModelEndpoint endpoint;
    private final ChatRequest requests;
    private final ProviderErrors errors;
    private final PatientCaller caller;
    private final TokenCounter counter;
    private volatile int dimensions;

    OpenAiEmbeddingModel(ModelEndpoint endpoint, HttpCaller caller, TokenCounter counter, RetryBudget budget) {
        this.endpoint = endpoint;
        this.requests = new ChatRequest(endpoint);
        this.errors = new ProviderErrors(endpoint);
        this.caller = new PatientCaller(caller, errors, budget);
        this.counter = counter;
    }

    @Override
    public ModelName name() {
        return endpoint.name();
    }

    /// @throws dev.freshet.core.AppException.Upstream when nothing has been embedded yet and the provider fails
    @Override
    public int dimensions() {
        if (dimensions == 0) {
            embed(List.of("dimensions"), Purpose.INGESTION, Deadline.in(FIRST_CALL));
        }
        return dimensions;
    }

    @Override
    public Embeddings embed(List<String> texts, Purpose purpose, Deadline deadline) {
        List<Vector> vectors = new ArrayList<>(texts.size());
        int tokens = 0;
        for (int from = 0; from < texts.size(); from += BATCH) {
            List<String> batch = texts.subList(from, Math.min(texts.size(), from + BATCH)).stream()
                    .map(this::cut)
                    .toList();
            JsonNode answer = ask(batch, deadline);
            vectors.addAll(vectors(answer, batch.size()));
            tokens += tokens(answer, batch);
        }
        return new Embeddings(vectors, tokens);
    }

    /// Providers refuse an empty text.
    private String cut(String text) {
        return text.isBlank() ? "-" : counter.cut(text, endpoint.contextTokens());
    }

    private JsonNode ask(List<String> batch, Deadline deadline) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("model", endpoint.ownName());
        batch.forEach(body.putArray("input")::add);
        body.put("encoding_format", "float");
        HttpReply reply = caller.send(requests.post("embeddings", body), deadline);
        try {
            return Json.parse(reply.body());
        } catch (IOException noJson) {
            throw errors.malformed("sent embeddings that are no JSON");
        }
    }

    private List<Vector> vectors(JsonNode answer, int count) {
        @Nullable Vector[] vectors = new Vector[count];
        int place = 0;
        for (JsonNode row : answer.path("data")) {
            int index = row.path("index").asInt(place++);
            if (index < 0 || index >= count) {
                throw errors.malformed("numbered an embedding wrongly");
            }
            vectors[index] = Vector.unit(values(row.path("embedding")));
        }
        List<Vector> ordered = new ArrayList<>(count);
        for (Vector vector : vectors) {
            if (vector == null || vector.isEmpty()) {
                throw errors.malformed("sent fewer embeddings than texts it was given");
            }
            learn(vector.dimensions());
            ordered.add(vector);
        }
        return ordered;
    }

    private void learn(int size) {
        if (dimensions != 0 && dimensions != size) {
            throw errors.malformed("changed the size of its embeddings");
        }
        dimensions = size;
    }

    /// Some servers send base64 whatever they are asked for: little-endian 32-bit floats.
    private float[] values(JsonNode embedding) {
        if (embedding.isTextual()) {
            return decoded(embedding.asText());
        }
        float[] values = new float[embedding.size()];
        for (int i = 0; i < values.length; i++) {
            if (!embedding.get(i).isNumber()) {
                throw errors.malformed("sent an embedding that is no list of numbers");
            }
            values[i] = (float) embedding.get(i).asDouble();
        }
        return values;
    }

    private float[] decoded(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            float[] values = new float[bytes.length / Float.BYTES];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            return values;
        } catch (IllegalArgumentException noBase64) {
            throw errors.malformed("sent an embedding that is neither numbers nor base64");
        }
    }

    private int tokens(JsonNode answer, List<String> batch) {
        JsonNode usage = answer.path("usage");
        int told = usage.path("total_tokens").asInt(usage.path("prompt_tokens").asInt(0));
        return told > 0 ? told : batch.stream().mapToInt(counter::count).sum();
    }
}
