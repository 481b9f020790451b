/// What people see in a browser until the web app is there: a page behind `/` that says where to go on, and
/// the page behind a sign-in link that shows the key to begin with.
///
/// Pages are whole documents without scripts, under a policy that forbids any; the style sheet is a file of
/// the jar. Start with [dev.freshet.web.SignInPage].
@NullMarked
package dev.freshet.web;

import org.jspecify.annotations.NullMarked;
