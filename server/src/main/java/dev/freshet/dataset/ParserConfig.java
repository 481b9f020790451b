package dev.freshet.dataset;

import dev.freshet.json.JsonObject;

/// How documents are parsed and cut, as the user set it: kept and returned as it was sent, read by key where
/// a step needs it. Absent settings give the defaults of the method `naive`.
///
/// @param settings the stored object
public record ParserConfig(JsonObject settings) {
    public static final ParserConfig EMPTY = new ParserConfig(JsonObject.EMPTY);

    /// Reads the stored form.
    public static ParserConfig parse(String json) {
        return new ParserConfig(JsonObject.parse(json));
    }

    /// The stored form.
    public String json() {
        return settings.toString();
    }

    /// This with the given settings put over its own, objects within objects too.
    public ParserConfig mergedWith(JsonObject over) {
        return new ParserConfig(settings.mergedWith(over));
    }

    /// Size of a chunk in cl100k tokens.
    public int chunkTokens() {
        return settings.integer("chunk_token_num", 512);
    }

    /// Characters at which text may be cut; a part in back quotes is one delimiter.
    public String delimiter() {
        return settings.text("delimiter", "\n");
    }

    /// How much of a chunk is repeated at the start of the next, in percent.
    public int overlapPercent() {
        return settings.integer("overlapped_percent", 0);
    }

    /// Whether spreadsheets become HTML tables.
    public boolean html4excel() {
        return settings.flag("html4excel", false);
    }

    /// How PDF pages are read.
    public String layoutRecognize() {
        return settings.text("layout_recognize", "DeepDOC");
    }

    /// Where child chunks begin; empty for none.
    public String childrenDelimiter() {
        return settings.text("children_delimiter", "");
    }

    /// How many keywords a model writes for each chunk.
    public int autoKeywords() {
        return settings.integer("auto_keywords", 0);
    }

    /// How many questions a model writes for each chunk.
    public int autoQuestions() {
        return settings.integer("auto_questions", 0);
    }

    /// The share of the document's name in a chunk's vector, 0 to 1.
    public double nameWeight() {
        return settings.number("filename_embd_weight", 0.1);
    }
}
