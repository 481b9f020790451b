package dev.freshet.answer.keep;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.freshet.answer.CompletedAnswer;
import dev.freshet.answer.Origin.RequestKey;
import dev.freshet.answer.Owner;
import dev.freshet.answer.PartialAnswer;
import dev.freshet.answer.References;
import dev.freshet.core.AnswerId;
import dev.freshet.core.AssistantId;
import dev.freshet.core.MessageId;
import dev.freshet.core.SessionId;
import dev.freshet.core.TenantId;
import dev.freshet.core.Timestamps;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import dev.freshet.json.Json;
import dev.freshet.model.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/// Stored answers by their ids and by their clients' names for the requests that asked. Turns are written by
/// the store of turns; here they are found again.
public final class AnswerStore {
    private static final Table<Record> ANSWER = table(name("answer"));
    private static final Field<String> ID = field(name("id"), String.class);
    private static final Field<String> TENANT = field(name("tenant_id"), String.class);
    private static final Field<String> STATE = field(name("state"), String.class);
    private static final Field<String> CONTENT = field(name("content"), String.class);
    private static final Field<String> THINKING = field(name("thinking"), String.class);
    private static final Field<Long> EXPIRES = field(name("expires_at"), Long.class);
    private static final Table<Record> REQUEST_KEY = table(name("request_key"));
    private static final Field<String> FINGERPRINT = field(name("fingerprint"), String.class);
    private static final Field<String> ASKED = field(name("content"), String.class);
    private static final Field<String> ANSWERED_BY = field(name("answer_id"), String.class);
    private static final Duration KEYS_KEPT = Duration.ofHours(24);

    private final Db db;
    private final Timestamps clock;

    public AnswerStore(Db db, Timestamps clock) {
        this.db = db;
        this.clock = clock;
    }

    /// The tenant's answer with that id.
    public Optional<StoredAnswer> find(TenantId tenant, AnswerId id) {
        return db.query(
                Lane.CHAT,
                sql -> sql.selectFrom(ANSWER)
                        .where(ID.eq(id.value()))
                        .and(TENANT.eq(tenant.value()))
                        .fetchOptional(AnswerStore::read));
    }

    /// The request that was sent under this key within the last 24 hours.
    public Optional<Sent> sent(TenantId tenant, RequestKey key) {
        return db.query(
                Lane.CHAT,
                sql -> sql.selectFrom(REQUEST_KEY)
                        .where(FINGERPRINT.eq(key.fingerprint()))
                        .and(TENANT.eq(tenant.value()))
                        .and(EXPIRES.ge(clock.now()))
                        .fetchOptional(row -> new Sent(
                                new AnswerId(row.get(ANSWERED_BY)),
                                row.get(ASKED).equals(key.content()))));
    }

    /// A request that was sent before.
    ///
    /// @param same whether it asked the same
    public record Sent(AnswerId answer, boolean same) {}

    /// Takes a key for an answer, within the transaction that stores its turn; false when it is taken.
    ///
    /// @param now epoch milliseconds
    public static boolean claim(DSLContext sql, TenantId tenant, RequestKey key, AnswerId answer, long now) {
        sql.deleteFrom(REQUEST_KEY)
                .where(FINGERPRINT.eq(key.fingerprint()))
                .and(EXPIRES.lt(now))
                .execute();
        return sql.insertInto(REQUEST_KEY)
                        .set(FINGERPRINT, key.fingerprint())
                        .set(TENANT, tenant.value())
                        .set(ASKED, key.content())
                        .set(ANSWERED_BY, answer.value())
                        .set(EXPIRES, now + KEYS_KEPT.toMillis())
                        .onConflict(FINGERPRINT)
                        .doNothing()
                        .execute()
                == 1;
    }

    /// Stores what running answers have said so far; those that have ended meanwhile are left as they are.
    void checkpoint(List<PartialAnswer> partials) {
        db.inTransaction(Lane.INGEST, sql -> {
            for (PartialAnswer partial : partials) {
                sql.update(ANSWER)
                        .set(CONTENT, partial.text())
                        .set(THINKING, partial.thinking())
                        .where(ID.eq(partial.id().value()))
                        .and(TENANT.eq(partial.tenant().value()))
                        .and(STATE.eq(AnswerState.RUNNING.key()))
                        .execute();
            }
            return partials.size();
        });
    }

    /// Removes answers without a session and keys that are past their time.
    public int removeExpired() {
        long now = clock.now();
        return db.inTransaction(Lane.INGEST, sql -> {
            int keys = sql.deleteFrom(REQUEST_KEY).where(EXPIRES.lt(now)).execute();
            return keys
                    + sql.deleteFrom(ANSWER)
                            .where(EXPIRES.isNotNull())
                            .and(EXPIRES.lt(now))
                            .and(STATE.ne(AnswerState.RUNNING.key()))
                            .execute();
        });
    }

    private static StoredAnswer read(Record row) {
        String replayed = text(row, "replay");
        References references = Json.read(row.get("citations", String.class), References.class);
        Replay replay = replayed == null ? Replay.UNKNOWN : Json.read(replayed, Replay.class);
        String timeline = text(row, "timeline");
        long createdAt = row.get("created_at", Long.class);
        CompletedAnswer answer = new CompletedAnswer(
                row.get(CONTENT),
                row.get(THINKING),
                references,
                replay.quoted() || !references.isEmpty(),
                row.get("prompt", String.class),
                new Usage(row.get("prompt_tokens", Integer.class), row.get("completion_tokens", Integer.class)),
                replay.reason(),
                createdAt,
                replay.degraded(),
                replay.grounded());
        return new StoredAnswer(
                new AnswerId(row.get(ID)),
                owner(row),
                AnswerState.of(row.get(STATE)),
                Objects.requireNonNullElse(text(row, "streamed"), row.get(CONTENT)),
                answer,
                replay,
                timeline == null ? new Timeline(createdAt, List.of()) : Json.read(timeline, Timeline.class));
    }

    private static Owner owner(Record row) {
        String session = text(row, "session_id");
        return new Owner(
                new TenantId(row.get(TENANT)),
                new AssistantId(row.get("assistant_id", String.class)),
                session == null ? null : new SessionId(session),
                new MessageId(row.get("message_id", String.class)));
    }

    private static @Nullable String text(Record row, String column) {
        return row.get(column, String.class);
    }
}
