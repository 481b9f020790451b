package dev.freshet.core;

/// What all typed ids share: a short text, never blank, that is compared as it stands.
public sealed interface Id
        permits TenantId, UserId, DatasetId, DocumentId, ChunkId, AssistantId, SessionId, MessageId, AnswerId, JobId {

    /// The id as it is stored and sent.
    String value();

    /// Refuses an id that no row can have, so that a mistake in the program shows where it is made.
    static void check(String kind, String value) {
        if (value.isBlank() || value.length() > 128) {
            throw new IllegalArgumentException("a " + kind + " id has 1 to 128 characters");
        }
    }
}
