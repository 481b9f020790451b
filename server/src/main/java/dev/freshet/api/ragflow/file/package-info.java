/// Files and folders on RAGFlow's wire (contract §12).
///
/// Each operation has two paths, one for people who are signed in and one for keys, which differ in nothing but
/// the codes of their refusals: [dev.freshet.api.ragflow.file.FileSide] knows both,
/// [dev.freshet.api.ragflow.file.FileFault] the refusals. The route classes ask
/// [dev.freshet.dataset.file.FileEditor] and the stores beside it.
@NullMarked
package dev.freshet.api.ragflow.file;

import org.jspecify.annotations.NullMarked;
