/// The stores of files and folders on each database.
@NullMarked
package dev.freshet.dataset.file;

import org.jspecify.annotations.NullMarked;
