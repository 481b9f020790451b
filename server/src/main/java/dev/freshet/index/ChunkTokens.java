package dev.freshet.index;

/// The analysed fields of a chunk: terms separated by single blanks, in the order of the text, made by
/// [dev.freshet.text.Analyzer] once at ingestion.
///
/// @param title terms of the document's name
/// @param titleFine the same, cut finer
/// @param content terms of the text
/// @param contentFine the same, cut finer
/// @param keywords terms of the important keywords
/// @param keywordTexts the terms of each important keyword, keyword by keyword, separated by line feeds
/// @param questions terms of the questions that the chunk answers
public record ChunkTokens(
        String title,
        String titleFine,
        String content,
        String contentFine,
        String keywords,
        String keywordTexts,
        String questions) {}
