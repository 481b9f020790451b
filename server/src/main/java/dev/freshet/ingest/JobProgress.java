package dev.freshet.ingest;

import dev.freshet.core.Timestamps;
import dev.freshet.ingest.parse.ParseProgress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Writes what a job is doing into its document: a line for each thing done, with its time in UTC, and a last
/// line that moves. Reports are written at most once an interval, since each is a transaction. For one thread
/// at a time.
final class JobProgress implements ParseProgress {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int MOST_LINES = 40;
    private static final double PARSED = 0.4;
    private static final double FIRST = 0.01;

    private final LiveJob live;
    private final JobWriteStore writes;
    private final Timestamps timestamps;
    private final long intervalMillis;
    private final String unit;
    private final List<String> lines = new ArrayList<>();
    private double fraction = FIRST;
    private long reportedAt;

    /// @param before what the document's progress says already; lines of an earlier run are kept
    /// @param unit what a parser counts: `page`, `slide`, `sheet` or `part`
    JobProgress(LiveJob live, String before, String unit, Reporting reporting) {
        this.live = live;
        this.unit = unit;
        this.writes = reporting.writes();
        this.timestamps = reporting.timestamps();
        this.intervalMillis = reporting.intervalMillis();
        before.lines()
                .filter(line -> !line.isBlank() && !line.endsWith("in the queue..."))
                .forEach(lines::add);
    }

    /// Where reports go and how often.
    record Reporting(JobWriteStore writes, Timestamps timestamps, long intervalMillis) {}

    /// Says that something was done.
    void done(double reached, String sentence) {
        line(sentence);
        fraction = reached;
        write(lines());
    }

    /// Says what is being done; often passed over.
    void moving(double reached, String sentence) {
        fraction = Math.max(fraction, reached);
        if (timestamps.now() - reportedAt >= intervalMillis) {
            write(lines() + timed(sentence));
        }
    }

    /// How much of the work is done, 0 to 1.
    double fraction() {
        return fraction;
    }

    /// All that was done, with one more line.
    String with(String sentence) {
        line(sentence);
        return lines().stripTrailing();
    }

    @Override
    public void pages(int done, int total) {
        String sentence = "Parsing " + unit + " " + done + (total > 0 ? " of " + total : "");
        moving(total > 0 ? PARSED * Math.min(done, total) / total : fraction, sentence);
    }

    @Override
    public boolean cancelled() {
        return live.isStopped();
    }

    private void line(String sentence) {
        lines.add(timed(sentence));
        while (lines.size() > MOST_LINES) {
            lines.removeFirst();
        }
    }

    private String timed(String sentence) {
        return TIME.format(Instant.ofEpochMilli(timestamps.now())) + " " + sentence;
    }

    private String lines() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private void write(String message) {
        live.check();
        writes.report(live.job(), fraction, message.stripTrailing());
        reportedAt = timestamps.now();
    }
}
