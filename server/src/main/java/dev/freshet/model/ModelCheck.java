package dev.freshet.model;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Tries a model with one small call before it is stored.
public final class ModelCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ModelDriver driver;

    public ModelCheck(ModelDriver driver) {
        this.driver = driver;
    }

    /// What is wrong, in a sentence without the key; empty when the model answers. Types that are not driven
    /// cannot be tried and pass.
    public Optional<String> failure(ModelEndpoint endpoint, ModelType type) {
        try {
            switch (type) {
                case CHAT, IMAGE_TO_TEXT -> ask(endpoint);
                case EMBEDDING ->
                    driver.embedding(endpoint)
                            .embed(List.of("test"), EmbeddingModel.Purpose.QUESTION, Deadline.in(PATIENCE));
                case RERANK, SPEECH_TO_TEXT, SPEECH, OCR -> {}
            }
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
