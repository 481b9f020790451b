/// The reference of the HTTP API: what every route takes, who may call it and what it gives.
///
/// A page of lines in the resources describes each route; [dev.freshet.api.reference.ApiReference] reads it.
/// Out of it come docs/reference/api.md ([dev.freshet.api.reference.ReferencePage]) and `/openapi.json`
/// ([dev.freshet.api.reference.OpenApi]). A test compares it with the route table both ways.
@NullMarked
package dev.freshet.api.reference;

import org.jspecify.annotations.NullMarked;
