package dev.freshet.api.ragflow.conversation;

import dev.freshet.api.ragflow.wire.Fault;

/// What is refused about conversations besides asking (contract §9.5, §13).
final class ConversationFaults {
    static final Fault NO_SPEECH_MODEL = Fault.data("No default %s model is set");
    static final Fault NO_MOMENT = Fault.data("`%s` is a moment such as 2025-03-11 13:37:23.");

    private ConversationFaults() {}
}
