package dev.freshet.api.ragflow.chat;

import dev.freshet.answer.FrameWriter;
import dev.freshet.answer.Owner;

/// Frames for somebody who follows an answer that another request asked for.
public final class FollowedFrames {
    private FollowedFrames() {}

    /// The frames that the follower gets.
    ///
    /// @param form what the asker wanted; where it tells nothing of this wire, frames are made up
    public static FrameWriter of(String form, Owner owner, boolean cumulative) {
        Frames frames = form.startsWith(Frames.FORM)
                ? Frames.of(form)
                : Frames.of(
                        true,
                        owner.message().value(),
                        owner.session() == null ? "" : owner.session().value(),
                        false);
        return frames.writer(cumulative);
    }
}
