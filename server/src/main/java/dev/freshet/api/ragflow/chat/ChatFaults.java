package dev.freshet.api.ragflow.chat;

import dev.freshet.api.ragflow.wire.Fault;
import dev.freshet.api.ragflow.wire.ResultCode;

/// What is refused about assistants, their sessions and questions (contract §7 to §9, §11, §13).
public final class ChatFaults {
    // §7.1: making and changing assistants
    static final Fault TENANT_GIVEN = Fault.data("`%s` must not be provided.");
    static final Fault EMPTY_NAME = Fault.data("`%s` cannot be empty.");
    static final Fault TAKEN_WHEN_MADE = Fault.data("Duplicated chat name in creating chat.");
    static final Fault TAKEN_WHEN_CHANGED = Fault.data("Duplicated chat name in updating chat.");
    static final Fault EMPTY_OBJECT = Fault.exception("ValueError('`%s` must not be empty')");
    static final Fault MIXED_EMBEDDINGS =
            Fault.coded(ResultCode.AUTHENTICATION, "Datasets use different embedding models.\"");
    static final Fault NO_MODEL = Fault.data("`model_name` %s doesn't exist");
    static final Fault NO_RERANKER = Fault.data("`rerank_model` %s doesn't exist");
    static final Fault UNUSED_PARAMETER = Fault.data("Parameter '%s' is not used");

    // §7.1, §8, §9: whose assistants and sessions are; each route says it in its own way
    public static final Fault NOT_OWNER = Fault.data("You do not own the chat");
    static final Fault NO_CHAT = Fault.data("The chat doesn't exist");
    static final Fault UNKNOWN_ASSISTANT = Fault.data("Assistant(%s) not found.");
    static final Fault FOREIGN_ASSISTANT = Fault.data("You don't own the assistant %s.");
    static final Fault FOREIGN_ASSISTANT_UNNAMED = Fault.data("You do not own the assistant.");
    public static final Fault FOREIGN_CHAT = Fault.data("You don't own the chat %s");
    static final Fault FOREIGN_CHAT_UNNAMED = Fault.data("You don't own the chat");
    static final Fault FOREIGN_SESSION = Fault.data("You don't own the session %s");
    static final Fault FOREIGN_SESSION_UNNAMED = Fault.data("You do not own the session");
    static final Fault STRAY_SESSION = Fault.data("The chat doesn't own the session %s");
    static final Fault NO_SESSION = Fault.data("Session does not exist");

    // §8: changing sessions
    static final Fault EMPTY_SESSION_NAME = Fault.data("`%s` can not be empty.");
    static final Fault FIXED_MESSAGES = Fault.data("`message` can not be change");
    static final Fault FIXED_REFERENCE = Fault.data("`reference` can not be change");

    // §9: asking
    static final Fault FAILED = Fault.exception("%s");
    static final Fault NOT_FROM_USER = Fault.data("The last content of this conversation is not from user.");

    // §11, §13
    static final Fault NO_DIALOG_TO_ASK = Fault.data("Dialog not found");
    static final Fault TAKEN_ID = Fault.data("This conversation id is taken; please choose another.");
    static final Fault NO_ID = Fault.argument("`conversation_id` has 1 to 64 characters.");
    static final Fault NO_SUCH_MODEL = Fault.data("Cannot use specified model %s.");
    static final Fault FOREIGN_KEY = Fault.denied(
            ResultCode.AUTHENTICATION, "Authentication error: API key is invalid for this conversation_id!\"");

    private ChatFaults() {}
}
