package dev.freshet.ingest.parse.text;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import dev.freshet.core.AppException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Decodes a text of unknown encoding.
public final class TextReader {
    private static final int DETECTION_BYTES = 64 * 1024;
    private static final int LEAST_CONFIDENCE = 10;

    private TextReader() {}

    /// The text of the file with line ends as `\n` and without a byte order mark.
    public static String read(Path file) throws IOException {
        return decode(Files.readAllBytes(file));
    }

    /// Takes the byte order mark's word first, then UTF-8 if every byte fits, then the most likely encoding.
    ///
    /// @throws AppException.Rejected when no encoding fits
    public static String decode(byte[] bytes) {
        return normalizeLineEnds(decodeAny(bytes));
    }

    private static String decodeAny(byte[] bytes) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return lenient(bytes, 3, StandardCharsets.UTF_8);
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return lenient(bytes, 2, StandardCharsets.UTF_16LE);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return lenient(bytes, 2, StandardCharsets.UTF_16BE);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return lenient(bytes, 0, detect(bytes));
        }
    }

    private static String lenient(byte[] bytes, int from, Charset charset) {
        return new String(bytes, from, bytes.length - from, charset);
    }

    private static Charset detect(byte[] bytes) {
        CharsetDetector detector = new CharsetDetector();
        detector.setText(Arrays.copyOf(bytes, Math.min(bytes.length, DETECTION_BYTES)));
        for (CharsetMatch match : detector.detectAll()) {
            if (match.getConfidence() >= LEAST_CONFIDENCE && Charset.isSupported(match.getName())) {
                return Charset.forName(match.getName());
            }
        }
        throw AppException.invalid("The file is no text in a known encoding; save it as UTF-8.");
    }

    private static boolean startsWith(byte[] bytes, int... expected) {
        if (bytes.length < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((bytes[i] & 0xFF) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private static String normalizeLineEnds(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }
}
