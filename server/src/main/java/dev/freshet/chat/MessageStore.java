package dev.freshet.chat;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.freshet.answer.keep.AnswerState;
import dev.freshet.core.MessageId;
import dev.freshet.core.SessionId;
import dev.freshet.core.TenantId;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import dev.freshet.json.Json;
import dev.freshet.model.Prompt.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/// The messages of sessions: what people said from table `message`, answers from table `answer`, in one
/// order.
public final class MessageStore {
    static final Table<Record> MESSAGE = table(name("message"));
    static final Field<String> SESSION = field(name("session_id"), String.class);
    static final Field<Long> POSITION = field(name("position"), Long.class);
    private static final Field<String> TENANT = field(name("tenant_id"), String.class);
    static final Field<String> MESSAGE_ID = field(name("message_id"), String.class);
    private static final Field<String> ROLE = field(name("role"), String.class);
    private static final Field<Integer> THUMB = field(name("thumb"), Integer.class);
    private static final Field<String> CONTENT = field(name("content"), String.class);

    private final Db db;

    public MessageStore(Db db) {
        this.db = db;
    }

    /// All messages of the sessions, oldest first, for each session that has any.
    public Map<SessionId, List<SessionMessage>> of(TenantId tenant, Collection<SessionId> sessions) {
        return db.query(Lane.BROWSE, sql -> of(sql, tenant, sessions));
    }

    /// The tenant's sessions in which somebody, or an answer, used these words, in whatever case.
    public Set<SessionId> sessionsWith(TenantId tenant, String words) {
        Condition used = TENANT.eq(tenant.value()).and(SESSION.isNotNull()).and(CONTENT.containsIgnoreCase(words));
        return db.query(Lane.BROWSE, sql -> {
            Set<SessionId> found = new HashSet<>();
            sql.selectDistinct(SESSION)
                    .from(MESSAGE)
                    .where(used)
                    .forEach(row -> found.add(new SessionId(row.value1())));
            sql.selectDistinct(SESSION)
                    .from(TurnStore.ANSWER)
                    .where(used)
                    .forEach(row -> found.add(new SessionId(row.value1())));
            return found;
        });
    }

    /// Removes a question with its answer; an answer that is under way stays until it has ended.
    ///
    /// @return whether there was one
    public boolean remove(Session session, MessageId message) {
        return remove(session, List.of(message)) > 0;
    }

    /// Removes questions with their answers, all at once; answers that are under way stay until they have ended.
    ///
    /// @return how many of the questions there were
    public int remove(Session session, Collection<MessageId> gone) {
        return db.inTransaction(Lane.BROWSE, sql -> {
            int found = 0;
            for (MessageId message : gone) {
                found += forget(sql, session, message) ? 1 : 0;
            }
            return found;
        });
    }

    /// Keeps whether somebody liked an answer.
    ///
    /// @param feedback why not; empty for nothing said
    /// @return whether there was such an answer
    public boolean rate(Session session, MessageId message, boolean liked, String feedback) {
        return db.inTransaction(Lane.BROWSE, sql -> {
            int rated = sql.update(TurnStore.ANSWER)
                    .set(THUMB, liked ? 1 : 0)
                    .set(field(name("feedback"), String.class), liked ? "" : feedback)
                    .where(in(session))
                    .and(MESSAGE_ID.eq(message.value()))
                    .execute();
            int likes = sql.fetchCount(TurnStore.ANSWER, in(session).and(THUMB.eq(1)));
            sql.update(SessionStore.SESSION)
                    .set(field(name("thumb_up"), Integer.class), likes)
                    .where(SessionStore.owned(session.tenant(), session.id()))
                    .execute();
            return rated > 0;
        });
    }

    static Map<SessionId, List<SessionMessage>> of(DSLContext sql, TenantId tenant, Collection<SessionId> sessions) {
        List<String> ids = sessions.stream().map(SessionId::value).toList();
        Condition theirs = TENANT.eq(tenant.value()).and(SESSION.in(ids));
        Map<SessionId, List<Placed>> placed = new HashMap<>();
        sql.selectFrom(MESSAGE).where(theirs).forEach(row -> add(placed, row, false, message(row)));
        sql.selectFrom(TurnStore.ANSWER)
                .where(theirs)
                .and(TurnStore.STATE.ne(AnswerState.RUNNING.key()))
                .forEach(row -> add(placed, row, true, TurnStore.message(row)));
        Map<SessionId, List<SessionMessage>> messages = new HashMap<>();
        placed.forEach((session, list) -> messages.put(session, inOrder(list)));
        return messages;
    }

