package dev.freshet.ingest.parse;

import dev.freshet.core.AppException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;

/// Compares what a file is with what its name says, by its first bytes.
final class FileTypes {
    private static final int PREFIX_BYTES = 64 * 1024;
    private static final int PDF_MARK_WITHIN = 1024;
    private static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();

    /// What people call the types that are often met under a wrong name.
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("application/pdf", "a PDF"),
            Map.entry("application/zip", "a ZIP archive"),
            Map.entry("application/x-tika-msoffice", "an Office 97-2003 file"),
            Map.entry("application/x-tika-ooxml", "an Office file"),
            Map.entry("application/rtf", "an RTF document"),
            Map.entry("application/gzip", "a GZIP archive"),
            Map.entry("application/x-7z-compressed", "a 7-Zip archive"),
            Map.entry("application/x-rar-compressed", "a RAR archive"),
            Map.entry("application/x-executable", "a program"),
            Map.entry("application/x-sharedlib", "a program"),
            Map.entry("application/x-dosexec", "a Windows program"),
            Map.entry("application/x-sqlite3", "an SQLite database"),
            Map.entry("image/png", "a PNG picture"),
            Map.entry("image/jpeg", "a JPEG picture"),
            Map.entry("image/gif", "a GIF picture"),
            Map.entry("image/webp", "a WebP picture"),
            Map.entry("image/tiff", "a TIFF picture"),
            Map.entry("text/html", "an HTML page"),
            Map.entry("application/xhtml+xml", "an HTML page"),
            Map.entry("application/xml", "an XML file"),
            Map.entry("message/rfc822", "an e-mail message"),
            Map.entry("text/plain", "plain text"));

    /// Text may look like many types; these it never is.
    private static final Set<String> BINARIES = Set.of(
            "application/pdf",
            "application/zip",
            "application/gzip",
            "application/rtf",
            "application/x-tika-msoffice",
            "application/x-tika-ooxml");

    private FileTypes() {}

    /// Refuses a file whose bytes are plainly not what its name promises.
    ///
    /// @throws AppException.Rejected with a sentence that says what the file is instead
    static void verify(FileFormat format, ParseRequest request) throws IOException {
        byte[] prefix = prefix(request.file());
        String type = detect(prefix);
        if (fits(format, type, prefix)) {
            return;
        }
        throw AppException.invalid("The file is named ." + FileFormat.suffix(request.fileName()) + " but it is "
                + NAMES.getOrDefault(type, describe(type)) + ", not " + format.description() + ".");
    }

    private static byte[] prefix(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(PREFIX_BYTES);
        }
    }

    private static String detect(byte[] prefix) throws IOException {
        return TYPES.detect(new ByteArrayInputStream(prefix), new Metadata())
                .getBaseType()
                .toString();
    }

    private static boolean fits(FileFormat format, String type, byte[] prefix) {
        return switch (format) {
            case PDF -> hasPdfMark(prefix);
            case DOCX, PPTX, XLSX -> startsWith(prefix, 'P', 'K') || isCompoundFile(prefix);
            case DOC, PPT, XLS, OUTLOOK -> isCompoundFile(prefix);
            case PICTURE -> type.startsWith("image/") || type.equals("application/octet-stream");
            case PLAIN_TEXT, MARKDOWN, DELIMITED, JSON, JSON_LINES, YAML, XML, CODE, HTML, EMAIL ->
                isText(type, prefix);
            case AUDIO, VIDEO, OTHER_OFFICE -> true;
        };
    }

    /// Readers of PDF accept rubbish of up to a kilobyte before the mark.
    private static boolean hasPdfMark(byte[] prefix) {
        int length = Math.min(prefix.length, PDF_MARK_WITHIN);
        return new String(prefix, 0, length, StandardCharsets.ISO_8859_1).contains("%PDF-");
    }

    /// The container of Office 97-2003 and of encrypted Office files; the latter are told apart when opened.
    private static boolean isCompoundFile(byte[] prefix) {
        return startsWith(prefix, 0xD0, 0xCF, 0x11, 0xE0);
    }

    private static boolean startsWith(byte[] prefix, int... expected) {
        if (prefix.length < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((prefix[i] & 0xFF) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isText(String type, byte[] prefix) {
        return hasWideByteOrderMark(prefix) || (!BINARIES.contains(type) && !hasZero(prefix));
    }

    private static boolean hasWideByteOrderMark(byte[] prefix) {
        return startsWith(prefix, 0xFF, 0xFE) || startsWith(prefix, 0xFE, 0xFF);
    }

    private static boolean hasZero(byte[] prefix) {
        for (byte b : prefix) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    private static String describe(String type) {
        return type.equals("application/octet-stream") ? "binary data" : "of type " + type;
    }
}
