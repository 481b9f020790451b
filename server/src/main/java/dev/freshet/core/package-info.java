/// Words that every other package uses: typed ids, deadlines, pages, structured fan-out and the errors of the
/// product.
///
/// Nothing here knows HTTP, SQL or JSON; it imports the JDK only. Start with [dev.freshet.core.AppException],
/// which says how anything can go wrong, and [dev.freshet.core.Deadline], which every slow call takes its
/// time-out from.
@NullMarked
package dev.freshet.core;

import org.jspecify.annotations.NullMarked;
