package dev.freshet.chat;

import dev.freshet.answer.Ending.Pace;
import dev.freshet.answer.keep.Timeline;
import dev.freshet.retrieval.RetrievalResult.Timings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// How long each step of a turn took. Belongs to the thread that runs the turn.
final class TurnTimes {
    private final long start = System.nanoTime();
    private final Map<Step, Double> millis = new LinkedHashMap<>();
    private final List<Timeline.Step> steps = new ArrayList<>();
    private long asked;

    /// The steps that are told apart, as they are named in the report.
    enum Step {
        MODEL("Check LLM", "model"),
        TRACER("Check Langfuse tracer", ""),
        BINDING("Bind models", ""),
        REFINEMENT("Query refinement(LLM)", "refine"),
        RETRIEVAL("Retrieval", ""),
        GENERATION("Generate answer", "");

        private final String title;

        /// Its name in the timeline; empty where that tells its parts.
        private final String key;

        Step(String title, String key) {
            this.title = title;
            this.key = key;
        }
    }

    <T> T measure(Step step, Supplier<T> work) {
        long begin = System.nanoTime();
        try {
            return work.get();
        } finally {
            millis.merge(step, (System.nanoTime() - begin) / 1e6, Double::sum);
            if (!step.key.isEmpty()) {
                add(step.key, begin, System.nanoTime());
            }
        }
    }

    /// Measures a step that only the timeline tells.
    <T> T measure(String name, Supplier<T> work) {
        long begin = System.nanoTime();
        try {
            return work.get();
        } finally {
            add(name, begin, System.nanoTime());
        }
    }

    /// Adds the parts of a search that began at that moment. Each is taken to begin where the one before it
    /// ended, although the text is searched while the question is embedded.
    void search(long begin, Timings timings) {
        long embedded = begin + timings.embedding().toNanos();
        long searched = embedded + timings.search().toNanos();
        long fused = searched + timings.ranking().toNanos();
        add("embed", begin, embedded);
        add("search", embedded, searched);
        add("fuse", searched, fused);
        if (timings.rerank().isPositive()) {
            add("rerank", fused, fused + timings.rerank().toNanos());
        }
    }

    /// The model is asked now.
    void asked() {
        asked = System.nanoTime();
    }

    /// Adds the parts of the model's work: until its call had begun, from there to the first text, and to the
    /// last.
    void generation(Pace pace) {
        if (asked == 0) {
            return;
        }
        long opened = pace.opened() == 0 ? pace.ended() : pace.opened();
        add("connect", asked, opened);
        if (pace.firstToken() != 0) {
            add("first_token", opened, pace.firstToken());
            add("last_token", pace.firstToken(), pace.ended());
        }
    }

    /// Measures a step that gives nothing.
    void run(String name, Runnable work) {
        long begin = System.nanoTime();
        try {
            work.run();
        } finally {
            add(name, begin, System.nanoTime());
        }
    }

    /// Adds a step that was measured elsewhere.
    ///
    /// @param begin on the scale of [System#nanoTime()]
    void add(String name, long begin, long end) {
        steps.add(new Timeline.Step(name, (begin - start) / 1e6, (end - begin) / 1e6));
    }

    /// All steps so far.
    ///
    /// @param startedAt when the question came, in epoch milliseconds
    Timeline timeline(long startedAt) {
        List<Timeline.Step> inOrder = new ArrayList<>(steps);
        inOrder.sort(Comparator.comparingDouble(Timeline.Step::start));
        return new Timeline(startedAt, inOrder);
    }

    /// From the question's arrival to a moment on the scale of [System#nanoTime()]; empty for 0.
    Optional<Duration> until(long moment) {
        return moment == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(moment - start));
    }

    double totalMillis() {
        return (System.nanoTime() - start) / 1e6;
    }

    /// What the last frame shows beside the answer: the prompt, the final question, the times and the tokens.
    /// Line feeds are preceded by two blanks, so that Markdown breaks lines there.
    String report(String system, String question, int completionTokens) {
        StringBuilder text = new StringBuilder(system);
        text.append("\n\n### Query:\n").append(question);
        text.append("\n\n## Time elapsed:");
        text.append(line("Total", totalMillis()));
        for (Step step : Step.values()) {
            text.append(line(step.title, millis.getOrDefault(step, 0.0)));
        }
        double seconds = Math.max(0.001, millis.getOrDefault(Step.GENERATION, 0.0) / 1000);
        text.append("\n\n## Token usage:");
        text.append("\n  - Generated tokens(approximately): ").append(completionTokens);
        text.append("\n  - Token speed: ")
                .append((int) (completionTokens / seconds))
                .append("/s");
        return text.toString().replace("\n", "  \n");
    }

    private static String line(String title, double millis) {
        return String.format(Locale.ROOT, "\n  - %s: %.1fms", title, millis);
    }
}
