/// What the server tells about itself while it runs: metrics, events, the timing line of a request, and the
/// id that ties them together.
///
/// In go measurements from every level above; out come metrics, flight recorder events and log lines. It
/// knows no other package of the product. Start with [dev.freshet.observe.RequestId].
@NullMarked
package dev.freshet.observe;

import org.jspecify.annotations.NullMarked;
