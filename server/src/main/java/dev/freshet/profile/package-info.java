/// Where a running server's time goes: a process id goes in, a report comes out.
///
/// A [dev.freshet.profile.Recorder] has the flight recorder of the other process run for a while and fetches what it
/// recorded; [dev.freshet.profile.Profile] reads that: top frames for each kind of thread, steps of questions, and
/// the two things that must never happen, an event loop that blocks and a virtual thread that is pinned to its
/// carrier. Start with `Profile`.
@NullMarked
package dev.freshet.profile;

import org.jspecify.annotations.NullMarked;
