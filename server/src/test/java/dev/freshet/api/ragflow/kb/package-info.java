/// The web client's routes, driven over HTTP.
@NullMarked
package dev.freshet.api.ragflow.kb;

import org.jspecify.annotations.NullMarked;
