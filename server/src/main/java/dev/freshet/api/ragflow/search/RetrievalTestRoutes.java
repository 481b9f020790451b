package dev.freshet.api.ragflow.search;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.dataset.FoundRows;
import dev.freshet.api.ragflow.dataset.MetadataConditions;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.ResultCode;
import dev.freshet.api.ragflow.wire.WireException;
import dev.freshet.chat.QuestionRewriter;
import dev.freshet.chat.ask.Search;
import dev.freshet.chat.ask.SearchConfig;
import dev.freshet.core.DatasetId;
import dev.freshet.core.Deadline;
import dev.freshet.core.DocumentId;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DocumentStore;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import dev.freshet.model.Models;
import dev.freshet.model.RerankModel;
import dev.freshet.retrieval.RetrievalRequest;
import dev.freshet.retrieval.RetrievalResult;
import dev.freshet.retrieval.Retriever;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Trying out what a search finds (contract §6.2).
public final class RetrievalTestRoutes {
    private static final Duration TIME = Duration.ofSeconds(30);

    /// A document that nobody has: what a filter that leaves none is passed on as.
    private static final DocumentId NONE = new DocumentId("-999");

    private final SearchRequests requests;
    private final DocumentStore documents;
    private final Retriever retriever;
    private final QuestionRewriter rewriter;
    private final Models models;
    private final FoundRows rows;

    public RetrievalTestRoutes(
            SearchRequests requests,
            DocumentStore documents,
            Retriever retriever,
            QuestionRewriter rewriter,
            Models models,
            FoundRows rows) {
        this.requests = requests;
        this.documents = documents;
        this.retriever = retriever;
        this.rewriter = rewriter;
        this.models = models;
        this.rows = rows;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route(
                        "POST",
                        "/v1/chunk/retrieval_test",
                        "Try out a search",
                        request -> test(request, requests.byLogin(request)));
        router.group(ErrorAnswers.rest())
                .route(
                        "POST",
                        "/api/v1/searchbots/retrieval_test",
                        "Try out a search in a widget",
                        request -> test(request, requests.byBeta(request)));
    }

    private Response test(Request request, TenantId tenant) {
        JsonBody body = JsonBody.of(request).require("kb_id", "question");
        List<Dataset> among = among(tenant, body);
        Deadline deadline = Deadline.in(TIME);
        SearchConfig config = requests.config(tenant, body);
        String question = body.text("question", "");
        int size = body.integer("size", 30);
        RetrievalResult found = question.isBlank() || size < 1
                ? RetrievalResult.none()
                : retriever.retrieve(wanted(tenant, body, among, text(tenant, body, config, deadline)), deadline);
        ObjectNode data = rows.stored(tenant, found, body.flag("highlight", false));
        return Envelope.web(data.putNull("labels"));
    }

    private List<Dataset> among(TenantId tenant, JsonBody body) {
        Set<DatasetId> ids = SearchRequests.datasets(body, "kb_id");
        if (ids.isEmpty()) {
            throw WireException.withFalse(ResultCode.DATA, "Please specify dataset firstly.");
        }
        List<Dataset> owned = requests.owned(tenant, ids);
        if (owned.size() < ids.size()) {
            throw WireException.withFalse(ResultCode.OPERATING, "Only owner of dataset authorized for this operation.");
        }
        if (owned.stream()
                        .map(dataset -> dataset.settings().embeddingModel())
                        .distinct()
                        .count()
                > 1) {
            throw WireException.data("Datasets use different embedding models.\"");
        }
        return owned;
    }

    /// The question with what a model adds to it, where that is wanted.
    private String text(TenantId tenant, JsonBody body, SearchConfig config, Deadline deadline) {
        String question = body.text("question", "");
        Search.Widening widening = new Search.Widening(body.flag("keyword", false), body.texts("cross_languages"));
        if (!widening.wanted()) {
            return question;
        }
        Search search = new Search(tenant, requests.model(tenant), question, List.of(), config);
        return models.chat(tenant, search.model())
                .map(model -> rewriter.rewrite(search.widened(widening), model, deadline)
                        .text())
                .orElse(question);
    }

    private RetrievalRequest wanted(TenantId tenant, JsonBody body, List<Dataset> among, String text) {
        return new RetrievalRequest(
                tenant,
                among.stream().map(Dataset::id).collect(Collectors.toSet()),
                within(tenant, body, among),
                text,
                Math.max(1, body.integer("page", 1)),
                body.integer("size", 30),
                body.number("similarity_threshold").orElse(0.0),
                body.number("vector_similarity_weight").orElse(0.3),
                Math.max(1, body.integer("top_k", 1024)),
                models.embedding(tenant, among.getFirst().settings().embeddingModel())
                        .orElse(null),
                reranker(tenant, body),
                RetrievalRequest.Use.LIST);
    }

    /// The documents that the body names, or those that its filter leaves; empty for all.
    private Set<DocumentId> within(TenantId tenant, JsonBody body, List<Dataset> among) {
        Set<DocumentId> named = body.texts("doc_ids").stream()
                .filter(id -> !id.isBlank() && id.length() <= 128)
                .map(DocumentId::new)
                .collect(Collectors.toSet());
        Optional<ObjectNode> filter = body.object("meta_data_filter")
                .filter(one -> one.text("method", "").equals("manual"))
                .map(RetrievalTestRoutes::conditions)
                .filter(MetadataConditions::hasAny);
        if (!named.isEmpty() || filter.isEmpty()) {
            return named;
        }
        List<DatasetId> ids = among.stream().map(Dataset::id).toList();
        Set<DocumentId> matching = MetadataConditions.matching(filter.get(), documents.metadata(tenant, ids));
        return matching.isEmpty() ? Set.of(NONE) : matching;
    }

    /// A filter's own conditions under the names that retrieval has for them.
    private static ObjectNode conditions(JsonBody filter) {
        ObjectNode condition = Envelope.object().put("logic", filter.text("logic", "and"));
        ArrayNode list = condition.putArray("conditions");
        filter.tree()
                .path("manual")
                .forEach(one -> list.addObject()
                        .put("name", one.path("key").asText(""))
                        .put("comparison_operator", one.path("op").asText(""))
                        .put("value", one.path("value").asText("")));
        return condition;
    }

    private @Nullable RerankModel reranker(TenantId tenant, JsonBody body) {
        Optional<String> name = body.text("rerank_id").filter(text -> !text.isBlank());
        return name.flatMap(one -> models.rerank(tenant, one)).orElse(null);
    }
}
