package dev.freshet.api.ragflow.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.chat.QuestionBody;
import dev.freshet.api.ragflow.dataset.DatasetFaults;
import dev.freshet.api.ragflow.dataset.FoundRows;
import dev.freshet.api.ragflow.dataset.RetrievalNumbers;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.WireFaults;
import dev.freshet.chat.AssistantPrompt;
import dev.freshet.chat.DocumentChooser;
import dev.freshet.chat.DocumentFilter;
import dev.freshet.chat.Question;
import dev.freshet.chat.QuestionRewriter;
import dev.freshet.chat.ask.Search;
import dev.freshet.chat.ask.SearchConfig;
import dev.freshet.core.DatasetId;
import dev.freshet.core.Deadline;
import dev.freshet.core.DocumentId;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import dev.freshet.model.Models;
import dev.freshet.retrieval.RetrievalResult;
import dev.freshet.retrieval.Retriever;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Trying out what a search finds (contract §6.2).
public final class RetrievalTestRoutes {
    private static final Duration TIME = Duration.ofSeconds(30);

    private final SearchRequests requests;
    private final DocumentChooser chooser;
    private final Retriever retriever;
    private final QuestionRewriter rewriter;
    private final Models models;
    private final FoundRows rows;

    public RetrievalTestRoutes(
            SearchRequests requests,
            DocumentChooser chooser,
            Retriever retriever,
            QuestionRewriter rewriter,
            Models models,
            FoundRows rows) {
        this.requests = requests;
        this.chooser = chooser;
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
        RetrievalNumbers numbers = RetrievalNumbers.of(body, "size", 0.0);
        Deadline deadline = Deadline.in(TIME).until(request.left());
        Question question = question(tenant, body, among);
        RetrievalResult found = RetrievalResult.none();
        if (!numbers.isNothing(question.text())) {
            DocumentChooser.Choice choice = chooser.choose(question, among, deadline);
            Set<DocumentId> within = choice.documents().orElse(Set.of());
            String text = text(question, deadline);
            found = choice.isNothing()
                    ? found
                    : retriever.retrieve(numbers.request(among, within, text, models), deadline);
        }
        ObjectNode data = rows.stored(tenant, found, body.flag("highlight", false));
        return Envelope.web(data.putNull("labels"));
    }

    /// The documents that the body names, and the filter of the saved search or else its own.
    private Question question(TenantId tenant, JsonBody body, List<Dataset> among) {
        SearchConfig saved = requests.config(tenant, body);
        DocumentFilter filter = body.text("search_id", "").isEmpty()
                ? body.object("meta_data_filter")
                        .map(QuestionBody::documentFilter)
                        .orElse(DocumentFilter.NONE)
                : saved.filter();
        List<String> named = body.texts("doc_ids").stream()
                .filter(id -> !id.isBlank() && id.length() <= 128)
                .toList();
        return new Search(
                        tenant,
                        requests.model(tenant),
                        body.text("question", ""),
                        among.stream().map(Dataset::id).toList(),
                        saved.among(named, filter))
                .widened(new Search.Widening(body.flag("keyword", false), body.texts("cross_languages")));
    }

    /// The question with what a model adds to it, where that is wanted.
    private String text(Question question, Deadline deadline) {
        AssistantPrompt prompt = question.assistant().prompt();
        if (!prompt.keyword() && prompt.crossLanguages().isEmpty()) {
            return question.text();
        }
        return models.chat(question.tenant(), question.model())
                .map(model -> rewriter.rewrite(question, model, deadline).text())
                .orElse(question.text());
    }

    private List<Dataset> among(TenantId tenant, JsonBody body) {
        Set<DatasetId> ids = SearchRequests.datasets(body, "kb_id");
        if (ids.isEmpty()) {
            throw SearchFaults.NO_DATASET_NAMED.of();
        }
        List<Dataset> owned = requests.owned(tenant, ids);
        if (owned.size() < ids.size()) {
            throw WireFaults.NOT_DATASET_OWNER.of();
        }
        if (owned.stream()
                        .map(dataset -> dataset.settings().embeddingModel())
                        .distinct()
                        .count()
                > 1) {
            throw DatasetFaults.MIXED_EMBEDDINGS.of();
        }
        return owned;
    }
}
