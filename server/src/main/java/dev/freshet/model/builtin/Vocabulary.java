package dev.freshet.model.builtin;

import dev.freshet.core.AppException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The word pieces that the embedding network knows, each with its number.
final class Vocabulary {
    /// The size of BERT's uncased English vocabulary.
    static final int SIZE = 30_522;

    /// One line `"piece": number,` of the pretty-printed tokenizer file.
    private static final Pattern ENTRY = Pattern.compile("\\s*\"((?:[^\"\\\\]|\\\\.)+)\": (\\d+),?");

    private final Map<String, Integer> ids;

    private Vocabulary(Map<String, Integer> ids) {
        this.ids = ids;
    }

    /// Reads the `vocab` object of a tokenizer file in the form of the Hugging Face tokenizers library.
    ///
    /// @throws AppException.Broken when the file does not hold the whole vocabulary
    static Vocabulary read(InputStream tokenizerFile) throws IOException {
        Map<String, Integer> ids = HashMap.newHashMap(SIZE);
        BufferedReader lines = new BufferedReader(new InputStreamReader(tokenizerFile, StandardCharsets.UTF_8));
        boolean inside = false;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher entry = ENTRY.matcher(line);
            if (inside && entry.matches()) {
                ids.put(unescape(entry.group(1)), Integer.valueOf(entry.group(2)));
            }
            inside = inside || line.strip().equals("\"vocab\": {");
        }
        if (ids.size() != SIZE) {
            throw new AppException.Broken("the tokenizer's vocabulary has " + ids.size() + " pieces", null);
        }
        return new Vocabulary(ids);
    }

    /// The number of a piece; null when the network does not know it.
    @Nullable
    Integer id(String piece) {
        return ids.get(piece);
    }

    /// Only quotes and backslashes are escaped in the file.
    private static String unescape(String text) {
        return text.indexOf('\\') < 0 ? text : text.replaceAll("\\\\(.)", "$1");
    }
}
