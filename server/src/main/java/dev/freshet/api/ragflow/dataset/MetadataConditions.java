package dev.freshet.api.ragflow.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.core.DocumentId;
import dev.freshet.dataset.Metadata;
import dev.freshet.retrieval.MetadataFilter;
import dev.freshet.retrieval.MetadataFilter.Condition;
import dev.freshet.retrieval.MetadataFilter.DocumentMetadata;
import dev.freshet.retrieval.MetadataFilter.Entry;
import dev.freshet.retrieval.MetadataFilter.Logic;
import dev.freshet.retrieval.MetadataFilter.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads `metadata_condition` (contract §6.1, §6.5) and applies it.
public final class MetadataConditions {
    private MetadataConditions() {}

    /// Whether the object holds any condition.
    public static boolean hasAny(ObjectNode condition) {
        return !condition.path("conditions").isEmpty();
    }

    /// The documents that meet the conditions; all of them when there is no condition.
    public static Set<DocumentId> matching(ObjectNode condition, Map<DocumentId, Metadata> documents) {
        if (!hasAny(condition)) {
            return documents.keySet();
        }
        Logic logic = condition.path("logic").asText("and").equals("or") ? Logic.OR : Logic.AND;
        List<DocumentMetadata> metadata = documents.entrySet().stream()
                .map(entry -> new DocumentMetadata(entry.getKey(), entries(entry.getValue())))
                .toList();
        return MetadataFilter.matching(conditions(condition.path("conditions")), logic, metadata);
    }

    private static List<Entry> entries(Metadata metadata) {
        return metadata.names().stream()
                .map(name -> new Entry(name, metadata.values(name)))
                .toList();
    }

    /// A condition with an unknown operator is passed over.
    private static List<Condition> conditions(JsonNode sent) {
        List<Condition> conditions = new ArrayList<>();
        for (JsonNode each : sent) {
            Operator.of(each.path("comparison_operator").asText())
                    .ifPresent(operator -> conditions.add(new Condition(
                            each.path("name").asText(),
                            operator,
                            each.path("value").asText())));
        }
        return conditions;
    }
}
