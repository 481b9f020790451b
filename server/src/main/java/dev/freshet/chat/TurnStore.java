package dev.freshet.chat;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.freshet.answer.CompletedAnswer;
import dev.freshet.answer.Origin;
import dev.freshet.answer.Origin.RequestKey;
import dev.freshet.answer.References;
import dev.freshet.answer.keep.AnswerState;
import dev.freshet.answer.keep.AnswerStore;
import dev.freshet.answer.keep.Replay;
import dev.freshet.answer.keep.Timeline;
import dev.freshet.chat.Question.Turn;
import dev.freshet.core.AnswerId;
import dev.freshet.core.MessageId;
import dev.freshet.core.Refusal;
import dev.freshet.core.Timestamps;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import dev.freshet.json.Json;
import dev.freshet.model.ModelStore;
import dev.freshet.model.ModelStore.Spent;
import dev.freshet.model.Prompt.Role;
import java.time.Duration;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/// Turns in the database: a question and its answer row are stored by one commit before anything is asked of
/// a model, the answer by another when it has ended, however it ended.
public final class TurnStore {
    static final Table<Record> ANSWER = table(name("answer"));
    static final Field<String> STATE = field(name("state"), String.class);
    private static final Field<String> ID = field(name("id"), String.class);
    private static final Field<String> TENANT = field(name("tenant_id"), String.class);
    private static final Field<String> REPLAY = field(name("replay"), String.class);
    private static final Field<Long> EXPIRES = field(name("expires_at"), Long.class);
    private static final Duration KEPT_WITHOUT_SESSION = Duration.ofHours(24);

    private final Db db;
    private final Timestamps clock;

    public TurnStore(Db db, Timestamps clock) {
        this.db = db;
        this.clock = clock;
    }

    /// Stores the question and its answer as running.
    ///
    /// @throws RepeatedRequest when the request was sent before; then nothing is stored
    public Turn begin(Question question, AnswerId answer, Origin origin) {
        List<SessionMessage> replaced = question.replaces() == null ? List.of() : question.replaces();
        List<Long> places = replaced.stream().map(ignored -> clock.next()).toList();
        long now = clock.next();
        Turn turn = new Turn(question, answer, now, now);
        db.inTransaction(Lane.CHAT, sql -> {
            RequestKey key = origin.key();
            if (key != null && !AnswerStore.claim(sql, question.tenant(), key, answer, now)) {
                throw new RepeatedRequest();
            }
            Session session = question.session();
            if (session != null && question.replaces() != null) {
                MessageStore.replace(sql, session, replaced, places);
                MessageStore.forget(sql, session, question.message());
            }
            if (session != null) {
                storeQuestion(sql, session, turn);
            }
            return insertRunning(sql, turn, origin);
        });
        return turn;
    }

    /// Somebody has sent the same request under the same key a moment before.
    public static final class RepeatedRequest extends Refusal {
        private static final long serialVersionUID = 1L;

        RepeatedRequest() {
            super("the request was sent before");
        }
    }

    /// How a turn ended.
    ///
    /// @param error what failed, in a sentence; empty when nothing did
    /// @param streamed the answer's text as it flowed
    /// @param spent what is booked on models
    record Result(
            AnswerState state,
            CompletedAnswer answer,
            String error,
            String streamed,
            Replay replay,
            Timeline timeline,
            List<Spent> spent) {
        Result {
            spent = List.copyOf(spent);
        }

        /// The text that flowed, where it is not the answer's own.
        @Nullable
        String otherText() {
            return streamed.equals(answer.text()) ? null : streamed;
        }
    }

    /// Stores how the turn ended. The row of an answer that is no longer running is left as it is.
    void finish(Turn turn, Result result) {
        long now = clock.now();
        CompletedAnswer completed = result.answer();
        db.inTransaction(Lane.CHAT, sql -> {
            int changed = sql.update(ANSWER)
                    .set(STATE, result.state().key())
                    .set(field(name("streamed"), String.class), result.otherText())
                    .set(REPLAY, Json.write(result.replay()))
                    .set(field(name("timeline"), String.class), Json.write(result.timeline()))
                    .set(field(name("content"), String.class), completed.text())
                    .set(field(name("thinking"), String.class), completed.thinking())
                    .set(field(name("citations"), String.class), Json.write(completed.references()))
                    .set(field(name("prompt"), String.class), completed.prompt())
                    .set(field(name("error"), String.class), result.error())
                    .set(
                            field(name("prompt_tokens"), Integer.class),
                            completed.usage().promptTokens())
                    .set(
                            field(name("completion_tokens"), Integer.class),
                            completed.usage().completionTokens())
                    .set(field(name("finished_at"), Long.class), now)
                    .where(ID.eq(turn.answer().value()))
                    .and(TENANT.eq(turn.question().tenant().value()))
                    .and(STATE.eq(AnswerState.RUNNING.key()))
                    .execute();
            Session session = turn.question().session();
            if (changed == 1) {
                result.spent()
                        .forEach(
                                spent -> ModelStore.addUsed(sql, turn.question().tenant(), spent));
            }
            if (changed == 1 && session != null) {
                count(sql, session, completed, now, now - turn.startedAt());
            }
            return changed;
        });
    }

