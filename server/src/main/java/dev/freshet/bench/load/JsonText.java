package dev.freshet.bench.load;

/// Takes one text out of JSON without reading the rest.
final class JsonText {
    private JsonText() {}

    /// The text after the first `"key":`; empty where there is none, or null.
    static String after(String json, String key) {
        int at = json.indexOf(key);
        if (at < 0) {
            return "";
        }
        int begin = at + key.length();
        while (begin < json.length() && json.charAt(begin) == ' ') {
            begin++;
        }
        if (begin >= json.length() || json.charAt(begin) != '"') {
            return "";
        }
        return unescaped(json, begin + 1);
    }

    private static String unescaped(String json, int begin) {
        StringBuilder text = new StringBuilder();
        for (int i = begin; i < json.length(); i++) {
            char letter = json.charAt(i);
            if (letter == '"') {
                return text.toString();
            }
            if (letter != '\\' || i + 1 == json.length()) {
                text.append(letter);
                continue;
            }
            char escape = json.charAt(++i);
            if (escape == 'u' && i + 4 < json.length()) {
                text.append((char) Integer.parseInt(json, i + 1, i + 5, 16));
                i += 4;
            } else {
                text.append(plain(escape));
            }
        }
        return text.toString();
    }

    private static char plain(char escape) {
        return switch (escape) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> escape;
        };
    }
}
