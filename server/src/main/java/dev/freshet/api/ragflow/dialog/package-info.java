/// Assistants under their names of storage, as the web client of RAGFlow's wire has them (contract §11,
/// `/v1/dialog`).
///
/// The same assistants as on the REST routes, in another form: what REST calls `llm` and `prompt` is `llm_setting`
/// and `prompt_config` here, with the names that are stored. Start with [dev.freshet.api.ragflow.dialog.DialogJson].
@NullMarked
package dev.freshet.api.ragflow.dialog;

import org.jspecify.annotations.NullMarked;
