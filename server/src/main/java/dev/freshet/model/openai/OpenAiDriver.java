package dev.freshet.model.openai;

import dev.freshet.core.Deadline;
import dev.freshet.http.HttpCaller;
import dev.freshet.http.HttpReply;
import dev.freshet.json.Json;
import dev.freshet.model.ChatModel;
import dev.freshet.model.EmbeddingModel;
import dev.freshet.model.ModelDriver;
import dev.freshet.model.ModelEndpoint;
import dev.freshet.text.TokenCounter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Makes models of endpoints that speak OpenAI's HTTP interface.
public final class OpenAiDriver implements ModelDriver {
    /// Budgets for second calls; hosts that share one by chance share their troubles, and that is all.
    private static final int BUDGETS = 64;

    private static final int MOST_NAMES = 1_000;

    private final HttpCaller caller;
    private final TokenCounter counter;
    private final List<RetryBudget> budgets =
            Stream.generate(RetryBudget::new).limit(BUDGETS).toList();

    public OpenAiDriver(HttpCaller caller, TokenCounter counter) {
        this.caller = caller;
        this.counter = counter;
    }

    @Override
    public ChatModel chat(ModelEndpoint endpoint) {
        return new OpenAiChatModel(endpoint, caller, budget(endpoint));
    }

    @Override
    public EmbeddingModel embedding(ModelEndpoint endpoint) {
        return new OpenAiEmbeddingModel(endpoint, caller, counter, budget(endpoint));
    }

    @Override
    public List<String> offered(ModelEndpoint endpoint, Deadline deadline) {
        ProviderErrors errors = new ProviderErrors(endpoint);
        HttpReply reply = new PatientCaller(caller, errors, budget(endpoint))
                .send(new ChatRequest(endpoint).get("models"), deadline);
        try {
            List<String> names = new ArrayList<>();
            Json.parse(reply.body())
                    .path("data")
                    .forEach(row -> names.add(row.path("id").asText("")));
            return names.stream()
                    .filter(name -> !name.isBlank())
                    .distinct()
                    .sorted()
                    .limit(MOST_NAMES)
                    .toList();
        } catch (IOException noJson) {
            throw errors.malformed("sent a list of models that is no JSON");
        }
    }

    private RetryBudget budget(ModelEndpoint endpoint) {
        String host = String.valueOf(endpoint.baseUrl().getRawAuthority());
        return budgets.get(Math.floorMod(host.hashCode(), BUDGETS));
    }
}
