package dev.freshet.bench.fake;

import java.time.Instant;

/// A client that closed its socket, or reset its stream, before the answer's end.
///
/// @param at when the scripted model noticed
/// @param sent the tokens it had been sent
public record Departure(Instant at, int sent) {}
