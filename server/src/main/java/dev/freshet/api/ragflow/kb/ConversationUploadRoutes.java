package dev.freshet.api.ragflow.kb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.freshet.account.ApiKey;
import dev.freshet.api.ragflow.dataset.DocumentRoutes;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.WireFaults;
import dev.freshet.chat.Assistant;
import dev.freshet.chat.AssistantStore;
import dev.freshet.chat.Session;
import dev.freshet.chat.SessionStore;
import dev.freshet.core.SessionId;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.RunState;
import dev.freshet.dataset.edit.DocumentEditor;
import dev.freshet.http.Multipart;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Uploads into a conversation: the documents go into the first dataset of its assistant, and the answer waits until
/// they are parsed (contract §11, §13).
public final class ConversationUploadRoutes {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration ROUND = Duration.ofMillis(200);
    private static final Set<RunState> ENDED = EnumSet.of(RunState.DONE, RunState.FAIL, RunState.CANCEL);

    private final Belongings belongings;
    private final SessionStore sessions;
    private final AssistantStore assistants;
    private final DocumentEditor editor;
    private final Consumer<Document> start;

    /// @param start begins to parse a document that is not being parsed
    public ConversationUploadRoutes(
            Belongings belongings,
            SessionStore sessions,
            AssistantStore assistants,
            DocumentEditor editor,
            Consumer<Document> start) {
        this.belongings = belongings;
        this.sessions = sessions;
        this.assistants = assistants;
        this.editor = editor;
        this.start = start;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route(
                        "POST",
                        "/v1/document/upload_and_parse",
                        "upload into a conversation",
                        request -> upload(request, belongings.tenant(request), Optional.empty()))
                .route("POST", "/v1/api/document/upload_and_parse", "upload into a conversation", request -> {
                    ApiKey key = belongings.legacyKey(request);
                    return upload(request, key.tenant(), Optional.of(key));
                });
    }

    private Response upload(Request request, TenantId tenant, Optional<ApiKey> bound) {
        try (Multipart form = request.multipart()) {
            Dataset into = dataset(tenant, form.field("conversation_id").orElse(""), bound);
            List<Multipart.FilePart> files = DocumentRoutes.named(form);
            DocumentRoutes.checkTypes(files);
            List<String> ids = new ArrayList<>();
            for (Multipart.FilePart file : files) {
                Document added = editor.add(into, tenant.value(), DocumentRoutes.nameOf(file), file.file());
                start.accept(added);
                ids.add(added.id().value());
            }
            awaitParsed(tenant, ids);
            ArrayNode data = Envelope.object().arrayNode();
            ids.forEach(data::add);
            return Envelope.web(data);
        }
    }

    private Dataset dataset(TenantId tenant, String conversation, Optional<ApiKey> bound) {
        Session session = sessions.find(tenant, new SessionId(conversation))
                .filter(one ->
                        bound.isEmpty() || one.assistant().equals(bound.get().assistant()))
                .orElseThrow(WireFaults.NO_CONVERSATION::of);
        Assistant assistant = assistants.find(tenant, session.assistant()).orElseThrow(WireFaults.NO_DIALOG::of);
        return assistant.datasets().stream()
                .findFirst()
                .flatMap(id -> belongings.dataset(tenant, id.value()))
                .orElseThrow(KbFaults.NO_DATASET_TO_FILL::of);
    }

    private void awaitParsed(TenantId tenant, List<String> ids) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (String id : ids) {
            Document document = belongings.openDocument(tenant, id);
            while (!ENDED.contains(document.run())) {
                if (System.nanoTime() > end) {
                    throw KbFaults.STILL_PARSING.of();
                }
                LockSupport.parkNanos(ROUND.toNanos());
                document = belongings.openDocument(tenant, id);
            }
            if (document.run() != RunState.DONE) {
                throw KbFaults.NOT_PARSED.of(
                        document.name(), document.progress().message().strip());
            }
        }
    }
}
