package dev.freshet.bench.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The three documents that questions are asked about, of the handbook in `examples`.
final class LabDocuments {
    private static final List<String> NAMES =
            List.of("travel-expenses-2026.docx", "incident-runbook.md", "leave-and-holidays.html");

    private LabDocuments() {}

    /// A file to upload.
    @SuppressWarnings("ArrayRecordComponent") // read once, sent once
    record LabDocument(String name, byte[] content) {}

    static List<LabDocument> all() {
        return NAMES.stream().map(LabDocuments::read).toList();
    }

    private static LabDocument read(String name) {
        try (InputStream in = LabDocuments.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the document " + name + " is missing in the jar");
            }
            return new LabDocument(name, in.readAllBytes());
        } catch (IOException error) {
            throw new UncheckedIOException("the document " + name + " cannot be read", error);
        }
    }

    /// A form with one file in the field `file`.
    static byte[] form(String boundary, String name, byte[] content) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        form.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        form.writeBytes(content);
        form.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }
}
