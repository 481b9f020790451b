package dev.freshet.model.openai;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.http.HttpCall;
import dev.freshet.http.HttpCaller;
import dev.freshet.http.HttpReply;
import java.time.Duration;
import java.util.Optional;

/// Makes calls whose answers come in one piece; once more where that can help. For virtual threads.
final class PatientCaller {
    private final HttpCaller caller;
    private final ProviderErrors errors;
    private final RetryBudget budget;

    PatientCaller(HttpCaller caller, ProviderErrors errors, RetryBudget budget) {
        this.caller = caller;
        this.errors = errors;
        this.budget = budget;
    }

    /// The answer, whose status is 200.
    ///
    /// @throws AppException.Upstream when the provider fails, the second time too where there was one
    /// @throws AppException.Exhausted when the deadline has passed before
    HttpReply send(HttpCall call, Deadline deadline) {
        deadline.check("a call to a model");
        budget.called();
        HttpReply reply;
        try {
            reply = caller.send(call, deadline);
        } catch (AppException.Upstream error) {
            if (error.code() != ErrorCode.UPSTREAM_UNREACHABLE || !budget.take()) {
                throw errors.ofTransport(error);
            }
            return again(call, deadline, Duration.ZERO);
        }
        if (reply.status() == 200) {
            return reply;
        }
        Optional<Duration> wait =
                Retry.after(reply.status(), reply.header("retry-after").orElse(null));
        if (wait.isEmpty() || deadline.remaining().compareTo(wait.get()) <= 0 || !budget.take()) {
            throw errors.ofStatus(reply.status(), reply.body());
        }
        return again(call, deadline, wait.get());
    }

    private HttpReply again(HttpCall call, Deadline deadline, Duration wait) {
        try {
            deadline.pause(wait);
            HttpReply reply = caller.send(call, deadline);
            if (reply.status() != 200) {
                throw errors.ofStatus(reply.status(), reply.body());
            }
            return reply;
        } catch (AppException.Upstream error) {
            throw error.getCause() == null ? error : errors.ofTransport(error);
        }
    }
}