    /// Marks answers that were running when the server ended; called once at start-up, before any question.
    ///
    /// @return how many there were
    public int markInterrupted() {
        return db.inTransaction(
                Lane.CHAT,
                sql -> sql.update(ANSWER)
                        .set(STATE, AnswerState.INTERRUPTED.key())
                        .set(field(name("finished_at"), Long.class), clock.now())
                        .where(STATE.eq(AnswerState.RUNNING.key()))
                        .execute());
    }

    /// An answer's row as a message of its session.
    static SessionMessage message(Record row) {
        Integer thumb = row.get("thumb", Integer.class);
        return new SessionMessage(
                new MessageId(row.get(MessageStore.MESSAGE_ID)),
                Role.ASSISTANT,
                row.get("content", String.class),
                row.get("thinking", String.class),
                Json.read(row.get("citations", String.class), References.class),
                row.get("prompt", String.class),
                List.of(),
                row.get("created_at", Long.class),
                thumb == null ? null : thumb == 1,
                row.get("feedback", String.class),
                outcome(row));
    }

    private static SessionMessage.Outcome outcome(Record row) {
        String replay = row.get(REPLAY);
        return new SessionMessage.Outcome(
                new AnswerId(row.get(ID)),
                AnswerState.of(row.get(STATE)),
                replay == null ? List.of() : Json.read(replay, Replay.class).degraded(),
                row.get("error", String.class));
    }

    private static void storeQuestion(DSLContext sql, Session session, Turn turn) {
        Question question = turn.question();
        List<String> documents = question.options().documents();
        SessionMessage asked = new SessionMessage(
                question.message(),
                Role.USER,
                question.text(),
                "",
                null,
                "",
                documents == null ? List.of() : documents,
                turn.startedAt(),
                null,
                "",
                null);
        MessageStore.insert(sql, session, turn.position(), asked);
        sql.update(SessionStore.SESSION)
                .set(SessionStore.UPDATED, turn.startedAt())
                .where(SessionStore.owned(session.tenant(), session.id()))
                .execute();
    }

    private static int insertRunning(DSLContext sql, Turn turn, Origin origin) {
        Question question = turn.question();
        Session session = question.session();
        Long expires = session == null ? turn.startedAt() + KEPT_WITHOUT_SESSION.toMillis() : null;
        return sql.insertInto(ANSWER)
                .set(ID, turn.answer().value())
                .set(TENANT, question.tenant().value())
                .set(
                        field(name("assistant_id"), String.class),
                        question.assistant().id().value())
                .set(MessageStore.SESSION, session == null ? null : session.id().value())
                .set(MessageStore.POSITION, turn.position())
                .set(MessageStore.MESSAGE_ID, question.message().value())
                .set(STATE, AnswerState.RUNNING.key())
                .set(field(name("model"), String.class), question.model())
                .set(field(name("content"), String.class), "")
                .set(field(name("thinking"), String.class), "")
                .set(field(name("citations"), String.class), Json.write(References.NONE))
                .set(field(name("prompt"), String.class), "")
                .set(field(name("error"), String.class), "")
                .set(field(name("prompt_tokens"), Integer.class), 0)
                .set(field(name("completion_tokens"), Integer.class), 0)
                .set(field(name("feedback"), String.class), "")
                .set(field(name("created_at"), Long.class), turn.startedAt())
                .set(EXPIRES, expires)
                .set(REPLAY, Json.write(Replay.begun(origin)))
                .execute();
    }

    private static void count(
            DSLContext sql, Session session, CompletedAnswer completed, long now, long durationMillis) {
        Field<Integer> rounds = field(name("rounds"), Integer.class);
        Field<Long> tokens = field(name("tokens"), Long.class);
        Field<Double> duration = field(name("duration"), Double.class);
        sql.update(SessionStore.SESSION)
                .set(rounds, rounds.plus(1))
                .set(tokens, tokens.plus(completed.usage().totalTokens()))
                .set(duration, duration.plus(durationMillis / 1000.0))
                .set(SessionStore.UPDATED, now)
                .where(SessionStore.owned(session.tenant(), session.id()))
                .execute();
    }
}
