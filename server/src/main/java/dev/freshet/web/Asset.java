package dev.freshet.web;

import dev.freshet.http.Request;
import dev.freshet.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/// A file of the app, ready to be sent: compressed once, and named by its content, so that a browser that has it
/// is told so in a few bytes.
final class Asset {
    private static final int TAG_DIGITS = 20;

    private final String type;
    private final byte[] plain;
    private final byte[] compressed;
    private final String tag;

    /// @param type the content type
    /// @param plain the whole file; must not be changed afterwards
    Asset(String type, byte[] plain) {
        this.type = type;
        this.plain = plain;
        compressed = gzip(plain);
        tag = '"' + digest(plain).substring(0, TAG_DIGITS) + '"';
    }

    /// The file, or that the browser has it already.
    Response answer(Request request) {
        if (request.header("If-None-Match").orElse("").contains(tag)) {
            return withHeaders(Response.empty(304));
        }
        if (accepts(request) && compressed.length < plain.length) {
            return withHeaders(Response.of(200, type, compressed)).withHeader("Content-Encoding", "gzip");
        }
        return withHeaders(Response.of(200, type, plain));
    }

    /// Browsers keep the file but ask each time, so a new release is seen at once.
    private Response withHeaders(Response response) {
        return response.withHeader("ETag", tag)
                .withHeader("Cache-Control", "no-cache")
                .withHeader("Vary", "Accept-Encoding")
                .withHeader("X-Content-Type-Options", "nosniff");
    }

    private static boolean accepts(Request request) {
        return request.header("Accept-Encoding").orElse("").contains("gzip");
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
        return out.toByteArray();
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException error) {
            throw new IllegalStateException("every JDK has SHA-256", error);
        }
    }
}
