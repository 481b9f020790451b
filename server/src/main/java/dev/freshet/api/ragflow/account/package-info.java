/// Accounts, API keys, models and the system's own routes on RAGFlow's wire, all under `/v1`.
///
/// Each class is one resource: it is given its collaborators and adds its routes to a
/// [dev.freshet.http.Router]. Requests come in by the login token but for registration, sign-in and what a
/// load balancer asks; answers have the web envelope. Start with
/// [dev.freshet.api.ragflow.account.AccountRoutes].
@NullMarked
package dev.freshet.api.ragflow.account;

import org.jspecify.annotations.NullMarked;
