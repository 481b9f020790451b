package dev.freshet.config;

import dev.freshet.answer.AnswerSettings;
import dev.freshet.chat.ChatSettings;
import dev.freshet.config.WireSettings.Frames;
import java.time.Duration;
import java.util.List;

/// Chatting: limits of answers and what they look like on the wire.
final class ChatGroup {
    static final Setting<Frames> FRAMES = new Setting<>(
            "chat.frames",
            ValueKind.oneOf(Frames.class),
            "cumulative",
            "What an event of a streamed answer holds: the answer so far or what is new; "
                    + "the header `X-Freshet-Frames` overrides it.");

    private static final Setting<Long> ANSWER_LIMIT = new Setting<>(
            "chat.answerLimit",
            ValueKind.bytes(1024, 1L << 30),
            "1 MiB",
            "The longest answer, thinking included; then it ends with `length` and the model is stopped.");
    private static final Setting<Integer> FRAME_TOKENS = new Setting<>(
            "chat.frameTokens",
            ValueKind.integer(1, 10_000),
            "16",
            "A cumulative event goes out when this many tokens have gathered; the first goes out at once.");
    private static final Setting<Duration> FRAME_TIME = new Setting<>(
            "chat.frameTime",
            ValueKind.duration(Duration.ZERO, Duration.ofSeconds(10)),
            "100ms",
            "Or when the first of them has waited this long.");

    private static final Setting<Duration> HEARTBEAT = new Setting<>(
            "chat.heartbeat",
            ValueKind.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            "15s",
            "A stream asked for with `X-Freshet-Events: 1` carries a comment when nothing was sent for so long.");
    private static final Setting<Duration> PLAIN_HEARTBEAT = new Setting<>(
            "chat.plainHeartbeat",
            ValueKind.duration(Duration.ZERO, Duration.ofHours(1)),
            "0s",
            "The same for other streams, whose clients may not expect it; 0 for never.");
    private static final Setting<Duration> READER_PATIENCE = new Setting<>(
            "chat.readerPatience",
            ValueKind.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            "60s",
            "A client that takes nothing of its stream for so long is cut off; it can resume.");
    private static final Setting<Duration> LOG_KEPT = new Setting<>(
            "chat.logKept",
            ValueKind.duration(Duration.ZERO, Duration.ofHours(1)),
            "60s",
            "How long a finished answer stays in memory after its last client; then the database replays it.");
    private static final Setting<Long> LOG_MEMORY = new Setting<>(
            "chat.logMemory",
            ValueKind.bytes(1 << 20, 1L << 40),
            "128 MiB",
            "Memory for the texts of all answers together. Finished ones give way first; then running ones end with "
                    + "`length`.");
    private static final Setting<Duration> CHECKPOINT = new Setting<>(
            "chat.checkpoint",
            ValueKind.duration(Duration.ZERO, Duration.ofHours(1)),
            "10s",
            "How often the text of a running answer is stored, so that a crash leaves what was said; 0 for never.");

    private static final Setting<String> DEFAULT_PROMPT = new Setting<>(
            "chat.defaultPrompt",
            ValueKind.text(),
            ChatSettings.DEFAULT_PROMPT,
            "The system text of assistants that bring none; `{knowledge}` stands for the passages.");
    private static final Setting<Duration> DEADLINE = new Setting<>(
            "chat.deadline",
            ValueKind.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            "600s",
            "How long a question may take from its arrival to its last token.");
    private static final Setting<Duration> CITATION_DEADLINE = new Setting<>(
            "chat.citationDeadline",
            ValueKind.duration(Duration.ZERO, Duration.ofSeconds(60)),
            "2s",
            "How long sentences may be embedded for citations; then their terms alone decide.");

    static final SettingGroup GROUP = new SettingGroup(
            "Chat",
            List.of(
                    ANSWER_LIMIT,
                    FRAMES,
                    FRAME_TOKENS,
                    FRAME_TIME,
                    HEARTBEAT,
                    PLAIN_HEARTBEAT,
                    READER_PATIENCE,
                    LOG_KEPT,
                    LOG_MEMORY,
                    CHECKPOINT,
                    DEFAULT_PROMPT,
                    DEADLINE,
                    CITATION_DEADLINE));

    private ChatGroup() {}

    static AnswerSettings answers(SettingValues values) {
        return new AnswerSettings(
                values.of(ANSWER_LIMIT).intValue(), values.of(FRAME_TOKENS), values.of(FRAME_TIME), following(values));
    }

    private static AnswerSettings.Following following(SettingValues values) {
        return new AnswerSettings.Following(
                values.of(HEARTBEAT),
                values.of(PLAIN_HEARTBEAT),
                values.of(READER_PATIENCE),
                values.of(LOG_KEPT),
                values.of(LOG_MEMORY),
                values.of(CHECKPOINT));
    }

    static ChatSettings chat(SettingValues values) {
        return new ChatSettings(values.of(DEFAULT_PROMPT), values.of(DEADLINE), values.of(CITATION_DEADLINE));
    }
}
