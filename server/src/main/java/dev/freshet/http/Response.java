package dev.freshet.http;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// What a handler answers.
///
/// @param status the HTTP status
/// @param headers headers besides those that the server sets itself
/// @param content what follows the head
public record Response(int status, Map<String, String> headers, Content content) {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    public Response {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("an answer's status is 200 to 599");
        }
        headers = checked(headers);
    }

    /// A copy of headers that can be sent; a line break in one would let its author write headers of his own.
    static Map<String, String> checked(Map<String, String> headers) {
        headers.forEach((name, value) -> {
            if (!isSendable(name, value)) {
                throw new IllegalArgumentException("the header " + name + " cannot be sent");
            }
        });
        return Map.copyOf(headers);
    }

    /// Whether a header holds only what a header may hold.
    static boolean isSendable(String name, String value) {
        return TOKEN.matcher(name).matches() && value.chars().noneMatch(Response::isControl);
    }

    private static boolean isControl(int character) {
        return character == 127 || (character < ' ' && character != '\t');
    }

    /// What follows the head of an answer.
    public sealed interface Content {}

    /// Bytes that are there already; they must not be changed afterwards.
    public static final class Bytes implements Content {
        private final byte[] bytes;

        public Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        /// The bytes themselves, not a copy.
        public byte[] bytes() {
            return bytes;
        }
    }

    /// A file that is sent without passing through the heap.
    public record FileContent(Path file) implements Content {}

    /// A stream that the handler has taken over.
    public record Events(EventStream stream) implements Content {}

    public static Response of(int status, String contentType, byte[] bytes) {
        return new Response(status, Map.of("Content-Type", contentType), new Bytes(bytes));
    }

    /// A line of plain text.
    public static Response text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /// A status and nothing else.
    public static Response empty(int status) {
        return new Response(status, Map.of(), new Bytes(new byte[0]));
    }

    /// A file as it stands on disk when the answer begins.
    public static Response file(Path file, String contentType) {
        return new Response(200, Map.of("Content-Type", contentType), new FileContent(file));
    }

    /// Nothing to send: the handler has handed the stream to whoever writes and ends it.
    public static Response streaming(EventStream stream) {
        return new Response(200, Map.of(), new Events(stream));
    }

    /// The same with one more header.
    public Response withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Response(status, more, content);
    }
}
