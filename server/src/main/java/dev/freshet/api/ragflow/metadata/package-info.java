/// The metadata of all documents of a dataset, counted and changed together.
///
/// [dev.freshet.api.ragflow.metadata.MetadataRoutes] has the routes, `WebMetadataRoutes` those of the web client;
/// `MetadataChanges` reads what is to be changed and applies it to one document's object. Which documents are meant is
/// decided as for a search, by their ids and by conditions on the metadata that they have.
@NullMarked
package dev.freshet.api.ragflow.metadata;

import org.jspecify.annotations.NullMarked;
