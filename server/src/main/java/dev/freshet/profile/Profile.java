package dev.freshet.profile;

import dev.freshet.core.AppException;
import dev.freshet.observe.StepEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/// What a recording of a server tells.
///
/// @param samples how often each frame was on top, for each kind of thread
/// @param steps how long each step of questions took, sorted
/// @param blocked places where an event loop blocked, and how often
/// @param pinned places where a virtual thread was pinned, and how often
public record Profile(
        Map<ThreadKind, Map<String, Integer>> samples,
        Map<String, List<Duration>> steps,
        Map<String, Integer> blocked,
        Map<String, Integer> pinned) {

    /// Reads a recording.
    ///
    /// @throws AppException.Broken when it cannot be read
    public static Profile of(Path recording) {
        Reader reader = new Reader();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                reader.take(file.readEvent());
            }
        } catch (IOException error) {
            throw new AppException.Broken("the recording cannot be read", error);
        }
        return reader.profile();
    }

    /// Whether nothing happened that must never happen.
    public boolean clean() {
        return blocked.isEmpty() && pinned.isEmpty();
    }

    /// Gathers events.
    private static final class Reader {
        private final Map<ThreadKind, Map<String, Integer>> samples = new EnumMap<>(ThreadKind.class);
        private final Map<String, List<Duration>> steps = new TreeMap<>();
        private final Map<String, Integer> blocked = new HashMap<>();
        private final Map<String, Integer> pinned = new HashMap<>();

        private void take(RecordedEvent event) {
            String type = event.getEventType().getName();
            switch (type) {
                case "jdk.ExecutionSample", "jdk.NativeMethodSample" -> sample(event);
                case Waits.PINNED -> count(pinned, place(event, "pinned"));
                case StepEvent.NAME ->
                    steps.computeIfAbsent(event.getString("operation"), name -> new ArrayList<>())
                            .add(event.getDuration("took"));
                default -> {
                    if (Waits.isWait(type) && ThreadKind.of(event.getThread()) == ThreadKind.EVENT_LOOP) {
                        count(blocked, place(event, type.substring("jdk.".length())));
                    }
                }
            }
        }

        private void sample(RecordedEvent event) {
            RecordedThread thread = event.getValue("sampledThread");
            ThreadKind kind = ThreadKind.of(thread);
            List<String> frames = frames(event);
            if (frames.isEmpty() || Waits.isIdle(frames.getFirst())) {
                return;
            }
            count(samples.computeIfAbsent(kind, ignored -> new HashMap<>()), frames.getFirst());
            Optional<String> wait = kind == ThreadKind.EVENT_LOOP
                    ? frames.stream().filter(Waits::isBlocking).findFirst()
                    : Optional.empty();
            wait.ifPresent(frame -> count(blocked, frame + ours(frames)));
        }

        /// What waited, and the line of ours that made it wait.
        private static String place(RecordedEvent event, String what) {
            List<String> frames = frames(event);
            return what + (frames.isEmpty() ? "" : " at " + frames.getFirst()) + ours(frames);
        }

        private static String ours(List<String> frames) {
            return frames.stream()
                    .filter(frame -> frame.startsWith("dev.freshet."))
                    .findFirst()
                    .map(frame -> ", from " + frame)
                    .orElse("");
        }

        private static List<String> frames(RecordedEvent event) {
            @Nullable RecordedStackTrace trace = event.getStackTrace();
            return trace == null
                    ? List.of()
                    : trace.getFrames().stream()
                            .filter(RecordedFrame::isJavaFrame)
                            .map(frame -> frame.getMethod().getType().getName() + "."
                                    + frame.getMethod().getName())
                            .toList();
        }

        private static void count(Map<String, Integer> counts, String key) {
            counts.merge(key, 1, Integer::sum);
        }

        private Profile profile() {
            steps.values().forEach(Collections::sort);
            return new Profile(samples, steps, blocked, pinned);
        }
    }
}
