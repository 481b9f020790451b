package dev.freshet.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The ways to ask that are measured.
public enum Route {
    /// `POST /api/v1/chats/{chat}/completions`, with an API key.
    COMPLETION(Token.KEY, true),
    /// `POST /v1/conversation/completion`, with a login token.
    CONVERSATION(Token.LOGIN, true),
    /// `POST /v1/api/completion`, with a key that is bound to an assistant.
    LEGACY(Token.BOUND_KEY, true),
    /// `POST /api/v1/chats_openai/{chat}/chat/completions`, or `/v1/chat/completions` where no assistant is named.
    OPENAI(Token.KEY, true),
    /// `POST /api/v1/sessions/ask`, with an API key.
    ASK(Token.KEY, true),
    /// `POST /api/v1/chatbots/{chat}/completions`, with the widget's token.
    WIDGET(Token.WIDGET, true),
    /// `POST /v1/conversation/mindmap`, with a login token; answered whole.
    MINDMAP(Token.LOGIN, false),
    /// `POST /api/v1/retrieval`, with an API key; answered whole.
    RETRIEVAL(Token.KEY, false);

    private final Token token;
    private final boolean streamed;

    Route(Token token, boolean streamed) {
        this.token = token;
        this.streamed = streamed;
    }

    /// What a caller shows.
    public enum Token {
        KEY,
        BOUND_KEY,
        LOGIN,
        WIDGET
    }

    public Token token() {
        return token;
    }

    /// Whether the answer comes in pieces.
    public boolean isStreamed() {
        return streamed;
    }

    /// Whether users of this route have a conversation of their own.
    public boolean hasSessions() {
        return switch (this) {
            case COMPLETION, CONVERSATION, LEGACY, WIDGET -> true;
            case OPENAI, ASK, MINDMAP, RETRIEVAL -> false;
        };
    }

    /// The name as options and reports write it.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The route of that name.
    public static Optional<Route> of(String key) {
        return Arrays.stream(values()).filter(route -> route.key().equals(key)).findFirst();
    }
}
