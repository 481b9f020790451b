package dev.freshet.core;

/// What all typed ids share: a text that is compared as it stands. A text from outside that can be no id is one
/// that nobody has; who lets clients choose ids checks their length.
public sealed interface Id
        permits TenantId, UserId, DatasetId, DocumentId, ChunkId, AssistantId, SessionId, MessageId, AnswerId, JobId {

    /// The id as it is stored and sent.
    String value();
}
