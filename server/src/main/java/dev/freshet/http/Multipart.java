package dev.freshet.http;

import dev.freshet.core.AppException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A form with its files on disk. Whoever wants to keep a file moves it away before the form is closed.
public final class Multipart implements AutoCloseable {
    private final Map<String, List<String>> fields = new LinkedHashMap<>();
    private final List<FilePart> files = new ArrayList<>();

    private Multipart() {}

    /// A file of a form.
    ///
    /// @param fieldName the form's field
    /// @param fileName the name that the client gave, never to be used as a path
    /// @param contentType as the client said; empty when it did not
    /// @param file where the content waits
    /// @param size bytes
    public record FilePart(String fieldName, String fileName, String contentType, Path file, long size) {}

    static Multipart empty() {
        return new Multipart();
    }

    static Multipart read(Request request, Path folder) {
        String type = request.contentType().toLowerCase(Locale.ROOT);
        if (type.startsWith("application/x-www-form-urlencoded")) {
            Multipart form = new Multipart();
            form.fields.putAll(UrlText.fields(new String(request.body(), StandardCharsets.UTF_8)));
            return form;
        }
        if (!type.startsWith("multipart/")) {
            throw AppException.invalid("the request's body must be a form (multipart/form-data)");
        }
        Multipart form = new Multipart();
        boolean complete = false;
        try {
            Files.createDirectories(folder);
            new MultipartParser(request.upload(), request.contentType(), folder).into(form);
            complete = true;
            return form;
        } catch (IOException error) {
            throw new AppException.Broken("an upload could not be written to disk", error);
        } finally {
            if (!complete) {
                form.close();
            }
        }
    }

    void add(FilePart part) {
        files.add(part);
    }

    void add(String fieldName, String text) {
        fields.computeIfAbsent(fieldName, ignored -> new ArrayList<>()).add(text);
    }

    /// All files, in the order of the form.
    public List<FilePart> files() {
        return List.copyOf(files);
    }

    /// The files of one field.
    public List<FilePart> files(String fieldName) {
        return files.stream().filter(part -> part.fieldName().equals(fieldName)).toList();
    }

    /// The first text of a field.
    public Optional<String> field(String name) {
        return fields(name).stream().findFirst();
    }

    /// All texts of a field.
    public List<String> fields(String name) {
        return List.copyOf(fields.getOrDefault(name, List.of()));
    }

    /// The names of the fields that hold text, in order.
    public Set<String> fieldNames() {
        return fields.keySet();
    }

    /// Deletes the files that nobody has moved away.
    @Override
    public void close() {
        try {
            for (FilePart part : files) {
                Files.deleteIfExists(part.file());
            }
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }
}
