/// Tests of what all routes of RAGFlow's wire share.
///
/// What whole requests are answered stands in the golden tables; here are the parts that many routes are made of:
/// what demands let pass, how ids are sorted, and what a declared refusal says.
/// Start with [dev.freshet.api.ragflow.wire.DemandTest].
@NullMarked
package dev.freshet.api.ragflow.wire;

import org.jspecify.annotations.NullMarked;
