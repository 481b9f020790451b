package dev.freshet.config;

import dev.freshet.account.AuthSettings;
import dev.freshet.answer.AnswerSettings;
import dev.freshet.answer.admission.AdmissionSettings;
import dev.freshet.chat.ChatSettings;
import dev.freshet.db.DbSettings;
import dev.freshet.http.HttpCaller;
import dev.freshet.http.HttpSettings;
import dev.freshet.ingest.IngestSettings;
import dev.freshet.ingest.parse.ParserSettings;
import dev.freshet.observe.LogSettings;
import dev.freshet.retrieval.RetrievalSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Everything that is set, one record for each concern.
///
/// @param data the folder that holds all state
/// @param shutdownGrace how long running answers may go on after the signal to stop
public record Settings(
        Path data,
        HttpSettings http,
        Duration shutdownGrace,
        DbSettings database,
        AuthSettings auth,
        WireSettings wire,
        AdmissionSettings admission,
        AnswerSettings answers,
        ChatSettings chat,
        RetrievalSettings retrieval,
        IngestSettings ingestion,
        ParserSettings parsing,
        ProviderSettings providers,
        HttpCaller.Settings calls,
        LogSettings log) {

    /// All settings that there are, in the order of the reference.
    public static List<SettingGroup> groups() {
        return List.of(
                ServerGroup.GROUP,
                DataGroup.GROUP,
                AuthGroup.GROUP,
                ChatGroup.GROUP,
                WireGroup.GROUP,
                AdmissionGroup.GROUP,
                RetrievalGroup.GROUP,
                IngestGroup.GROUP,
                ModelGroup.GROUP,
                LogGroup.GROUP);
    }

    /// @throws IllegalArgumentException when values that are fine alone do not fit together
    static Settings from(SettingValues values) {
        Path data = values.of(DataGroup.DATA);
        return new Settings(
                data,
                ServerGroup.from(values, data.resolve("uploads")),
                values.of(ServerGroup.SHUTDOWN_GRACE),
                DataGroup.from(values),
                AuthGroup.from(values),
                WireGroup.wire(values),
                AdmissionGroup.from(values),
                ChatGroup.answers(values),
                ChatGroup.chat(values),
                RetrievalGroup.from(values),
                IngestGroup.jobs(values),
                IngestGroup.from(values),
                ModelGroup.from(values),
                ModelGroup.calls(values, AdmissionGroup.from(values).running().server()),
                LogGroup.from(values));
    }
}
