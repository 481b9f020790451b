/// JSON, set up once: [dev.freshet.json.Json] turns records into text and back.
///
/// Trees stay at the edges: outside this package, `api` and the model adapters no JSON node stands in a
/// signature. A text that is no JSON, or has not the shape of the record, is the caller's mistake and says
/// where it lies.
@NullMarked
package dev.freshet.json;

import org.jspecify.annotations.NullMarked;
