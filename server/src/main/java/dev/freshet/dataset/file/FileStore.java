package dev.freshet.dataset.file;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;

import dev.freshet.core.AppException;
import dev.freshet.core.Id.FileId;
import dev.freshet.core.Ids;
import dev.freshet.core.Page;
import dev.freshet.core.Slice;
import dev.freshet.core.TenantId;
import dev.freshet.core.Timestamps;
import dev.freshet.dataset.Names;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import dev.freshet.db.RowLocks;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.SortField;
import org.jooq.Table;

/// Files and folders in the database.
public final class FileStore {
    private static final Table<Record> FILE = table("stored_file");
    private static final Field<String> ID = field("stored_file.id", String.class);
    private static final Field<String> TENANT = field("stored_file.tenant_id", String.class);
    private static final Field<String> PARENT = field("stored_file.parent_id", String.class);
    private static final Field<String> CREATED_BY = field("stored_file.created_by", String.class);
    private static final Field<String> NAME = field("stored_file.name", String.class);
    private static final Field<String> NAME_KEY = field("stored_file.name_key", String.class);
    private static final Field<String> TYPE = field("stored_file.type", String.class);
    private static final Field<String> LOCATION = field("stored_file.location", String.class);
    private static final Field<Long> SIZE = field("stored_file.size", Long.class);
    private static final Field<Long> CREATED = field("stored_file.created_at", Long.class);
    private static final Field<Long> UPDATED = field("stored_file.updated_at", Long.class);
    private static final List<Field<?>> COLUMNS =
            List.of(ID, TENANT, PARENT, CREATED_BY, NAME, TYPE, LOCATION, SIZE, CREATED, UPDATED);

    /// A folder and what is in it, however deep: for each entry the one of the asked for that it stands under.
    private static final Field<String> TOP = field(name("tree", "top"), String.class);

    private static final Field<String> WITHIN = field(name("tree", "id"), String.class);

    private final Db db;
    private final Timestamps timestamps;

    public FileStore(Db db, Timestamps timestamps) {
        this.db = db;
        this.timestamps = timestamps;
    }

    /// The tenant's root folder, which is made when it is first asked for.
    public FileEntry root(TenantId tenant) {
        FileId id = new FileId(tenant.value());
        return find(tenant, id)
                .orElseGet(() -> db.inTransaction(Lane.BROWSE, sql -> {
                    long now = timestamps.next();
                    sql.insertInto(FILE)
                            .set(columns(new FileEntry(
                                    id, id, tenant, tenant.value(), "/", FileType.FOLDER, "", 0, now, now)))
                            .onConflictDoNothing()
                            .execute();
                    return one(sql, tenant, id).orElseThrow();
                }));
    }

    public Optional<FileEntry> find(TenantId tenant, FileId id) {
        return db.query(Lane.BROWSE, sql -> one(sql, tenant, id));
    }

    /// Those of the ids that are the tenant's, in no certain order.
    public List<FileEntry> find(TenantId tenant, Collection<FileId> ids) {
        return db.query(
                Lane.BROWSE,
                sql -> sql.select(COLUMNS)
                        .from(FILE)
                        .where(TENANT.eq(tenant.value()), ID.in(values(ids)))
                        .fetch(FileStore::read));
    }

    /// One page of what is in a folder.
    public Slice<FileEntry> list(TenantId tenant, FileQuery query, Page page) {
        Condition which = TENANT.eq(tenant.value())
                .and(PARENT.eq(query.folder().value()))
                .and(ID.ne(PARENT))
                .and(query.keywords().isEmpty() ? noCondition() : NAME_KEY.contains(Names.key(query.keywords())));
        return db.query(Lane.BROWSE, sql -> {
            List<FileEntry> rows = sql.select(COLUMNS)
                    .from(FILE)
                    .where(which)
                    .orderBy(order(query), ID.asc())
                    .limit(page.size())
                    .offset(page.offset())
                    .fetch(FileStore::read);
            return new Slice<>(rows, sql.fetchCount(FILE, which));
        });
    }

    /// An entry, the folder that it is in, and so on up to the root; empty when it is not there.
    public List<FileEntry> lineage(TenantId tenant, FileId id) {
        return db.query(Lane.BROWSE, sql -> lineage(sql, tenant, id));
    }

    /// The entries and all that is in them, however deep.
    public List<FileEntry> within(TenantId tenant, Collection<FileId> ids) {
        return db.query(Lane.BROWSE, sql -> within(sql, tenant, ids));
    }

