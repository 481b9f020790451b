package dev.freshet.ingest;

/// What a job does next. A job that was interrupted goes on at its step.
public enum Step {
    /// Parse the file, cut it and write its chunks as a generation that nobody sees yet.
    PARSE,
    /// Give vectors to those chunks that have none.
    EMBED,
    /// Make the generation the published one.
    PUBLISH,
    /// Tell the index, then call the document done.
    INDEX,
    /// Drop the chunks of all other generations, then forget the job.
    DROP
}
