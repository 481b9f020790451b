/// Models that run in this process, so that the first start needs neither a key nor a network.
///
/// [dev.freshet.model.builtin.BuiltinEmbeddingModel] turns texts into vectors with the quantised
/// bge-small-en-v1.5 network: texts become word pieces ([dev.freshet.model.builtin.WordPieceTokenizer]), wait in
/// an [dev.freshet.model.builtin.EmbeddingQueue] by urgency, and pass through the network on a few platform
/// threads. [dev.freshet.model.builtin.ExtractiveModel] answers a question with sentences of the retrieved
/// passages. Read `BuiltinEmbeddingModel` first.
@NullMarked
package dev.freshet.model.builtin;

import org.jspecify.annotations.NullMarked;
