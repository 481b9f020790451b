package dev.freshet.bench.fake;

/// What the scripted model has seen.
///
/// @param connections sockets that are open
/// @param streams answers under way
/// @param accepted sockets since the start
/// @param started answers since the start
/// @param completed answers that were sent whole
/// @param left answers whose client went away before their end
/// @param faults answers that failed on purpose
public record Counts(
        long connections, long streams, long accepted, long started, long completed, long left, long faults) {}
