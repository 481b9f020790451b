/// The metadata of all documents of a dataset, counted and changed together.
///
/// [dev.freshet.api.ragflow.metadata.MetadataRoutes] has the routes; `MetadataChanges` reads what is to be changed
/// and applies it to one document's object.
@NullMarked
package dev.freshet.api.ragflow.metadata;

import org.jspecify.annotations.NullMarked;
