package dev.freshet.web;

import dev.freshet.core.Secret;
import dev.freshet.http.Response;
import java.nio.charset.StandardCharsets;

/// A whole HTML document of parts whose texts are escaped here.
final class Page {
    static final String STYLE_PATH = "/assets/freshet.css";

    /// No scripts but those of the jar, no frames, nothing from elsewhere.
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final String title;
    private final StringBuilder head = new StringBuilder();
    private final StringBuilder body = new StringBuilder();

    Page(String title) {
        this.title = title;
    }

    Page heading(String text) {
        return element("h2", text);
    }

    Page paragraph(String text) {
        return element("p", text);
    }

    /// Something to copy, with what it is called.
    Page value(String label, String text) {
        body.append("<figure>\n<figcaption>")
                .append(escaped(label))
                .append("</figcaption>\n<pre tabindex=\"0\"><code>")
                .append(escaped(text))
                .append("</code></pre>\n</figure>\n");
        return this;
    }

    /// A browser that runs scripts goes on to the app at once, signed in; the page itself is for all others.
    ///
    /// @param beginning the page of the app to begin with, such as `/chat`
    Page enteringAppWith(Secret loginToken, String beginning) {
        head.append("<meta name=\"freshet-login\" content=\"")
                .append(escaped(loginToken.reveal()))
                .append("\">\n<meta name=\"freshet-beginning\" content=\"")
                .append(escaped(beginning))
                .append("\">\n<script src=\"/assets/app/enter.js\"></script>\n");
        return this;
    }

    private Page element(String name, String text) {
        body.append('<').append(name).append('>').append(escaped(text));
        body.append("</").append(name).append(">\n");
        return this;
    }

    /// The page as an answer that no cache keeps, since it may hold a key.
    Response response(int status) {
        return Response.of(status, "text/html; charset=utf-8", html().getBytes(StandardCharsets.UTF_8))
                .withHeader("Content-Security-Policy", POLICY)
                .withHeader("X-Content-Type-Options", "nosniff")
                .withHeader("Referrer-Policy", "no-referrer")
                .withHeader("Cache-Control", "no-store");
    }

    private String html() {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%1$s – Freshet</title>
                <link rel="icon" href="/assets/app/icon.svg" type="image/svg+xml">
                <link rel="stylesheet" href="%2$s">
                %3$s</head>
                <body>
                <main>
                <h1>%1$s</h1>
                %4$s</main>
                </body>
                </html>
                """.formatted(escaped(title), STYLE_PATH, head, body);
    }

    /// The text with the five characters of HTML's own written out.
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
