package dev.freshet.bench.fake;

import dev.freshet.core.AppException;
import java.time.Duration;

/// How the scripted model answers.
///
/// @param firstToken from the request's end to the first token; also how long a whole answer, an embedding or a
/// reranking takes
/// @param interval between two tokens; zero sends all at once
/// @param tokens of one answer
/// @param fault what goes wrong
/// @param faultAfter the tokens that come before a fault in mid-stream
public record Script(Duration firstToken, Duration interval, int tokens, Fault fault, int faultAfter) {
    /// 300 ms to the first of 40 tokens, 50 ms apart.
    public static final Script USUAL = new Script(Duration.ofMillis(300), Duration.ofMillis(50), 40, Fault.NONE, 0);

    public Script {
        if (firstToken.isNegative() || interval.isNegative() || tokens < 1 || faultAfter < 0) {
            throw AppException.invalid("a script needs times of at least zero and at least one token");
        }
    }

    /// The same with other times.
    public Script paced(Duration newFirstToken, Duration newInterval) {
        return new Script(newFirstToken, newInterval, tokens, fault, faultAfter);
    }

    /// The same with so many tokens.
    public Script withTokens(int count) {
        return new Script(firstToken, interval, count, fault, faultAfter);
    }

    /// The same with a fault after so many tokens.
    public Script failing(Fault newFault, int after) {
        return new Script(firstToken, interval, tokens, newFault, after);
    }

    /// This script with what a model's name changes: `name;first=0;interval=500;tokens=60;fault=reset;after=3`,
    /// times in milliseconds, each part optional. So one server plays many models.
    ///
    /// @throws AppException when a part is unknown
    public Script changedBy(String modelName) {
        Script script = this;
        String[] parts = modelName.split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].split("=", 2);
            script = script.changed(pair[0], pair.length == 2 ? pair[1] : "");
        }
        return script;
    }

    private Script changed(String key, String value) {
        return switch (key) {
            case "first" -> paced(Duration.ofMillis(number(value)), interval);
            case "interval" -> paced(firstToken, Duration.ofMillis(number(value)));
            case "tokens" -> withTokens(number(value));
            case "after" -> failing(fault, number(value));
            case "fault" -> failing(Fault.of(value).orElseThrow(() -> unknown("fault", value)), faultAfter);
            default -> throw unknown("part", key);
        };
    }

    private static int number(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException error) {
            throw unknown("number", value);
        }
    }

    private static AppException unknown(String what, String text) {
        return AppException.invalid("a scripted model's name has an unknown " + what + ": " + text);
    }
}
