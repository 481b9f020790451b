package dev.freshet.api.ragflow.kb;

import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.blob.BlobStore;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Document;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.ingest.parse.PagePicture;
import dev.freshet.ingest.parse.worker.PagePictures;
import java.util.Optional;

/// Pages of PDFs as pictures, for their owner alone, so that the places of chunks can be marked on them. Freshet's
/// own: the source system sends the whole file to its client and has it painted there.
public final class DocumentPageRoutes {
    private static final int USUAL_WIDTH = 800;
    private static final int HIGHEST = 1_000_000;

    private final Belongings belongings;
    private final BlobStore blobs;
    private final PagePictures pictures;

    public DocumentPageRoutes(Belongings belongings, BlobStore blobs, PagePictures pictures) {
        this.belongings = belongings;
        this.blobs = blobs;
        this.pictures = pictures;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route(
                        "GET",
                        "/v1/document/page/{document}/{page}",
                        "a page as a picture",
                        request -> show(request, ofLogin(request)));
        router.group(ErrorAnswers.rest())
                .route(
                        "GET",
                        "/api/v1/datasets/{dataset}/documents/{document}/pages/{page}",
                        "a page as a picture",
                        request -> show(request, ofKey(request)));
    }

    private Optional<Document> ofLogin(Request request) {
        return belongings.document(belongings.tenant(request), request.pathParameter("document"));
    }

    private Optional<Document> ofKey(Request request) {
        TenantId tenant = belongings.keyTenant(request);
        return belongings
                .document(tenant, request.pathParameter("document"))
                .filter(document -> document.dataset().value().equals(request.pathParameter("dataset")));
    }

    private Response show(Request request, Optional<Document> found) {
        Document document =
                found.filter(one -> !one.file().location().isEmpty()).orElseThrow(KbFaults.NO_DOCUMENT::of);
        if (FileFormat.of(document.name()).orElse(null) != FileFormat.PDF) {
            throw KbFaults.NO_PDF.of();
        }
        int page = number(request.pathParameter("page"), "page");
        int width = number(request.query("width").orElse(String.valueOf(USUAL_WIDTH)), "width");
        PagePicture picture = pictures.picture(blobs.file(document.file().location()), page, width);
        return Response.of(200, "image/png", picture.png())
                .withHeader("X-Freshet-Pages", String.valueOf(picture.pages()))
                .withHeader("X-Freshet-Page-Size", picture.width() + "x" + picture.height())
                .withHeader("Cache-Control", "private, max-age=3600")
                .withHeader("X-Content-Type-Options", "nosniff");
    }

    private static int number(String text, String name) {
        if (!text.matches("0*[1-9]\\d{0,6}") || Integer.parseInt(text) > HIGHEST) {
            throw KbFaults.NO_NUMBER.of(name);
        }
        return Integer.parseInt(text);
    }
}
