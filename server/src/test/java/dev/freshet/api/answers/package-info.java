/// Following, stopping and repeating answers over HTTP.
@NullMarked
package dev.freshet.api.answers;

import org.jspecify.annotations.NullMarked;