    /// Makes the session's messages what the client says they are, but for turns that it could not have
    /// known: those begun after the last one it names. Stored messages without an id, prologues, every client
    /// knows.
    ///
    /// @param positions a free place for each message, ascending
    static void replace(DSLContext sql, Session session, List<SessionMessage> wanted, List<Long> positions) {
        List<Placed> stored = placed(sql, session);
        Set<Key> named = new HashSet<>();
        wanted.forEach(message -> named.add(Key.of(message)));
        long known = stored.stream()
                .filter(one -> named.contains(Key.of(one.message())))
                .mapToLong(Placed::position)
                .max()
                .orElse(0);
        Set<Key> there = new HashSet<>();
        for (Placed one : stored) {
            if (named.contains(Key.of(one.message()))) {
                there.add(Key.of(one.message()));
            } else if (one.position() <= known || one.message().id() == null) {
                remove(sql, session, one);
            }
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (there.add(Key.of(wanted.get(i)))) {
                insert(sql, session, positions.get(i), wanted.get(i));
            }
        }
    }

    /// Removes a question with the answer that it has.
    ///
    /// @return whether there was one
    static boolean forget(DSLContext sql, Session session, MessageId message) {
        boolean found = false;
        for (Placed one : placed(sql, session)) {
            if (message.equals(one.message().id())) {
                remove(sql, session, one);
                found = true;
            }
        }
        return found;
    }

    static void insert(DSLContext sql, Session session, long position, SessionMessage message) {
        MessageId id = message.id();
        sql.insertInto(MESSAGE)
                .set(SESSION, session.id().value())
                .set(POSITION, position)
                .set(TENANT, session.tenant().value())
                .set(MESSAGE_ID, id == null ? "" : id.value())
                .set(ROLE, message.role().key())
                .set(CONTENT, message.content())
                .set(field(name("attributes")), Json.write(new Attributes(message.documents())))
                .set(field(name("created_at")), message.createdAt())
                .execute();
    }

    private static Condition in(Session session) {
        return TENANT.eq(session.tenant().value()).and(SESSION.eq(session.id().value()));
    }

    private static List<Placed> placed(DSLContext sql, Session session) {
        Condition its = in(session);
        Map<SessionId, List<Placed>> placed = new HashMap<>();
        sql.selectFrom(MESSAGE).where(its).forEach(row -> add(placed, row, false, message(row)));
        sql.selectFrom(TurnStore.ANSWER).where(its).forEach(row -> add(placed, row, true, TurnStore.message(row)));
        return placed.getOrDefault(session.id(), List.of());
    }

    private static void remove(DSLContext sql, Session session, Placed one) {
        Condition its = in(session).and(POSITION.eq(one.position()));
        if (one.answer()) {
            sql.deleteFrom(TurnStore.ANSWER)
                    .where(its)
                    .and(TurnStore.STATE.ne(AnswerState.RUNNING.key()))
                    .execute();
            return;
        }
        sql.deleteFrom(MESSAGE).where(its).execute();
    }

    private static void add(Map<SessionId, List<Placed>> placed, Record row, boolean answer, SessionMessage message) {
        placed.computeIfAbsent(new SessionId(row.get(SESSION)), ignored -> new ArrayList<>())
                .add(new Placed(row.get(POSITION), answer, message));
    }

    private static List<SessionMessage> inOrder(List<Placed> placed) {
        return placed.stream()
                .sorted(Comparator.comparingLong(Placed::position).thenComparing(Placed::answer))
                .map(Placed::message)
                .toList();
    }

    private static SessionMessage message(Record row) {
        String id = row.get(MESSAGE_ID);
        Role role = row.get(ROLE).equals(Role.USER.key()) ? Role.USER : Role.ASSISTANT;
        Attributes attributes = Json.read(row.get("attributes", String.class), Attributes.class);
        return new SessionMessage(
                id.isEmpty() ? null : new MessageId(id),
                role,
                row.get(CONTENT),
                "",
                null,
                "",
                attributes.documents(),
                row.get("created_at", Long.class),
                null,
                "",
                null);
    }

    /// What else is kept of a message.
    record Attributes(List<String> documents) {}

    /// A message and its place: an answer comes after the question of the same position.
    private record Placed(long position, boolean answer, SessionMessage message) {}

    /// Names a message as clients do: question and answer share an id, and a prologue has none.
    private record Key(@Nullable MessageId id, Role role, String prologue) {
        static Key of(SessionMessage message) {
            return new Key(message.id(), message.role(), message.id() == null ? message.content() : "");
        }
    }
}
