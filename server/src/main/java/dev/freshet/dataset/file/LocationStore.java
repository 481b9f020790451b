package dev.freshet.dataset.file;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.Result;
import org.jooq.Table;

/// Where the bytes of all documents and files are, of every tenant: the one question that concerns the whole store.
public final class LocationStore {
    private static final List<Table<Record>> HOLDERS = List.of(table("document"), table("stored_file"));
    private static final Field<String> ID = field("id", String.class);
    private static final Field<String> LOCATION = field("location", String.class);
    private static final int ROWS = 1_000;

    private final Db db;

    public LocationStore(Db db) {
        this.db = db;
    }

    /// Every location that a document or a file refers to, read a thousand rows at a time.
    public Set<String> all() {
        Set<String> locations = new HashSet<>();
        HOLDERS.forEach(holder -> addAll(holder, locations));
        locations.remove("");
        return locations;
    }

    private void addAll(Table<Record> holder, Set<String> locations) {
        String last = "";
        while (true) {
            Result<Record2<String, String>> rows = rowsAfter(holder, last);
            if (rows.isEmpty()) {
                return;
            }
            locations.addAll(rows.getValues(LOCATION));
            last = rows.getLast().get(ID);
        }
    }

    private Result<Record2<String, String>> rowsAfter(Table<Record> holder, String last) {
        return db.query(
                Lane.INGEST,
                sql -> sql.select(ID, LOCATION)
                        .from(holder)
                        .where(ID.gt(last))
                        .orderBy(ID)
                        .limit(ROWS)
                        .fetch());
    }
}
