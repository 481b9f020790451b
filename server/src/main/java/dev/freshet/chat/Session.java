package dev.freshet.chat;

import dev.freshet.core.AssistantId;
import dev.freshet.core.SessionId;
import dev.freshet.core.TenantId;

/// One conversation with an assistant.
///
/// @param kind who made it
/// @param userId whatever the client calls the person who talks; may be empty
/// @param createdAt epoch milliseconds
/// @param updatedAt epoch milliseconds
public record Session(
        SessionId id,
        TenantId tenant,
        AssistantId assistant,
        Kind kind,
        String name,
        String userId,
        long createdAt,
        long updatedAt) {

    /// Who makes sessions; those of widgets and legacy keys are counted for statistics.
    public enum Kind {
        API("api"),
        WEB("web"),
        WIDGET("widget");

        private final String key;

        Kind(String key) {
            this.key = key;
        }

        /// The word that is stored.
        public String key() {
            return key;
        }

        static Kind of(String key) {
            for (Kind kind : values()) {
                if (kind.key.equals(key)) {
                    return kind;
                }
            }
            throw new IllegalStateException("no kind of session is called " + key);
        }
    }
}
