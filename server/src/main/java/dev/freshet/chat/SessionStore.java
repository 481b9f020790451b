package dev.freshet.chat;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.table;

import dev.freshet.core.AppException;
import dev.freshet.core.AssistantId;
import dev.freshet.core.Page;
import dev.freshet.core.SessionId;
import dev.freshet.core.TenantId;
import dev.freshet.core.Timestamps;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import dev.freshet.model.Prompt.Role;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SortField;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/// Sessions in the database. Their messages are read and written by [MessageStore].
public final class SessionStore {
    static final Table<Record> SESSION = table(name("session"));
    static final Field<String> ID = field(name("id"), String.class);
    static final Field<String> TENANT = field(name("tenant_id"), String.class);
    private static final Field<String> ASSISTANT = field(name("assistant_id"), String.class);
    private static final Field<String> NAME = field(name("name"), String.class);
    private static final Field<String> USER = field(name("user_id"), String.class);
    static final Field<Long> UPDATED = field(name("updated_at"), Long.class);

    private final Db db;
    private final Timestamps clock;

    public SessionStore(Db db, Timestamps clock) {
        this.db = db;
        this.clock = clock;
    }

    /// Stores a new session with the assistant's prologue as its first message.
    ///
    /// @throws AppException.Rejected with `CONFLICT` when the tenant has a session of that id already
    public Session create(TenantId tenant, NewSession wanted) {
        long now = clock.next();
        Session session = new Session(
                wanted.id(), tenant, wanted.assistant(), wanted.kind(), wanted.name(), wanted.userId(), now, now);
        return db.inTransaction(Lane.CHAT, sql -> {
            if (sql.fetchExists(SESSION, owned(tenant, wanted.id()))) {
                throw AppException.conflict("a session with this id is there already");
            }
            sql.insertInto(SESSION).set(row(session)).execute();
            if (!wanted.prologue().isEmpty()) {
                MessageStore.insert(
                        sql, session, now, SessionMessage.plain(null, Role.ASSISTANT, wanted.prologue(), now));
            }
            return session;
        });
    }

    /// A session to be made.
    ///
    /// @param prologue the first message; empty for none
    public record NewSession(
            SessionId id, AssistantId assistant, Session.Kind kind, String name, String userId, String prologue) {}

    public Optional<Session> find(TenantId tenant, SessionId session) {
        return db.query(Lane.CHAT, sql -> find(sql, tenant, session));
    }

    /// Those of the ids that are sessions of the tenant.
    public List<Session> find(TenantId tenant, Collection<SessionId> sessions) {
        List<String> ids = sessions.stream().map(SessionId::value).toList();
        return db.query(
                Lane.BROWSE,
                sql -> sql.selectFrom(SESSION)
                        .where(TENANT.eq(tenant.value()).and(ID.in(ids)))
                        .fetch(SessionStore::read));
    }

    static Optional<Session> find(DSLContext sql, TenantId tenant, SessionId session) {
        return sql.selectFrom(SESSION).where(owned(tenant, session)).fetchOptional(SessionStore::read);
    }

    /// A page of an assistant's sessions.
    public List<Session> list(TenantId tenant, AssistantId assistant, Selection selection) {
        Condition wanted = TENANT.eq(tenant.value())
                .and(ASSISTANT.eq(assistant.value()))
                .and(selection.id() == null ? noCondition() : ID.eq(selection.id()))
                .and(selection.name() == null ? noCondition() : NAME.eq(selection.name()))
                .and(selection.userId() == null ? noCondition() : USER.eq(selection.userId()))
                .and(
                        selection.kinds().isEmpty()
                                ? noCondition()
                                : field(name("kind"), String.class)
                                        .in(selection.kinds().stream()
                                                .map(Session.Kind::key)
                                                .toList()));
        return db.query(
                Lane.BROWSE,
                sql -> sql.selectFrom(SESSION)
                        .where(wanted)
                        .orderBy(order(selection))
                        .offset(selection.page().offset())
                        .limit(selection.page().size())
                        .fetch(SessionStore::read));
    }

    /// What to list.
    ///
    /// @param kinds only sessions of these kinds; empty for all
    /// @param byUpdate ordered by the last change instead of by creation
    public record Selection(
            @Nullable String id,
            @Nullable String name,
            @Nullable String userId,
            List<Session.Kind> kinds,
            boolean byUpdate,
            boolean descending,
            Page page) {}

    /// Gives the session a name.
    public void rename(TenantId tenant, SessionId session, String name) {
        db.inTransaction(
                Lane.BROWSE,
                sql -> sql.update(SESSION)
                        .set(NAME, name)
                        .set(UPDATED, clock.now())
                        .where(owned(tenant, session))
                        .execute());
    }

    /// Removes sessions of the assistant with everything in them.
    public void delete(TenantId tenant, AssistantId assistant, Collection<SessionId> sessions) {
        List<String> ids = sessions.stream().map(SessionId::value).toList();
        Condition theirs = TENANT.eq(tenant.value())
                .and(field(name("session_id"), String.class).in(ids));
        db.inTransaction(Lane.BROWSE, sql -> {
            sql.deleteFrom(MessageStore.MESSAGE).where(theirs).execute();
            sql.deleteFrom(TurnStore.ANSWER).where(theirs).execute();
            return sql.deleteFrom(SESSION)
                    .where(TENANT.eq(tenant.value()))
                    .and(ASSISTANT.eq(assistant.value()))
                    .and(ID.in(ids))
                    .execute();
        });
    }

    static Condition owned(TenantId tenant, SessionId session) {
        return TENANT.eq(tenant.value()).and(ID.eq(session.value()));
    }

    private static SortField<Long> order(Selection selection) {
        Field<Long> by = selection.byUpdate() ? UPDATED : field(name("created_at"), Long.class);
        return selection.descending() ? by.desc() : by.asc();
    }

    private static Map<Field<?>, Object> row(Session session) {
        Map<Field<?>, Object> row = new LinkedHashMap<>();
        row.put(ID, session.id().value());
        row.put(TENANT, session.tenant().value());
        row.put(ASSISTANT, session.assistant().value());
        row.put(field(name("kind")), session.kind().key());
        row.put(NAME, session.name());
        row.put(USER, session.userId());
        row.put(field(name("rounds")), 0);
        row.put(field(name("tokens")), 0L);
        row.put(field(name("duration")), 0.0);
        row.put(field(name("thumb_up")), 0);
        row.put(field(name("created_at")), session.createdAt());
        row.put(UPDATED, session.updatedAt());
        return row;
    }

    static Session read(Record row) {
        return new Session(
                new SessionId(row.get(ID)),
                new TenantId(row.get(TENANT)),
                new AssistantId(row.get(ASSISTANT)),
                Session.Kind.of(row.get("kind", String.class)),
                row.get(NAME),
                row.get(USER),
                row.get("created_at", Long.class),
                row.get(UPDATED));
    }
}
