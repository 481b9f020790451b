package dev.freshet.chat.ask;

import dev.freshet.answer.admission.Admission;
import dev.freshet.answer.admission.Admission.Reservation;
import dev.freshet.answer.admission.Asker;
import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.TenantId;
import dev.freshet.model.ChatModel;
import dev.freshet.model.GenerationSettings;
import dev.freshet.model.ModelInfo.Capability;
import dev.freshet.model.Models;
import dev.freshet.model.Prompt;
import dev.freshet.model.Prompt.Message;
import dev.freshet.model.Prompt.Role;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Has a model propose what else somebody may want to ask.
public final class RelatedQuestions {
    /// One digit only, so that a tenth line is lost, as in the source system (contract §9.5).
    private static final Pattern NUMBERED = Pattern.compile("^[0-9]\\. (.*)$");

    private static final double TEMPERATURE = 0.9;
    private static final String SYSTEM = """
            Somebody has searched a collection of documents and may want to search on. Propose five to nine other \
            search questions that touch what they asked: narrower ones, neighbouring ones, and what usually comes \
            next. Keep each below fifteen words and in the language of what they asked. Write one a line, numbered \
            "1. ", "2. " and so on, and nothing else.""";

    private final Admission admission;
    private final Models models;
    private final Duration limit;

    /// @param limit how long the model may take
    public RelatedQuestions(Admission admission, Models models, Duration limit) {
        this.admission = admission;
        this.models = models;
        this.limit = limit;
    }

    /// What to relate to.
    ///
    /// @param question what was asked
    /// @param industry the field it belongs to; empty for none
    public record Topic(String question, String industry) {}

    /// The proposals, at most nine; none where the model does not follow instructions.
    ///
    /// @param generation settings of the caller; none for the usual temperature
    /// @param left says when nobody waits for them any longer
    /// @throws AppException.Rejected when the tenant has no such model
    /// @throws AppException.Upstream when the model fails
    public List<String> to(
            Topic topic, TenantId tenant, String model, GenerationSettings generation, Deadline.Cancellation left) {
        ChatModel asked = models.chat(tenant, model)
                .orElseThrow(() -> AppException.notFound("Model(" + model + ") not authorized"));
        if (!asked.info().can(Capability.INSTRUCTIONS)) {
            return List.of();
        }
        Deadline deadline = Deadline.in(limit).until(left);
        try (Reservation place = admission.reserve(new Asker(tenant, ""), model, deadline)) {
            place.awaitPermit(standing -> {});
            return numbered(
                    asked.complete(prompt(topic, generation), place.deadline()).text());
        }
    }

    private static Prompt prompt(Topic topic, GenerationSettings generation) {
        String field = topic.industry().isBlank() ? "" : "Field: " + topic.industry() + "\n";
        List<Message> messages = List.of(
                new Message(Role.SYSTEM, SYSTEM),
                new Message(Role.USER, field + "Keywords: " + topic.question() + "\nRelated search terms:\n"));
        GenerationSettings usual = GenerationSettings.none().withTemperature(TEMPERATURE);
        return new Prompt(messages, generation.equals(GenerationSettings.none()) ? usual : generation, List.of());
    }

    private static List<String> numbered(String reply) {
        return reply.lines()
                .map(NUMBERED::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1))
                .toList();
    }
}
