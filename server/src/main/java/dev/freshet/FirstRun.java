package dev.freshet;

import dev.freshet.account.Account;
import dev.freshet.account.Accounts;
import dev.freshet.account.ApiKey;
import dev.freshet.account.ApiKeys;
import dev.freshet.chat.Assistant;
import dev.freshet.chat.AssistantPrompt;
import dev.freshet.chat.AssistantStore;
import dev.freshet.chat.DocumentFilter;
import dev.freshet.cli.LocalServer;
import dev.freshet.core.AppException;
import dev.freshet.core.AssistantId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.Ids;
import dev.freshet.core.Page;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DatasetSettings;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.DocumentQuery;
import dev.freshet.dataset.ParserDefaults;
import dev.freshet.dataset.RunState;
import dev.freshet.dataset.edit.DocumentEditor;
import dev.freshet.dataset.edit.FileKind;
import dev.freshet.ingest.Ingestion;
import dev.freshet.json.JsonObject;
import dev.freshet.model.GenerationSettings;
import dev.freshet.model.builtin.BuiltinEmbeddingModel;
import dev.freshet.model.builtin.ExtractiveModel;
import dev.freshet.web.FirstQuestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What the person who starts the server sees: the folder of `--with` loaded into a dataset with an assistant, and how
/// to
/// sign in and ask. A second start finds all of it and loads nothing twice.
final class FirstRun {
    private static final long LOOK_AGAIN_NANOS = 500_000_000;
    private static final String QUESTION = "What is the daily meal allowance in 2026 for a full day away?";

    private final Parts parts;
    private final Consumer<String> say;

    FirstRun(Parts parts, Consumer<String> say) {
        this.parts = parts;
        this.say = say;
    }

    /// What it works with.
    record Parts(
            String address,
            Accounts accounts,
            ApiKeys keys,
            Storage storage,
            DocumentEditor documents,
            Ingestion ingestion,
            Consumer<LocalServer> remember,
            String defaultPrompt) {}

    void run(Optional<Path> folder) {
        Optional<Account> owner = folder.isPresent()
                ? Optional.of(owner())
                : parts.accounts().store().first();
        if (owner.isEmpty()) {
            String link = parts.accounts().newFirstLink().reveal();
            say.accept("Freshet is listening on " + parts.address());
            say.accept("Begin here (once):  " + parts.address() + "/sign-in?token=" + link);
            return;
        }
        TenantId tenant = owner.get().tenant();
        ApiKey key = key(tenant);
        folder.ifPresent(documents -> load(owner.get(), documents));
        parts.remember().accept(new LocalServer(parts.address(), key.token()));
        tell(owner.get(), key);
    }

    /// A question to begin with, once there is an assistant.
    static Optional<FirstQuestion> firstQuestion(AssistantStore assistants, TenantId tenant) {
        return assistants.list(tenant, new AssistantStore.Selection(null, null, false, false, new Page(1, 1))).stream()
                .findFirst()
                .map(assistant -> new FirstQuestion(assistant.id(), QUESTION));
    }

    private void tell(Account owner, ApiKey key) {
        String link = parts.accounts().newSignInLink(owner.id()).reveal();
        say.accept("");
        say.accept("Freshet is listening on " + parts.address());
        say.accept("Sign in (once):  " + parts.address() + "/sign-in?token=" + link);
        say.accept("API key:         " + key.token().reveal());
        firstQuestion(parts.storage().assistants, owner.tenant()).ifPresent(question -> {
            say.accept("");
            say.accept("Ask something:");
            say.accept(question.curl(parts.address(), key.token()));
            say.accept("or:  ./freshet ask \"" + question.question() + "\"");
        });
    }

    /// The first account; made with a password that nobody knows when there is none.
    private Account owner() {
        return parts.accounts()
                .store()
                .first()
                .orElseGet(() ->
                        parts.accounts().createOwner("owner", "owner@localhost").account());
    }

    private ApiKey key(TenantId tenant) {
        return parts.keys().list(tenant).stream()
                .filter(key -> key.assistant() == null)
                .findFirst()
                .orElseGet(() -> parts.keys().create(tenant, null));
    }

    private void load(Account owner, Path folder) {
        String name = folder.toAbsolutePath().normalize().getFileName().toString();
        Dataset dataset = dataset(owner, name);
        List<DocumentId> waiting = upload(owner, dataset, folder);
        if (!waiting.isEmpty()) {
            parts.ingestion().start(owner.tenant(), waiting);
        }
        follow(owner.tenant(), dataset);
        assistant(owner.tenant(), name, dataset);
    }

