package dev.freshet.http;

import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.Ids;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Reads `multipart/form-data` (RFC 7578) piece by piece: files go to disk as they come, fields stay in memory
/// and are small. The window holds what may be the start of a delimiter and nothing more.
final class MultipartParser {
    private static final int WINDOW = 64 << 10;
    private static final int MAX_HEAD = 16 << 10;
    private static final int MAX_FIELD = 1 << 20;
    private static final int MAX_PARTS = 1000;
    private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};

    private final InputStream source;
    private final byte[] delimiter;
    private final Path folder;
    private final byte[] window = new byte[WINDOW];
    private int from;
    private int to;

    MultipartParser(InputStream source, String contentType, Path folder) {
        String boundary = HeaderParameters.of(contentType).get("boundary");
        if (boundary == null || boundary.isEmpty() || boundary.length() > 200) {
            throw AppException.invalid("the form's content type must name a boundary of 1 to 200 characters");
        }
        this.source = source;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8);
        this.folder = folder;
        // The first delimiter stands at the very start, without a line break before it.
        window[to++] = '\r';
        window[to++] = '\n';
    }

    void into(Multipart form) throws IOException {
        copyUntilDelimiter(OutputStream.nullOutputStream());
        for (int parts = 0; nextPart(); parts++) {
            if (parts == MAX_PARTS) {
                throw new AppException.Rejected(ErrorCode.TOO_LARGE, "a form has at most " + MAX_PARTS + " parts");
            }
            part(form, head());
        }
        source.skip(Long.MAX_VALUE);
    }

    /// After a delimiter: whether a part follows or the form ends.
    private boolean nextPart() throws IOException {
        fill(2);
        if (window[from] == '-' && window[from + 1] == '-') {
            return false;
        }
        while (window[from] == ' ' || window[from] == '\t') {
            from++;
            fill(2);
        }
        if (window[from] != '\r' || window[from + 1] != '\n') {
            throw malformed();
        }
        return true;
    }

    /// The headers of a part, by lower-case name. The line break after the delimiter belongs to the window
    /// still, so that a part without headers has its blank line too.
    private Map<String, String> head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        copyUntil(BLANK_LINE, limited(head, MAX_HEAD));
        Map<String, String> headers = new HashMap<>();
        for (String line : text(head.toByteArray()).split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private void part(Multipart form, Map<String, String> headers) throws IOException {
        Map<String, String> disposition = HeaderParameters.of(headers.getOrDefault("content-disposition", ""));
        String field = disposition.getOrDefault("name", "");
        String fileName = disposition.get("filename");
        if (fileName == null) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            copyUntilDelimiter(limited(text, MAX_FIELD));
            form.add(field, text.toString(StandardCharsets.UTF_8));
            return;
        }
        Path file = folder.resolve("upload-" + Ids.secret(16));
        long size = toDisk(file);
        form.add(new Multipart.FilePart(field, fileName, headers.getOrDefault("content-type", ""), file, size));
    }

    private long toDisk(Path file) throws IOException {
        boolean complete = false;
        try (OutputStream out = Files.newOutputStream(file)) {
            long size = copyUntilDelimiter(out);
            complete = true;
            return size;
        } finally {
            if (!complete) {
                Files.deleteIfExists(file);
            }
        }
    }

    private long copyUntilDelimiter(OutputStream out) throws IOException {
        long copied = copyUntil(delimiter, out);
        while (!isWholeDelimiter()) {
            out.write(delimiter);
            copied += delimiter.length + copyUntil(delimiter, out);
        }
        return copied;
    }

    /// Whether what was passed over is not just the beginning of a longer line of the content.
    private boolean isWholeDelimiter() throws IOException {
        fill(2);
        return switch (window[from]) {
            case '-' -> window[from + 1] == '-';
            case '\r' -> window[from + 1] == '\n';
            default -> window[from] == ' ' || window[from] == '\t';
        };
    }

    /// Copies what comes before the mark and passes over the mark itself.
    private long copyUntil(byte[] mark, OutputStream out) throws IOException {
        long copied = 0;
        while (true) {
            int found = find(mark);
            int safe = found >= 0 ? found : Math.max(from, to - mark.length + 1);
            out.write(window, from, safe - from);
            copied += safe - from;
            from = safe;
            if (found >= 0) {
                from += mark.length;
                return copied;
            }
            fill(mark.length);
        }
    }

    private int find(byte[] mark) {
        for (int start = from; start <= to - mark.length; start++) {
            if (window[start] == mark[0] && matches(mark, start)) {
                return start;
            }
        }
        return -1;
    }

    private boolean matches(byte[] mark, int start) {
        for (int offset = 1; offset < mark.length; offset++) {
            if (window[start + offset] != mark[offset]) {
                return false;
            }
        }
        return true;
    }

    /// Reads until the window holds `count` bytes.
    private void fill(int count) throws IOException {
        if (WINDOW - from < Math.max(count, WINDOW / 2)) {
            System.arraycopy(window, from, window, 0, to - from);
            to -= from;
            from = 0;
        }
        while (to - from < count) {
            int read = source.read(window, to, WINDOW - to);
            if (read < 0) {
                throw malformed();
            }
            to += read;
        }
    }

    private static OutputStream limited(ByteArrayOutputStream target, int limit) {
        return new OutputStream() {
            @Override
            public void write(int one) {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                if (target.size() + length > limit) {
                    throw new AppException.Rejected(
                            ErrorCode.TOO_LARGE, "a text field of a form has at most " + limit + " bytes");
                }
                target.write(bytes, offset, length);
            }
        };
    }

    /// Headers are UTF-8 by the RFC, but old clients send Latin-1.
    private static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') < 0 ? text : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static AppException.Rejected malformed() {
        return AppException.invalid("the form is damaged: a part does not end with the boundary");
    }

    /// The parameters of a header such as `form-data; name="file"; filename*=UTF-8''%E6%96%87.txt`.
    private static final class HeaderParameters {
        private final String header;
        private int at;

        private HeaderParameters(String header) {
            this.header = header;
            this.at = header.indexOf(';');
        }

        /// The parameters by lower-case name; the extended form of RFC 5987 wins over the plain one.
        static Map<String, String> of(String header) {
            return new HeaderParameters(header).parse();
        }

        private Map<String, String> parse() {
            Map<String, String> plain = new HashMap<>();
            Map<String, String> extended = new HashMap<>();
            while (at >= 0 && at < header.length()) {
                at++;
                int equals = header.indexOf('=', at);
                if (equals < 0) {
                    break;
                }
                String name = header.substring(at, equals).strip().toLowerCase(Locale.ROOT);
                at = equals + 1;
                String value = value();
                if (name.endsWith("*")) {
                    extended.put(name.substring(0, name.length() - 1), decodeExtended(value));
                    continue;
                }
                plain.putIfAbsent(name, value);
            }
            plain.putAll(extended);
            return plain;
        }

        private String value() {
            while (at < header.length() && Character.isWhitespace(header.charAt(at))) {
                at++;
            }
            if (at < header.length() && header.charAt(at) == '"') {
                return quoted();
            }
            int end = header.indexOf(';', at);
            String value = header.substring(at, end < 0 ? header.length() : end).strip();
            at = end;
            return value;
        }

        /// Browsers escape a quote as `%22`, others by a backslash; a backslash before anything else is a
        /// character of a Windows path.
        private String quoted() {
            StringBuilder value = new StringBuilder();
            for (at++; at < header.length() && header.charAt(at) != '"'; at++) {
                boolean escape = header.charAt(at) == '\\'
                        && at + 1 < header.length()
                        && "\"\\".indexOf(header.charAt(at + 1)) >= 0;
                if (escape) {
                    at++;
                }
                value.append(header.charAt(at));
            }
            at = header.indexOf(';', at);
            return value.toString().replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
        }

        private static String decodeExtended(String value) {
            int charsetEnd = value.indexOf('\'');
            int languageEnd = charsetEnd < 0 ? -1 : value.indexOf('\'', charsetEnd + 1);
            if (languageEnd < 0) {
                return value;
            }
            String encoded = value.substring(languageEnd + 1);
            return UrlText.decode(encoded, charset(value.substring(0, charsetEnd)));
        }

        private static Charset charset(String name) {
            try {
                return Charset.forName(name);
            } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
                return StandardCharsets.UTF_8;
            }
        }
    }
}