    /// How many bytes the folders hold, however deep.
    public Map<FileId, Long> sizes(TenantId tenant, Collection<FileId> folders) {
        if (folders.isEmpty()) {
            return Map.of();
        }
        return db.query(Lane.BROWSE, sql -> {
            Map<FileId, Long> sizes = new HashMap<>();
            Field<BigDecimal> total = sum(SIZE);
            sql.withRecursive(tree(tenant, folders))
                    .select(TOP, total)
                    .from(table(name("tree")))
                    .join(FILE)
                    .on(ID.eq(WITHIN))
                    .groupBy(TOP)
                    .forEach(row ->
                            sizes.put(new FileId(row.get(TOP)), row.get(total).longValue()));
            return sizes;
        });
    }

    /// Those of the folders that have folders in them.
    public Set<FileId> withFolders(TenantId tenant, Collection<FileId> folders) {
        return db.query(
                Lane.BROWSE,
                sql -> new HashSet<>(sql.selectDistinct(PARENT)
                        .from(FILE)
                        .where(
                                TENANT.eq(tenant.value()),
                                PARENT.in(values(folders)),
                                ID.ne(PARENT),
                                TYPE.eq(FileType.FOLDER.name()))
                        .fetch(row -> new FileId(row.get(PARENT)))));
    }

    /// Adds an entry; where its name is taken, it becomes `name(1).ending` and so on.
    ///
    /// @throws AppException.Rejected when the folder is not there any more
    public FileEntry insert(NewFile wanted) {
        return db.inTransaction(Lane.BROWSE, sql -> {
            hold(sql, wanted.folder());
            String free = Names.freeFile(
                    wanted.name(), key -> taken(sql, wanted.folder().id(), key));
            return insert(sql, wanted, free);
        });
    }

    /// Adds an entry of exactly this name; empty when it is taken.
    ///
    /// @throws AppException.Rejected when the folder is not there any more
    public Optional<FileEntry> insertNamed(NewFile wanted) {
        return db.inTransaction(Lane.BROWSE, sql -> {
            hold(sql, wanted.folder());
            return taken(sql, wanted.folder().id(), Names.key(wanted.name()))
                    ? Optional.empty()
                    : Optional.of(insert(sql, wanted, wanted.name()));
        });
    }

    /// The folder of this name in a folder, whatever the case of its letters; made where it is not there.
    public FileEntry folder(FileEntry parent, String createdBy, String name) {
        Optional<FileEntry> known = db.query(
                Lane.BROWSE,
                sql -> sql.select(COLUMNS)
                        .from(FILE)
                        .where(
                                PARENT.eq(parent.id().value()),
                                NAME_KEY.eq(Names.key(name)),
                                TYPE.eq(FileType.FOLDER.name()))
                        .fetchOptional(FileStore::read));
        return known.orElseGet(() -> insert(NewFile.empty(parent, createdBy, name, FileType.FOLDER)));
    }

    /// Whether another entry of the same folder has this name.
    public boolean isTaken(FileEntry entry, String name) {
        String key = Names.key(name);
        return !key.equals(Names.key(entry.name())) && db.query(Lane.BROWSE, sql -> taken(sql, entry.parent(), key));
    }

    /// Gives an entry another name.
    ///
    /// @throws AppException.Rejected when the name is taken in its folder
    public void rename(FileEntry entry, String name) {
        db.inTransaction(Lane.BROWSE, sql -> {
            String key = Names.key(name);
            if (!key.equals(Names.key(entry.name())) && taken(sql, entry.parent(), key)) {
                throw AppException.conflict("Duplicated file name in the same folder.");
            }
            return sql.update(FILE)
                    .set(field("name", String.class), name)
                    .set(field("name_key", String.class), key)
                    .set(field("updated_at", Long.class), timestamps.now())
                    .where(ID.eq(entry.id().value()))
                    .execute();
        });
    }

    /// Puts entries into another folder; where a name is taken there, the entry gets a number.
    ///
    /// @throws AppException.Rejected when a folder would be put into itself
    public void move(Collection<FileEntry> entries, FileEntry folder) {
        db.inTransaction(Lane.BROWSE, sql -> {
            hold(sql, folder);
            Set<FileId> above = new HashSet<>();
            lineage(sql, folder.tenant(), folder.id()).forEach(each -> above.add(each.id()));
            for (FileEntry entry : entries) {
                if (above.contains(entry.id())) {
                    throw AppException.invalid("A folder cannot be moved into itself.");
                }
                moveOne(sql, entry, folder);
            }
            return entries.size();
        });
    }

    /// Deletes the entries and all that is in them, and returns where their bytes are.
    public List<String> delete(TenantId tenant, Collection<FileId> ids) {
        return db.inTransaction(Lane.BROWSE, sql -> {
            List<FileEntry> all = within(sql, tenant, ids);
            List<String> keys = all.stream().map(each -> each.id().value()).toList();
            sql.deleteFrom(table("file_link"))
                    .where(field("file_id", String.class).in(keys))
                    .execute();
            sql.deleteFrom(FILE).where(ID.in(keys)).execute();
            return all.stream()
                    .map(FileEntry::location)
                    .filter(location -> !location.isEmpty())
                    .toList();
        });
    }

