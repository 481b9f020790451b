package dev.freshet.ingest.parse;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Kinds of files, told apart by the suffix of the name. All of them may be uploaded; not all can be read.
public enum FileFormat {
    PLAIN_TEXT("a text file", Home.IN_PROCESS, "txt ini log text"),
    MARKDOWN("a Markdown file", Home.IN_PROCESS, "md mdx markdown"),
    DELIMITED("a table of separated values", Home.IN_PROCESS, "csv tsv"),
    JSON("a JSON document", Home.IN_PROCESS, "json"),
    JSON_LINES("a file of JSON lines", Home.IN_PROCESS, "jsonl ldjson"),
    YAML("a YAML file", Home.IN_PROCESS, "yml yaml"),
    XML("an XML file", Home.IN_PROCESS, "xml"),
    CODE("a source file", Home.IN_PROCESS, "py js java c cpp h php go ts sh cs kt sql"),
    HTML("an HTML page", Home.WORKER, "html htm xhtml"),
    PDF("a PDF", Home.WORKER, "pdf"),
    DOCX("a Word document", Home.WORKER, "docx"),
    DOC("a Word 97-2003 document", Home.WORKER, "doc"),
    PPTX("a PowerPoint presentation", Home.WORKER, "pptx"),
    PPT("a PowerPoint 97-2003 presentation", Home.WORKER, "ppt"),
    XLSX("an Excel workbook", Home.WORKER, "xlsx"),
    XLS("an Excel 97-2003 workbook", Home.WORKER, "xls"),
    EMAIL("an e-mail message", Home.WORKER, "eml"),
    OUTLOOK("an Outlook message", Home.WORKER, "msg"),
    PICTURE("a picture", Home.WORKER, "jpg jpeg png tif tiff gif bmp webp avif ico heic apng"),
    AUDIO("a sound recording", Home.NOWHERE, "wav flac ape alac wavpack wv mp3 aac ogg vorbis opus"),
    VIDEO("a video", Home.NOWHERE, "mp4 mkv avi mov"),
    OTHER_OFFICE("a document of another office program", Home.NOWHERE, "wps rtf hlp pages numbers key");

    private static final Map<String, FileFormat> BY_SUFFIX = Stream.of(values())
            .flatMap(format -> format.suffixes().stream().map(suffix -> Map.entry(suffix, format)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final String description;
    private final Home home;
    private final String suffixes;

    FileFormat(String description, Home home, String suffixes) {
        this.description = description;
        this.home = home;
        this.suffixes = suffixes;
    }

    /// The kind that the name promises; empty when files of this name are not accepted at all.
    public static Optional<FileFormat> of(String fileName) {
        return Optional.ofNullable(BY_SUFFIX.get(suffix(fileName)));
    }

    /// What follows the last dot of the name, in lower case; empty where there is none.
    public static String suffix(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /// A noun phrase with its article, such as "a PDF".
    public String description() {
        return description;
    }

    public Home home() {
        return home;
    }

    public Set<String> suffixes() {
        return Set.of(suffixes.split(" "));
    }

    /// Where files of a kind are read.
    public enum Home {
        /// In the server itself.
        IN_PROCESS,
        /// In a child process.
        WORKER,
        /// They are stored but cannot be read.
        NOWHERE
    }
}
