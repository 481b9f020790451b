package dev.freshet.answer.admission;

import java.time.Duration;

/// Where somebody stands who waits for the model.
///
/// @param position 1 for whoever is next
/// @param expectedWait how long it will take at the pace of late; a guess
public record QueuePlace(int position, Duration expectedWait) {}
