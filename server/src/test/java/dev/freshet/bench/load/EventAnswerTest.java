package dev.freshet.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.bench.load.AnswerReader.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventAnswerTest {
    private static final String CUMULATIVE = """
            data:{"code":0,"data":{"answer":"","reference":{}}}

            : heartbeat

            data:{"code":0,"data":{"answer":"river0","reference":{}}}

            data:{"code":0,"data":{"answer":"river0 station1","reference":{}}}

            data:{"code":0,"data":{"answer":"river0 [ID:0] station1 gau\\u0067e2.","reference":{"chunks":[]}}}

            data:{"code":0,"data":true}

            """;
    private static final String OPENAI = """
            data: {"choices":[{"delta":{"role":"assistant","content":""}}]}

            data: {"choices":[{"delta":{"content":"river0"}}]}

            data: {"choices":[{"delta":{"content":" station1"}}]}

            data: {"choices":[{"delta":{"content":null},"finish_reason":"stop"}]}

            data: [DONE]

            """;

    @Test
    void countsContentAloneAsThePiecesOfACumulativeAnswer() {
        EventAnswer answer = new EventAnswer(3);

        assertThat(answer.read(bytes(CUMULATIVE))).isEqualTo(3);
        assertThat(answer.end()).isEqualTo(Verdict.GOOD);
    }

    @Test
    void countsTheDeltasOfOpenAi() {
        EventAnswer answer = new EventAnswer(2);

        assertThat(answer.read(bytes(OPENAI))).isEqualTo(2);
        assertThat(answer.end()).isEqualTo(Verdict.GOOD);
    }

    @Test
    void readsTheSameHoweverTheBytesAreCut() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] all = bytes(CUMULATIVE);
        EventAnswer answer = new EventAnswer(3);
        int pieces = 0;
        for (int at = 0; at < all.length; ) {
            int end = Math.min(all.length, at + 1 + random.nextInt(9));
            pieces += answer.read(Arrays.copyOfRange(all, at, end));
            at = end;
        }

        assertThat(pieces).as("seed %d", seed).isEqualTo(3);
        assertThat(answer.end()).as("seed %d", seed).isEqualTo(Verdict.GOOD);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CUT      | data:{"code":0,"data":{"answer":"river0"}}
                    EMPTY    | data:{"code":0,"data":true}
                    REFUSED  | data:{"code":500,"message":"no","data":{"answer":"**ERROR**: no","reference":[]}}
                    REFUSED  | {"code":102,"message":"You don't own the chat x"}
                    DISORDER | data:{"code":0,"data":{"answer":"river0 gauge2"}}@data:{"code":0,"data":true}
                    DISORDER | data:{"code":0,"data":{"answer":"river0"}}@data:{"code":0,"data":true}
                    """)
    void saysWhyAnAnswerDoesNotCount(Failure failure, String events) {
        EventAnswer answer = new EventAnswer(2);
        answer.read(bytes(events.replace("@", "\n\n") + "\n\n"));

        assertThat(answer.end().failure()).isEqualTo(failure);
    }

    @Test
    void takesARefusalWithoutALineFeed() {
        EventAnswer answer = new EventAnswer(0);
        answer.read(bytes("{\"code\":102,\"message\":\"no\"}"));

        assertThat(answer.end().failure()).isEqualTo(Failure.REFUSED);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
