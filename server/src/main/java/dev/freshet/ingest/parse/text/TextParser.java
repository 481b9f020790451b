package dev.freshet.ingest.parse.text;

import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.ingest.parse.FormatParser;
import dev.freshet.ingest.parse.ParseProgress;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.ParsedDocument;
import dev.freshet.ingest.parse.Parser;
import dev.freshet.ingest.parse.ParserSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Parses the text formats, one file at a time, on a platform thread of its own.
public final class TextParser implements Parser {
    private final ParserSettings settings;
    private final ExecutorService thread;

    public TextParser(ParserSettings settings) {
        this.settings = settings;
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("text-parser").factory());
    }

    @Override
    public ParsedDocument parse(FileFormat format, ParseRequest request, ParseProgress progress) {
        Future<ParsedDocument> parsed = thread.submit(() -> parseHere(format, request, progress));
        try {
            return parsed.get();
        } catch (ExecutionException error) {
            if (error.getCause() instanceof AppException known) {
                throw known;
            }
            throw new AppException.Broken("The parser failed on this file because of a defect.", error.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AppException.Broken("Interrupted while a file was parsed.", stopped);
        }
    }

    private ParsedDocument parseHere(FileFormat format, ParseRequest request, ParseProgress progress) {
        DocumentBuilder document = new DocumentBuilder(progress, settings.characters());
        try {
            checkSize(request);
            document.checkCancelled();
            parser(format).parse(request, document);
            return document.build();
        } catch (StackOverflowError deep) {
            throw AppException.invalid("The file is nested too deep to be parsed.");
        } catch (IOException error) {
            throw new AppException.Broken("The stored file cannot be read.", error);
        }
    }

    private void checkSize(ParseRequest request) throws IOException {
        if (Files.size(request.file()) > settings.textFileBytes()) {
            throw new AppException.Rejected(
                    ErrorCode.TOO_LARGE,
                    "The file is larger than " + (settings.textFileBytes() >> 20)
                            + " MiB, which is the limit for texts; split it into several files.");
        }
    }

    /// The parser of a text format, for whoever reads texts inside of other files.
    public static FormatParser parser(FileFormat format) {
        return switch (format) {
            case PLAIN_TEXT -> new PlainTextParser();
            case MARKDOWN -> new MarkdownParser();
            case DELIMITED -> new DelimitedParser();
            case JSON -> new JsonParser(false);
            case JSON_LINES -> new JsonParser(true);
            case YAML, XML, CODE -> new CodeParser();
            case HTML, PDF, DOCX, DOC, PPTX, PPT, XLSX, XLS, EMAIL, OUTLOOK, PICTURE, AUDIO, VIDEO, OTHER_OFFICE ->
                throw new IllegalArgumentException(format + " is not a text format");
        };
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
