/// Who may do what: people, their tenants, API keys and sign-in.
///
/// [dev.freshet.account.Accounts] registers and signs in; [dev.freshet.account.ApiKeys] makes keys and finds
/// whose they are. Passwords are hashed with Argon2id on a thread of their own, tokens are stored as
/// fingerprints, and keys that have to be shown again are sealed. A user's own tenant carries the user's id.
@NullMarked
package dev.freshet.account;

import org.jspecify.annotations.NullMarked;
