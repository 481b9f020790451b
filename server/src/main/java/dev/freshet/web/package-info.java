/// What people see in a browser: the web app behind `/`, as files of the jar, and the page behind a sign-in link,
/// which leads into it.
///
/// The app is made of plain modules under `web/app` in the resources, and of the few libraries that
/// [dev.freshet.web.Libraries] names; nothing is built. All of it is static, and everything that the app does goes
/// through the public API. Its policy forbids what does not come from these files. Start with
/// [dev.freshet.web.AppPages].
@NullMarked
package dev.freshet.web;

import org.jspecify.annotations.NullMarked;
