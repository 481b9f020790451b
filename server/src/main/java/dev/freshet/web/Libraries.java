package dev.freshet.web;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// The libraries of the app, which are files of other jars: what a browser calls each, and where it stands.
///
/// Browsers find a module by its address alone, so an import by a bare name is written anew here; hints for
/// debuggers go, since the files that they name are not served.
final class Libraries {
    private static final String JARS = "/META-INF/resources/webjars/";

    private static final Map<String, String> FILES = Map.of(
            "preact.js", "preact/10.28.0/dist/preact.module.js",
            "preact-hooks.js", "preact/10.28.0/hooks/dist/hooks.module.js",
            "marked.js", "marked/16.3.0/lib/marked.esm.js",
            "dompurify.js", "dompurify/3.2.6/dist/purify.es.mjs",
            "katex.js", "katex/0.18.11/dist/katex.min.js",
            "highlight.js", "highlightjs/11.11.1/highlight.min.js");

    private Libraries() {}

    /// The library as browsers get it.
    static Optional<byte[]> read(String name) {
        String file = FILES.get(name);
        if (file == null) {
            return Optional.empty();
        }
        return Optional.of(forBrowsers(new String(Assets.needed(JARS + file), StandardCharsets.UTF_8)));
    }

    private static byte[] forBrowsers(String source) {
        return source.replaceAll("(?m)^//# sourceMappingURL=.*$", "")
                .replace("from\"preact\"", "from\"/assets/lib/preact.js\"")
                .getBytes(StandardCharsets.UTF_8);
    }
}
