package dev.freshet.web;

import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;

/// The web app: one document behind `/`, and the files that it loads.
public final class AppPages {
    /// Everything comes from here; no script or style stands in a document; texts become HTML only by the two
    /// named policies, of which one is the sanitiser's and the other names libraries.
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
            + " connect-src 'self'; font-src 'self'; frame-src 'self'; manifest-src 'self'; frame-ancestors 'none';"
            + " base-uri 'none'; form-action 'self'; require-trusted-types-for 'script';"
            + " trusted-types dompurify freshet";

    private final Assets assets = new Assets();

    /// Adds `/` and everything under `/assets`.
    public void addTo(Router router) {
        router.route("GET", "/", "the web app", this::index)
                .route("GET", Page.STYLE_PATH, "the style sheet of pages without scripts", this::style)
                .route("GET", "/assets/app/{file}", "a file of the app", this::file)
                .route("GET", "/assets/app/{folder}/{file}", "a file of the app", this::fileInFolder)
                .route("GET", "/assets/lib/{file}", "a library of the app", this::library);
    }

    private Response index(Request request) {
        return assets.known("app/index.html")
                .answer(request)
                .withHeader("Content-Security-Policy", POLICY)
                .withHeader("Referrer-Policy", "no-referrer");
    }

    private Response style(Request request) {
        return assets.known("freshet.css").answer(request);
    }

    private Response file(Request request) {
        return Assets.answer(assets.own("app/" + request.pathParameter("file")), request);
    }

    private Response fileInFolder(Request request) {
        String name = request.pathParameter("folder") + "/" + request.pathParameter("file");
        return Assets.answer(assets.own("app/" + name), request);
    }

    private Response library(Request request) {
        return Assets.answer(assets.library(request.pathParameter("file")), request);
    }
}
