package dev.freshet.answer;

import org.jspecify.annotations.Nullable;

/// What is to be remembered of the request that asked for an answer.
///
/// @param form the frames it wanted, as [FrameWriter#form()] tells them
/// @param resumable whether the answer goes on when its client leaves
/// @param key the client's name for the request, by which it may be sent again; null for none
public record Origin(
        String form, boolean resumable, @Nullable RequestKey key) {
    /// A request of which nothing is remembered.
    public static final Origin NONE = new Origin("", false, null);

    /// A client's name for a request.
    ///
    /// @param fingerprint 64 hex digits over the key and whose it is
    /// @param content 64 hex digits over what was asked
    public record RequestKey(String fingerprint, String content) {}
}
