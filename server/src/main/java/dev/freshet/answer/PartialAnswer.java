package dev.freshet.answer;

import dev.freshet.core.AnswerId;
import dev.freshet.core.TenantId;

/// What a running answer has said so far.
public record PartialAnswer(TenantId tenant, AnswerId id, String text, String thinking) {}
