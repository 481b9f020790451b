package dev.freshet.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.core.Parallel;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import dev.freshet.db.TestDatabases;
import dev.freshet.model.Prompt.Role;
import dev.freshet.model.TokenSink;
import dev.freshet.model.TokenSink.Channel;
import dev.freshet.model.TokenSink.FinishReason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Turns side by side. The pool of the PostgreSQL database has four connections.
class ManyTurnsTest {
    private static final int STREAMS = 1_000;
    private static final int USERS = 50;

    @TempDir
    Path folder;

    @Test
    void noConnectionOfPostgresIsHeldWhileAThousandStreamsAreOpen() {
        try (Db db = TestDatabases.postgres(folder)) {
            holdsNoConnection(db);
        }
    }

    @Test
    void noConnectionOfSqliteIsHeldWhileAThousandStreamsAreOpen() {
        try (Db db = TestDatabases.sqlite(folder)) {
            holdsNoConnection(db);
        }
    }

    @Test
    void everybodyMaySendIntoOneSessionAtOnceOnPostgres() {
        try (Db db = TestDatabases.postgres(folder)) {
            storesEveryTurnOnce(db);
        }
    }

    @Test
    void everybodyMaySendIntoOneSessionAtOnceOnSqlite() {
        try (Db db = TestDatabases.sqlite(folder)) {
            storesEveryTurnOnce(db);
        }
    }

    private static void holdsNoConnection(Db db) {
        try (PlainChats chats = new PlainChats(db)) {
            Queue<TokenSink> open = new ConcurrentLinkedQueue<>();
            chats.model.plays(open::add);
            Session session = chats.session();
            List<Parallel.Task<ChatService.Outcome>> turns = IntStream.range(0, STREAMS)
                    .mapToObj(number -> Parallel.start(() -> chats.ask(session, "question " + number)))
                    .toList();
            while (open.size() < STREAMS) {
                Thread.onSpinWait();
            }
            assertThat(chats.running.count()).isEqualTo(STREAMS);
            assertThat(busy(db)).isEmpty();
            db.ping(Lane.BROWSE);

            open.forEach(ManyTurnsTest::end);

            assertThat(turns).allSatisfy(turn -> assertThat(turn.join()).isInstanceOf(ChatService.Answered.class));
            assertThat(chats.messages(session)).hasSize(2 * STREAMS);
        }
    }

    private static Map<String, Integer> busy(Db db) {
        Map<String, Integer> gauges = new TreeMap<>(db.gauges());
        gauges.entrySet()
                .removeIf(gauge -> gauge.getValue() == 0 || gauge.getKey().endsWith(".size"));
        return gauges;
    }

    private static void storesEveryTurnOnce(Db db) {
        try (PlainChats chats = new PlainChats(db)) {
            chats.model.says("an answer");
            Session session = chats.session();
            List<String> questions = IntStream.range(0, USERS)
                    .mapToObj(user -> "question of " + user)
                    .toList();
            List<Parallel.Task<ChatService.Outcome>> turns = new ArrayList<>();
            questions.forEach(text -> turns.add(Parallel.start(() -> chats.ask(session, text))));
            assertThat(turns).allSatisfy(turn -> assertThat(turn.join()).isInstanceOf(ChatService.Answered.class));

            List<SessionMessage> stored = chats.messages(session);
            assertThat(texts(stored, Role.USER)).containsExactlyInAnyOrderElementsOf(questions);
            assertThat(texts(stored, Role.ASSISTANT)).hasSize(USERS).containsOnly("an answer");
            for (int i = 0; i < stored.size(); i += 2) {
                assertThat(stored.get(i).role()).isEqualTo(Role.USER);
                assertThat(stored.get(i + 1).id()).isEqualTo(stored.get(i).id());
            }
        }
    }

    private static List<String> texts(List<SessionMessage> messages, Role role) {
        return messages.stream()
                .filter(message -> message.role() == role)
                .map(SessionMessage::content)
                .toList();
    }

    private static void end(TokenSink sink) {
        byte[] text = {'y', 'e', 's'};
        sink.loop().run(() -> {
            sink.append(Channel.ANSWER, text, 0, text.length);
            sink.finished(FinishReason.STOP);
        });
    }
}
