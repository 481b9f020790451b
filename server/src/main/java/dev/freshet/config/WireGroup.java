package dev.freshet.config;

import dev.freshet.config.WireSettings.Generation;
import java.util.List;

/// RAGFlow's API: what of it is dangerous or odd and can be chosen.
final class WireGroup {
    private static final Setting<Generation> PROFILE = new Setting<>(
            "wire.profile",
            ValueKind.oneOf(Generation.class),
            "v023",
            "The generation of RAGFlow's API that is spoken: its routes, texts and habits.");
    private static final Setting<Boolean> EMPTY_IDS_DELETE_ALL = new Setting<>(
            "wire.emptyIdsDeleteAll",
            ValueKind.flag(),
            "true",
            "Whether a request under `/api/v1` to delete datasets, documents, chunks, assistants or sessions that "
                    + "names no ids deletes all of them, as RAGFlow 0.23 does. Otherwise it is refused.");
    private static final Setting<Boolean> OPENAI_REAL_CODES = new Setting<>(
            "openai.realCodes",
            ValueKind.flag(),
            "false",
            "Whether errors of `/api/v1/chats_openai` carry their own HTTP status instead of 200.");

    static final SettingGroup GROUP =
            new SettingGroup("RAGFlow's API", List.of(PROFILE, EMPTY_IDS_DELETE_ALL, OPENAI_REAL_CODES));

    private WireGroup() {}

    static WireSettings wire(SettingValues values) {
        return new WireSettings(
                values.of(PROFILE),
                values.of(EMPTY_IDS_DELETE_ALL),
                values.of(ChatGroup.FRAMES),
                values.of(OPENAI_REAL_CODES));
    }
}
