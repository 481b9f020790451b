package dev.freshet.dataset.file;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.Id.FileId;
import dev.freshet.core.Ids;
import dev.freshet.core.TenantId;
import dev.freshet.core.Timestamps;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.Document;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import java.util.Collection;
import java.util.List;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/// Which documents were made of which files. A link goes with its document.
public final class FileLinkStore {
    private static final Table<Record> LINK = table("file_link");
    private static final Table<Record> DATASET = table("dataset");
    private static final Field<String> ID = field("file_link.id", String.class);
    private static final Field<String> TENANT = field("file_link.tenant_id", String.class);
    private static final Field<String> FILE = field("file_link.file_id", String.class);
    private static final Field<String> DOCUMENT = field("file_link.document_id", String.class);
    private static final Field<String> DATASET_ID = field("dataset.id", String.class);
    private static final Field<String> DATASET_NAME = field("dataset.name", String.class);

    private final Db db;
    private final Timestamps timestamps;

    public FileLinkStore(Db db, Timestamps timestamps) {
        this.db = db;
        this.timestamps = timestamps;
    }

    /// The links of files, oldest first.
    public List<FileLink> of(TenantId tenant, Collection<FileId> files) {
        if (files.isEmpty()) {
            return List.of();
        }
        List<String> ids = files.stream().map(FileId::value).toList();
        return db.query(
                Lane.BROWSE,
                sql -> sql.select(ID, FILE, DOCUMENT, DATASET_ID, DATASET_NAME)
                        .from(LINK)
                        .join(DATASET)
                        .on(DATASET_ID.eq(field("file_link.dataset_id", String.class)))
                        .where(TENANT.eq(tenant.value()), FILE.in(ids))
                        .orderBy(field("file_link.created_at"), ID)
                        .fetch(FileLinkStore::read));
    }

    /// Notes that the document was made of the file.
    public FileLink add(FileEntry file, Dataset dataset, Document document) {
        FileLink link = new FileLink(Ids.next(), file.id(), document.id(), dataset.id(), dataset.name());
        return db.inTransaction(Lane.BROWSE, sql -> {
            sql.insertInto(LINK)
                    .set(field("id", String.class), link.id())
                    .set(field("tenant_id", String.class), file.tenant().value())
                    .set(field("file_id", String.class), link.file().value())
                    .set(field("document_id", String.class), link.document().value())
                    .set(field("dataset_id", String.class), link.dataset().value())
                    .set(field("created_at", Long.class), timestamps.next())
                    .execute();
            return link;
        });
    }

    private static FileLink read(Record row) {
        return new FileLink(
                row.get(ID),
                new FileId(row.get(FILE)),
                new DocumentId(row.get(DOCUMENT)),
                new DatasetId(row.get(DATASET_ID)),
                row.get(DATASET_NAME));
    }
}
