package dev.freshet.dataset;

import dev.freshet.core.DocumentId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which documents of a dataset to list, and in which order.
///
/// @param ids only these; null for all
/// @param name only the one of this name
/// @param keywords only those whose name contains this text, whatever the case of its letters; empty for all
/// @param suffixes only files with these endings; empty for all
/// @param types only files of these families; empty for all
/// @param runs only these states; empty for all
/// @param order what to sort by
/// @param descending newest first
public record DocumentQuery(
        @Nullable Set<DocumentId> ids,
        @Nullable String name,
        String keywords,
        Set<String> suffixes,
        Set<DocumentType> types,
        Set<RunState> runs,
        ListOrder order,
        boolean descending) {
    public DocumentQuery {
        ids = ids == null ? null : Set.copyOf(ids);
        suffixes = Set.copyOf(suffixes);
        types = Set.copyOf(types);
        runs = Set.copyOf(runs);
    }

    /// Only those of this name, whatever the case of its letters.
    public static DocumentQuery named(String name) {
        return new DocumentQuery(null, name, "", Set.of(), Set.of(), Set.of(), ListOrder.CREATED, true);
    }

    /// All, newest first.
    public static DocumentQuery all() {
        return new DocumentQuery(null, null, "", Set.of(), Set.of(), Set.of(), ListOrder.CREATED, true);
    }
}
