package dev.freshet.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.http.EventLoop;
import dev.freshet.http.Network;
import dev.freshet.json.Json;
import dev.freshet.model.RecordingSink;
import dev.freshet.model.TokenSink.FinishReason;
import dev.freshet.model.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseScannerTest {
    private static Network network;
    private static EventLoop loop;

    @BeforeAll
    static void open() {
        network = Network.open(1);
        loop = network.nextLoop();
    }

    @AfterAll
    static void close() {
        network.close();
    }

    private static final String SAMPLE = """
            : comment

            event: message
            data: {"id":"x","choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null}]}

            data: {"choices":[{"index":0,"delta":{"reasoning_content":"Thinking… \\"hard\\" \\\\ 😀"}}]}

            data:{"choices":[{"index":0,"delta":{"content":"Gr\\u00fc\
            \\u00dfe \\ud83d\\ude00 员工 \\n\\t\\/ {[,:]}"},\
            "finish_reason":null}]}

            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"a":[1,2,{"b":"}"}]}],"content":"a\\ud83d"}}]}
            data: {"choices":[{"index":0,"delta":{"content":"\\ude00b \\udc00 lone"}},\
            {"index":1,"delta":{"content":"no"}}]}

            data: {"choices":[{"delta":{},"index":0,"finish_reason":"length"}],"x":[[],{},"",-1.5e3,true,false,null]}

            data: {"choices":[],"usage":{"prompt_tokens":12,"completion_tokens":34,"details":{"prompt_tokens":9}}}

            data: [DONE]

            """;

    @Test
    void readsTheSampleHoweverItIsCut() throws Exception {
        byte[] whole = SAMPLE.getBytes(StandardCharsets.UTF_8);
        Read expected = oracle();
        for (int cut = 0; cut <= whole.length; cut++) {
            assertThat(read(Arrays.copyOf(whole, cut), Arrays.copyOfRange(whole, cut, whole.length)))
                    .as("cut at %d", cut)
                    .isEqualTo(expected);
        }
    }

    @Test
    void readsRandomPiecesWithAnyLineEnds() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Read expected = oracle();
        for (int round = 0; round < 300; round++) {
            String ends = new String[] {"\n", "\r\n", "\r"}[random.nextInt(3)];
            byte[] whole = SAMPLE.replace("\n", ends).getBytes(StandardCharsets.UTF_8);
            int[] cuts =
                    random.ints(random.nextInt(40), 0, whole.length).sorted().toArray();
            byte[][] pieces = new byte[cuts.length + 1][];
            int from = 0;
            for (int i = 0; i < cuts.length; i++) {
                pieces[i] = Arrays.copyOfRange(whole, from, cuts[i]);
                from = cuts[i];
            }
            pieces[cuts.length] = Arrays.copyOfRange(whole, from, whole.length);
            assertThat(read(pieces)).as("seed %d, round %d", seed, round).isEqualTo(expected);
        }
    }

    @Test
    void readsAnEventThatNothingEnds() throws Exception {
        assertThat(read(bytes("data: {\"choices\":[{\"delta\":{\"content\":\"last\"}}]}"))
                        .answer())
                .isEqualTo("last");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {",
                "data: {\"choices\":[{\"delta\":{\"content\":\"a}",
                "data: hello",
                "data: {}x",
                "data: [1]",
                "data: {\"a\" 1}",
                "data: {\"a\":}",
                "data: {\"choices\":[{\"delta\":{\"content\":\"\\q\"}}]}",
                "data: {\"choices\":[{\"delta\":{\"content\":\"\\u12\"}}]}",
                "data: {\"a\":]}",
                "data: {1:2}"
            })
    void refusesWhatIsNoJson(String line) {
        assertThatThrownBy(() -> read(bytes(line + "\n")))
                .isInstanceOfSatisfying(
                        AppException.Upstream.class,
                        error -> assertThat(error.code()).isEqualTo(ErrorCode.UPSTREAM_MALFORMED));
    }

    @Test
    void refusesALineWithoutAnEnd() {
        byte[] megabyte = new byte[1 << 20];
        Arrays.fill(megabyte, (byte) 'x');
        byte[][] pieces = new byte[3][];
        Arrays.fill(pieces, megabyte);
        assertThatThrownBy(() -> read(pieces)).hasMessageContaining("2 MiB");
    }

    @Test
    void replacesBytesThatAreNoText() throws Exception {
        byte[] line = bytes("data: {\"choices\":[{\"delta\":{\"content\":\"aXb\"}}]}\n");
        line[new String(line, StandardCharsets.US_ASCII).indexOf('X')] = (byte) 0xC3;
        assertThat(read(line).answer()).isEqualTo("a\uFFFDb");
    }

    @Test
    void sendsInlineThinkingToItsChannelHoweverItIsCut() throws Exception {
        String answer = " <think>why < not</thin>k</think>\n\nBecause <think>this</think> stays.";
        for (int cut = 0; cut <= answer.length(); cut++) {
            Read read = read(bytes(FakeOpenAi.deltas(answer.substring(0, cut), answer.substring(cut))));
            assertThat(read.thinking()).as("cut at %d", cut).isEqualTo("why < not</thin>k");
            assertThat(read.answer()).as("cut at %d", cut).isEqualTo("Because <think>this</think> stays.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<thin", "<thinking> is a word", "< think>", "  ", "plain"})
    void keepsAnAnswerThatOnlyLooksLikeThinking(String answer) throws Exception {
        assertThat(read(bytes(FakeOpenAi.deltas(answer.split("(?<=n)")))).answer())
                .isEqualTo(answer);
    }

    @Test
    void keepsThinkingThatNeverEnds() throws Exception {
        Read read = read(bytes(FakeOpenAi.deltas("<think>and so on</th")));
        assertThat(read.thinking()).isEqualTo("and so on</th");
        assertThat(read.answer()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"error\":{\"code\":1,\"message\":\"no luck\"}}", "{\"error\":\"no luck\"}"})
    void findsAnError(String event) throws Exception {
        assertThat(read(bytes("data: " + event + "\n\n")).error()).isEqualTo("no luck");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// All that a stream says.
    private record Read(String answer, String thinking, FinishReason finish, Usage usage, String error, boolean done) {}

    private static Read read(byte[]... pieces) throws Exception {
        CompletableFuture<Read> read = new CompletableFuture<>();
        loop.run(() -> {
            try {
                RecordingSink sink = new RecordingSink(loop);
                DeltaScanner deltas = new DeltaScanner(sink);
                SseScanner scanner = new SseScanner(deltas);
                for (byte[] piece : pieces) {
                    scanner.feed(piece);
                }
                scanner.end();
                deltas.end();
                read.complete(new Read(
                        sink.answer(),
                        sink.thinking(),
                        deltas.finish(),
                        deltas.usage(),
                        deltas.error(),
                        deltas.done()));
            } catch (RuntimeException error) {
                read.completeExceptionally(error);
            }
        });
        try {
            return read.get();
        } catch (java.util.concurrent.ExecutionException error) {
            throw (RuntimeException) error.getCause();
        }
    }

    /// The sample as a library reads it, line by line.
    private static Read oracle() throws IOException {
        StringBuilder answer = new StringBuilder();
        StringBuilder thinking = new StringBuilder();
        Usage usage = Usage.NONE;
        for (String line : SAMPLE.lines().toList()) {
            if (!line.startsWith("data:") || line.contains("[DONE]")) {
                continue;
            }
            JsonNode event = Json.parse(bytes(line.substring(5)));
            answer.append(event.at("/choices/0/delta/content").asText());
            thinking.append(event.at("/choices/0/delta/reasoning_content").asText());
            if (event.has("usage")) {
                usage = new Usage(
                        event.at("/usage/prompt_tokens").asInt(),
                        event.at("/usage/completion_tokens").asInt());
            }
        }
        byte[] utf8 = answer.toString().replace("\udc00 lone", "\uFFFD lone").getBytes(StandardCharsets.UTF_8);
        return new Read(
                new String(utf8, StandardCharsets.UTF_8), thinking.toString(), FinishReason.LENGTH, usage, null, true);
    }
}
