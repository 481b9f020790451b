package dev.freshet.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// A server in a process of its own, started from the jar with the launcher's options, on a free port and an
/// empty data folder, and the calls that benchmarks make on it.
final class ServerProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration CALL_LIMIT = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final String address;
    private final String key;

    private ServerProcess(Process process, String address, String key) {
        this.process = process;
        this.address = address;
        this.key = key;
    }

    /// Starts `./freshet serve` and waits until it has told its key.
    ///
    /// @param folder where data and log go; made by the caller
    static ServerProcess start(Path folder) throws IOException, InterruptedException {
        return start(folder, Map.of());
    }

    /// The same with variables for the server, such as `FRESHET_MODELS_HTTP2`.
    static ServerProcess start(Path folder, Map<String, String> variables) throws IOException, InterruptedException {
        Path launcher = Path.of("freshet").toAbsolutePath();
        if (!Files.isExecutable(launcher)) {
            throw new IllegalStateException("run this in the project's folder: there is no " + launcher);
        }
        Path empty = Files.createDirectories(folder.resolve("none"));
        Path data = folder.resolve("data");
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                        launcher.toString(),
                        "serve",
                        "--port",
                        Integer.toString(port),
                        "--data",
                        data.toString(),
                        "--with",
                        empty.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile());
        builder.environment().putAll(variables);
        Process process = builder.start();
        return new ServerProcess(process, "http://127.0.0.1:" + port, awaitKey(process, data.resolve("cli.json")));
    }

    private static String awaitKey(Process process, Path file) throws IOException, InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!Files.exists(file)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IllegalStateException("the server did not start; see server.log beside " + file.getParent());
            }
            Thread.sleep(100);
        }
        return JSON.readTree(file.toFile()).path("key").asText();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /// The port on 127.0.0.1.
    int port() {
        return URI.create(address).getPort();
    }

    /// The server itself; what it starts are its descendants.
    ProcessHandle handle() {
        return process.toHandle();
    }

    JsonNode get(String path) {
        return call(request(path).GET());
    }

    /// The sum of the metrics whose lines begin so.
    double metric(String start) throws IOException, InterruptedException {
        HttpRequest metrics = HttpRequest.newBuilder(URI.create(address + "/metrics"))
                .timeout(CALL_LIMIT)
                .build();
        return client.send(metrics, HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    JsonNode post(String path, Map<String, ?> body) {
        return send("POST", path, body);
    }

    /// Sends a request whose answer has an envelope that says that all is well.
    JsonNode send(String method, String path, Map<String, ?> body) {
        JsonNode answer = raw(method, path, body);
        if (answer.path("code").asInt() != 0) {
            throw new IllegalStateException(path + " answers " + answer);
        }
        return answer;
    }

    /// Sends a request and reads its answer, which may have another form.
    JsonNode raw(String method, String path, Map<String, ?> body) {
        try {
            return call(request(path)
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body))));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /// Makes a dataset with the usual settings.
    ///
    /// @return its id
    String createDataset(String name) {
        return post("/api/v1/datasets", Map.of("name", name)).at("/data/id").asText();
    }

    /// Makes a dataset whose documents are cut by some settings of their own.
    String createDataset(String name, Map<String, ?> parserConfig) {
        return post("/api/v1/datasets", Map.of("name", name, "chunk_method", "naive", "parser_config", parserConfig))
                .at("/data/id")
                .asText();
    }

    /// Uploads texts by their names in one request.
    ///
    /// @return the ids of the documents
    List<String> upload(String dataset, Map<String, String> texts) {
        String edge = UUID.randomUUID().toString();
        StringBuilder form = new StringBuilder();
        texts.forEach((name, text) -> form.append("--")
                .append(edge)
                .append("\r\nContent-Disposition: form-data; name=\"file\"; filename=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(text)
                .append("\r\n"));
        JsonNode answer = call(request("/api/v1/datasets/" + dataset + "/documents")
                .header("Content-Type", "multipart/form-data; boundary=" + edge)
                .POST(BodyPublishers.ofString(form + "--" + edge + "--\r\n")));
        List<String> documents = new ArrayList<>();
        answer.path("data")
                .forEach(document -> documents.add(document.path("id").asText()));
        return documents;
    }

    /// Uploads files one by one.
    ///
    /// @return the ids of the documents
    List<String> upload(String dataset, List<Path> files) {
        List<String> documents = new ArrayList<>();
        for (Path file : files) {
            documents.add(upload(dataset, file).at("/data/0/id").asText());
        }
        return documents;
    }

    private JsonNode upload(String dataset, Path file) {
        String edge = UUID.randomUUID().toString();
        String head = "--" + edge + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + file.getFileName() + "\"\r\n\r\n";
        try {
            return call(request("/api/v1/datasets/" + dataset + "/documents")
                    .header("Content-Type", "multipart/form-data; boundary=" + edge)
                    .POST(BodyPublishers.concat(
                            BodyPublishers.ofString(head),
                            BodyPublishers.ofFile(file),
                            BodyPublishers.ofString("\r\n--" + edge + "--\r\n"))));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /// Parses documents and waits until all are at their end.
    ///
    /// @return how many chunks they have together
    /// @throws IllegalStateException when one fails
    int parse(String dataset, List<String> documents) throws InterruptedException {
        post("/api/v1/datasets/" + dataset + "/chunks", Map.of("document_ids", documents));
        while (true) {
            JsonNode all = get("/api/v1/datasets/" + dataset + "/documents?page_size=1000")
                    .at("/data/docs");
            int done = 0;
            int chunks = 0;
            for (JsonNode document : all) {
                String state = document.path("run").asText();
                if (state.equals("FAIL") || state.equals("CANCEL")) {
                    throw new IllegalStateException(document.path("name") + ": " + document.path("progress_msg"));
                }
                done += state.equals("DONE") ? 1 : 0;
                chunks += document.path("chunk_count").asInt();
            }
            if (done == documents.size()) {
                return chunks;
            }
            Thread.sleep(200);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(CALL_LIMIT)
                .header("Authorization", "Bearer " + key);
    }

    private JsonNode call(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonNode body = JSON.readTree(response.body());
            if (response.statusCode() != 200 || body.path("code").asInt() != 0) {
                throw new IllegalStateException(
                        response.request().uri() + " answers " + response.statusCode() + " " + response.body());
            }
            return body;
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException("stopped", stopped);
        }
    }

    /// Stops the server as a person would.
    @Override
    public void close() {
        client.close();
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
        }
    }
}
