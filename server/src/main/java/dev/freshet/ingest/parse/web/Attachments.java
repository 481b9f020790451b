package dev.freshet.ingest.parse.web;

import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.ingest.parse.FormatParser;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Function;

/// Reads the files inside of a message, each by the parser of its own format, under a heading with its name.
/// What cannot be read is named together with the reason; it does not fail the message.
public final class Attachments {
    private static final int MOST = 100;
    private static final long LARGEST = 64L << 20;

    private final Function<FileFormat, Optional<FormatParser>> parsers;
    private int seen;

    public Attachments(Function<FileFormat, Optional<FormatParser>> parsers) {
        this.parsers = parsers;
    }

    /// Adds one attachment.
    ///
    /// @param content closed by the caller
    public void add(String name, InputStream content, DocumentBuilder document) throws IOException {
        document.checkCancelled();
        if (++seen > MOST) {
            throw AppException.invalid("The message has more than " + MOST + " attachments.");
        }
        document.add(Kind.HEADING, 2, "Attachment: " + name, "");
        Path file = Files.createTempFile("attachment", ".tmp");
        try {
            Files.copy(new Capped(content, LARGEST), file, StandardCopyOption.REPLACE_EXISTING);
            read(file, name, document);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void read(Path file, String name, DocumentBuilder document) {
        Optional<FormatParser> parser = FileFormat.of(name)
                .filter(format -> format != FileFormat.EMAIL && format != FileFormat.OUTLOOK)
                .flatMap(parsers);
        if (parser.isEmpty()) {
            return;
        }
        DocumentBuilder inner = document.nested();
        try {
            parser.get().parse(ParseRequest.of(file, name), inner);
            document.include(inner);
        } catch (AppException error) {
            if (error.code() == ErrorCode.CANCELLED || error.code() == ErrorCode.TOO_LARGE) {
                throw error;
            }
            document.add(Kind.PARAGRAPH, 0, "(not read: " + error.sentence() + ")", "");
        } catch (IOException | IllegalArgumentException | IllegalStateException damaged) {
            document.add(Kind.PARAGRAPH, 0, "(not read: the attachment is damaged)", "");
        }
    }

    /// Ends with a sentence what would fill the disk.
    private static final class Capped extends java.io.FilterInputStream {
        private long left;

        private Capped(InputStream in, long most) {
            super(in);
            left = most;
        }

        @Override
        public int read() throws IOException {
            count(1);
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = in.read(bytes, offset, length);
            count(read);
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw new AppException.Rejected(
                        ErrorCode.TOO_LARGE,
                        "An attachment of the message is larger than " + (LARGEST >> 20) + " MiB.");
            }
        }
    }
}
