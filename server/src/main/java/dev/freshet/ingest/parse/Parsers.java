package dev.freshet.ingest.parse;

import dev.freshet.core.AppException;
import dev.freshet.http.EventLoop;
import java.io.IOException;
import java.nio.file.Files;

/// The way in: picks the parser that the name of the file asks for, after a look at the bytes.
public final class Parsers implements AutoCloseable {
    private final Parser inProcess;
    private final Parser workers;

    /// @param inProcess reads the formats of [FileFormat.Home#IN_PROCESS]
    /// @param workers reads the formats of [FileFormat.Home#WORKER]
    public Parsers(Parser inProcess, Parser workers) {
        this.inProcess = inProcess;
        this.workers = workers;
    }

    /// Blocks until the file is parsed, which may take minutes.
    ///
    /// @throws AppException with one sentence that says why the file cannot be parsed: encrypted, damaged,
    ///     empty, too large, nested too deep, mis-named, not supported, out of memory or time; with
    ///     [ErrorCode#CANCELLED] when the progress said so
    public ParsedDocument parse(ParseRequest request, ParseProgress progress) {
        EventLoop.refuseBlocking("Parsers.parse");
        FileFormat format = FileFormat.of(request.fileName())
                .orElseThrow(() -> AppException.invalid("Files named ." + FileFormat.suffix(request.fileName())
                        + " cannot be parsed; see the reference for the accepted formats."));
        check(format, request);
        ParsedDocument document = parser(format).parse(format, request, progress);
        if (document.blocks().isEmpty()) {
            throw AppException.invalid("The file holds no text.");
        }
        return document;
    }

    private static void check(FileFormat format, ParseRequest request) {
        try {
            if (Files.size(request.file()) == 0) {
                throw AppException.invalid("The file is empty.");
            }
            FileTypes.verify(format, request);
        } catch (IOException error) {
            throw new AppException.Broken("The stored file cannot be read.", error);
        }
    }

    private Parser parser(FileFormat format) {
        return switch (format.home()) {
            case IN_PROCESS -> inProcess;
            case WORKER -> workers;
            case NOWHERE -> throw AppException.invalid("The file is " + format.description() + "; " + reason(format));
        };
    }

    private static String reason(FileFormat format) {
        return format == FileFormat.OTHER_OFFICE
                ? "save it as PDF or DOCX to have it parsed."
                : "there is no speech recognition, so it cannot be parsed.";
    }

    @Override
    public void close() {
        workers.close();
        inProcess.close();
    }
}
