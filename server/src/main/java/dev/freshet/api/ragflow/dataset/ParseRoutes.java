package dev.freshet.api.ragflow.dataset;

import dev.freshet.api.ragflow.wire.Demand;
import dev.freshet.api.ragflow.wire.Demand.Shape;
import dev.freshet.api.ragflow.wire.IdList;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.RunState;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// `POST` and `DELETE /api/v1/datasets/{dataset}/chunks`: start and stop parsing (contract §4.1).
public final class ParseRoutes {
    private static final String PATH = "/api/v1/datasets/{dataset}/chunks";
    private static final Demand DOCUMENTS = new Demand("document_ids", Shape.FILLED_LIST, DatasetFaults.REQUIRED);

    private final Owned owned;
    private final Consumer<Document> start;
    private final Consumer<Document> stop;

    /// @param start begins to parse a document that is not being parsed
    /// @param stop ends the parsing of a document and takes its chunks out of sight
    public ParseRoutes(Owned owned, Consumer<Document> start, Consumer<Document> stop) {
        this.owned = owned;
        this.start = start;
        this.stop = stop;
    }

    /// Adds the routes to a group whose errors have the REST form.
    public void addTo(Router rest) {
        rest.route("POST", PATH, "parse documents", this::parse).route("DELETE", PATH, "stop parsing", this::stop);
    }

    private Response parse(Request request) {
        Dataset dataset = owned.dataset(request, DatasetFaults.FOREIGN_DATASET_STOP);
        IdList ids = ids(request);
        List<Document> found = new ArrayList<>();
        for (String id : ids.unique()) {
            owned.find(dataset, id).ifPresent(found::add);
        }
        for (Document document : found) {
            if (document.run() == RunState.RUNNING) {
                throw DatasetFaults.RUNNING.of();
            }
            start.accept(document);
        }
        Owned.refuseUnknown(ids, found);
        return ids.answer(found.size());
    }

    private Response stop(Request request) {
        Dataset dataset = owned.dataset(request, DatasetFaults.FOREIGN_DATASET_STOP);
        IdList ids = ids(request);
        for (String id : ids.unique()) {
            Document document = owned.find(dataset, id).orElseThrow(() -> DatasetFaults.FOREIGN_DOCUMENT.of(id));
            double progress = document.progress().fraction();
            if (progress == 0 || progress == 1) {
                throw DatasetFaults.NOT_RUNNING.of();
            }
            stop.accept(document);
        }
        return ids.answer(ids.unique().size());
    }

    private static IdList ids(Request request) {
        return IdList.of("document", JsonBody.of(request).obey(DOCUMENTS).texts("document_ids"));
    }
}
