/// Searches that people have set up: which datasets are asked, and how.
///
/// A [dev.freshet.dataset.search.SavedSearch] goes in and out of
/// [dev.freshet.dataset.search.SavedSearchStore]. What its configuration means is known where questions are
/// asked; here it is kept as it was sent.
@NullMarked
package dev.freshet.dataset.search;

import org.jspecify.annotations.NullMarked;
