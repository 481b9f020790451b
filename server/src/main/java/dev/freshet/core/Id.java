package dev.freshet.core;

/// What all typed ids share: a text that is compared as it stands. A text from outside that can be no id is one
/// that nobody has; who lets clients choose ids checks their length.
public sealed interface Id
        permits TenantId,
                UserId,
                DatasetId,
                DocumentId,
                ChunkId,
                AssistantId,
                SessionId,
                MessageId,
                AnswerId,
                JobId,
                Id.FileId,
                Id.SearchId {

    /// The id as it is stored and sent.
    String value();

    /// Names a file or a folder.
    ///
    /// @param value 32 lower-case hex digits
    record FileId(String value) implements Id {
        @Override
        public String toString() {
            return value;
        }
    }

    /// Names a search that somebody has set up.
    ///
    /// @param value 32 lower-case hex digits
    record SearchId(String value) implements Id {
        @Override
        public String toString() {
            return value;
        }
    }
}
