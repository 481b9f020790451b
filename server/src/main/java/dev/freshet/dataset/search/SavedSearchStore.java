package dev.freshet.dataset.search;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.table;

import dev.freshet.core.AppException;
import dev.freshet.core.Id.SearchId;
import dev.freshet.core.Ids;
import dev.freshet.core.Page;
import dev.freshet.core.Slice;
import dev.freshet.core.TenantId;
import dev.freshet.core.Timestamps;
import dev.freshet.dataset.ListOrder;
import dev.freshet.dataset.Names;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import dev.freshet.db.RowLocks;
import dev.freshet.json.JsonObject;
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

/// Saved searches in the database.
public final class SavedSearchStore {
    private static final Table<Record> SEARCH = table("saved_search");
    private static final Field<String> ID = field("id", String.class);
    private static final Field<String> TENANT = field("tenant_id", String.class);
    private static final Field<String> CREATED_BY = field("created_by", String.class);
    private static final Field<String> NAME = field("name", String.class);
    private static final Field<String> NAME_KEY = field("name_key", String.class);
    private static final Field<String> AVATAR = field("avatar", String.class);
    private static final Field<String> DESCRIPTION = field("description", String.class);
    private static final Field<String> CONFIG = field("config", String.class);
    private static final Field<Long> CREATED = field("created_at", Long.class);
    private static final Field<Long> UPDATED = field("updated_at", Long.class);
    private static final List<Field<?>> COLUMNS =
            List.of(ID, TENANT, CREATED_BY, NAME, AVATAR, DESCRIPTION, CONFIG, CREATED, UPDATED);

    private final Db db;
    private final Timestamps timestamps;

    public SavedSearchStore(Db db, Timestamps timestamps) {
        this.db = db;
        this.timestamps = timestamps;
    }

    /// Adds a search; where its name is taken, it becomes `name(1)` and so on.
    public SavedSearch create(TenantId tenant, String name, @Nullable String description, JsonObject config) {
        return db.inTransaction(Lane.BROWSE, sql -> {
            lockTenant(sql, tenant);
            String free = Names.free(name, key -> taken(sql, tenant, key));
            long now = timestamps.next();
            SavedSearch search = new SavedSearch(
                    new SearchId(Ids.next()), tenant, tenant.value(), free, null, description, config, now, now);
            sql.insertInto(SEARCH)
                    .set(columns(search))
                    .set(ID, search.id().value())
                    .set(TENANT, tenant.value())
                    .set(CREATED_BY, search.createdBy())
                    .set(CREATED, now)
                    .set(UPDATED, now)
                    .execute();
            return search;
        });
    }

    public Optional<SavedSearch> find(TenantId tenant, SearchId id) {
        return db.query(
                Lane.CHAT,
                sql -> sql.select(COLUMNS)
                        .from(SEARCH)
                        .where(TENANT.eq(tenant.value()), ID.eq(id.value()))
                        .fetchOptional(SavedSearchStore::read));
    }

    /// Which searches to list, and in which order.
    ///
    /// @param keywords only names that contain this text, whatever the case of its letters; empty for all
    /// @param order what to sort by; sizes count as names
    /// @param descending newest first
    public record Selection(String keywords, ListOrder order, boolean descending) {}

    /// One page of the tenant's searches.
    public Slice<SavedSearch> list(TenantId tenant, Selection selection, Page page) {
        String keywords = Names.key(selection.keywords());
        Condition which =
                TENANT.eq(tenant.value()).and(keywords.isEmpty() ? noCondition() : NAME_KEY.contains(keywords));
        return db.query(Lane.BROWSE, sql -> {
            List<SavedSearch> rows = sql.select(COLUMNS)
                    .from(SEARCH)
                    .where(which)
                    .orderBy(order(selection), ID.asc())
                    .limit(page.size())
                    .offset(page.offset())
                    .fetch(SavedSearchStore::read);
            return new Slice<>(rows, sql.fetchCount(SEARCH, which));
        });
    }

    /// Replaces a search by what it has become, and returns it as it is then.
    ///
    /// @throws AppException.Rejected when it is not there, or its new name is taken
    public SavedSearch update(SavedSearch after) {
        return db.inTransaction(Lane.BROWSE, sql -> {
            lockTenant(sql, after.tenant());
            Condition one =
                    TENANT.eq(after.tenant().value()).and(ID.eq(after.id().value()));
            String key = Names.key(after.name());
            if (sql.fetchExists(
                    SEARCH,
                    TENANT.eq(after.tenant().value())
                            .and(NAME_KEY.eq(key))
                            .and(ID.ne(after.id().value())))) {
                throw AppException.conflict("Duplicated search name.");
            }
            sql.update(SEARCH)
                    .set(columns(after))
                    .set(UPDATED, timestamps.now())
                    .where(one)
                    .execute();
            return sql.select(COLUMNS)
                    .from(SEARCH)
                    .where(one)
                    .fetchOptional(SavedSearchStore::read)
                    .orElseThrow(() -> AppException.notFound("There is no search " + after.id() + "."));
        });
    }

    /// Deletes a search; false when it was not there.
    public boolean delete(TenantId tenant, SearchId id) {
        return db.inTransaction(
                        Lane.BROWSE,
                        sql -> sql.deleteFrom(SEARCH)
                                .where(TENANT.eq(tenant.value()), ID.eq(id.value()))
                                .execute())
                == 1;
    }

    /// Two searches of one tenant are not named at the same time.
    private static void lockTenant(DSLContext sql, TenantId tenant) {
        RowLocks.hold(sql.select(ID).from(table("tenant")).where(ID.eq(tenant.value())))
                .fetch();
    }

    private static boolean taken(DSLContext sql, TenantId tenant, String key) {
        return sql.fetchExists(SEARCH, TENANT.eq(tenant.value()).and(NAME_KEY.eq(key)));
    }

    private static SortField<?> order(Selection selection) {
        Field<?> by = switch (selection.order()) {
            case CREATED -> CREATED;
            case UPDATED -> UPDATED;
            case NAME, SIZE -> NAME_KEY;
        };
        return selection.descending() ? by.desc() : by.asc();
    }

    private static Map<Field<?>, Object> columns(SavedSearch search) {
        Map<Field<?>, Object> columns = new LinkedHashMap<>();
        columns.put(NAME, search.name());
        columns.put(NAME_KEY, Names.key(search.name()));
        columns.put(AVATAR, search.avatar());
        columns.put(DESCRIPTION, search.description());
        columns.put(CONFIG, search.config().toString());
        return columns;
    }

    private static SavedSearch read(Record row) {
        return new SavedSearch(
                new SearchId(row.get(ID)),
                new TenantId(row.get(TENANT)),
                row.get(CREATED_BY),
                row.get(NAME),
                row.get(AVATAR),
                row.get(DESCRIPTION),
                JsonObject.parse(row.get(CONFIG)),
                row.get(CREATED),
                row.get(UPDATED));
    }
}
