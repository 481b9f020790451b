package dev.freshet.cli;

import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The client's side of the few routes that commands use.
final class ApiClient {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration HEAD_LIMIT = Duration.ofSeconds(60);

    private final LocalServer server;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build();

    ApiClient(LocalServer server) {
        this.server = server;
    }

    /// The id of the assistant with this name, or of the latest.
    String assistantId(Optional<String> name) {
        String query = name.map(text -> "&name=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                .orElse("");
        HttpRequest request = to("/api/v1/chats?page_size=1" + query).GET().build();
        List<AnswerEvents.Assistant> found =
                AnswerEvents.assistants(String.join("\n", send(request).toList()));
        if (found.isEmpty()) {
            throw AppException.notFound("The server at " + server.address()
                    + " has no assistant yet; `./freshet serve --with FOLDER` makes one.");
        }
        return found.getFirst().id();
    }

    /// Asks and gives the answer to the printer as it comes.
    void ask(String assistant, String question, AnswerPrinter printer) {
        HttpRequest request = to("/api/v1/chats_openai/" + assistant + "/chat/completions")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(AnswerEvents.question(question)))
                .build();
        try (Stream<String> lines = send(request)) {
            lines.filter(line -> !line.isBlank()).forEach(line -> AnswerEvents.accept(line, printer));
        }
    }

    private HttpRequest.Builder to(String path) {
        String base = server.address().replaceAll("/+$", "");
        try {
            return HttpRequest.newBuilder(URI.create(base + path))
                    .timeout(HEAD_LIMIT)
                    .header("Authorization", "Bearer " + server.key().reveal());
        } catch (IllegalArgumentException malformed) {
            throw AppException.invalid(server.address() + " is not the address of a server.");
        }
    }

    private Stream<String> send(HttpRequest request) {
        try {
            HttpResponse<Stream<String>> response = http.send(request, BodyHandlers.ofLines());
            if (response.statusCode() == 401) {
                throw new AppException.Rejected(
                        ErrorCode.UNAUTHENTICATED, "The server does not know this key; give one with --key.");
            }
            return response.body();
        } catch (IOException error) {
            throw new AppException.Broken(
                    "Nothing answers at " + server.address() + "; start the server with `./freshet serve`"
                            + " or name another with --server.",
                    error);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AppException.Broken("Stopped.", stopped);
        }
    }
}
