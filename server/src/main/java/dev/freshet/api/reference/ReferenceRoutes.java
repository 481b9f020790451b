package dev.freshet.api.reference;

import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import dev.freshet.json.Json;

/// `/openapi.json`.
public final class ReferenceRoutes {
    private final byte[] document;

    /// @param version the server's own version
    public ReferenceRoutes(ApiReference reference, String version) {
        document = Json.writeBytes(OpenApi.document(reference, version));
    }

    public void addTo(Router router) {
        router.route("GET", "/openapi.json", "all routes as OpenAPI 3.1", this::document);
    }

    private Response document(Request request) {
        return Response.of(200, "application/json", document.clone());
    }
}
