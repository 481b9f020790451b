/// Tables of requests and expected answers over a real server; see [dev.freshet.api.Scenario].
@NullMarked
package dev.freshet.api;

import org.jspecify.annotations.NullMarked;
