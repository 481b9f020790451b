package dev.freshet.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameBufferTest {
    private static final int[] AWKWARD = {
        '"', '\\', '/', '\n', '\r', '\t', '\b', '\f', 0, 1, 0x1f, 0x7f, 0x80, 0x85, 0xa0, 0x7ff, 0x800, 0x2027, 0x2028,
        0x2029, 0x202a, 0xfeff, 0xffff, 0x1f600
    };

    @Test
    void escapesSoThatAnyTextIsReadBackAsItWas() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            String text = text(random);
            byte[] frame = frame(text);
            assertThat(Json.parse(frame).textValue())
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(text);
            assertThat(new String(frame, StandardCharsets.UTF_8))
                    .as("seed %d round %d", seed, round)
                    .doesNotContain("\n", "\r", "\u0085", "\u2028", "\u2029");
        }
    }

    @Test
    void escapesLineEndsBeyondAscii() {
        assertThat(new String(frame("a\u2028b\u2029c\u0085d"), StandardCharsets.UTF_8))
                .isEqualTo("\"a\\u2028b\\u2029c\\u0085d\"");
    }

    private static byte[] frame(String text) {
        FrameBuffer out = new FrameBuffer().quoted(text);
        return Arrays.copyOf(out.bytes(), out.length());
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(
                    random.nextBoolean() ? AWKWARD[random.nextInt(AWKWARD.length)] : 'a' + random.nextInt(26));
        }
        return text.toString();
    }
}
