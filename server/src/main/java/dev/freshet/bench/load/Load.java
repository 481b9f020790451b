package dev.freshet.bench.load;

import dev.freshet.core.AppException;
import java.time.Duration;

/// How much is asked.
///
/// In a closed loop each user asks the next question when the last answer has ended. In an open loop questions
/// are due at fixed times whoever is still busy, and their times count from when they were due, so a server that
/// stalls cannot hide the questions that it held up.
///
/// @param users that ask at the same time
/// @param requests of each user
/// @param rampUp over which the users begin; zero begins with all at once
/// @param rate questions a second of all users together; 0 is a closed loop
/// @param limit how long an answer may take
public record Load(int users, int requests, Duration rampUp, double rate, Duration limit) {
    /// How long an answer may take, if nothing else is said.
    public static final Duration USUAL_LIMIT = Duration.ofSeconds(60);

    public Load {
        if (users < 1 || requests < 1 || rate < 0 || rampUp.isNegative() || limit.toMillis() < 1) {
            throw AppException.invalid("A load needs at least one user, one request and a time limit.");
        }
    }

    /// All users at once, in a closed loop.
    public static Load atOnce(int users, int requests) {
        return new Load(users, requests, Duration.ZERO, 0, USUAL_LIMIT);
    }

    public int total() {
        return users * requests;
    }

    public boolean isOpen() {
        return rate > 0;
    }

    /// When a request is due, in nanoseconds after the start. In a closed loop only the first of each user is.
    long dueNanos(int number) {
        if (isOpen()) {
            return (long) (number * 1e9 / rate);
        }
        return rampUp.toNanos() / users * number;
    }
}
