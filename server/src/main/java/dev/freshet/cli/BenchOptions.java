package dev.freshet.cli;

import dev.freshet.bench.Bench.Step;
import dev.freshet.bench.BenchRun.Plan;
import dev.freshet.bench.Route;
import dev.freshet.bench.Targets;
import dev.freshet.bench.load.Load;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// How much `freshet bench` asks, and what has to be kept.
final class BenchOptions {
    private static final int FEW_USERS = 20;
    private static final int MANY_USERS = 200;
    private static final Duration FEW_TARGET = Duration.ofMillis(600);
    private static final Duration MANY_TARGET = Duration.ofMillis(1600);
    private static final double ALL = 100;
    private static final int WARM_UP_REQUESTS = 10;

    @Option(names = "--users", paramLabel = "N", split = ",", description = "Users at once (20; --fake-model: 20,200).")
    private List<Integer> users = List.of();

    @Option(names = "--requests", paramLabel = "N", description = "Requests of each user (5).")
    private int requests = 5;

    @Option(
            names = "--test-type",
            paramLabel = "TYPE",
            converter = TestTypeConverter.class,
            description = "concurrent: all users at once, and again when all have their answers; ramp-up: one after the"
                    + " other, and each on its own; both: one user as baseline, then concurrent (both).")
    private TestType testType = TestType.BOTH;

    @Option(
            names = "--route",
            paramLabel = "ROUTE",
            split = ",",
            converter = RouteConverter.class,
            description = "completion, conversation, legacy, openai, ask, widget, mindmap, retrieval"
                    + " (completion; --fake-model: all).")
    private List<Route> routes = List.of();

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Questions a second at fixed times, whoever is still busy; times count from when a question"
                    + " was due (users wait for the last answer).")
    private double rate;

    @Option(
            names = "--ramp-time",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Over which users begin with ramp-up (10s).")
    private Duration rampTime = Duration.ofSeconds(10);

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "How long an answer may take (60s).")
    private Duration timeout = Load.USUAL_LIMIT;

    @Option(
            names = "--target",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "The longest time to a first chunk (1500ms; --fake-model: 600ms, above 20 users 1600ms).")
    private @Nullable Duration target;

    @Option(
            names = "--target-ratio",
            paramLabel = "N",
            description = "How many times the mean the longest may be (2); not judged below 100 ms.")
    private double ratio = Targets.USUAL.maxToMean();

    @Option(
            names = "--target-success",
            paramLabel = "PERCENT",
            description = "Answers that come whole, at least (95; --fake-model: 100).")
    private @Nullable Double success;

    /// Who begins when.
    enum TestType {
        CONCURRENT,
        RAMP_UP,
        BOTH
    }

    /// Everything that is measured.
    Plan plan(boolean fakeModel, int tokens) {
        return new Plan(routes(fakeModel), steps(fakeModel), tokens);
    }

    /// What a server that has just started is asked before anything is counted, so that its code is compiled.
    Plan warmUp(int tokens) {
        Step step = new Step(Load.atOnce(FEW_USERS, WARM_UP_REQUESTS), Targets.USUAL, false);
        return new Plan(List.of(Route.RETRIEVAL, Route.COMPLETION), List.of(step), tokens);
    }

    private List<Route> routes(boolean fakeModel) {
        if (!routes.isEmpty()) {
            return routes;
        }
        return fakeModel ? List.of(Route.values()) : List.of(Route.COMPLETION);
    }

    /// The steps of each route. Our own server is judged by its own targets, and after a warm-up: a user's first
    /// question is not the one that a just-started JVM compiles for.
    private List<Step> steps(boolean fakeModel) {
        List<Step> steps = new ArrayList<>();
        if (testType == TestType.BOTH) {
            steps.add(new Step(load(1), targets(1, fakeModel), fakeModel));
        }
        List<Integer> usual = fakeModel ? List.of(FEW_USERS, MANY_USERS) : List.of(FEW_USERS);
        for (int count : users.isEmpty() ? usual : users) {
            steps.add(new Step(load(count), targets(count, fakeModel), fakeModel));
        }
        return steps;
    }

    private Load load(int count) {
        Duration rampUp = testType == TestType.RAMP_UP ? rampTime : Duration.ZERO;
        boolean inRounds = testType != TestType.RAMP_UP && rate == 0;
        return new Load(count, requests, inRounds, rampUp, rate, timeout);
    }

    private Targets targets(int count, boolean fakeModel) {
        double whole = success != null ? success : fakeModel ? ALL : Targets.USUAL.success();
        return new Targets(longest(count, fakeModel), ratio, whole);
    }

    private Duration longest(int count, boolean fakeModel) {
        if (target != null) {
            return target;
        }
        if (!fakeModel) {
            return Targets.USUAL.firstChunk();
        }
        return count > FEW_USERS ? MANY_TARGET : FEW_TARGET;
    }

    /// Reads the name of a route.
    static final class RouteConverter implements ITypeConverter<Route> {
        @Override
        public Route convert(String text) {
            return Route.of(text).orElseThrow(() -> new TypeConversionException("there is no route '" + text + "'"));
        }
    }

    /// Reads `concurrent`, `ramp-up` or `both`.
    static final class TestTypeConverter implements ITypeConverter<TestType> {
        @Override
        public TestType convert(String text) {
            return Arrays.stream(TestType.values())
                    .filter(type -> type.name().replace('_', '-').equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' is no type of test"));
        }
    }

    /// Reads a time such as `300ms`, `1.5s` or `2m`.
    static final class TimeConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            if (!text.matches("\\d{1,7}(\\.\\d{1,3})?(ms|s|m)")) {
                throw new TypeConversionException("'" + text + "' is no time such as 300ms, 1.5s or 2m");
            }
            double amount = Double.parseDouble(text.replaceAll("[a-z]+", ""));
            double millis = text.endsWith("ms") ? amount : text.endsWith("s") ? amount * 1000 : amount * 60_000;
            return Duration.ofMillis(Math.round(millis));
        }
    }
}
