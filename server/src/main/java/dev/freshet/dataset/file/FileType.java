package dev.freshet.dataset.file;

import dev.freshet.dataset.edit.FileKind;

/// What a file is, by its name.
public enum FileType {
    FOLDER,
    /// A file without bytes.
    VIRTUAL,
    PDF,
    DOC,
    VISUAL,
    AURAL,
    /// Kept, but no document can be made of it.
    OTHER;

    /// The type of an uploaded file of that name.
    public static FileType of(String fileName) {
        return FileKind.of(fileName)
                .map(kind -> switch (kind.type()) {
                    case PDF -> PDF;
                    case DOC -> DOC;
                    case VISUAL -> VISUAL;
                    case AURAL -> AURAL;
                    case VIRTUAL -> VIRTUAL;
                })
                .orElse(OTHER);
    }
}
