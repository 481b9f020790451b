/// The routes of files, driven over HTTP.
@NullMarked
package dev.freshet.api.ragflow.file;

import org.jspecify.annotations.NullMarked;
