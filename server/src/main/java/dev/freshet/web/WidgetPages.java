package dev.freshet.web;

import dev.freshet.account.ApiKey;
import dev.freshet.account.ApiKeys;
import dev.freshet.chat.widget.WidgetOriginStore;
import dev.freshet.chat.widget.WidgetOrigins;
import dev.freshet.core.AssistantId;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.util.Optional;

/// The chat widget: a script that puts a bubble on any page, and the page in the frame that the bubble opens, which
/// can also be embedded by itself, at the address that RAGFlow's own embedding uses.
public final class WidgetPages {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
            + " require-trusted-types-for 'script'; trusted-types dompurify freshet; frame-ancestors ";
    private static final String PAGE = "/web/widget/index.html";
    private static final int LONGEST_ID = 128;

    private final Assets assets = new Assets();
    private final byte[] page;
    private final ApiKeys keys;
    private final WidgetOriginStore origins;

    /// @param keys finds whose assistant a token opens
    /// @param origins where that assistant may be shown
    public WidgetPages(ApiKeys keys, WidgetOriginStore origins) {
        this.keys = keys;
        this.origins = origins;
        page = Assets.needed(PAGE);
    }

    /// Adds the script, the page by its three names, and what the page loads.
    public void addTo(Router router) {
        router.route("GET", "/widget.js", "the script that puts a chat bubble on a page", this::script)
                .route("GET", "/widget", "a chat for a frame", this::frame)
                .route("GET", "/chat/share", "a chat for a frame, as RAGFlow names it", this::frame)
                .route("GET", "/next-chats/share", "a chat for a frame, as newer RAGFlow names it", this::frame)
                .route("GET", "/assets/widget/{file}", "a file of the chat for frames", this::file);
    }

    private Response script(Request request) {
        return assets.known("widget/widget.js")
                .answer(request)
                .withHeader("Cross-Origin-Resource-Policy", "cross-origin");
    }

    /// Never kept, since its policy changes with the assistant's list of origins.
    private Response frame(Request request) {
        return Response.of(200, "text/html; charset=utf-8", page)
                .withHeader("Content-Security-Policy", POLICY + ancestors(allowed(request)))
                .withHeader("Referrer-Policy", "no-referrer")
                .withHeader("X-Content-Type-Options", "nosniff")
                .withHeader("Cache-Control", "no-store");
    }

    private static String ancestors(WidgetOrigins allowed) {
        return allowed.isEvery() ? "*" : "'self' " + String.join(" ", allowed.origins());
    }

    /// Where the assistant that the address names may be shown; what the token does not open shows nothing anywhere.
    private WidgetOrigins allowed(Request request) {
        Optional<String> assistant =
                named(request, "assistant", "shared_id").filter(id -> !id.isBlank() && id.length() <= LONGEST_ID);
        Optional<ApiKey> key = named(request, "token", "auth").flatMap(keys::byBeta);
        return key.flatMap(found -> assistant.map(id -> origins.find(found.tenant(), new AssistantId(id))))
                .orElse(WidgetOrigins.EVERY);
    }

    private static Optional<String> named(Request request, String ours, String theirs) {
        return request.query(ours).or(() -> request.query(theirs));
    }

    private Response file(Request request) {
        return Assets.answer(assets.own("widget/" + request.pathParameter("file")), request);
    }
}
