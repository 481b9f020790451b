package dev.freshet.api.ragflow.kb;

import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.blob.BlobStore;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Document;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// `/v1/document`: the bytes of documents and their pictures (contract §11), for their owner alone (§19.11).
public final class DocumentFileRoutes {
    private static final String BASE64 = ";base64,";
    private static final Map<String, String> TYPES = Map.of(
            "pdf", "application/pdf",
            "txt", "text/plain; charset=utf-8",
            "md", "text/plain; charset=utf-8",
            "csv", "text/plain; charset=utf-8",
            "json", "application/json",
            "png", "image/png",
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg");

    private final Belongings belongings;
    private final BlobStore blobs;

    public DocumentFileRoutes(Belongings belongings, BlobStore blobs) {
        this.belongings = belongings;
        this.blobs = blobs;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route("GET", "/v1/document/get/{document}", "a document's file", this::get)
                .route("GET", "/v1/document/image/{image}", "a picture", this::image);
    }

    private Response get(Request request) {
        TenantId tenant = belongings.tenant(request);
        Document document = belongings
                .document(tenant, request.pathParameter("document"))
                .filter(found -> !found.file().location().isEmpty())
                .orElseThrow(KbFaults.NO_DOCUMENT::of);
        String type = TYPES.getOrDefault(document.file().suffix(), "application/octet-stream");
        String name = URLEncoder.encode(document.name(), StandardCharsets.UTF_8).replace("+", "%20");
        return Response.file(blobs.file(document.file().location()), type)
                .withHeader("Content-Disposition", "inline; filename*=UTF-8''" + name)
                .withHeader("X-Content-Type-Options", "nosniff");
    }

    /// A picture is named by its dataset and its document.
    private Response image(Request request) {
        TenantId tenant = belongings.tenant(request);
        String[] names = request.pathParameter("image").split("-", 2);
        return Optional.of(names)
                .filter(two -> two.length == 2)
                .flatMap(two -> belongings.document(tenant, two[1]))
                .filter(document -> document.dataset().value().equals(names[0]))
                .flatMap(DocumentFileRoutes::picture)
                .orElseThrow(KbFaults.NO_IMAGE::of);
    }

    private static Optional<Response> picture(Document document) {
        String url = document.thumbnail() == null ? "" : document.thumbnail();
        int data = url.indexOf(BASE64);
        if (!url.startsWith("data:image/") || data < 0) {
            return Optional.empty();
        }
        byte[] bytes = Base64.getDecoder().decode(url.substring(data + BASE64.length()));
        return Optional.of(Response.of(200, url.substring("data:".length(), data), bytes));
    }
}
