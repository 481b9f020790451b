package dev.freshet.api.ragflow.search;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.chat.ask.MindMaps;
import dev.freshet.chat.ask.Outline;
import dev.freshet.chat.ask.Search;
import dev.freshet.chat.ask.SearchConfig;
import dev.freshet.core.DatasetId;
import dev.freshet.core.TenantId;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.util.LinkedHashSet;
import java.util.Set;

/// Mind maps of what datasets say (contract §9.5).
public final class MindMapRoutes {
    private final SearchRequests requests;
    private final MindMaps maps;

    public MindMapRoutes(SearchRequests requests, MindMaps maps) {
        this.requests = requests;
        this.maps = maps;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route(
                        "POST",
                        "/v1/conversation/mindmap",
                        "Draw a mind map",
                        request -> map(request, requests.byLogin(request)));
        router.group(ErrorAnswers.rest())
                .route(
                        "POST",
                        "/api/v1/searchbots/mindmap",
                        "Draw a mind map in a widget",
                        request -> map(request, requests.byBeta(request)));
    }

    /// Looks in the datasets of the configuration and in those of the body.
    private Response map(Request request, TenantId tenant) {
        JsonBody body = JsonBody.of(request).require("question", "kb_ids");
        SearchConfig config = requests.config(tenant, body);
        Set<DatasetId> wanted = new LinkedHashSet<>(config.datasets());
        wanted.addAll(SearchRequests.datasets(body, "kb_ids"));
        Search search = requests.search(tenant, body.text("question", ""), wanted, config);
        if (search.datasets().isEmpty()) {
            throw SearchFaults.NOTHING_TO_DRAW.of();
        }
        return Envelope.web(tree(maps.of(search, request.left())));
    }

    private static ObjectNode tree(Outline outline) {
        ObjectNode node = Envelope.object().put("id", outline.title());
        ArrayNode children = node.putArray("children");
        outline.children().forEach(child -> children.add(tree(child)));
        return node;
    }
}
