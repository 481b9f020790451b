package dev.freshet.chat.ask;

import dev.freshet.answer.admission.Admission;
import dev.freshet.answer.admission.Admission.Reservation;
import dev.freshet.chat.Found;
import dev.freshet.chat.Grounding;
import dev.freshet.chat.Question;
import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.Parallel;
import dev.freshet.model.ChatModel;
import dev.freshet.model.ModelInfo.Capability;
import dev.freshet.model.Models;
import dev.freshet.model.Prompt;
import dev.freshet.text.TokenCounter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// Draws a mind map of what is found for a question.
///
/// A model that follows instructions outlines the passages in batches that it can read, all batches side by side,
/// and the outlines are merged. For a model that does not, the map shows where the passages stand: their documents
/// and, beneath, the passages' headings or first sentences, word for word.
public final class MindMaps {
    /// The share of the model's window that one batch may fill (contract §14.6).
    private static final double BATCH_SHARE = 0.8;

    private static final double TEMPERATURE = 0.5;
    private static final String SYSTEM = """
            Draw a mind map of the user's text as a Markdown outline. The first line is one heading of level 1 that \
            names the whole subject. Beneath it stand headings of level 2 and 3 for the main ideas and what belongs to \
            them, and list items for details. Each title is a phrase of at most twelve words, in the language of the \
            text, and stands only once. Group what belongs together. Write the outline and nothing else.""";

    private final Admission admission;
    private final Grounding grounding;
    private final Models models;
    private final TokenCounter tokens;
    private final Duration limit;

    /// @param limit how long the whole may take
    public MindMaps(Admission admission, Grounding grounding, Models models, TokenCounter tokens, Duration limit) {
        this.admission = admission;
        this.grounding = grounding;
        this.models = models;
        this.tokens = tokens;
        this.limit = limit;
    }

    /// The map; a root without children when nothing is found.
    ///
    /// @param left says when nobody waits for it any longer
    /// @throws AppException.Rejected when the tenant has no such model
    /// @throws AppException.Upstream when the model fails
    public Outline of(Search search, Deadline.Cancellation left) {
        ChatModel model = models.chat(search.tenant(), search.model())
                .orElseThrow(() -> AppException.notFound("Model(" + search.model() + ") not authorized"));
        Question question = search.outline();
        Deadline deadline = Deadline.in(limit).until(left);
        try (Reservation place = admission.reserve(question.asker(), search.model(), deadline)) {
            Found found = grounding.find(question, question.text(), place);
            if (!model.info().can(Capability.INSTRUCTIONS)) {
                return DocumentOutline.of(found);
            }
            place.awaitPermit(standing -> {});
            return Outline.merged(drawn(model, found, place.deadline()));
        }
    }

    private List<Outline> drawn(ChatModel model, Found found, Deadline deadline) {
        int room = (int) (model.info().contextTokens() * BATCH_SHARE);
        List<Callable<List<Outline>>> calls = new ArrayList<>();
        for (String batch : batches(found, room)) {
            calls.add(() -> outline(model, batch, deadline));
        }
        return Parallel.all(calls).stream().flatMap(List::stream).toList();
    }

    private static List<Outline> outline(ChatModel model, String batch, Deadline deadline) {
        Prompt prompt = Prompt.instruction(SYSTEM, batch, TEMPERATURE);
        return MarkdownOutline.of(model.complete(prompt, deadline).text());
    }

    /// The passages' texts, as many in one batch as fit; a passage too long for any is cut.
    private List<String> batches(Found found, int room) {
        List<String> batches = new ArrayList<>();
        StringBuilder batch = new StringBuilder();
        int filled = 0;
        for (Found.Passage passage : found.passages()) {
            String text = tokens.cut(passage.reference().content(), room);
            int size = tokens.count(text);
            if (filled + size > room && filled > 0) {
                batches.add(batch.toString());
                batch.setLength(0);
                filled = 0;
            }
            batch.append(batch.isEmpty() ? "" : "\n\n").append(text);
            filled += size;
        }
        if (filled > 0) {
            batches.add(batch.toString());
        }
        return batches;
    }
}
