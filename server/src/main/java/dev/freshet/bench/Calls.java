package dev.freshet.bench;

import dev.freshet.bench.load.Call;
import dev.freshet.json.Json;
import java.util.List;
import java.util.UUID;

/// Writes the requests of a route, each with a question of its own.
final class Calls {
    private final Access access;
    private final Route route;

    Calls(Access access, Route route) {
        this.access = access;
        this.route = route;
    }

    private record Message(String role, String content, String id) {}

    private record Completion(String question, String session_id, boolean stream) {}

    private record Conversation(String conversation_id, List<Message> messages, boolean stream) {}

    private record OpenAi(String model, List<Message> messages, boolean stream) {}

    private record Ask(String question, List<String> dataset_ids) {}

    private record Widget(String question, String session_id, boolean stream, boolean quote) {}

    private record MindMap(String question, List<String> kb_ids) {}

    private record Retrieval(String question, List<String> dataset_ids) {}

    /// The request with the question of that number, in a session where the route has them.
    Call call(String session, long number) {
        return new Call(path(), access.authorization(route), Json.write(body(session, Questions.of(number))));
    }

    private String path() {
        return switch (route) {
            case COMPLETION -> "/api/v1/chats/" + access.chat() + "/completions";
            case CONVERSATION -> "/v1/conversation/completion";
            case LEGACY -> "/v1/api/completion";
            case OPENAI ->
                access.chat().isEmpty()
                        ? "/v1/chat/completions"
                        : "/api/v1/chats_openai/" + access.chat() + "/chat/completions";
            case ASK -> "/api/v1/sessions/ask";
            case WIDGET -> "/api/v1/chatbots/" + access.chat() + "/completions";
            case MINDMAP -> "/v1/conversation/mindmap";
            case RETRIEVAL -> "/api/v1/retrieval";
        };
    }

    private Object body(String session, String question) {
        return switch (route) {
            case COMPLETION -> new Completion(question, session, true);
            case CONVERSATION, LEGACY -> new Conversation(session, messages(question), true);
            case OPENAI -> new OpenAi(access.model(), messages(question), true);
            case ASK -> new Ask(question, access.datasets());
            case WIDGET -> new Widget(question, session, true, true);
            case MINDMAP -> new MindMap(question, access.datasets());
            case RETRIEVAL -> new Retrieval(question, access.datasets());
        };
    }

    private static List<Message> messages(String question) {
        return List.of(new Message("user", question, UUID.randomUUID().toString()));
    }
}
