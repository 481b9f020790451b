package dev.freshet.config;

import dev.freshet.config.WireSettings.Frames;
import java.util.List;

/// What answers look like on the wire.
final class WireGroup {
    private static final Setting<Frames> FRAMES = new Setting<>(
            "chat.frames",
            ValueKind.oneOf(Frames.class),
            "cumulative",
            "What an event of a streamed answer holds: the answer so far or what is new; "
                    + "the header `X-Freshet-Frames` overrides it.");
    private static final Setting<Boolean> OPENAI_REAL_CODES = new Setting<>(
            "openai.realCodes",
            ValueKind.flag(),
            "false",
            "Whether errors of `/api/v1/chats_openai` carry their own HTTP status instead of 200.");

    static final SettingGroup GROUP = new SettingGroup("Wire", List.of(FRAMES, OPENAI_REAL_CODES));

    private WireGroup() {}

    static WireSettings from(SettingValues values) {
        return new WireSettings(values.of(FRAMES), values.of(OPENAI_REAL_CODES));
    }
}
