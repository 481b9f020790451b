package dev.freshet.chat;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.table;

import dev.freshet.core.AssistantId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.Page;
import dev.freshet.core.Slice;
import dev.freshet.core.TenantId;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import dev.freshet.json.Json;
import dev.freshet.model.GenerationSettings;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SortField;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/// Assistants in the database. A deleted one stays as an inactive row, for the sessions that name it.
public final class AssistantStore {
    static final Table<Record> ASSISTANT = table(name("assistant"));
    private static final Field<String> ID = field(name("id"), String.class);
    private static final Field<String> TENANT = field(name("tenant_id"), String.class);
    private static final Field<String> NAME = field(name("name"), String.class);
    private static final Field<String> NAME_KEY = field(name("name_key"), String.class);
    private static final Field<Integer> ACTIVE = field(name("active"), Integer.class);

    private final Db db;

    public AssistantStore(Db db) {
        this.db = db;
    }

    /// Stores a new assistant.
    public void insert(TenantId tenant, Assistant assistant) {
        db.inTransaction(Lane.BROWSE, sql -> {
            Map<Field<?>, Object> row = changeable(assistant);
            row.put(ID, assistant.id().value());
            row.put(TENANT, tenant.value());
            row.put(field(name("language")), assistant.language());
            row.put(ACTIVE, 1);
            row.put(field(name("created_at")), assistant.createdAt());
            return sql.insertInto(ASSISTANT).set(row).execute();
        });
    }

    /// Stores the assistant in its new form.
    public void update(TenantId tenant, Assistant assistant) {
        db.inTransaction(
                Lane.BROWSE,
                sql -> sql.update(ASSISTANT)
                        .set(changeable(assistant))
                        .where(owned(tenant).and(ID.eq(assistant.id().value())))
                        .execute());
    }

    /// Makes assistants inactive.
    public void deactivate(TenantId tenant, Collection<AssistantId> assistants) {
        List<String> ids = assistants.stream().map(AssistantId::value).toList();
        db.inTransaction(
                Lane.BROWSE,
                sql -> sql.update(ASSISTANT)
                        .set(ACTIVE, 0)
                        .where(owned(tenant).and(ID.in(ids)))
                        .execute());
    }

    public Optional<Assistant> find(TenantId tenant, AssistantId assistant) {
        return db.query(Lane.CHAT, sql -> find(sql, tenant, assistant));
    }

    static Optional<Assistant> find(DSLContext sql, TenantId tenant, AssistantId assistant) {
        return sql.selectFrom(ASSISTANT)
                .where(owned(tenant).and(ID.eq(assistant.value())))
                .fetchOptional(AssistantStore::read);
    }

    /// The assistant of that name, whatever the case of its letters.
    public Optional<Assistant> findByName(TenantId tenant, String assistant) {
        return db.query(
                Lane.CHAT,
                sql -> sql.selectFrom(ASSISTANT)
                        .where(owned(tenant).and(NAME_KEY.eq(key(assistant))))
                        .orderBy(field(name("created_at")))
                        .limit(1)
                        .fetchOptional(AssistantStore::read));
    }

    /// A page of the tenant's assistants.
    public List<Assistant> list(TenantId tenant, Selection selection) {
        Condition wanted = owned(tenant)
                .and(selection.id() == null ? noCondition() : ID.eq(selection.id()))
                .and(selection.name() == null ? noCondition() : NAME.eq(selection.name()));
        return db.query(
                Lane.BROWSE,
                sql -> sql.selectFrom(ASSISTANT)
                        .where(wanted)
                        .orderBy(order(selection))
                        .offset(selection.page().offset())
                        .limit(selection.page().size())
                        .fetch(AssistantStore::read));
    }

    /// A page of the tenant's assistants whose names hold these words, whatever the case of their letters.
    public Slice<Assistant> search(TenantId tenant, String words, Order order, Page page) {
        Condition wanted = owned(tenant).and(words.isBlank() ? noCondition() : NAME_KEY.contains(key(words)));
        Field<?> by = switch (order.by()) {
            case CREATED -> field(name("created_at"), Long.class);
            case UPDATED -> field(name("updated_at"), Long.class);
            case NAME -> NAME_KEY;
        };
        return db.query(Lane.BROWSE, sql -> {
            List<Assistant> rows = sql.selectFrom(ASSISTANT)
                    .where(wanted)
                    .orderBy(order.descending() ? by.desc() : by.asc(), ID.asc())
                    .offset(page.offset())
                    .limit(page.size())
                    .fetch(AssistantStore::read);
            return new Slice<>(rows, sql.fetchCount(ASSISTANT, wanted));
        });
    }

    /// An order of lists.
    ///
    /// @param by what decides
    public record Order(By by, boolean descending) {}

    /// What may decide an order.
    public enum By {
        CREATED,
        UPDATED,
        NAME
    }

    /// What to list.
    ///
    /// @param id only this one
    /// @param name only the one of exactly this name
    /// @param byUpdate ordered by the last change instead of by creation
    /// @param descending newest first
    public record Selection(
            @Nullable String id, @Nullable String name, boolean byUpdate, boolean descending, Page page) {}

    private static SortField<Long> order(Selection selection) {
        Field<Long> by = field(name(selection.byUpdate() ? "updated_at" : "created_at"), Long.class);
        return selection.descending() ? by.desc() : by.asc();
    }

    private static Condition owned(TenantId tenant) {
        return TENANT.eq(tenant.value()).and(ACTIVE.eq(1));
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static Map<Field<?>, Object> changeable(Assistant assistant) {
        Map<Field<?>, Object> row = new LinkedHashMap<>();
        row.put(NAME, assistant.name());
        row.put(NAME_KEY, key(assistant.name()));
        row.put(field(name("description")), assistant.description());
        row.put(field(name("avatar")), assistant.avatar());
        row.put(field(name("model")), assistant.model());
        row.put(field(name("generation_settings")), Json.write(assistant.generation()));
        row.put(field(name("prompt")), Json.write(assistant.prompt()));
        row.put(field(name("metadata_filter")), Json.write(assistant.filter()));
        row.put(field(name("datasets")), Json.write(assistant.datasets()));
        row.put(field(name("rerank_model")), assistant.search().rerankModel());
        row.put(field(name("similarity_threshold")), assistant.search().similarityThreshold());
        row.put(field(name("vector_similarity_weight")), assistant.search().vectorWeight());
        row.put(field(name("top_n")), assistant.search().topN());
        row.put(field(name("top_k")), assistant.search().topK());
        row.put(field(name("updated_at")), assistant.updatedAt());
        return row;
    }

    private static Assistant read(Record row) {
        return new Assistant(
                new AssistantId(row.get(ID)),
                new TenantId(row.get(TENANT)),
                row.get(NAME),
                row.get("description", String.class),
                row.get("avatar", String.class),
                row.get("language", String.class),
                row.get("model", String.class),
                Json.read(row.get("generation_settings", String.class), GenerationSettings.class),
                Json.read(row.get("prompt", String.class), AssistantPrompt.class),
                Json.readList(row.get("datasets", String.class), DatasetId.class),
                new Assistant.SearchOptions(
                        row.get("similarity_threshold", Double.class),
                        row.get("vector_similarity_weight", Double.class),
                        row.get("top_n", Integer.class),
                        row.get("top_k", Integer.class),
                        row.get("rerank_model", String.class)),
                Json.read(row.get("metadata_filter", String.class), DocumentFilter.class),
                row.get("created_at", Long.class),
                row.get("updated_at", Long.class));
    }
}
