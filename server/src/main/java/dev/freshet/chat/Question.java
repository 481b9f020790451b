package dev.freshet.chat;

import dev.freshet.answer.Owner;
import dev.freshet.answer.admission.Asker;
import dev.freshet.core.AnswerId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.MessageId;
import dev.freshet.core.TenantId;
import dev.freshet.model.GenerationSettings;
import dev.freshet.model.Prompt;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What somebody asks, in the product's own words.
///
/// @param tenant who owns everything the question touches
/// @param assistant who is asked
/// @param session where the turn is kept; null for a question without a session
/// @param message the id that question and answer will share
/// @param conversation earlier messages and, last, the question; no system message
/// @param replaces the messages of the session as the client knows them; null when the turn is simply
///     appended
/// @param options what the client wants different from the assistant's settings
public record Question(
        TenantId tenant,
        Assistant assistant,
        @Nullable Session session,
        MessageId message,
        List<Prompt.Message> conversation,
        @Nullable List<SessionMessage> replaces,
        Options options) {
    public Question {
        conversation = List.copyOf(conversation);
        if (conversation.isEmpty() || conversation.getLast().role() != Prompt.Role.USER) {
            throw new IllegalArgumentException("The last content of this conversation is not from user.");
        }
    }

    /// The words of the question itself.
    public String text() {
        return conversation.getLast().text();
    }

    /// Contents of the last three user messages, oldest first.
    public List<String> recentQuestions() {
        List<String> all = conversation.stream()
                .filter(message -> message.role() == Prompt.Role.USER)
                .map(Prompt.Message::text)
                .toList();
        return all.subList(Math.max(0, all.size() - 3), all.size());
    }

    /// Whose the answer will be.
    public Owner owner() {
        return new Owner(tenant, assistant.id(), session == null ? null : session.id(), message);
    }

    /// What a client may want different.
    ///
    /// @param quote whether citations are wanted; null leaves it to the assistant
    /// @param documents only passages of these documents; null for all; an empty list finds nothing
    /// @param filter which documents may be used, in place of the assistant's filter; null for the
    ///     assistant's
    /// @param datasets datasets to search besides the assistant's
    /// @param variables values for the variables of the system text
    /// @param model another model; empty for the assistant's
    /// @param generation settings that go over the assistant's; null for none
    /// @param asker who asks, where no session says so; empty for nobody in particular
    public record Options(
            @Nullable Boolean quote,
            @Nullable List<String> documents,
            @Nullable DocumentFilter filter,
            List<DatasetId> datasets,
            Map<String, String> variables,
            String model,
            @Nullable GenerationSettings generation,
            String asker) {
        public static final Options NONE = new Options(null, null, null, List.of(), Map.of(), "", null, "");

        public Options {
            datasets = List.copyOf(datasets);
            variables = Map.copyOf(variables);
        }
    }

    /// Whether the answer is to carry citations.
    public boolean quoted() {
        Boolean wanted = options.quote();
        return assistant.prompt().quote() && (wanted == null || wanted);
    }

    /// The model to ask.
    public String model() {
        return options.model().isEmpty() ? assistant.model() : options.model();
    }

    /// For whom a place is wanted: the tenant, and the user of the session or else the session itself; without
    /// a session whom the client names.
    public Asker asker() {
        if (session == null) {
            return new Asker(tenant, options.asker());
        }
        return new Asker(tenant, session.userId().isEmpty() ? session.id().value() : session.userId());
    }

    /// Names the answer in the database.
    public record Turn(Question question, AnswerId answer, long position, long startedAt) {}
}
