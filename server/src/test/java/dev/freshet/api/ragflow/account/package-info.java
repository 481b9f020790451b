/// Scenarios of accounts, keys and the system's own routes.
@NullMarked
package dev.freshet.api.ragflow.account;

import org.jspecify.annotations.NullMarked;
