/// Files and folders that people keep beside their datasets, and the documents that are made of them.
///
/// A [dev.freshet.dataset.file.FileEntry] is a file or a folder; each tenant has one root folder.
/// [dev.freshet.dataset.file.FileStore] and [dev.freshet.dataset.file.FileLinkStore] read and write rows;
/// [dev.freshet.dataset.file.FileEditor] does what concerns the bytes and the documents too. A document has bytes
/// of its own, copied when it is made, so that neither side can pull them away from the other.
/// [dev.freshet.dataset.file.OrphanSweep] removes bytes that a crash left without either.
@NullMarked
package dev.freshet.dataset.file;

import org.jspecify.annotations.NullMarked;
