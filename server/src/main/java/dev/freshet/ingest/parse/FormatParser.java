package dev.freshet.ingest.parse;

import java.io.IOException;

/// Reads files of one format.
@FunctionalInterface
public interface FormatParser {
    /// Writes what the file holds into the document, block by block, asking it now and then whether to go on.
    ///
    /// @throws IOException when the bytes cannot be read as this format
    /// @throws dev.freshet.core.AppException with a sentence that says what is wrong
    void parse(ParseRequest request, DocumentBuilder document) throws IOException;
}
