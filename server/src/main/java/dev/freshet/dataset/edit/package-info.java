/// What people do to datasets, documents and chunks, with the index and the files kept in step.
///
/// [dev.freshet.dataset.edit.DatasetEditor], [dev.freshet.dataset.edit.DocumentEditor] and
/// [dev.freshet.dataset.edit.ChunkEditor] write through the stores and tell the index before they return;
/// [dev.freshet.dataset.edit.FileKind] says what may be uploaded. Reading needs none of them: ask the stores.
@NullMarked
package dev.freshet.dataset.edit;

import org.jspecify.annotations.NullMarked;
