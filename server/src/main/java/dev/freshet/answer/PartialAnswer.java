package dev.freshet.answer;

import dev.freshet.core.AnswerId;

/// What a running answer has said so far.
public record PartialAnswer(AnswerId id, String text, String thinking) {}
