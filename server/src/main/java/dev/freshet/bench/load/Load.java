package dev.freshet.bench.load;

import dev.freshet.core.AppException;
import java.time.Duration;

/// How much is asked.
///
/// In a closed loop each user asks the next question when the last answer has ended; in rounds, when the last answer
/// of all users has: every question then meets those of all the others, where users on their own drift apart after
/// the first, and most questions meet an idle server. In an open loop questions are due at fixed times whoever is
/// still busy, and their times count from when they were due, so a server that stalls cannot hide the questions
/// that it held up.
///
/// @param users that ask at the same time
/// @param requests of each user
/// @param inRounds whether all ask again in the same moment; a closed loop without ramp-up only
/// @param rampUp over which the users begin; zero begins with all at once
/// @param rate questions a second of all users together; 0 is a closed loop
/// @param limit how long an answer may take
public record Load(int users, int requests, boolean inRounds, Duration rampUp, double rate, Duration limit) {
    /// How long an answer may take, if nothing else is said.
    public static final Duration USUAL_LIMIT = Duration.ofSeconds(60);

    public Load {
        if (users < 1 || requests < 1 || rate < 0 || rampUp.isNegative() || limit.toMillis() < 1) {
            throw AppException.invalid("A load needs at least one user, one request and a time limit.");
        }
        if (inRounds && (rate > 0 || rampUp.isPositive())) {
            throw new IllegalArgumentException("rounds begin with all users at once");
        }
    }

    /// All users at once, in rounds.
    public static Load atOnce(int users, int requests) {
        return new Load(users, requests, true, Duration.ZERO, 0, USUAL_LIMIT);
    }

    /// All users begin at once, and go on each for itself.
    public static Load steady(int users, int requests) {
        return new Load(users, requests, false, Duration.ZERO, 0, USUAL_LIMIT);
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
