package dev.freshet.model;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Tries a model with one small call before it is stored.
public final class ModelCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ModelDriver driver;
    private final Function<RerankEndpoint, RerankModel> rerankers;

    public ModelCheck(ModelDriver driver, Function<RerankEndpoint, RerankModel> rerankers) {
        this.driver = driver;
        this.rerankers = rerankers;
    }

    /// What is wrong, in a sentence without the key; empty when the model answers. Types that are not driven
    /// cannot be tried and pass.
    public Optional<String> failure(ModelEndpoint endpoint, ModelType type) {
        return failure(() -> {
            switch (type) {
                case CHAT, IMAGE_TO_TEXT -> ask(endpoint);
                case EMBEDDING ->
                    driver.embedding(endpoint)
                            .embed(List.of("test"), EmbeddingModel.Purpose.QUESTION, Deadline.in(PATIENCE));
                case RERANK, SPEECH_TO_TEXT, SPEECH, OCR -> {}
            }
        });
    }

    /// The same for a reranker.
    public Optional<String> failure(RerankEndpoint endpoint) {
        return failure(() ->
                rerankers.apply(endpoint).score("test", List.of("a test", "something else"), Deadline.in(PATIENCE)));
    }

    /// The names of the models that the provider behind the endpoint says it has.
    ///
    /// @throws AppException.Upstream when it does not answer
    public List<String> offered(ModelEndpoint endpoint) {
        return driver.offered(endpoint, Deadline.in(PATIENCE));
    }

    private static Optional<String> failure(Runnable call) {
        try {
            call.run();
            return Optional.empty();
        } catch (AppException.Upstream | AppException.Exhausted | AppException.Rejected error) {
            return Optional.of(error.sentence());
        }
    }

    private void ask(ModelEndpoint endpoint) {
        Prompt hello = new Prompt(
                List.of(new Prompt.Message(Prompt.Role.USER, "Say hello.")),
                GenerationSettings.none().withMaxTokens(16),
                List.of());
        driver.chat(endpoint).complete(hello, Deadline.in(PATIENCE));
    }
}
