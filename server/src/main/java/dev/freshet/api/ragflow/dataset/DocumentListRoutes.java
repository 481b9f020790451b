package dev.freshet.api.ragflow.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.Wire;
import dev.freshet.api.ragflow.wire.WireFaults;
import dev.freshet.core.DocumentId;
import dev.freshet.core.Slice;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.DocumentQuery;
import dev.freshet.dataset.DocumentStore;
import dev.freshet.dataset.ListOrder;
import dev.freshet.dataset.RunState;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import dev.freshet.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `GET /api/v1/datasets/{dataset}/documents` (contract §4).
public final class DocumentListRoutes {
    private final Owned owned;
    private final DocumentStore documents;

    public DocumentListRoutes(Owned owned, DocumentStore documents) {
        this.owned = owned;
        this.documents = documents;
    }

    /// Adds the route to a group whose errors have the REST form.
    public void addTo(Router rest) {
        rest.route("GET", "/api/v1/datasets/{dataset}/documents", "list documents", this::list);
    }

    private Response list(Request request) {
        Dataset dataset = owned.dataset(request, DatasetFaults.FOREIGN_DATASET_STOP_BLANK);
        Optional<String> id = given(request, "id");
        Optional<String> name = given(request, "name");
        DocumentQuery query = new DocumentQuery(
                ids(request, dataset, id.orElse(null)),
                name.orElse(null),
                request.query("keywords").orElse(""),
                Set.copyOf(request.queryAll("suffix")),
                Set.of(),
                runs(request),
                order(request),
                Wire.descending(request));
        Slice<Document> found = documents.list(dataset.tenant(), dataset.id(), query, Wire.page(request, 30));
        if (found.total() == 0 && (id.isPresent() || name.isPresent())) {
            throw DatasetFaults.FOREIGN_DOCUMENT.of(id.or(() -> name).orElseThrow());
        }
        return Envelope.rest(data(request, found));
    }

    /// The times are looked at after paging, so that `total` knows nothing of them.
    private static ObjectNode data(Request request, Slice<Document> found) {
        long from = millis(request, "create_time_from");
        long to = millis(request, "create_time_to");
        ObjectNode data = Envelope.object().put("total", found.total());
        ArrayNode rows = data.putArray("docs");
        found.rows().stream()
                .filter(document -> from == 0 || document.createdAt() >= from)
                .filter(document -> to == 0 || document.createdAt() <= to)
                .forEach(document -> rows.add(DocumentWire.of(document)));
        return data;
    }

    private static long millis(Request request, String name) {
        String text = given(request, name).orElse("0");
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException junk) {
            throw WireFaults.NO_WHOLE.of("'" + text + "'");
        }
    }

    private static Optional<String> given(Request request, String name) {
        return request.query(name).filter(text -> !text.isEmpty());
    }

    private static Set<RunState> runs(Request request) {
        Set<RunState> runs = new HashSet<>();
        for (String text : request.queryAll("run")) {
            runs.add(RunState.of(text).orElseThrow(() -> DatasetFaults.UNKNOWN_RUN.of(text)));
        }
        return runs;
    }

    private static ListOrder order(Request request) {
        return switch (request.query("orderby").orElse("create_time")) {
            case "update_time" -> ListOrder.UPDATED;
            case "name" -> ListOrder.NAME;
            case "size" -> ListOrder.SIZE;
            default -> ListOrder.CREATED;
        };
    }

    /// Ids by the `id` parameter and by the metadata condition; null for all.
    private @Nullable Set<DocumentId> ids(Request request, Dataset dataset, @Nullable String id) {
        Optional<String> condition = given(request, "metadata_condition");
        if (condition.isEmpty()) {
            return id == null ? null : Set.of(new DocumentId(id));
        }
        Set<DocumentId> matching = MetadataConditions.matching(
                object(condition.get()), documents.metadata(dataset.tenant(), List.of(dataset.id())));
        if (id == null) {
            return matching;
        }
        return matching.contains(new DocumentId(id)) ? Set.of(new DocumentId(id)) : Set.of();
    }

    private static ObjectNode object(String text) {
        try {
            JsonNode tree = Json.parse(text.getBytes(StandardCharsets.UTF_8));
            if (tree instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException malformed) {
            throw DatasetFaults.MALFORMED_CONDITION.of();
        }
        throw WireFaults.NOT_AN_OBJECT.of("metadata_condition");
    }
}