    private Dataset dataset(Account owner, String name) {
        return parts.storage().datasets.findByName(owner.tenant(), name).orElseGet(() -> {
            DatasetSettings settings = DatasetSettings.of(
                    name,
                    BuiltinEmbeddingModel.NAME.toString(),
                    "naive",
                    ParserDefaults.of("naive", JsonObject.EMPTY, ExtractiveModel.NAME.toString()));
            return parts.storage().datasets.create(owner.tenant(), owner.id().value(), settings);
        });
    }

    /// Takes in what is not there yet under its name, and anew what has changed; documents that never came to their
    /// end are taken up again.
    private List<DocumentId> upload(Account owner, Dataset dataset, Path folder) {
        Map<String, Document> present = new HashMap<>();
        documents(owner.tenant(), dataset).forEach(document -> present.put(document.name(), document));
        List<DocumentId> waiting = new ArrayList<>();
        for (Path file : files(folder)) {
            String name = file.getFileName().toString();
            Document known = present.get(name);
            if (known == null) {
                waiting.add(add(owner, dataset, file).id());
            } else if (!known.file().contentHash().equals(DocumentEditor.sha256(file))) {
                say.accept(name + " has changed and is loaded anew.");
                parts.documents().delete(owner.tenant(), dataset.id(), List.of(known.id()));
                waiting.add(add(owner, dataset, file).id());
            } else if (known.run() == RunState.UNSTART) {
                waiting.add(known.id());
            }
        }
        return waiting;
    }

    private Document add(Account owner, Dataset dataset, Path file) {
        try {
            Path copy = parts.storage().blobs.createTemporary();
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            return parts.documents()
                    .add(dataset, owner.id().value(), file.getFileName().toString(), copy);
        } catch (IOException error) {
            throw new AppException.Broken(file + " cannot be read", error);
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> FileKind.of(file.getFileName().toString()).isPresent())
                    .sorted()
                    .toList();
        } catch (IOException error) {
            throw new AppException.Broken("the folder " + folder + " cannot be read", error);
        }
    }

    /// Tells of each document as it comes to its end, until none is under way.
    private void follow(TenantId tenant, Dataset dataset) {
        Map<DocumentId, RunState> told = new HashMap<>();
        List<Document> all = documents(tenant, dataset);
        all.stream()
                .filter(document -> document.run() != RunState.RUNNING)
                .forEach(document -> told.put(document.id(), document.run()));
        int earlier = told.size();
        while (told.size() < all.size()) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            all = documents(tenant, dataset);
            for (Document document : all) {
                if (document.run() != RunState.RUNNING && !told.containsKey(document.id())) {
                    told.put(document.id(), document.run());
                    say.accept(line(told.size(), all.size(), document));
                }
            }
        }
        if (earlier == all.size()) {
            say.accept("All " + all.size() + " documents are loaded already.");
        }
    }

    private static String line(int done, int all, Document document) {
        String outcome = document.run() == RunState.DONE
                ? document.chunkCount() + " chunks"
                : "FAILED: " + document.progress().message().strip().lines().reduce("", (first, last) -> last);
        return "[%d/%d] %s: %s".formatted(done, all, document.name(), outcome);
    }

    private List<Document> documents(TenantId tenant, Dataset dataset) {
        return parts.storage()
                .documents
                .list(tenant, dataset.id(), DocumentQuery.all(), Page.all())
                .rows();
    }

    private void assistant(TenantId tenant, String name, Dataset dataset) {
        if (parts.storage().assistants.findByName(tenant, name).isPresent()) {
            return;
        }
        long now = parts.storage().clock.next();
        parts.storage()
                .assistants
                .insert(
                        tenant,
                        new Assistant(
                                new AssistantId(Ids.next()),
                                tenant,
                                name,
                                "Answers from the documents in " + name,
                                "",
                                "English",
                                ExtractiveModel.NAME.toString(),
                                GenerationSettings.none(),
                                AssistantPrompt.usual(parts.defaultPrompt()),
                                List.of(dataset.id()),
                                Assistant.SearchOptions.USUAL,
                                DocumentFilter.NONE,
                                now,
                                now));
    }
}
