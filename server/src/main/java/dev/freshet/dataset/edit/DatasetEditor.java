package dev.freshet.dataset.edit;

import dev.freshet.blob.BlobStore;
import dev.freshet.core.DatasetId;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.DatasetStore;
import dev.freshet.dataset.change.Deleted;
import dev.freshet.dataset.chunk.IndexSync;
import java.util.Collection;

/// Deletes datasets; making and changing them touches the database alone.
public final class DatasetEditor {
    private final DatasetStore datasets;
    private final IndexSync sync;
    private final BlobStore blobs;

    public DatasetEditor(DatasetStore datasets, IndexSync sync, BlobStore blobs) {
        this.datasets = datasets;
        this.sync = sync;
        this.blobs = blobs;
    }

    /// Deletes datasets with everything beneath them and returns how many there were.
    public int delete(TenantId tenant, Collection<DatasetId> ids) {
        Deleted deleted = datasets.delete(tenant, ids);
        sync.apply(deleted.changes());
        deleted.locations().stream().filter(location -> !location.isEmpty()).forEach(blobs::delete);
        return deleted.count();
    }
}
