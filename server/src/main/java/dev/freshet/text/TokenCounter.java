package dev.freshet.text;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;

/// Counts and cuts text in tokens of the cl100k vocabulary, the measure of all token limits here.
/// Thread-safe; opening it loads the vocabulary (about 100 ms), so open it once.
public final class TokenCounter {
    private final Encoding encoding = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);

    /// Tokens of the text; special tokens count as ordinary text.
    public int count(String text) {
        return encoding.countTokensOrdinary(text);
    }

    /// The longest start of the text that has at most `tokens` tokens, never ending inside a character.
    public String cut(String text, int tokens) {
        if (tokens <= 0) {
            return "";
        }
        if (text.length() <= tokens || count(text) <= tokens) {
            return text;
        }
        IntArrayList kept = encoding.encodeOrdinary(text, tokens).getTokens();
        String start = encoding.decode(kept);
        return start.endsWith("\uFFFD") ? start.substring(0, start.indexOf('\uFFFD')) : start;
    }
}