    private void moveOne(DSLContext sql, FileEntry entry, FileEntry folder) {
        if (entry.parent().equals(folder.id())) {
            return;
        }
        String free = Names.freeFile(entry.name(), key -> taken(sql, folder.id(), key));
        sql.update(FILE)
                .set(field("parent_id", String.class), folder.id().value())
                .set(field("name", String.class), free)
                .set(field("name_key", String.class), Names.key(free))
                .set(field("updated_at", Long.class), timestamps.now())
                .where(ID.eq(entry.id().value()))
                .execute();
    }

    private FileEntry insert(DSLContext sql, NewFile wanted, String name) {
        long now = timestamps.next();
        FileEntry entry = new FileEntry(
                new FileId(Ids.next()),
                wanted.folder().id(),
                wanted.folder().tenant(),
                wanted.createdBy(),
                name,
                wanted.type(),
                wanted.location(),
                wanted.size(),
                now,
                now);
        sql.insertInto(FILE).set(columns(entry)).execute();
        return entry;
    }

    /// Names in one folder are given one after the other.
    private static void hold(DSLContext sql, FileEntry folder) {
        if (RowLocks.hold(sql.select(ID).from(FILE).where(ID.eq(folder.id().value())))
                .fetchOptional()
                .isEmpty()) {
            throw AppException.notFound("There is no folder " + folder.id() + ".");
        }
    }

    private static List<FileEntry> lineage(DSLContext sql, TenantId tenant, FileId id) {
        List<FileEntry> lineage = new ArrayList<>();
        Optional<FileEntry> next = one(sql, tenant, id);
        while (next.isPresent()) {
            FileEntry entry = next.get();
            lineage.add(entry);
            next = entry.isRoot() ? Optional.empty() : one(sql, tenant, entry.parent());
        }
        return lineage;
    }

    private static List<FileEntry> within(DSLContext sql, TenantId tenant, Collection<FileId> ids) {
        return sql.withRecursive(tree(tenant, ids))
                .selectDistinct(COLUMNS)
                .from(table(name("tree")))
                .join(FILE)
                .on(ID.eq(WITHIN))
                .orderBy(CREATED, ID)
                .fetch(FileStore::read);
    }

    private static CommonTableExpression<Record2<String, String>> tree(TenantId tenant, Collection<FileId> ids) {
        return name("tree")
                .fields("top", "id")
                .as(select(ID, ID.as("id"))
                        .from(FILE)
                        .where(TENANT.eq(tenant.value()), ID.in(values(ids)))
                        .unionAll(select(TOP, ID)
                                .from(table(name("tree")))
                                .join(FILE)
                                .on(PARENT.eq(WITHIN), ID.ne(PARENT))));
    }

    private static Optional<FileEntry> one(DSLContext sql, TenantId tenant, FileId id) {
        return sql.select(COLUMNS)
                .from(FILE)
                .where(TENANT.eq(tenant.value()), ID.eq(id.value()))
                .fetchOptional(FileStore::read);
    }

    private static boolean taken(DSLContext sql, FileId folder, String key) {
        return sql.fetchExists(FILE, PARENT.eq(folder.value()).and(NAME_KEY.eq(key)));
    }

    private static SortField<?> order(FileQuery query) {
        Field<?> by = switch (query.order()) {
            case CREATED -> CREATED;
            case UPDATED -> UPDATED;
            case NAME -> NAME_KEY;
            case SIZE -> SIZE;
        };
        return query.descending() ? by.desc() : by.asc();
    }

    private static Map<Field<?>, Object> columns(FileEntry entry) {
        Map<Field<?>, Object> columns = new LinkedHashMap<>();
        columns.put(field("id"), entry.id().value());
        columns.put(field("tenant_id"), entry.tenant().value());
        columns.put(field("parent_id"), entry.parent().value());
        columns.put(field("created_by"), entry.createdBy());
        columns.put(field("name"), entry.name());
        columns.put(field("name_key"), Names.key(entry.name()));
        columns.put(field("type"), entry.type().name());
        columns.put(field("location"), entry.location());
        columns.put(field("size"), entry.size());
        columns.put(field("created_at"), entry.createdAt());
        columns.put(field("updated_at"), entry.updatedAt());
        return columns;
    }

    private static FileEntry read(Record row) {
        return new FileEntry(
                new FileId(row.get(ID)),
                new FileId(row.get(PARENT)),
                new TenantId(row.get(TENANT)),
                row.get(CREATED_BY),
                row.get(NAME),
                FileType.valueOf(row.get(TYPE)),
                row.get(LOCATION),
                row.get(SIZE),
                row.get(CREATED),
                row.get(UPDATED));
    }

    private static List<String> values(Collection<FileId> ids) {
        return ids.stream().map(FileId::value).toList();
    }
}
