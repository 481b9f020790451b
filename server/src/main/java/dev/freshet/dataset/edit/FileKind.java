package dev.freshet.dataset.edit;

import dev.freshet.dataset.DocumentType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Kinds of files that may be uploaded, told by the ending of their names (contract §4).
public enum FileKind {
    PDF(DocumentType.PDF, "", "pdf"),
    TEXT(
            DocumentType.DOC,
            "",
            "msg doc docx yml yaml xml htm html json jsonl ldjson csv txt ini xls xlsx wps rtf hlp pages numbers key"
                    + " md mdx py js java c cpp h php go ts sh cs kt sql"),
    MAIL(DocumentType.DOC, "email", "eml"),
    SLIDES(DocumentType.DOC, "presentation", "ppt pptx"),
    SOUND(DocumentType.AURAL, "audio", "wav flac ape alac wavpack wv mp3 aac ogg vorbis opus"),
    PICTURE(
            DocumentType.VISUAL,
            "picture",
            "jpg jpeg png tif tiff gif bmp pcx tga exif fpx svg psd cdr pcd dxf ufo eps ai raw wmf webp avif apng icon"
                    + " ico mpg mpeg avi rm rmvb mov wmv asf dat asx wvx mpe mpa mp4 mkv");

    private final DocumentType type;
    private final String method;
    private final String suffixes;

    FileKind(DocumentType type, String method, String suffixes) {
        this.type = type;
        this.method = method;
        this.suffixes = " " + suffixes + " ";
    }

    /// The kind of a file of that name; empty when such files are not taken.
    public static Optional<FileKind> of(String fileName) {
        String suffix = suffix(fileName);
        if (suffix.isBlank() || suffix.contains(" ")) {
            return Optional.empty();
        }
        return Arrays.stream(values())
                .filter(kind -> kind.suffixes.contains(" " + suffix + " "))
                .findFirst();
    }

    /// The ending of a file's name in lower case, without its dot; empty when it has none.
    public static String suffix(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /// The family of the file.
    public DocumentType type() {
        return type;
    }

    /// The method by which such files are always cut, or else the dataset's.
    public String method(String ofDataset) {
        return method.isEmpty() ? ofDataset : method;
    }
}
