/// Tests of who may be answered now.
@NullMarked
package dev.freshet.answer.admission;

import org.jspecify.annotations.NullMarked;
