/// What the wires share: whether the parts that the server stands on work.
///
/// [dev.freshet.api.Health] is filled by whoever wires the server; each [dev.freshet.api.Probe] in it does a
/// small piece of real work within a time limit. The routes themselves stand in the packages below, one class
/// for each resource.
@NullMarked
package dev.freshet.api;

import org.jspecify.annotations.NullMarked;
