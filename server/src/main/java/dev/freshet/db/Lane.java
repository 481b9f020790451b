package dev.freshet.db;

/// Who is waiting for the database. Each lane has readers of its own, so that a slow list never holds a
/// question; among writers the conversation goes first and ingestion last.
public enum Lane {
    /// The path of a question: few, short statements.
    CHAT,
    /// Everything else that somebody waits for: lists, settings, uploads, sign-in.
    BROWSE,
    /// Background work.
    INGEST
}
