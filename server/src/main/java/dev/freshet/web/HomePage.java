package dev.freshet.web;

import dev.freshet.core.AppException;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.io.IOException;
import java.io.InputStream;

/// The page behind `/`, for whoever opens the server's address in a browser, and the style sheet of all pages.
public final class HomePage {
    private static final String STYLE_FILE = "/web/freshet.css";

    private final byte[] style;

    /// Reads the style sheet out of the jar.
    public HomePage() {
        try (InputStream file = HomePage.class.getResourceAsStream(STYLE_FILE)) {
            if (file == null) {
                throw new AppException.Broken("the jar lacks " + STYLE_FILE, null);
            }
            style = file.readAllBytes();
        } catch (IOException error) {
            throw new AppException.Broken("the jar cannot be read", error);
        }
    }

    /// Adds `/` and the style sheet.
    public void addTo(Router router) {
        router.route("GET", "/", "a page for browsers", HomePage::show)
                .route("GET", Page.STYLE_PATH, "the style sheet of the pages", this::style);
    }

    private static Response show(Request request) {
        String address = Address.of(request);
        return new Page("Freshet is running")
                .paragraph("Freshet answers questions from your documents, with citations, by HTTP.")
                .value("RAGFlow's API, for its clients and SDK", address + "/api/v1")
                .value("OpenAI's API, where the model is an assistant's name", address + "/v1/chat/completions")
                .paragraph("To sign in, open the one-time link that the server printed when it started; it shows your"
                        + " API key. The README and the docs folder tell the rest.")
                .response(200);
    }

    private Response style(Request request) {
        return Response.of(200, "text/css; charset=utf-8", style)
                .withHeader("X-Content-Type-Options", "nosniff")
                .withHeader("Cache-Control", "max-age=3600");
    }
}
