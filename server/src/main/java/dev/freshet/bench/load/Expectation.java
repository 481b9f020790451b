package dev.freshet.bench.load;

/// What a whole answer looks like.
///
/// @param streamed whether it comes as events
/// @param tokens of the scripted model that it has to hold, in order; 0 when the model is another
public record Expectation(boolean streamed, int tokens) {}
