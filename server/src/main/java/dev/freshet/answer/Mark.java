package dev.freshet.answer;

/// Something that happened to an answer besides its text; an event of its own for clients that can resume.
///
/// @param number counts the marks of an answer, from 1
/// @param event the event's name: `queue`, `degraded`
/// @param data the event's data: a JSON object
public record Mark(int number, String event, String data) {
    static final String QUEUE = "queue";
    static final String DEGRADED = "degraded";
}
