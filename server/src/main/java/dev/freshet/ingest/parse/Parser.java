package dev.freshet.ingest.parse;

/// A place where files are parsed: the server itself or its child processes.
public interface Parser extends AutoCloseable {
    /// Blocks until the file is parsed.
    ///
    /// @throws dev.freshet.core.AppException with a sentence that says why the file cannot be parsed;
    ///     [dev.freshet.core.ErrorCode#CANCELLED] when the caller gave up
    ParsedDocument parse(FileFormat format, ParseRequest request, ParseProgress progress);

    @Override
    void close();
}
