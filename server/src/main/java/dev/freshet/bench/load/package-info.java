/// Sends requests from event loops and reads the answers as they come.
///
/// The requests of a route go in one by one as [dev.freshet.bench.load.Call]s; a
/// [dev.freshet.bench.load.Outcome] comes out. All state of a user belongs to one loop, so nothing is locked and a
/// thousand users cost little. Start with [dev.freshet.bench.load.LoadRun].
@NullMarked
package dev.freshet.bench.load;

import org.jspecify.annotations.NullMarked;
