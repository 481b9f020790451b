package dev.freshet.bench.lab;

import dev.freshet.bench.Access;
import dev.freshet.bench.fake.FakeModelServer;
import dev.freshet.bench.fake.Script;
import dev.freshet.bench.lab.LabDocuments.LabDocument;
import dev.freshet.core.AppException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A server ready to be asked, with a scripted model behind it.
public final class Lab implements AutoCloseable {
    private static final String NAME = "bench";

    private final Path folder;
    private final FakeModelServer model;
    private final ServerChild server;
    private final LabClient client;
    private final String dataset;
    private final Access access;

    private Lab(Path folder, FakeModelServer model, ServerChild server) {
        this.folder = folder;
        this.model = model;
        this.server = server;
        this.client = new LabClient(server.address());
        String chat = client.addModel("chat", "scripted", model.baseUrl());
        client.useForChat(chat);
        dataset = client.createDataset(NAME);
        for (LabDocument document : LabDocuments.all()) {
            client.ingest(dataset, document.name(), document.content());
        }
        client.awaitParsed(dataset);
        String assistant = client.createAssistant(NAME, List.of(dataset), chat, "");
        access = client.access(assistant, NAME, List.of(dataset));
    }

    /// Starts everything; takes some seconds.
    ///
    /// @param environment variables for the server on top of this process's, such as settings
    public static Lab start(Script script, Map<String, String> environment) {
        FakeModelServer model = FakeModelServer.start(script);
        try {
            Path folder = Files.createTempDirectory("freshet-bench");
            return start(folder, model, environment);
        } catch (IOException error) {
            model.close();
            throw new AppException.Broken("no temporary folder can be made", error);
        }
    }

    private static Lab start(Path folder, FakeModelServer model, Map<String, String> environment) {
        ServerChild server = null;
        try {
            server = ServerChild.start(folder.resolve("data"), environment);
            return new Lab(folder, model, server);
        } catch (AppException error) {
            if (server != null) {
                server.close();
            }
            model.close();
            throw error;
        }
    }

    /// The model behind the server.
    public FakeModelServer model() {
        return model;
    }

    public ServerChild server() {
        return server;
    }

    /// Stops the server before its time, and leaves its data folder.
    public void stopServer() {
        server.close();
    }

    /// The server's data folder.
    public Path data() {
        return folder.resolve("data");
    }

    /// For further datasets, models and assistants.
    public LabClient client() {
        return client;
    }

    /// The dataset that holds the documents.
    public String dataset() {
        return dataset;
    }

    /// How to ask the assistant.
    public Access access() {
        return access;
    }

    /// Ends the server and the model and deletes the data folder.
    @Override
    public void close() {
        client.close();
        server.close();
        model.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException error) {
            throw new UncheckedIOException("the temporary folder " + folder + " cannot be deleted", error);
        }
    }
}
