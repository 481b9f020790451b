package dev.freshet.api.ragflow.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.account.AccountStore;
import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.chat.QuestionRewriter;
import dev.freshet.core.Deadline;
import dev.freshet.core.DocumentId;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DatasetStore;
import dev.freshet.dataset.DocumentStore;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import dev.freshet.model.Models;
import dev.freshet.retrieval.RetrievalRequest;
import dev.freshet.retrieval.RetrievalResult;
import dev.freshet.retrieval.Retriever;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `POST /api/v1/retrieval` (contract §6.1). `use_kg` and `toc_enhance` are taken and have no effect, since there are
/// neither knowledge graphs nor tables of contents here.
public final class RetrievalRoutes {
    private static final Duration TIME = Duration.ofSeconds(30);

    private final Callers callers;
    private final DatasetStore datasets;
    private final DocumentStore documents;
    private final Retriever retriever;
    private final Models models;
    private final FoundRows rows;
    private final AccountStore accounts;
    private final QuestionRewriter rewriter;

    public RetrievalRoutes(
            Callers callers,
            DatasetStore datasets,
            DocumentStore documents,
            Retriever retriever,
            Models models,
            FoundRows rows,
            AccountStore accounts,
            QuestionRewriter rewriter) {
        this.callers = callers;
        this.datasets = datasets;
        this.documents = documents;
        this.retriever = retriever;
        this.models = models;
        this.rows = rows;
        this.accounts = accounts;
        this.rewriter = rewriter;
    }

    /// Adds the route to a group whose errors have the REST form.
    public void addTo(Router rest) {
        rest.route("POST", "/api/v1/retrieval", "find chunks", this::retrieve);
    }

    private Response retrieve(Request request) {
        TenantId tenant = callers.tenant(request);
        JsonBody body = JsonBody.of(request);
        RetrievalBody places = new RetrievalBody(tenant, datasets, documents);
        List<Dataset> among = places.datasets(body);
        String question = RetrievalBody.question(body);
        Optional<Set<DocumentId>> within = places.documents(body, among);
        if (within.isEmpty()) {
            return Envelope.rest(nothing(Envelope.object()));
        }
        RetrievalNumbers numbers = RetrievalNumbers.of(body, "page_size", 0.2);
        if (numbers.isNothing(question)) {
            return Envelope.rest(nothing(Envelope.object().arrayNode()));
        }
        Deadline deadline = Deadline.in(TIME).until(request.left());
        String text = widened(tenant, body, question, deadline);
        RetrievalRequest wanted = numbers.request(among, within.get(), text, models);
        RetrievalResult found = retriever.retrieve(wanted, deadline);
        return Envelope.rest(rows.rest(tenant, found, body.flag("highlight", true)));
    }

    /// The question with what the tenant's chat model adds to it, where that is wanted and the model can.
    private String widened(TenantId tenant, JsonBody body, String question, Deadline deadline) {
        List<String> languages = body.texts("cross_languages");
        boolean keyword = body.flag("keyword", false);
        if (languages.isEmpty() && !keyword) {
            return question;
        }
        return accounts.tenant(tenant)
                .flatMap(owner -> models.chat(tenant, owner.models().chat()))
                .map(model -> rewriter.widen(question, languages, keyword, model, deadline)
                        .text())
                .orElse(question);
    }

    private static ObjectNode nothing(JsonNode documentCounts) {
        ObjectNode data = Envelope.object().put("total", 0);
        data.putArray("chunks");
        data.set("doc_aggs", documentCounts);
        return data;
    }
}
