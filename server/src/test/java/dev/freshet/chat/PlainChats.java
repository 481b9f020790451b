package dev.freshet.chat;

import dev.freshet.answer.Answer;
import dev.freshet.answer.AnswerSettings;
import dev.freshet.answer.RunningAnswers;
import dev.freshet.answer.admission.Admission;
import dev.freshet.answer.admission.AdmissionSettings;
import dev.freshet.core.AssistantId;
import dev.freshet.core.Ids;
import dev.freshet.core.MessageId;
import dev.freshet.core.SessionId;
import dev.freshet.core.TenantId;
import dev.freshet.core.Vector;
import dev.freshet.dataset.Stores;
import dev.freshet.dataset.chunk.MapIndex;
import dev.freshet.db.Db;
import dev.freshet.http.Network;
import dev.freshet.model.ChatModel;
import dev.freshet.model.EmbeddingModel;
import dev.freshet.model.GenerationSettings;
import dev.freshet.model.Models;
import dev.freshet.model.Prompt;
import dev.freshet.model.RerankModel;
import dev.freshet.model.ScriptedModel;
import dev.freshet.observe.AnswerMeter;
import dev.freshet.observe.Metrics;
import dev.freshet.retrieval.QueryAnalyzer;
import dev.freshet.retrieval.RetrievalSettings;
import dev.freshet.retrieval.Retriever;
import dev.freshet.text.Analyzer;
import dev.freshet.text.TokenCounter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Chats without datasets over a database, each question asked by a thread of its own.
final class PlainChats implements AutoCloseable {
    final ScriptedModel model = new ScriptedModel("chat@Test");
    final RunningAnswers running = new RunningAnswers(AnswerSettings.usual());
    final MessageStore messages;
    private final Metrics metrics = new Metrics();
    private final Network network = Network.open(2);
    private final Stores stores;
    private final SessionStore sessions;
    private final ChatService chats;
    private final Assistant assistant;

    PlainChats(Db db) {
        stores = new Stores(db);
        sessions = new SessionStore(db, stores.timestamps);
        messages = new MessageStore(db);
        assistant = assistant(stores.tenant);
        new AssistantStore(db).insert(stores.tenant, assistant);
        chats = chats(db);
    }

    private ChatService chats(Db db) {
        Models models = new OneModel(model);
        QueryAnalyzer queries = new QueryAnalyzer(new Analyzer());
        Retriever retriever = new Retriever(new MapIndex(), queries, RetrievalSettings.defaults(), metrics);
        TokenCounter tokens = new TokenCounter();
        ChatService.Steps steps = new ChatService.Steps(
                new QuestionRewriter(Clock.systemUTC()),
                new Grounding(retriever, stores.datasets, stores.documents, stores.chunks, models),
                new PromptBuilder(tokens),
                new AnswerCompletion(
                        new CitationInserter(queries, found -> List.<Vector>of()), tokens, Duration.ofSeconds(5)));
        return new ChatService(
                new Admission(AdmissionSettings.usual(), metrics),
                running,
                new TurnStore(db, stores.timestamps),
                models,
                steps,
                new AnswerMeter(metrics, running::count),
                Duration.ofMinutes(5));
    }

    Session session() {
        return sessions.create(
                stores.tenant,
                new SessionStore.NewSession(
                        new SessionId(Ids.next()), assistant.id(), Session.Kind.API, "session", "", ""));
    }

    List<SessionMessage> messages(Session session) {
        return messages.of(stores.tenant, List.of(session.id())).getOrDefault(session.id(), List.of());
    }

    /// Asks and returns when the answer is stored.
    ChatService.Outcome ask(Session session, String text) {
        Question question = new Question(
                stores.tenant,
                assistant,
                session,
                new MessageId(Ids.next()),
                List.of(new Prompt.Message(Prompt.Role.USER, text)),
                null,
                Question.Options.NONE);
        Answer answer = running.open(network.nextLoop());
        return chats.ask(question, answer);
    }

    private static Assistant assistant(TenantId tenant) {
        return new Assistant(
                new AssistantId(Ids.next()),
                tenant,
                "assistant",
                "",
                "",
                "English",
                "chat@Test",
                GenerationSettings.none(),
                AssistantPrompt.usual("Be short."),
                List.of(),
                Assistant.SearchOptions.USUAL,
                DocumentFilter.NONE,
                1,
                1);
    }

    @Override
    public void close() {
        network.close();
        metrics.close();
    }

    private record OneModel(ChatModel model) implements Models {
        @Override
        public Optional<ChatModel> chat(TenantId tenant, String name) {
            return Optional.of(model);
        }

        @Override
        public Optional<EmbeddingModel> embedding(TenantId tenant, String name) {
            return Optional.empty();
        }

        @Override
        public Optional<RerankModel> rerank(TenantId tenant, String name) {
            return Optional.empty();
        }
    }
}
