package dev.freshet.config;

import dev.freshet.answer.admission.AdmissionSettings;
import dev.freshet.answer.admission.AdmissionSettings.Adaptive;
import dev.freshet.answer.admission.AdmissionSettings.Limits;
import java.time.Duration;
import java.util.List;

/// How many questions may be under way, and who waits.
final class AdmissionGroup {
    private static final int MOST = 1_000_000;

    private static final Setting<Integer> RUNNING = new Setting<>(
            "chat.runningAnswers",
            ValueKind.integer(1, MOST),
            "12000",
            "How many answers models may be writing at once; the last tenth is for tenants that have none.");
    private static final Setting<Integer> RUNNING_TENANT = new Setting<>(
            "chat.runningAnswersPerTenant",
            ValueKind.integer(0, MOST),
            "0",
            "How many of them may be one tenant's; 0 means no limit but the last tenth.");
    private static final Setting<Integer> RUNNING_MODEL = new Setting<>(
            "chat.runningAnswersPerModel",
            ValueKind.integer(0, MOST),
            "0",
            "How many of them one model may be writing, for all tenants together; 0 means no limit of its own.");
    private static final Setting<Integer> WAITING = new Setting<>(
            "chat.waitingQuestions",
            ValueKind.integer(0, MOST),
            "2000",
            "How many questions may be under way beyond the running answers; further ones are refused.");
    private static final Setting<Integer> WAITING_TENANT = new Setting<>(
            "chat.waitingQuestionsPerTenant",
            ValueKind.integer(0, MOST),
            "1000",
            "How many questions of one tenant may be under way beyond what may run of it.");
    private static final Setting<Integer> WAITING_MODEL = new Setting<>(
            "chat.waitingQuestionsPerModel",
            ValueKind.integer(0, MOST),
            "1000",
            "How many questions may be under way for one model beyond what it may be writing, where that is limited.");
    private static final Setting<Integer> PROCESSING = new Setting<>(
            "chat.processing",
            ValueKind.integer(0, 10_000),
            "0",
            "How many questions may use a processor at once before their model is asked; "
                    + "0 means two for each processor.");
    private static final Setting<Boolean> ADAPTIVE = new Setting<>(
            "chat.adaptiveModelLimit",
            ValueKind.flag(),
            "false",
            "Whether the limit of a model follows what it does: down when it refuses (429, 503) or is late, "
                    + "slowly up while it keeps pace.");
    private static final Setting<Duration> ADAPTIVE_FIRST_TOKEN = new Setting<>(
            "chat.adaptiveFirstToken",
            ValueKind.duration(Duration.ofMillis(10), Duration.ofMinutes(10)),
            "5s",
            "How long a first token may take before such a limit falls.");

    static final SettingGroup GROUP = new SettingGroup(
            "Admission",
            List.of(
                    RUNNING,
                    RUNNING_TENANT,
                    RUNNING_MODEL,
                    WAITING,
                    WAITING_TENANT,
                    WAITING_MODEL,
                    PROCESSING,
                    ADAPTIVE,
                    ADAPTIVE_FIRST_TOKEN));

    private AdmissionGroup() {}

    static AdmissionSettings from(SettingValues values) {
        return new AdmissionSettings(
                values.of(PROCESSING),
                new Limits(values.of(RUNNING), values.of(RUNNING_TENANT), values.of(RUNNING_MODEL)),
                new Limits(values.of(WAITING), values.of(WAITING_TENANT), values.of(WAITING_MODEL)),
                new Adaptive(values.of(ADAPTIVE), values.of(ADAPTIVE_FIRST_TOKEN)));
    }
}
