package dev.freshet.chat;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.DocumentId;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DocumentStore;
import dev.freshet.dataset.Metadata;
import dev.freshet.json.JsonObject;
import dev.freshet.model.ChatModel;
import dev.freshet.model.ModelInfo.Capability;
import dev.freshet.model.Models;
import dev.freshet.model.Prompt;
import dev.freshet.retrieval.MetadataFilter;
import dev.freshet.retrieval.MetadataFilter.DocumentMetadata;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Chooses the documents that a question may use (contract §6.5): those that it names, or those that meet the
/// conditions of a filter, which somebody has written or a chat model writes for the question.
public final class DocumentChooser {
    private static final double TEMPERATURE = 0.1;
    private static final int VALUES_SHOWN = 30;
    private static final int KEYS_SHOWN = 50;
    private static final String INSTRUCTION = """
            Documents carry metadata. Decide which conditions on it follow from the user's question. Use only these \
            keys, shown with values that occur:
            {metadata}
            Operators: contains, not contains, in, not in, start with, end with, empty, not empty, =, ≠, >, <, ≥, ≤. \
            Write one JSON object only, {"conditions": [{"key": "...", "value": "...", "op": "..."}], "logic": "and"}, \
            with an empty list where nothing follows from the question.""";

    private final DocumentStore documents;
    private final Models models;

    public DocumentChooser(DocumentStore documents, Models models) {
        this.documents = documents;
        this.models = models;
    }

    /// The documents that may be used.
    ///
    /// @param documents empty for all, an empty set for none
    /// @param failed whether the model could not be asked for conditions, so that there are none
    public record Choice(Optional<Set<DocumentId>> documents, boolean failed) {
        static final Choice ALL = new Choice(Optional.empty(), false);

        /// Whether no document may be used.
        public boolean isNothing() {
            return documents.isPresent() && documents.get().isEmpty();
        }
    }

    /// Whether the choice takes a call of a model, so that it is worth beginning early.
    static boolean asksModel(Question question) {
        DocumentFilter filter = filter(question);
        return question.options().documents() == null
                && (filter.method().equals("auto") || filter.method().equals("semi_auto"));
    }

    /// Chooses for a question that looks in these datasets.
    public Choice choose(Question question, List<Dataset> sources, Deadline deadline) {
        List<String> named = question.options().documents();
        if (named != null) {
            return new Choice(Optional.of(named.stream().map(DocumentId::new).collect(Collectors.toSet())), false);
        }
        DocumentFilter filter = filter(question);
        return switch (filter.method()) {
            case "manual" -> byConditions(question.tenant(), filter, sources);
            case "auto", "semi_auto" -> byModel(question, filter, sources, deadline);
            default -> Choice.ALL;
        };
    }

    private static DocumentFilter filter(Question question) {
        DocumentFilter wanted = question.options().filter();
        return wanted == null ? question.assistant().filter() : wanted;
    }

    private Choice byConditions(TenantId tenant, DocumentFilter filter, List<Dataset> sources) {
        if (filter.conditions().isEmpty()) {
            return Choice.ALL;
        }
        return new Choice(Optional.of(matching(filter, known(tenant, sources))), false);
    }

    /// A model that does not follow instructions is not asked. Without a condition from it there is no filter.
    private Choice byModel(Question question, DocumentFilter filter, List<Dataset> sources, Deadline deadline) {
        Map<DocumentId, Metadata> known = known(question.tenant(), sources);
        Map<String, Set<String>> values = values(known.values(), filter);
        Optional<ChatModel> model = models.chat(question.tenant(), question.model())
                .filter(one -> one.info().can(Capability.INSTRUCTIONS));
        if (values.isEmpty() || model.isEmpty()) {
            return Choice.ALL;
        }
        try {
            String system = INSTRUCTION.replace("{metadata}", shown(values));
            Prompt prompt = Prompt.instruction(system, question.text(), TEMPERATURE);
            DocumentFilter written =
                    written(model.get().complete(prompt, deadline).text());
            return written.conditions().isEmpty()
                    ? Choice.ALL
                    : new Choice(Optional.of(matching(written, known)), false);
        } catch (AppException.Upstream | AppException.Exhausted failure) {
            return new Choice(Optional.empty(), true);
        }
    }

    private Map<DocumentId, Metadata> known(TenantId tenant, List<Dataset> sources) {
        return documents.metadata(tenant, sources.stream().map(Dataset::id).toList());
    }

    /// The keys that the model may use, with the values that they have.
    private static Map<String, Set<String>> values(Collection<Metadata> all, DocumentFilter filter) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        boolean every = filter.method().equals("auto");
        for (Metadata metadata : all) {
            metadata.names().stream()
                    .filter(name -> every || filter.keys().contains(name))
                    .forEach(name -> values.computeIfAbsent(name, unknown -> new LinkedHashSet<>())
                            .addAll(metadata.values(name)));
        }
        return values;
    }

    private static String shown(Map<String, Set<String>> values) {
        return values.entrySet().stream()
                .limit(KEYS_SHOWN)
                .map(entry -> entry.getKey() + ": "
                        + entry.getValue().stream().limit(VALUES_SHOWN).collect(Collectors.joining(", ")))
                .collect(Collectors.joining("\n"));
    }

    private static DocumentFilter written(String reply) {
        JsonObject object = JsonObject.within(reply).orElse(JsonObject.EMPTY);
        List<DocumentFilter.Condition> conditions = object.objects("conditions").stream()
                .map(one -> new DocumentFilter.Condition(
                        one.text("key", ""),
                        one.text("op", ""),
                        one.texts("value").stream().findFirst().orElse("")))
                .filter(condition ->
                        MetadataFilter.Operator.of(condition.operator()).isPresent())
                .toList();
        return new DocumentFilter("manual", conditions, List.of(), object.text("logic", "and"));
    }

    private static Set<DocumentId> matching(DocumentFilter filter, Map<DocumentId, Metadata> known) {
        List<DocumentMetadata> metadata = known.entrySet().stream()
                .map(entry -> new DocumentMetadata(entry.getKey(), entries(entry.getValue())))
                .toList();
        List<MetadataFilter.Condition> conditions = filter.conditions().stream()
                .flatMap(condition -> MetadataFilter.Operator.of(condition.operator())
                        .map(operator -> new MetadataFilter.Condition(condition.key(), operator, condition.value()))
                        .stream())
                .toList();
        MetadataFilter.Logic logic = filter.logic().equals("or") ? MetadataFilter.Logic.OR : MetadataFilter.Logic.AND;
        return MetadataFilter.matching(conditions, logic, metadata);
    }

    private static List<MetadataFilter.Entry> entries(Metadata metadata) {
        return metadata.names().stream()
                .map(name -> new MetadataFilter.Entry(name, metadata.values(name)))
                .toList();
    }
}
