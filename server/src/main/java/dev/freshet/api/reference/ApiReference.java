package dev.freshet.api.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// All routes of the server as their callers see them, resource by resource.
///
/// @param sections in the order of the reference
public record ApiReference(List<Section> sections) {
    private static final String PAGE = "routes.txt";

    public ApiReference {
        sections = List.copyOf(sections);
    }

    /// The routes of one resource.
    ///
    /// @param introduction sentences; may be empty
    public record Section(String title, String introduction, List<Operation> operations) {
        public Section {
            operations = List.copyOf(operations);
        }
    }

    /// Reads the page that lies beside this class.
    ///
    /// @throws IllegalStateException when a line of it is wrong
    public static ApiReference load() {
        try (InputStream page = Objects.requireNonNull(ApiReference.class.getResourceAsStream(PAGE), PAGE)) {
            return new ReferenceReader().read(new String(page.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException error) {
            throw new UncheckedIOException("the page of routes cannot be read", error);
        }
    }

    /// All routes, section by section.
    public List<Operation> operations() {
        return sections.stream()
                .flatMap(section -> section.operations().stream())
                .toList();
    }
}
