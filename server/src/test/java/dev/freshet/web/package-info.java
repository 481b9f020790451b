/// Checks the pages that people see in a browser.
@NullMarked
package dev.freshet.web;

import org.jspecify.annotations.NullMarked;
