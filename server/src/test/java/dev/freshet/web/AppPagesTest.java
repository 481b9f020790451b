package dev.freshet.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.api.ScenarioServer;
import dev.freshet.http.Router;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the app's files come to a browser.
class AppPagesTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Path APP = Path.of("src/main/resources/web/app");
    private static final Pattern STATIC_IMPORT =
            Pattern.compile("(?m)^(?:import|export) [^'\"]*?from\\s*['\"]([^'\"]+)['\"]");
    private static final Pattern DYNAMIC_IMPORT = Pattern.compile("import\\('([^']+)'\\)");
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"(/assets/[^\"]+)\"");
    private static final int FIRST_LOAD_LIMIT = 300_000;

    private static ScenarioServer server;

    @BeforeAll
    static void start(@TempDir Path folder) {
        Router router = new Router();
        new AppPages().addTo(router);
        server = new ScenarioServer(folder, router);
    }

    @AfterAll
    static void close() {
        server.close();
        CLIENT.close();
    }

    @Test
    void theAppsPolicyForbidsWhatDoesNotComeFromHere() throws Exception {
        HttpResponse<byte[]> index = get("/");
        assertThat(header(index, "Content-Security-Policy"))
                .contains(
                        "default-src 'none'",
                        "script-src 'self';",
                        "style-src 'self';",
                        "img-src 'self' data: blob:;",
                        "frame-ancestors 'none'",
                        "base-uri 'none'",
                        "require-trusted-types-for 'script'")
                .doesNotContain("unsafe", "*", "http");
        assertThat(header(index, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(text(index))
                .startsWith("<!doctype html>")
                .doesNotContain("<script>", "style=", "onclick", "http://", "https://");
    }

    @Test
    void filesSayWhatTheyAre() throws Exception {
        assertThat(header(get("/"), "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(get("/assets/app/main.js"), "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(header(get("/assets/app/theme.css"), "Content-Type")).isEqualTo("text/css; charset=utf-8");
        assertThat(header(get("/assets/app/icon.svg"), "Content-Type")).isEqualTo("image/svg+xml");
        assertThat(header(get("/assets/lib/preact.js"), "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(header(get("/assets/lib/preact.js"), "X-Content-Type-Options"))
                .isEqualTo("nosniff");
    }

    @Test
    void whoHasAFileIsToldSo() throws Exception {
        HttpResponse<byte[]> first = get("/assets/app/app.css");
        assertThat(header(first, "Cache-Control")).isEqualTo("no-cache");
        HttpResponse<byte[]> again = get("/assets/app/app.css", "If-None-Match", header(first, "ETag"));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "ETag")).isEqualTo(header(first, "ETag"));
        assertThat(get("/assets/app/app.css", "If-None-Match", "\"other\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void filesAreCompressedForWhoUnderstandsThat() throws Exception {
        HttpResponse<byte[]> plain = get("/assets/app/app.css");
        HttpResponse<byte[]> compressed = get("/assets/app/app.css", "Accept-Encoding", "br, gzip");
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(header(compressed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(compressed, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(compressed.body().length).isLessThan(plain.body().length / 2);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes())
                .isEqualTo(plain.body());
    }

    @Test
    void nothingBesidesTheAppIsServed() throws Exception {
        for (String path : List.of(
                "/assets/app/missing.js",
                "/assets/app/..%2ffreshet.css",
                "/assets/app/%2e%2e/freshet.css",
                "/assets/app/pages/..%2f..%2f..%2flogback.xml",
                "/assets/app/..%2f..%2fdb%2fmigration%2fV1__first.sql",
                "/assets/app/pages%00.js",
                "/assets/app/pages",
                "/assets/lib/..%2fapp%2fmain.js",
                "/assets/lib/jquery.js")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void librariesImportEachOtherByAddressesThatExist() throws Exception {
        for (String name : List.of("preact", "preact-hooks", "marked", "dompurify", "katex", "highlight")) {
            HttpResponse<byte[]> library = get("/assets/lib/" + name + ".js");
            assertThat(library.statusCode()).as(name).isEqualTo(200);
            assertThat(text(library)).doesNotContain("from\"preact\"", "sourceMappingURL");
        }
    }

    @Test
    void whatTheModulesImportExists() throws Exception {
        List<Path> modules;
        try (Stream<Path> files = Files.walk(APP)) {
            modules = files.filter(file -> file.toString().endsWith(".js")).toList();
        }
        assertThat(modules).hasSizeGreaterThan(5);
        for (Path module : modules) {
            String path = "/assets/app/" + APP.relativize(module);
            String source = Files.readString(module);
            for (String imported : Stream.concat(
                            found(STATIC_IMPORT, source).stream(), found(DYNAMIC_IMPORT, source).stream())
                    .toList()) {
                assertThat(get(resolved(path, imported)).statusCode())
                        .as(imported + " in " + path)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void theFirstLoadIsSmall() throws Exception {
        Set<String> loaded = new LinkedHashSet<>();
        Deque<String> waiting = new ArrayDeque<>(List.of("/", "/assets/app/pages/chat.js"));
        long bytes = 0;
        while (!waiting.isEmpty()) {
            String path = waiting.pop();
            if (loaded.add(path)) {
                bytes += get(path, "Accept-Encoding", "gzip").body().length;
                HttpResponse<byte[]> plain = get(path);
                assertThat(plain.statusCode()).as(path).isEqualTo(200);
                String source = text(plain);
                Pattern links = path.endsWith(".js") ? STATIC_IMPORT : LINK;
                found(links, source).forEach(link -> waiting.add(resolved(path, link)));
            }
        }
        assertThat(loaded).contains("/assets/lib/preact.js", "/assets/lib/preact-hooks.js", "/assets/app/app.css");
        assertThat(bytes).as(loaded.toString()).isLessThan(FIRST_LOAD_LIMIT);
    }

    private static Set<String> found(Pattern pattern, String source) {
        Set<String> found = new LinkedHashSet<>();
        Matcher matcher = pattern.matcher(source);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static String resolved(String from, String link) {
        return URI.create(from).resolve(link).toString();
    }

    private static HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<byte[]> response, String name) {
        return response.headers().firstValue(name).orElseThrow();
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
