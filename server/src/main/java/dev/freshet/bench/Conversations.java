package dev.freshet.bench;

import dev.freshet.bench.WireClient.Reply;
import dev.freshet.core.AppException;
import dev.freshet.core.Ids;
import dev.freshet.json.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes the conversations that users ask in, before the load begins.
final class Conversations {
    private static final Pattern SESSION = Pattern.compile("\"session_id\": ?\"([^\"]+)\"");

    private final Access access;
    private final WireClient client;

    Conversations(Access access, WireClient client) {
        this.access = access;
        this.client = client;
    }

    private record Named(String name) {}

    private record NewConversation(String conversation_id, boolean is_new, String name, String dialog_id) {}

    private record FirstCall(String question, boolean stream) {}

    /// One for each user, or one for all where the caller has named it; empty ids on routes without any.
    List<String> open(Route route, int users) {
        if (!route.hasSessions()) {
            return Collections.nCopies(users, "");
        }
        if (access.conversation().isPresent()) {
            return Collections.nCopies(users, known(route, access.conversation().get()));
        }
        List<String> ids = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            ids.add(create(route));
        }
        return ids;
    }

    /// The named conversation; on the web route it is created when it is unknown and an assistant is named.
    private String known(Route route, String id) {
        if (route == Route.CONVERSATION && !access.chat().isEmpty() && !exists(id)) {
            createWeb(id);
        }
        return id;
    }

    private boolean exists(String id) {
        try {
            client.get("/v1/conversation/get?conversation_id=" + id, access.authorization(Route.CONVERSATION));
            return true;
        } catch (AppException.Rejected unknown) {
            return false;
        }
    }

    private String create(Route route) {
        String authorization = access.authorization(route);
        return switch (route) {
            case COMPLETION ->
                client.post("/api/v1/chats/" + chat() + "/sessions", authorization, new Named("bench"))
                        .object("data")
                        .text("id", "");
            case CONVERSATION -> createWeb(Ids.next());
            case LEGACY ->
                client.get("/v1/api/new_conversation?user_id=bench", authorization)
                        .object("data")
                        .text("id", "");
            case WIDGET -> widget(authorization);
            case OPENAI, ASK, MINDMAP, RETRIEVAL -> "";
        };
    }

    private String createWeb(String id) {
        client.post(
                "/v1/conversation/set",
                access.authorization(Route.CONVERSATION),
                new NewConversation(id, true, "bench", chat()));
        return id;
    }

    /// The first call of a widget makes its conversation and greets.
    private String widget(String authorization) {
        String path = "/api/v1/chatbots/" + chat() + "/completions";
        String body = Json.write(new FirstCall("", true));
        Reply reply = client.send(path, authorization, "POST", BodyPublishers.ofString(body), "application/json");
        if (reply.isUnknownRoute()) {
            throw AppException.notFound(path + " is not served");
        }
        Matcher session = SESSION.matcher(reply.body());
        if (!session.find()) {
            throw AppException.invalid(path + " answered " + reply.status() + ": " + reply.body());
        }
        return session.group(1);
    }

    private String chat() {
        if (access.chat().isEmpty()) {
            throw AppException.invalid("An assistant has to be named with --chat-id on this route.");
        }
        return access.chat();
    }
}
